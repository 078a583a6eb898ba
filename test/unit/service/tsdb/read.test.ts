import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Frame } from '../../../../src/data/frame';
import type { Storage } from '../../../../src/service/storage/storage';
import { temporaryStorage } from '../storage/temporaryStorage';
import { hour, minute, refusal, samples, start, tsdbOf } from './tsdb';

let storage: Storage;
let tsdb: ReturnType<typeof tsdbOf>;

beforeEach(async () => {
  storage = await temporaryStorage();
  tsdb = tsdbOf(storage);
  await tsdb.create({ rate: '1/s' });
});

async function framesOf(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const all: Frame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

describe('samples as they are', () => {
  it('are rows of all times of a label set, with nulls where a metric has none', async () => {
    await tsdb.write(samples([0, 2, 49 * hour], { cpu: [1, 2, 3] }, { host: 'b' }));
    await tsdb.write(samples([1, 2], { log: ['x', 'y'] }, { host: 'b' }));
    await tsdb.write(samples([5], { cpu: [9] }, { host: 'a' }));
    expect(await tsdb.read({ columns: ['log', 'none', 'cpu'] })).toEqual([
      { labels: { host: 'a' }, columns: ['log', 'none', 'cpu'], rows: [[5, null, null, 9]] },
      {
        labels: { host: 'b' },
        columns: ['log', 'none', 'cpu'],
        rows: [
          [0, null, null, 1],
          [1, 'x', null, null],
          [2, 'y', null, 2],
          [49 * hour, null, null, 3],
        ],
      },
    ]);
    expect(await tsdb.read({ columns: ['none'] })).toEqual([]);
    expect((await tsdb.read()).map(({ columns }) => columns)).toEqual([['cpu'], ['cpu', 'log']]);
  });

  it('come in pieces of the message limit, label set by label set', async () => {
    const times = Array.from({ length: 600 }, (_, i) => i);
    for (const host of ['b', 'a']) await tsdb.write(samples(times, { cpu: times }, { host }));
    const lengths = async (messageLimit: bigint): Promise<number[]> =>
      (await framesOf(tsdb.frames({ messageLimit }))).map(({ length }) => length);
    expect(await lengths(0n)).toEqual([256, 256, 88, 256, 256, 88]);
    expect(await lengths(599n)).toEqual([599, 1, 599, 1]);
    expect(await lengths(10_000n)).toEqual([600, 600]);
  });

  it('have labels as columns, or as indices', async () => {
    await tsdb.write(samples([0], { cpu: [1] }, { os: 'linux', host: 'a' }));
    const [plain] = await framesOf(tsdb.frames());
    expect(plain?.columns.map(({ name, kind, dtype }) => [name, kind, dtype])).toEqual([
      ['cpu', 'slice', 'float'],
      ['host', 'label', 'string'],
      ['os', 'label', 'string'],
    ]);
    const [indexed] = await framesOf(tsdb.frames({ multiIndex: true }));
    expect(indexed?.indices.map(({ name, kind }) => [name, kind])).toEqual([
      ['time', 'slice'],
      ['host', 'label'],
      ['os', 'label'],
    ]);
    expect(indexed?.columns.map(({ name }) => name)).toEqual(['cpu']);
  });

  it('of the series of a group are merged', async () => {
    await tsdb.write(samples([0, 2, 4], { cpu: [0, 2, 4] }, { host: 'a', dc: 'x' }));
    await tsdb.write(samples([1, 2], { cpu: [1, -2] }, { host: 'b', dc: 'x' }));
    expect(await tsdb.read({ groupBy: 'dc' })).toEqual([
      {
        labels: { dc: 'x' },
        columns: ['cpu'],
        rows: [
          [0, 0],
          [1, 1],
          [2, 2],
          [2, -2],
          [4, 4],
        ],
      },
    ]);
  });

  it.each(['text', 'number'])(
    'of a group that has texts are texts, if those of a %s come first',
    async (first) => {
      const times = Array.from({ length: 5000 }, (_, i) => 100 + i);
      const [texts, numbers] = first === 'text' ? ['a', 'b'] : ['b', 'a'];
      await tsdb.write(samples([0, 10_000], { m: ['x', 'y'] }, { host: texts, os: 'l' }));
      await tsdb.write(samples(times, { m: times }, { host: numbers, os: 'l' }));
      const [result] = await tsdb.read({ columns: ['m'], groupBy: 'os' });
      expect(result?.rows).toEqual([[0, 'x'], ...times.map((time) => [time, `${time}`]), [10_000, 'y']]);
      const end = `${start + 9999}`;
      const [withoutTexts] = await tsdb.read({ columns: ['m'], groupBy: 'os', start: `${start + 1}`, end });
      expect(withoutTexts?.rows).toEqual(times.map((time) => [time, time]));
    },
  );

  it('are not looked at in advance row by row where one of the metrics is a text', async () => {
    const times = Array.from({ length: 2000 }, (_, i) => i);
    await tsdb.write(samples(times, { a: times, b: times, log: times.map(String) }));
    const subarray = vi.spyOn(Object.getPrototypeOf(Float64Array.prototype) as Float64Array, 'subarray');
    const [result] = await tsdb.read({ columns: ['a', 'b', 'log'] });
    const { length } = subarray.mock.calls;
    subarray.mockRestore();
    expect(result?.rows).toEqual(times.map((time) => [time, time, time, `${time}`]));
    expect(length).toBeLessThan(times.length / 2);
  });

  it('of a label set too large to be read at once are the same', async () => {
    const length = 350_000;
    const times = Array.from({ length }, (_, i) => i);
    const even = times.filter((time) => time % 2 === 0);
    await tsdb.write(samples(times, { a: times }, { set: 'large' }));
    await tsdb.write(samples(even, { b: even }, { set: 'large' }));
    await tsdb.write(samples([3], { a: [1] }, { set: 'small' }));
    let row = 0;
    let smallRows = 0;
    for await (const frame of tsdb.frames({ columns: ['a', 'b'], messageLimit: 100_000n })) {
      if (frame.labels.get('set')?.value === 'small') {
        smallRows += frame.length;
        continue;
      }
      const [a, b] = frame.columns;
      for (let i = 0; i < frame.length; i++, row++) {
        if (a?.at(i) !== row || b?.at(i) !== (row % 2 === 0 ? row : null))
          throw new Error(`row ${row} is wrong`);
      }
    }
    expect([row, smallRows]).toEqual([length, 1]);
  });

  it('of a label set are the same where they lie close in one place and far apart in another', async () => {
    const close = Array.from({ length: 300_000 }, (_, i) => i);
    const far = Array.from({ length: 20_000 }, (_, i) => hour + i * 10_000);
    const times = [...close, ...far];
    const gapped = times.map((time) => (time % 1000 < 3 ? null : time));
    await tsdb.write(samples(times, { a: times, b: gapped }));
    let row = 0;
    for await (const frame of tsdb.frames({ messageLimit: 9_999n })) {
      const [a, b] = frame.columns;
      for (let i = 0; i < frame.length; i++, row++) {
        if (a?.at(i) !== times[row] || b?.at(i) !== gapped[row]) throw new Error(`row ${row} is wrong`);
      }
    }
    expect(row).toBe(times.length);
  });

  it('of many label sets that are read together keep the order of their times', async () => {
    const hosts = Array.from({ length: 20 }, (_, i) => `host-${i}`);
    const length = 9_000;
    // Every second series is another metric's, so that their ids have gaps; the rows take more than one group of the engine.
    for (let first = 0; first < length; first += 1000) {
      const times = Array.from({ length: 1000 }, (_, i) => first + i);
      for (const host of hosts) await tsdb.write(samples(times, { cpu: times, disk: times }, { host }));
    }
    let rows = 0;
    for await (const frame of tsdb.frames({ columns: ['cpu'], messageLimit: BigInt(length) })) {
      rows += frame.length;
      for (let i = 0; i < frame.length; i++) {
        if (frame.columns[0]?.at(i) !== i) throw new Error(`row ${i} is wrong`);
      }
    }
    expect(rows).toBe(hosts.length * length);
  });

  it('stop when the reader has had enough, or gives up', async () => {
    const times = Array.from({ length: 600_000 }, (_, i) => i);
    await tsdb.write(samples(times, { a: times }));
    for await (const frame of tsdb.frames()) {
      expect(frame.length).toBe(256);
      break;
    }
    const giveUp = new AbortController();
    const frames = tsdb.frames({}, giveUp.signal);
    await frames.next();
    giveUp.abort();
    expect(await refusal(framesOf(frames))).toBe('the read was cancelled');
    // Storage would not close if a connection were still reading.
    await storage.close();
  });

  it('do not show half of a write that happens meanwhile', async () => {
    const times = Array.from({ length: 600_000 }, (_, i) => i);
    await tsdb.write(samples(times, { a: times, b: times }));
    const frames = tsdb.frames({ messageLimit: 1000n });
    await frames.next();
    await tsdb.write(samples([600_000, 600_001], { a: [1, 2], b: [1, 2] }));
    let last: Frame | undefined;
    for await (const frame of frames) {
      last = frame;
      expect(frame.columns.every(({ nulls }) => nulls === undefined)).toBe(true);
    }
    expect(last?.length).toBe(1000);
  });

  it('are found by labels and metric', async () => {
    await tsdb.write(samples([0], { cpu: [1], mem: [2] }, { os: 'linux', host: 'a' }));
    await tsdb.write(samples([0], { cpu: [3] }, { os: 'mac' }));
    const found = async (filter: string): Promise<unknown[]> =>
      (await tsdb.read({ filter })).map(({ labels, columns }) => [labels['os'], ...columns]);
    expect(await found("os == 'linux'")).toEqual([['linux', 'cpu', 'mem']]);
    expect(await found("_name == 'cpu'")).toEqual([
      ['linux', 'cpu'],
      ['mac', 'cpu'],
    ]);
    expect(await found("__name__ == 'mem'")).toEqual([['linux', 'mem']]);
    expect(await found("not host == 'a'")).toEqual([['mac', 'cpu']]);
    expect(await found("host == 'b' or starts(os, 'm')")).toEqual([['mac', 'cpu']]);
    expect(await refusal(tsdb.read({ filter: 'os ==' }))).toMatch(
      /^Failed on TSDB Select: Failed to get next items: Expected a 2xx response status code: HTTP\/1\.1 400 Bad Request/,
    );
  });

  it('are those of the last hour by default', async () => {
    const now = start + 10 * hour + 500;
    const later = tsdbOf(storage, () => BigInt(now));
    await later.write(samples([9 * hour - 1, 9 * hour, 10 * hour, 10 * hour + 400], { a: [1, 2, 3, 4] }));
    expect(await later.read({ start: '', end: '' })).toMatchObject([
      {
        rows: [
          [9 * hour, 2],
          [10 * hour, 3],
        ],
      },
    ]);
    expect(await later.read({ start: 'now-1m', end: 'now' })).toMatchObject([
      {
        rows: [
          [10 * hour, 3],
          [10 * hour + 400, 4],
        ],
      },
    ]);
  });
});

it('a table that is not there is said to miss its schema', async () => {
  const missing = (table: string): string =>
    `failed to create adapter: No TSDB schema file found at 'http://web/bigdata/${table}'.`;
  expect(await refusal(tsdb.read({ table: 'none' }))).toBe(missing('none'));
  expect(await refusal(tsdb.read({ table: '/a/b/' }))).toBe(missing('/a/b/'));
  expect(await refusal(tsdb.read({ query: 'select cpu' }))).toBe(missing(''));
});

it('what the web API puts in place of a schema is refused', async () => {
  const body = (text: string): Uint8Array => new TextEncoder().encode(text);
  for (const text of ['', '{}', '[1]', '{"tableSchemaInfo":{"partitionerInterval":"x"},"partitions":[]}']) {
    await storage.objects.write('bigdata', 'odd/.schema', body(text));
    expect(await refusal(tsdb.read({ table: 'odd' }))).toMatch(/^Failed to parse the TSDB schema: /);
  }
});

it('there are no commands', async () => {
  expect(await refusal(tsdb.backend.exec({} as never, new AbortController().signal))).toBe(
    "TSDB backend doesn't support the 'execute' command",
  );
});

it('a grid with more cells than anybody reads is refused', async () => {
  await tsdb.write(samples([0, 400 * 24 * hour], { a: [1, 2] }));
  expect(await refusal(tsdb.read({ step: '1s' }))).toMatch(/rows, more than the 31622400 there may be$/);
  expect(await tsdb.read({ step: '1h', aggregators: 'count', end: `${start + minute}` })).toMatchObject([
    { rows: [[0, 1]] },
  ]);
});
