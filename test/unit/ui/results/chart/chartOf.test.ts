import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  StringColumn,
  type Column,
} from '../../../../../src/data/column';
import { frameOf, type Frame } from '../../../../../src/data/frame';
import { ResultSet } from '../../../../../src/data/resultSet';
import type { Chart, ChartChoice, ChartMark } from '../../../../../src/protocol/chart';
import { chartOf } from '../../../../../src/ui/results/chart/chartOf';

const second = 1_000_000_000n;
const start = 1_700_000_000n * second;

const times = (length: number): Int64Column =>
  new Int64Column(
    'time',
    'time',
    BigInt64Array.from({ length }, (_, i) => start + BigInt(i) * second),
  );
const floats = (name: string, values: readonly number[], nulls?: Bitmap): FloatColumn =>
  new FloatColumn(name, Float64Array.from(values), nulls);
const integers = (name: string, values: readonly bigint[]): Int64Column =>
  new Int64Column(name, 'integer', BigInt64Array.from(values));
const texts = (name: string, values: readonly string[]): StringColumn => new StringColumn(name, values);
const label = (name: string, value: string, length: number): LabelColumn =>
  new LabelColumn(name, { dtype: 'string', value }, length);

function resultOf(...frames: readonly Frame[]): ResultSet {
  const resultSet = new ResultSet();
  for (const frame of frames) resultSet.append(frame);
  return resultSet;
}

function draw(resultSet: ResultSet, choice?: ChartChoice): Promise<Chart> {
  return chartOf(resultSet, { generation: 1, width: 500, ...(choice && { choice }) });
}

function pointsOf({ points }: Chart): { metric: number; series: number; x: number; y: number }[] {
  return Array.from(points.x, (x, i) => ({
    metric: points.metric[i] ?? -1,
    series: points.series[i] ?? -1,
    x,
    y: points.y[i] ?? 0,
  }));
}

const series = (host: string, values: readonly number[], ...more: readonly Column[]): Frame =>
  frameOf({
    indices: [times(values.length)],
    columns: [floats('cpu', values), ...more, label('host', host, values.length)],
  });

describe('chartOf', () => {
  it.each<{ name: string; frames: readonly Frame[] }>([
    {
      name: 'an index',
      frames: [
        frameOf({
          indices: [
            new Int64Column('time', 'time', new BigInt64Array(3).fill(start)),
            texts('host', ['a', 'b', 'c']),
          ],
          columns: [floats('avg(cpu)', [1, 2, 3])],
        }),
      ],
    },
    { name: 'a column', frames: [series('a', [1]), series('b', [2]), series('c', [3])] },
  ])('has a series for each label that is $name, also where each has one row', async ({ frames }) => {
    const chart = await draw(resultOf(...frames));
    expect(chart.series).toEqual(['a', 'b', 'c']);
    expect(pointsOf(chart).map(({ y }) => y)).toEqual([1, 2, 3]);
  });

  it('draws time series with a line for each set of labels', async () => {
    const chart = await draw(resultOf(series('a', [1, 2, 3]), series('b', [4, 5, 6])));
    expect(chart).toMatchObject({
      mark: 'line',
      x: { kind: 'time', title: 'time' },
      metrics: ['cpu'],
      series: ['a', 'b'],
      rows: 6,
      isSampled: false,
      omitted: 0,
    });
    expect(pointsOf(chart).map(({ series: s, y }) => [s, y])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 4],
      [1, 5],
      [1, 6],
    ]);
    expect(chart.points.x[0]).toBe(Number(start / 1_000_000n));
  });

  it('gives each metric a plot, and takes labels from indices as well', async () => {
    const frame = frameOf({
      indices: [times(4), texts('host', ['a', 'b', 'a', 'b'])],
      columns: [floats('cpu', [1, 2, 3, 4]), floats('memory', [5, 6, 7, 8])],
    });
    const chart = await draw(resultOf(frame));
    expect(chart.metrics).toEqual(['cpu', 'memory']);
    expect(chart.series).toEqual(['a', 'b']);
    expect(pointsOf(chart).filter(({ metric, series: s }) => metric === 1 && s === 1)).toMatchObject([
      { y: 6 },
      { y: 8 },
    ]);
  });

  it('leaves a gap where a cell is null', async () => {
    const nulls = new Bitmap(5);
    nulls.set(2);
    const frame = frameOf({ indices: [times(5)], columns: [floats('cpu', [1, 2, 0, 4, 5], nulls)] });
    const chart = await draw(resultOf(frame));
    expect(pointsOf(chart).map(({ y }) => y)).toEqual([1, 2, NaN, 4, 5]);
  });

  it('draws a million rows as a few thousand points', async () => {
    const length = 100_000;
    const hosts = Array.from({ length: 10 }, (_, h) =>
      series(
        `host-${h}`,
        Array.from({ length }, (_unused, i) => Math.sin(i / 100 + h)),
      ),
    );
    const chart = await draw(resultOf(...hosts));
    expect(chart.rows).toBe(1_000_000);
    expect(chart.isSampled).toBe(true);
    expect(chart.points.x.length).toBeLessThanOrEqual(4200);
    expect(chart.points.x.length).toBeGreaterThan(1000);
  });

  it('has twenty colours and says how many label sets are left out', async () => {
    const chart = await draw(
      resultOf(...Array.from({ length: 23 }, (_, h) => series(`host-${h}`, [1, 2, 3, 4]))),
    );
    expect(chart.series).toHaveLength(20);
    expect(chart.omitted).toBe(3);
  });

  it('draws the mean of each category as a bar', async () => {
    const frame = frameOf({
      columns: [texts('kind', ['x', 'y', 'x', 'y']), floats('size', [1, 10, 3, 20])],
    });
    const chart = await draw(resultOf(frame));
    expect(chart).toMatchObject({
      mark: 'bar',
      x: { kind: 'category', categories: ['x', 'y'] },
      metrics: ['mean of size'],
      series: [],
    });
    expect(pointsOf(chart)).toMatchObject([
      { x: 0, y: 2 },
      { x: 1, y: 15 },
    ]);
  });

  it('counts rows where there are no numbers', async () => {
    const chart = await draw(resultOf(frameOf({ columns: [texts('kind', ['x', 'y', 'x', 'x'])] })));
    expect(chart.metrics).toEqual(['rows']);
    expect(pointsOf(chart).map(({ y }) => y)).toEqual([3, 1]);
  });

  it('draws one number by another, and thins out where there are too many', async () => {
    const length = 50_000;
    const chart = await draw(
      resultOf(
        frameOf({
          columns: [
            floats(
              'a',
              Array.from({ length }, (_, i) => i % 1000),
            ),
            integers(
              'b',
              Array.from({ length }, (_, i) => BigInt((i * 7919) % 997)),
            ),
          ],
        }),
      ),
    );
    expect(chart).toMatchObject({ mark: 'point', x: { kind: 'number', title: 'a' }, metrics: ['b'] });
    expect(chart.points.x.length).toBeLessThanOrEqual(4000);
    expect(chart.isSampled).toBe(true);
  });

  it('takes a single column of numbers in the order of its rows', async () => {
    const chart = await draw(resultOf(frameOf({ columns: [floats('a', [3, 1, 2])] })));
    expect(chart).toMatchObject({ mark: 'line', x: { kind: 'number', title: 'row' } });
    expect(pointsOf(chart).map(({ x, y }) => [x, y])).toEqual([
      [0, 3],
      [1, 1],
      [2, 2],
    ]);
  });

  it('draws what is chosen', async () => {
    const frame = frameOf({
      indices: [times(4)],
      columns: [
        floats('cpu', [1, 2, 3, 4]),
        floats('memory', [5, 6, 7, 8]),
        texts('host', ['a', 'b', 'a', 'b']),
      ],
    });
    const chart = await draw(resultOf(frame), { x: 1, y: [2], color: [3] });
    expect(chart).toMatchObject({ mark: 'point', metrics: ['memory'], series: ['a', 'b'] });
    expect(chart.fields).toEqual({ x: [0, 1, 2, 3], y: [1, 2], color: [3] });
  });

  it.each([
    { name: 'no rows', result: resultOf(), words: 'no rows' },
    {
      name: 'nothing that can be drawn',
      result: resultOf(
        frameOf({
          columns: [
            texts(
              'id',
              Array.from({ length: 60 }, (_, i) => `id-${i}`),
            ),
          ],
        }),
      ),
      words: 'a column of numbers',
    },
  ])('says that there is $name', async ({ result, words }) => {
    await expect(draw(result)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(words) as string,
    });
  });

  it.each<{ mark: ChartMark; category: boolean; drawn: ChartMark }>([
    { mark: 'area', category: false, drawn: 'area' },
    { mark: 'bar', category: false, drawn: 'bar' },
    { mark: 'point', category: false, drawn: 'point' },
    { mark: 'line', category: true, drawn: 'bar' },
  ])('draws $drawn where $mark is asked for', async ({ mark, category, drawn }) => {
    const frame = frameOf({
      indices: [
        category
          ? new StringColumn('kind', ['a', 'b', 'a', 'b'])
          : new Int64Column('time', 'time', BigInt64Array.of(1_000_000n, 2_000_000n, 3_000_000n, 4_000_000n)),
      ],
      columns: [new FloatColumn('size', Float64Array.of(1, 2, 3, 4))],
    });
    const chart = await chartOf(resultOf(frame), { generation: 1, width: 100, mark });
    expect(chart.mark).toBe(drawn);
    expect([...chart.points.y]).toEqual(category ? [2, 3] : [1, 2, 3, 4]);
  });

  it('takes booleans as labels', async () => {
    const flags = new Bitmap(4);
    flags.set(1);
    const frame = frameOf({
      indices: [times(4)],
      columns: [floats('cpu', [1, 2, 3, 4]), new BooleanColumn('isOn', flags)],
    });
    expect((await draw(resultOf(frame))).series).toEqual(['false', 'true']);
  });

  it('ends when it is not needed any more', async () => {
    const abort = new AbortController();
    const frames = Array.from({ length: 200 }, () =>
      series(
        'a',
        Array.from({ length: 20_000 }, (_, i) => i),
      ),
    );
    const drawn = chartOf(resultOf(...frames), { generation: 1, width: 500, signal: abort.signal });
    abort.abort();
    await expect(drawn).rejects.toMatchObject({ code: 'cancelled' });
  });
});
