import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import { connect, webApiSource, type CollectionSource, type FramesClient } from '../../src/frames';
import { newestRecords } from '../../src/ui/streams/newestRecords';
import { startService, type ServiceProcess } from './serviceProcess';

let service: ServiceProcess;
let client: FramesClient;
let source: Required<CollectionSource>;

beforeAll(async () => {
  service = await startService();
  client = connect(service.ready.grpc);
  source = webApiSource(service.ready.webapi, {}) as Required<CollectionSource>;
});
afterAll(async () => {
  client.close();
  await service.stop();
});

const hour = 3_600_000_000_000n;
const signal = new AbortController().signal;

const records = (count: number) =>
  frameOf({
    columns: [
      new Int64Column(
        'n',
        'integer',
        BigInt64Array.from({ length: count }, (_, i) => BigInt(i)),
      ),
    ],
  });

describe('what collections keep about themselves', () => {
  it('is intervals, aggregates and partitions of a time series', async () => {
    const table = 'bigdata/source/cpu';
    await client.create({
      backend: 'tsdb',
      table,
      rate: '1/s',
      aggregates: ['avg', 'max'],
      aggregationGranularity: '2h',
    });
    expect((await source.seriesSchema('bigdata', 'source/cpu', {})).partitions.starts).toEqual([]);
    await client.write({ backend: 'tsdb', table }, [
      frameOf({
        indices: [new Int64Column('time', 'time', BigInt64Array.of(hour, 100n * hour))],
        columns: [new FloatColumn('cpu', Float64Array.of(1, 2))],
      }),
    ]);
    expect(await source.seriesSchema('bigdata', 'source/cpu', {})).toEqual({
      chunkInterval: '1h',
      aggregates: ['count', 'sum', 'max'],
      aggregationGranularity: '2h',
      partitions: { intervalMs: 48n * 3_600_000n, starts: [0n, 96n * 3_600_000n] },
    });
    await expect(source.seriesSchema('bigdata', 'source', {})).rejects.toMatchObject({ code: 'notFound' });
  });

  it('is how many records each shard of a stream holds', async () => {
    const table = 'bigdata/source/events';
    await client.create({ backend: 'stream', table, shards: 3, retentionHours: 7 });
    const empty = [0, 1, 2].map((shard) => ({ shard, firstSequence: undefined, records: 0n }));
    expect(await source.shards('bigdata', 'source/events', {})).toEqual(empty);
    await client.write({ backend: 'stream', table }, [records(100)]);
    const extents = await source.shards('bigdata', 'source/events', {});
    expect(extents.map(({ firstSequence }) => firstSequence)).toEqual([1n, 1n, 1n]);
    expect(extents.reduce((sum, extent) => sum + extent.records, 0n)).toBe(100n);
    for (const path of ['source', 'nosuch']) {
      await expect(source.shards('bigdata', path, {})).rejects.toMatchObject({ code: 'notFound' });
    }
  });

  it('is the records at a place of a shard', async () => {
    const table = 'bigdata/source/glanced';
    await client.create({ backend: 'stream', table, shards: 1 });
    const glance = (sequence?: bigint) =>
      source.glance('bigdata', 'source/glanced', { shard: 0, sequence }, {});
    expect(await glance()).toEqual({ records: [], isEnd: true });
    await client.write({ backend: 'stream', table }, [records(3)]);
    const arrivals: bigint[] = [];
    for await (const frame of client.read({ backend: 'stream', table, seek: 'earliest', shardId: '0' })) {
      const column = frame.columns.find(({ name }) => name === 'stream_time');
      if (column instanceof Int64Column) arrivals.push(...column.values);
    }
    const marks = arrivals.map((arrival, i) => ({ sequence: BigInt(i + 1), arrival }));
    expect(await glance()).toEqual({ records: marks.slice(0, 2), isEnd: false });
    expect(await glance(2n)).toEqual({ records: marks.slice(1), isEnd: true });
    expect(await glance(3n)).toEqual({ records: marks.slice(2), isEnd: true });
    expect(await glance(1n << 53n)).toEqual({ records: [], isEnd: false });
    await expect(glance(9n)).rejects.toMatchObject({ code: 'invalidArgument' });
  });

  it('is found by path and kind', async () => {
    await client.write({ backend: 'nosql', table: 'bigdata/source/kv' }, [
      frameOf({
        indices: [new StringColumn('k', ['a'])],
        columns: [new FloatColumn('v', Float64Array.of(1))],
      }),
    ]);
    await client.write({ backend: 'csv', table: 'source.csv' }, [records(2)]);
    await client.create({ backend: 'tsdb', table: 'bigdata/source/ts', rate: '1/m' });
    await client.create({ backend: 'stream', table: 'bigdata/source/st', shards: 2, retentionHours: 5 });
    expect(await source.entry('bigdata', 'source/kv', 'nosql', {})).toMatchObject({
      kind: 'nosql',
      path: 'source/kv',
      schema: { key: 'k' },
    });
    expect(await source.entry('bigdata', 'source/ts', 'tsdb', {})).toEqual({
      kind: 'tsdb',
      path: 'source/ts',
    });
    expect(await source.entry('bigdata', 'source/st', 'stream', {})).toEqual({
      kind: 'stream',
      path: 'source/st',
      shardCount: 2,
      retentionHours: 5,
    });
    expect(await source.entry('csv', 'source.csv', 'csv', {})).toMatchObject({ kind: 'csv', size: 6 });
    for (const kind of ['nosql', 'tsdb', 'stream', 'csv'] as const) {
      expect(await source.entry('bigdata', 'source/nosuch', kind, {})).toBeUndefined();
    }
    expect(await source.entry('bigdata', 'source/ts', 'stream', {})).toBeUndefined();
  });
});

it('lists only names that match, and looks into no others', async () => {
  for (const name of ['one', 'two', 'twofold']) {
    await client.create({ backend: 'tsdb', table: `bigdata/matching/${name}`, rate: '1/m' });
  }
  const asked: string[] = [];
  const matches = (name: string): boolean => asked.push(name) > 0 && name.startsWith('two');
  const found: string[] = [];
  for await (const { path } of source.children('bigdata', 'matching', { matches })) found.push(path);
  expect(found).toEqual(['matching/two', 'matching/twofold']);
  expect(asked).toEqual(['one', 'two', 'twofold']);
});

it('finds the newest records of long shards quickly', { timeout: 60_000 }, async () => {
  const table = 'bigdata/source/long';
  await client.create({ backend: 'stream', table, shards: 2 });
  function* frames() {
    for (let i = 0; i < 30; i++) yield records(10_000);
  }
  await client.write({ backend: 'stream', table }, frames());
  const started = performance.now();
  const found = await newestRecords(client, { table, limit: 1000 }, { signal });
  const took = performance.now() - started;
  expect(found).toMatchObject({ hasMore: true, shardCount: 2 });
  expect(found.frames.reduce((sum, { length }) => sum + length, 0)).toBe(1000);
  const last = found.frames.at(-1);
  expect(last?.indices.map(({ name }) => name)).toEqual(['shard', 'seq_number']);
  const extents = await source.shards('bigdata', 'source/long', {});
  const sequences = found.frames.map(({ indices, length }) => indices[1]?.at(length - 1));
  expect(extents.map((extent) => extent.records)).toContain(sequences.at(-1));
  expect(took, `${Math.round(took)} ms`).toBeLessThan(3_000);
});
