import { rm } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStorage } from '../../../../src/service/storage/openStorage';
import { frame } from '../nosql/kv';
import { temporaryFolder, temporaryStorage } from '../storage/temporaryStorage';
import { hour, labelled, minute, refusal, samples, start, tsdbOf } from './tsdb';

let tsdb: ReturnType<typeof tsdbOf>;

beforeEach(async () => {
  tsdb = tsdbOf(await temporaryStorage());
  await tsdb.create({ rate: '1/s' });
});

const at = (...milliseconds: number[]): Date[] => milliseconds.map((time) => new Date(start + time));

describe('a frame', () => {
  it('gives each column as a metric, each index but the first time as a label', async () => {
    await tsdb.write(
      labelled(
        frame({
          '#host': ['a', 'b', 'a'],
          '#time': at(0, 0, minute),
          '#core': [1n, 1n, 1n],
          '#boot': at(5, 5, 5),
          cpu: [1.5, 2.5, 3.5],
          ok: [true, false, true],
          n: [7n, 8n, 9n],
          state: ['up', 'down', ''],
        }),
        { dc: 'east', host: 'x' },
      ),
    );
    const labels = { boot: '2019-12-12T00:00:00.005Z', core: '1', dc: 'east', host: 'x' };
    expect(await tsdb.read()).toEqual([
      {
        labels,
        columns: ['cpu', 'n', 'ok', 'state'],
        rows: [
          [0, 1.5, 7, 1, 'up'],
          [minute, 3.5, 9, 1, ''],
        ],
      },
    ]);
  });

  it('leaves out null cells, and keeps NaN', async () => {
    await tsdb.write(samples([0, 1, 2], { a: [1, null, NaN], s: [null, '', 'x'] }));
    expect(await tsdb.read()).toMatchObject([
      {
        columns: ['a', 's'],
        rows: [
          [0, 1, null],
          [1, null, ''],
          [2, NaN, 'x'],
        ],
      },
    ]);
  });

  it('names its only metric by the label __name__', async () => {
    await tsdb.write(samples([0], { a: [1] }, { __name__: 'b', host: 'h' }));
    expect(await tsdb.read()).toEqual([{ labels: { host: 'h' }, columns: ['b'], rows: [[0, 1]] }]);
  });

  it('may be empty', async () => {
    await tsdb.write([frame({}), frame({ '#time': [], a: [] })]);
    expect(await tsdb.read()).toEqual([]);
  });

  it('keeps labels of any text', async () => {
    const labels = { 'a-b': "it's", c: 'x,y=z', d: '', ü: '\u0000"\\', __proto__x: '💡' };
    await tsdb.write(samples([0], { a: [1] }, labels));
    expect(await tsdb.read()).toEqual([{ labels, columns: ['a'], rows: [[0, 1]] }]);
    expect(await tsdb.read({ filter: "c == 'x,y=z'" })).toHaveLength(1);
  });

  it('is refused when a metric or a label stands in it twice', async () => {
    const { columns, indices, ...rest } = frame({ '#time': at(0), '#host': ['a'], cpu: [1] });
    expect(await refusal(tsdb.write({ ...rest, indices, columns: [...columns, ...columns] }))).toBe(
      'duplicate column name - "cpu"',
    );
    expect(await refusal(tsdb.write({ ...rest, columns, indices: [...indices, ...indices.slice(1)] }))).toBe(
      'duplicate column name - "host"',
    );
    expect(await tsdb.read()).toEqual([]);
  });

  it.each([
    [frame({ '#time': at(0) }), 'empty frame'],
    [frame({ a: [1] }), 'no indices, must have at least one Time index'],
    [frame({ '#k': ['x'], a: [1] }), 'there is no index of type time/date'],
    [frame({ '#time': at(0), a: at(0) }), 'cannot write type 4 as time series value'],
    [samples([0], { '': [1] }), 'failed to Add: metric name should not be empty'],
    [
      samples([0], { 'a-b': [1] }),
      "failed to Add: metric name contains illegal characters. Name 'a-b' should conform to '^[a-zA-Z_:]([a-zA-Z0-9_:])*$'",
    ],
    [samples([1, 0], { a: [1, 2] }), 'time column is out of order (need to be sorted by ascending time)'],
    [
      samples([-start - 1, 5], { a: [1, 2] }),
      "failed to Add: time '-1' doesn't seem to be a valid Unix timesamp in milliseconds. The time must be in the years range 1970-2400",
    ],
    [
      frame({ '#time': at(0, -start - 1), '#k': ['x', 'x'], a: [1, 2] }),
      "failed to Add: time '-1' doesn't seem to be a valid Unix timesamp in milliseconds. The time must be in the years range 1970-2400",
    ],
    [
      samples([0], { a: [1], b: [1] }, { __name__: 'c' }),
      'label __name__ cannot be set with multi column TSDB frames',
    ],
  ])('is refused as a whole, and those before it are kept: %#', async (bad, reason) => {
    expect(await refusal(tsdb.write([samples([7], { fine: [1] }), bad, samples([8], { fine: [2] })]))).toBe(
      reason,
    );
    expect(await tsdb.read()).toMatchObject([{ columns: ['fine'], rows: [[7, 1]] }]);
  });
});

describe('samples', () => {
  it('are sorted within a request; of one time the first stays', async () => {
    await tsdb.write([samples([0, 9, 5, 5, 10], { a: [0, 9, 5, -5, 10] }), samples([3, 9], { a: [3, -9] })]);
    expect(await tsdb.read()).toMatchObject([
      {
        rows: [
          [0, 0],
          [3, 3],
          [5, 5],
          [9, 9],
          [10, 10],
        ],
      },
    ]);
  });

  it('are dropped when later ones of their series are stored in the same partition', async () => {
    await tsdb.write(samples([10, 50 * hour], { a: [1, 2] }, { host: 'h' }));
    await tsdb.write(samples([5, 10, 11, 49 * hour, 51 * hour], { a: [-1, -2, 3, -4, 5] }, { host: 'h' }));
    await tsdb.write(samples([5], { a: [7] }, { host: 'other' }));
    expect(await tsdb.read()).toMatchObject([
      {
        labels: { host: 'h' },
        rows: [
          [10, 1],
          [11, 3],
          [50 * hour, 2],
          [51 * hour, 5],
        ],
      },
      { labels: { host: 'other' }, rows: [[5, 7]] },
    ]);
  });

  it('of a series are numbers or texts, in one request', async () => {
    const mixed = [samples([0], { a: [1] }), samples([1], { a: ['x'] })];
    expect(await refusal(tsdb.write(mixed))).toBe(
      'failed to Add: Cannot append string type metric to numeric type metric.',
    );
    expect(await tsdb.read()).toMatchObject([{ rows: [[0, 1]] }]);
  });

  it.each([1, 100 * hour])(
    'of a series are numbers or texts, also %i ms later: the others are stored',
    async (later) => {
      await tsdb.write(samples([0], { a: [1] }));
      const more = samples([later], { a: ['x'], b: ['y'] });
      expect(await refusal(tsdb.write(more))).toBe(
        'failed to ingest values of incompatible data type into metric t/1576108800/a.',
      );
      expect(await tsdb.read({ columns: ['a'] })).toMatchObject([{ rows: [[0, 1]] }]);
      expect(await tsdb.read({ columns: ['b'] })).toMatchObject([{ rows: [[later, 'y']] }]);
    },
  );

  it('and the latest times are still known after closing and opening', async () => {
    const folder = await temporaryFolder();
    for (const [time, value] of [
      [5, 1],
      [4, 2],
      [6, 3],
    ] as const) {
      const storage = await openStorage({ folder });
      const reopened = tsdbOf(storage);
      await reopened.create({ ifExists: 1 });
      await reopened.write(samples([time], { a: [value] }));
      if (value === 3)
        expect(await reopened.read()).toMatchObject([
          {
            rows: [
              [5, 1],
              [6, 3],
            ],
          },
        ]);
      await storage.close();
    }
    await rm(folder, { recursive: true });
  });

  it('of many writers at once are all stored', async () => {
    const writers = Array.from({ length: 50 }, (_, i) =>
      tsdb.write(samples([i], { a: [i] }, { writer: `${i}` })),
    );
    await Promise.all(writers);
    expect(await tsdb.read({ aggregators: 'count', groupBy: '' })).toHaveLength(50);
  });
});

it('a table shows its partitions and metrics', async () => {
  await tsdb.write(samples([0, 49 * hour, 200 * hour], { a: [1, 2, 3], b: [1, 2, 3] }));
  expect(await tsdb.listing()).toEqual(['.schema', '1576108800/', '1576281600/', '1576800000/', 'names/']);
  expect(await tsdb.listing('t/names')).toEqual(['a', 'b']);
  expect((await tsdb.schema()).partitions.map(({ startTime }) => startTime)).toEqual([
    1576108800000, 1576281600000, 1576800000000,
  ]);
});

it('a table that is not there is said to miss its schema', async () => {
  expect(await refusal(tsdb.write([], 'no/table'))).toBe(
    "failed to create adapter: No TSDB schema file found at 'http://web/bigdata/no/table'.",
  );
});
