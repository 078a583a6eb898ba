import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FloatColumn } from '../../../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../../../src/data/frame';
import type { Backend, FrameAppender } from '../../../../src/service/backends/backend';
import { streamBackend } from '../../../../src/service/backends/stream';
import { toRecords } from '../../../../src/service/backends/stream/recordJson';
import { shardRecords } from '../../../../src/service/backends/stream/shardRecords';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { Storage } from '../../../../src/service/storage/storage';
import type { Shard, StreamRecord } from '../../../../src/service/storage/streams';
import {
  emptyCreateRequest,
  emptyInitialWriteRequest,
  emptyReadRequest,
  emptySession,
  type ReadRequest,
} from '../../../../src/wire/messages';
import { Random } from '../../../wire/random';
import { detailOf } from '../detailOf';
import { temporaryFolder } from '../storage/temporaryStorage';
import { pick, randomFrame } from './randomFrames';

const { signal } = new AbortController();
const session = { ...emptySession, container: 'bigdata' };
let folder: string;
let storage: Storage;
let backend: Backend;

async function open(): Promise<void> {
  storage = await openStorage({ folder });
  backend = streamBackend(storage);
}

/** Changes the closed database as no service would. */
async function withDatabase(...statements: string[]): Promise<unknown[][]> {
  await storage.close();
  const instance = await DuckDBInstance.create(join(folder, 'frames.duckdb'));
  const connection = await instance.connect();
  let rows: unknown[][] = [];
  for (const sql of statements) rows = await (await connection.run(sql)).getRows();
  connection.closeSync();
  instance.closeSync();
  await open();
  return rows;
}

beforeEach(async () => {
  folder = await temporaryFolder();
  await open();
});

afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const pathOf = (table: string): Shard['directory'] => ({ container: 'bigdata', path: table });

async function create(table: string, shards: number): Promise<void> {
  const request = { ...emptyCreateRequest, session, backend: 'stream', table, shards: BigInt(shards) };
  await backend.create(request, signal);
}

function writing(table: string): Promise<FrameAppender> {
  return backend.write({ ...emptyInitialWriteRequest, session, backend: 'stream', table }, signal);
}

async function write(table: string, frames: readonly Frame[]): Promise<void> {
  const appender = await writing(table);
  for (const frame of frames) await appender.add(frame);
  await appender.complete();
}

async function read(table: string, options: Partial<ReadRequest> = {}): Promise<Frame[]> {
  const request = { ...emptyReadRequest, session, backend: 'stream', table, seek: 'earliest', shardId: '0' };
  const frames: Frame[] = [];
  for await (const frame of await backend.read({ ...request, ...options }, signal)) frames.push(frame);
  return frames;
}

/** All but the arrivals, which differ from stream to stream. */
function cellsOf(frames: readonly Frame[]): unknown {
  return frames.map((frame) => ({
    labels: frame.labels,
    cells: allColumns(frame).map((column) => [
      column.name,
      column.dtype,
      column.name === 'stream_time' || Array.from({ length: column.length }, (_, row) => column.at(row)),
    ]),
  }));
}

async function pageOf(shard: Shard, from: bigint, limit: number): Promise<[StreamRecord[], bigint]> {
  const { records, behind } = await storage.streams.read(shard, { from, limit });
  return [shardRecords(records), behind];
}

const textsOf = (records: readonly StreamRecord[]): string[] =>
  records.map(({ data, sequence }) => `${sequence} ${Buffer.from(data).toString()}`);

function counting(length: number, first = 0): Frame {
  const values = Float64Array.from({ length }, (_, i) => first + i);
  return frameOf({ columns: [new FloatColumn('a', values)] });
}

const valuesOf = (frames: readonly Frame[]): unknown[] =>
  frames.flatMap(({ columns }) => {
    const column = columns.find(({ name }) => name === 'a');
    return Array.from({ length: column?.length ?? 0 }, (_, row) => column?.at(row));
  });

describe('records of frames', () => {
  it('answer as those that were put one by one, wherever reading starts', async () => {
    const random = new Random();
    console.log(`seed of the streams: ${random.seed}`);
    for (let round = 0; round < 8; round++) {
      const [kept, plain] = [`kept${round}`, `plain${round}`];
      const shards = pick(random, [1, 1, 3]);
      const sizes = Array.from({ length: 6 }, () => pick(random, [0, 1, 10, 63, 64, 200, 700]));
      const frames = sizes.map((size) => randomFrame(random, size, random.below(8) === 0 ? 1 : 0));
      await create(kept, shards);
      await create(plain, shards);
      await write(kept, frames);
      for (const frame of frames) {
        await storage.change((change) => change.putRecords(pathOf(plain), toRecords(frame)));
      }
      for (let shard = 0; shard < shards; shard++) {
        const at = { directory: pathOf(kept), shard };
        const bounds = await storage.streams.bounds(at);
        expect(bounds).toEqual(await storage.streams.bounds({ ...at, directory: pathOf(plain) }));
        for (const messageLimit of [0n, 1n + BigInt(random.below(100)), 1_000_000n]) {
          const options = { shardId: `${shard}`, messageLimit };
          expect(cellsOf(await read(kept, options))).toEqual(cellsOf(await read(plain, options)));
          if (bounds.next === bounds.first) continue;
          const sequence = bounds.first + BigInt(random.below(Number(bounds.next - bounds.first)));
          const later = { ...options, seek: 'sequence', sequence };
          expect(cellsOf(await read(kept, later))).toEqual(cellsOf(await read(plain, later)));
        }
        for (let from = 1n - BigInt(random.below(3)); from < bounds.next + 2n;) {
          const limit = 1 + random.below(300);
          const [found, behind] = await pageOf(at, from, limit);
          const [expected, expectedBehind] = await pageOf({ ...at, directory: pathOf(plain) }, from, limit);
          expect([textsOf(found), behind]).toEqual([textsOf(expected), expectedBehind]);
          const one = found[random.below(found.length)];
          if (one !== undefined) expect(await storage.streams.firstSince(at, one.arrival)).toBe(one.sequence);
          from = from + BigInt(limit);
        }
      }
    }
  }, 60_000);

  it('arrive one after another, over all shards', async () => {
    await create('s', 3);
    await write('s', [counting(10_000), counting(5), counting(1000)]);
    const records: StreamRecord[] = [];
    for (let shard = 0; shard < 3; shard++) {
      records.push(...(await pageOf({ directory: pathOf('s'), shard }, 1n, 10_000))[0]);
    }
    records.sort((a, b) => (a.arrival < b.arrival ? -1 : 1));
    const values = records.map(({ data }) => (JSON.parse(Buffer.from(data).toString()) as { a: number }).a);
    expect(values).toEqual([10_000, 5, 1000].flatMap((length) => Array.from({ length }, (_, i) => i)));
    expect(new Set(records.map(({ arrival }) => arrival)).size).toBe(11_005);
  });

  it('are all there when the service starts again, and go on behind each other', async () => {
    await create('s', 1);
    await write('s', [counting(5000)]);
    await storage.close();
    await open();
    await write('s', [counting(3, 5000), counting(5000, 5003)]);
    const frames = await read('s', { messageLimit: 3000n });
    expect(valuesOf(frames)).toEqual(Array.from({ length: 10_003 }, (_, i) => i));
    expect(frames.map(({ length }) => length)).toEqual([3000, 3000, 3000, 1003]);
  });

  it('go in turns to the shards that there are when they are put', async () => {
    await create('s', 1);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const growing = storage.change(async (change) => {
      await gate;
      await change.growStream(pathOf('s'), 2);
    });
    const appender = await writing('s');
    await appender.add(counting(6000));
    open();
    await growing;
    await appender.complete();
    for (const shard of [0, 1]) {
      const values = valuesOf(await read('s', { shardId: `${shard}` }));
      expect(values).toEqual(Array.from({ length: 3000 }, (_, i) => 2 * i + shard));
    }
  });

  it('are put behind a frame without any', async () => {
    await create('s', 1);
    await write('s', [counting(0), counting(2), counting(0), counting(100, 2)]);
    expect(valuesOf(await read('s'))).toEqual(Array.from({ length: 102 }, (_, i) => i));
  });

  it('are refused in runs for another number of shards', async () => {
    await create('s', 2);
    const put = (length: number, runs: number): Promise<string> =>
      detailOf(
        storage.change((change) =>
          change.putBlocks(pathOf('s'), [
            { length, runs: new Array<Uint8Array>(runs).fill(new Uint8Array(1)) },
          ]),
        ),
      );
    expect(await put(5, 1)).toBe('5 records in 1 runs do not fit a stream of 2 shards');
    expect(await put(1, 2)).toBe('1 records in 2 runs do not fit a stream of 2 shards');
    expect(await put(8193, 2)).toBe('8193 records in 2 runs do not fit a stream of 2 shards');
    expect(await detailOf(storage.change((change) => change.putBlocks(pathOf('no'), [])))).toContain(
      'is no stream',
    );
  });

  it('leave with their shard', async () => {
    await create('s', 2);
    await write('s', [counting(1000)]);
    await storage.change((change) => change.removeShard({ directory: pathOf('s'), shard: 0 }));
    expect((await read('s'))[0]?.length).toBe(0);
    expect(valuesOf(await read('s', { shardId: '1' })).length).toBe(500);
    await write('s', [counting(1000)]);
    expect((await read('s'))[0]?.indices[0]?.at(0)).toBe(1n);
    expect(valuesOf(await read('s', { shardId: '1' })).length).toBe(1000);
  });

  it('make the size of their shard', async () => {
    await create('s', 1);
    await write('s', [counting(1000)]);
    const { objects } = (await storage.objects.list({ container: 'bigdata', directory: 's' })) ?? {
      objects: [],
    };
    expect(objects.map(({ key, lastSequence }) => [key, lastSequence])).toEqual([['s/0', 1000n]]);
    expect(objects[0]?.size).toBeGreaterThan(8000);
    const { last = 0n } = {
      last: (await pageOf({ directory: pathOf('s'), shard: 0 }, 1000n, 1))[0][0]?.arrival,
    };
    expect(objects[0]?.modified).toBe(last);
  });
});

describe('the time of records', () => {
  const shard = { directory: pathOf('s'), shard: 0 };
  const hour = 3_600_000;

  it('is over for one after another, and then for all', async () => {
    await create('s', 1);
    await write('s', [counting(400), counting(1, 400)]);
    // A millisecond from one to the next, each in the midst of one.
    const start = BigInt(Date.now()) * 1_000_000n + 500_000n;
    const rows = await withDatabase(
      `UPDATE records SET arrival = ${start} + (sequence - 1) * 1000000`,
      'UPDATE records SET last_arrival = arrival + (last_sequence - sequence) * 1000000 WHERE run IS NOT NULL',
      'SELECT count(DISTINCT sequence) FROM records',
    );
    expect(rows).toEqual([[2n]]);
    const arrivalOf = (sequence: bigint): bigint => start + (sequence - 1n) * 1_000_000n;
    for (const sequence of [1n, 2n, 200n, 400n, 401n]) {
      expect(await storage.streams.firstSince(shard, arrivalOf(sequence))).toBe(sequence);
      expect(await storage.streams.firstSince(shard, arrivalOf(sequence) - 999_999n)).toBe(sequence);
      expect(await storage.streams.firstSince(shard, arrivalOf(sequence) + 1n)).toBe(sequence + 1n);
    }
    const clock = Date.now.bind(Date);
    try {
      // Records 1 to 100 came before what is retained.
      Date.now = () => Number(start / 1_000_000n) + 24 * hour + 100;
      expect(await storage.streams.bounds(shard)).toEqual({ first: 101n, next: 402n });
      expect(await storage.streams.firstSince(shard, 0n)).toBe(101n);
      expect(valuesOf(await read('s'))).toEqual(Array.from({ length: 301 }, (_, i) => 100 + i));
      expect(await detailOf(read('s', { seek: 'sequence', sequence: 100n }))).toContain(
        'it holds 101 to 401',
      );
      const [records, behind] = await pageOf(shard, 1n, 10);
      expect(records.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 10 }, (_, i) => 101n + BigInt(i)),
      );
      expect(behind).toBe(291n);
      await write('s', [counting(1, 401)]);
      expect(valuesOf(await read('s')).length).toBe(302);
      Date.now = () => Number(start / 1_000_000n) + 24 * hour + 400;
      expect(valuesOf(await read('s'))).toEqual([400, 401]);
      await write('s', [counting(1, 402)]);
    } finally {
      Date.now = clock;
    }
    expect(await withDatabase('SELECT count(*), count(run) FROM records')).toEqual([[3n, 0n]]);
  });
});

describe('a data folder of the first format', () => {
  it('is read on, and written on', async () => {
    await create('s', 1);
    await write('s', [counting(3)]);
    await withDatabase(
      'CREATE TABLE old AS SELECT directory, shard, sequence, arrival, data, client_info, partition_key FROM records',
      'DROP TABLE records',
      `CREATE TABLE records (directory BIGINT, shard INTEGER, sequence BIGINT, arrival BIGINT, data BLOB,
        client_info BLOB, partition_key VARCHAR)`,
      "INSERT INTO records SELECT * REPLACE ('k' AS partition_key) FROM old",
      'DROP TABLE old',
      'UPDATE format SET version = 1',
      'CHECKPOINT',
    );
    await write('s', [counting(100, 3), counting(1, 103)]);
    expect(valuesOf(await read('s'))).toEqual(Array.from({ length: 104 }, (_, i) => i));
    const [records] = await pageOf({ directory: pathOf('s'), shard: 0 }, 1n, 1000);
    expect(records.map(({ partitionKey }) => partitionKey).slice(0, 4)).toEqual(['k', 'k', 'k', undefined]);
    const rows = await withDatabase('SELECT version FROM format');
    expect(rows).toEqual([[2]]);
    expect(valuesOf(await read('s')).length).toBe(104);
    const kinds = await withDatabase(
      'CHECKPOINT',
      "SELECT DISTINCT compression FROM pragma_storage_info('records') WHERE column_name = 'run' AND segment_type = 'BLOB'",
    );
    expect(kinds.flat()).toContain('Uncompressed');
  });

  it('of a later one is left alone', async () => {
    const changed = withDatabase('UPDATE format SET version = 3');
    expect(await detailOf(changed)).toContain('was written by another version of the service (format 3)');
  });
});
