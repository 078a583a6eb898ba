import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryStorage } from '../storage/temporaryStorage';
import { minute, refusal, samples, start, tsdbOf, type Result } from './tsdb';

let tsdb: ReturnType<typeof tsdbOf>;

beforeEach(async () => {
  tsdb = tsdbOf(await temporaryStorage());
  await tsdb.create({ rate: '1/s' });
});

const seed = Date.now() % 2 ** 31;
let state = seed || 1;

/** xorshift: a failure names the seed, with which it can be repeated. */
function random(limit: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}

type Sample = readonly [time: number, value: number];

/** Ascending times, some on whole seconds, over about `length` milliseconds; whole values, so that sums are exact. */
function randomSeries(length: number): Sample[] {
  const series: Sample[] = [];
  for (
    let time = random(3000);
    time < length;
    time += random(2) === 0 ? 1000 - (time % 1000) : 1 + random(4000)
  ) {
    series.push([time, random(100) - 50]);
  }
  return series;
}

async function store(
  series: readonly Sample[],
  labels: Readonly<Record<string, string>> = {},
  metric = 'm',
): Promise<void> {
  await tsdb.write(
    samples(
      series.map(([time]) => time),
      { [metric]: series.map(([, value]) => value) },
      labels,
    ),
  );
}

const rows = (results: readonly Result[]): Result['rows'] => results[0]?.rows ?? [];

/** What spec/tsdb.md §9 says of samples, one by one. */
function expectedCells(
  series: readonly Sample[],
  { from, to, step, window }: { from: number; to: number; step: number; window: number },
): number[][] {
  const found: number[][] = [];
  for (let time = from; time <= to; time += step) {
    const inCell = series.filter(([at]) => {
      if (at > to) return false;
      if (window === 0) return at >= time && at < time + step;
      return at <= time && (window === step ? at > time - window : at >= time - window);
    });
    const values = inCell.map(([, value]) => value);
    if (values.length === 0) continue;
    const sum = values.reduce((total, value) => total + value, 0);
    found.push([time, values.length, sum, Math.min(...values), Math.max(...values), values.at(-1) ?? NaN]);
  }
  return found;
}

describe('functions over time', () => {
  it.each([0, 7, 30, 60, 61, 120, 150, 600, 100_000])(
    'agree with the definition for a window of %i s',
    async (window) => {
      const series = randomSeries(60 * minute);
      await store(series);
      for (const stepSeconds of [1, 17, 60, 300]) {
        const from = random(20 * minute);
        const to = from + random(40 * minute);
        const have = await tsdb.read({
          ...{
            start: `${start + from}`,
            end: `${start + to}`,
            step: `${stepSeconds}s`,
            aggregationWindow: `${window}s`,
          },
          ...{ columns: ['m'], aggregators: 'count,sum,min,max,last', messageLimit: BigInt(1 + random(300)) },
        });
        const want = expectedCells(series, { from, to, step: stepSeconds * 1000, window: window * 1000 });
        expect(rows(have), `seed ${seed}, step ${stepSeconds}, ${from} to ${to}`).toEqual(want);
      }
    },
  );

  it('combine the series of a group, whatever their partitions', async () => {
    const all = [0, 1, 2].map(() => randomSeries(100_000 * minute).filter((_, i) => i % 500 === 0));
    for (const [i, series] of all.entries()) await store(series, { host: `${i}`, dc: 'x' });
    const merged = all.flat().sort(([a], [b]) => a - b);
    const have = await tsdb.read({
      ...{ start: `${start}`, end: `${start + 100_000 * minute}`, step: '1d', groupBy: 'dc', columns: ['m'] },
      aggregators: 'count,sum,min,max',
    });
    const grid = { from: 0, to: 100_000 * minute, step: 1440 * minute, window: 0 };
    expect(rows(have), `seed ${seed}`).toEqual(expectedCells(merged, grid).map((row) => row.slice(0, -1)));
    expect(have[0]?.labels).toEqual({ dc: 'x' });
  });

  it('know mean, variance and deviation of samples, NaN for one alone', async () => {
    await store([
      [0, 1],
      [1, 2],
      [2, 6],
      [minute, 5],
    ]);
    const [result] = await tsdb.read({
      step: '1m',
      columns: ['m'],
      aggregators: 'avg,stdvar,stddev,sqr',
      start: `${start}`,
    });
    expect(result?.rows).toEqual([
      [0, 3, 7, Math.sqrt(7), 41],
      [minute, 5, NaN, NaN, 25],
    ]);
  });

  it('know the rate from cell to cell, over gaps too', async () => {
    await store([
      [0, 10],
      [59_000, 40],
      [minute, 70],
      [minute + 1, 100],
      [4 * minute, 10],
    ]);
    const [result] = await tsdb.read({ step: '1m', columns: ['m'], aggregators: 'rate', start: `${start}` });
    expect(result?.rows).toEqual([
      [0, NaN],
      [minute, 1],
      [4 * minute, -0.5],
    ]);
  });

  it('are NaN where a sample is, all but the count; infinity is a number', async () => {
    await store([
      [0, 1],
      [1, NaN],
      [2, 3],
      [minute, Infinity],
      [minute + 1, 1e308],
      [2 * minute, -Infinity],
      [2 * minute + 1, Infinity],
    ]);
    const [result] = await tsdb.read({
      step: '1m',
      columns: ['m'],
      aggregators: 'count,sum,min,max,last,sqr',
      start: `${start}`,
    });
    expect(result?.rows).toEqual([
      [0, 3, NaN, NaN, NaN, NaN, NaN],
      [minute, 2, Infinity, 1e308, Infinity, 1e308, Infinity],
      [2 * minute, 2, NaN, -Infinity, Infinity, Infinity, Infinity],
    ]);
  });

  it('count texts, and take them for 0', async () => {
    await tsdb.write(samples([0, 1], { s: ['a', 'b'], m: [1, 2] }));
    const [result] = await tsdb.read({
      step: '1m',
      columns: ['s', 'm'],
      aggregators: 'count,sum,max',
      start: `${start}`,
    });
    expect(result?.rows).toEqual([[0, 2, 0, 0, 2, 3, 2]]);
  });

  it('leave out rows without data, not cells', async () => {
    await store([
      [0, 1],
      [5 * minute, 2],
    ]);
    await store([[2 * minute, 3]], {}, 'n');
    const [result] = await tsdb.read({ step: '1m', aggregators: 'sum', start: `${start}` });
    expect(result).toMatchObject({
      columns: ['sum(m)', 'sum(n)'],
      rows: [
        [0, 1, NaN],
        [2 * minute, NaN, 3],
        [5 * minute, 2, NaN],
      ],
    });
  });

  it('stand beside plain columns on one grid', async () => {
    await store([
      [0, 1],
      [30_000, 2],
      [90_000, 3],
      [2 * minute, 4],
    ]);
    const query = "select sum(m), prev_val(m) as p from 't'";
    const [result] = await tsdb.read({ query, step: '1m', start: `${start}` });
    expect(result).toMatchObject({
      columns: ['sum(m)', 'p'],
      rows: [
        [0, 3, 1],
        [minute, 3, 2],
        [2 * minute, 4, 4],
      ],
    });
  });

  it('have one cell when start and end are the same', async () => {
    await store([[0, 1]]);
    const [result] = await tsdb.read({
      columns: ['m'],
      aggregators: 'sum',
      start: `${start}`,
      end: `${start}`,
    });
    expect(result?.rows).toEqual([[0, 1]]);
  });

  it('take the longest steps and windows there are', async () => {
    await store([
      [0, 1],
      [minute, 2],
    ]);
    const longest = '9223372036854775s';
    for (const aggregationWindow of ['', longest, '1s']) {
      const [result] = await tsdb.read({
        ...{ columns: ['m'], aggregators: 'count', step: longest, aggregationWindow },
        ...{ start: `${start}`, end: `${start + minute}` },
      });
      expect(result?.rows).toEqual([[0, aggregationWindow === '' ? 2 : 1]]);
    }
  });

  it.each([
    ['*', 'Failed on TSDB Select: cannot aggregate *'],
    ['median', 'Failed on TSDB Select: invalid aggragate type: median'],
    ['sum,sum_all', 'Failed on TSDB Select: can not aggregate both over time and across series aggregates'],
  ])('refuse %s', async (aggregators, reason) => {
    await store([[0, 1]]);
    expect(await refusal(tsdb.read({ columns: ['m'], aggregators, step: '1m' }))).toBe(reason);
  });

  it('refuse to group by a label that a series lacks', async () => {
    await store([[0, 1]], { a: 'x' });
    await store([[0, 1]], { a: '' }, 'n');
    expect(await refusal(tsdb.read({ aggregators: 'sum', groupBy: 'a' }))).toBe(
      'Failed on TSDB Select: no label named a found to group by',
    );
  });
});

/** What spec/tsdb.md §8 says of one time. */
function expectedValue(
  series: readonly Sample[],
  time: number,
  rule: string,
  tolerance: number,
): number | undefined {
  const next = series.find(([at]) => at >= time);
  const before = series.findLast(([at]) => at < time);
  if (next === undefined) return undefined;
  const [nextTime, nextValue] = next;
  if (nextTime === time || rule === 'none') return nextValue;
  if (rule === 'nan') return NaN;
  const isNextNear = nextTime - time <= tolerance;
  if (rule === 'next_val') return isNextNear ? nextValue : undefined;
  if (before === undefined || time - before[0] > tolerance) return undefined;
  if (rule === 'prev_val') return before[1];
  if (!isNextNear) return undefined;
  return before[1] + ((nextValue - before[1]) * (time - before[0])) / (nextTime - before[0]);
}

describe('values at the times of a grid', () => {
  it.each(['none', 'nan', 'next_val', 'prev_val', 'linear'])(
    'by %s agree with the definition',
    async (rule) => {
      const all = [randomSeries(30 * minute), randomSeries(30 * minute)];
      for (const [i, series] of all.entries()) await store(series, { host: `${i}` });
      for (const step of [1, 3, 20, 120]) {
        const tolerance = 1 + random(3 * step);
        const from = random(10 * minute);
        const to = from + random(20 * minute);
        const range = { start: `${start + from}`, end: `${start + to}`, step: `${step}s` };
        const have = await tsdb.read({ query: `select ${rule}(m, '${tolerance}s') from 't'`, ...range });
        const across = await tsdb.read({
          query: `select sum_all(${rule}(m, '${tolerance}s')) from 't'`,
          ...range,
        });
        const message = `seed ${seed}, step ${step}, tolerance ${tolerance}, ${from} to ${to}`;
        const sums = new Map<number, number>();
        for (const [i, series] of all.entries()) {
          const inRange = series.filter(([at]) => at <= to);
          const want: number[][] = [];
          for (let time = from; time <= to; time += step * 1000) {
            const value = expectedValue(inRange, time, rule, tolerance * 1000);
            if (value === undefined) continue;
            want.push([time, value]);
            sums.set(time, (sums.get(time) ?? 0) + value);
          }
          const got = have.find(({ labels }) => labels['host'] === `${i}`)?.rows ?? [];
          expect(got, message).toEqual(want.map(([time, value]) => [time, closeTo(value)]));
        }
        const inOrder = [...sums].sort(([a], [b]) => a - b);
        expect(rows(across), message).toEqual(inOrder.map(([time, value]) => [time, closeTo(value)]));
      }
    },
  );

  it('pass the borders of partitions', async () => {
    const border = 48 * 60 * minute;
    await store([
      [border - 10_000, 1],
      [border + 10_000, 3],
    ]);
    const range = { start: `${start + border - 10_000}`, end: `${start + border + 10_000}`, step: '5s' };
    const [result] = await tsdb.read({ query: "select linear(m, '1h') from 't'", ...range });
    expect(result?.rows).toEqual([
      [border - 10_000, 1],
      [border - 5000, 1.5],
      [border, 2],
      [border + 5000, 2.5],
      [border + 10_000, 3],
    ]);
  });

  it('of several metrics are rows together', async () => {
    await store([
      [0, 1],
      [minute, 2],
    ]);
    await store([[2 * minute, 3]], {}, 'n');
    const [result] = await tsdb.read({ step: '1m', start: `${start}` });
    expect(result).toMatchObject({
      columns: ['m', 'n'],
      rows: [
        [0, 1, 3],
        [minute, 2, 3],
        [2 * minute, NaN, 3],
      ],
    });
  });
});

function closeTo(value: number | undefined): unknown {
  if (value === undefined || Number.isNaN(value)) return NaN;
  return expect.closeTo(value, 9) as unknown;
}
