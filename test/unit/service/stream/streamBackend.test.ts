import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bitmap } from '../../../../src/data/bitmap';
import { FloatColumn, Int64Column, LabelColumn, StringColumn } from '../../../../src/data/column';
import { frameOf, type Frame, type FrameParts } from '../../../../src/data/frame';
import type { Backend } from '../../../../src/service/backends/backend';
import { streamBackend } from '../../../../src/service/backends/stream';
import { shardRecords } from '../../../../src/service/backends/stream/shardRecords';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { Storage } from '../../../../src/service/storage/storage';
import {
  emptyCreateRequest,
  emptyDeleteRequest,
  emptyExecRequest,
  emptyInitialWriteRequest,
  emptyReadRequest,
  emptySession,
  type ReadRequest,
} from '../../../../src/wire/messages';
import { detailOf } from '../detailOf';

const signal = new AbortController().signal;
const session = { ...emptySession, container: 'bigdata' };
const request = { session, backend: 'stream', table: 's' };
let folder: string;
let storage: Storage;
let backend: Backend;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'frames-stream-'));
  storage = await openStorage({ folder });
  backend = streamBackend(storage);
});

afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

async function create(shards: bigint, retentionHours = 0n): Promise<void> {
  await backend.create({ ...emptyCreateRequest, ...request, shards, retentionHours }, signal);
}

async function write(parts: FrameParts): Promise<void> {
  const appender = await backend.write({ ...emptyInitialWriteRequest, ...request }, signal);
  await appender.add(frameOf(parts));
  await appender.complete();
}

async function read(options: Partial<ReadRequest> = {}): Promise<Frame[]> {
  const frames: Frame[] = [];
  const reading = { ...emptyReadRequest, ...request, seek: 'earliest', shardId: '0', ...options };
  for await (const frame of await backend.read(reading, signal)) frames.push(frame);
  return frames;
}

function cells(frame: Frame | undefined, name: string): unknown[] {
  const column = [...(frame?.indices ?? []), ...(frame?.columns ?? [])].find((each) => each.name === name);
  return column === undefined
    ? ['no column']
    : Array.from({ length: column.length }, (_, row) => column.at(row));
}

function put(args: Record<string, string>): Promise<Frame | undefined> {
  const scalars = Object.entries(args).map(([name, value]) => [name, { dtype: 'string', value }] as const);
  return backend.exec({ ...emptyExecRequest, ...request, command: 'put', args: new Map(scalars) }, signal);
}

describe('records', () => {
  it('hold every column of a row, in order of arrival', async () => {
    await create(1n);
    const nulls = new Bitmap(2);
    nulls.set(1);
    await write({
      indices: [new StringColumn('who', ['a', 'b'])],
      columns: [
        new FloatColumn('f', Float64Array.of(0.5, NaN)),
        new Int64Column('at', 'time', BigInt64Array.of(1n, 0n), nulls),
        new LabelColumn('host', { dtype: 'string', value: '<x>' }, 2),
      ],
    });
    const [frame] = await read();
    expect(cells(frame, 'seq_number')).toEqual([1n, 2n]);
    expect(cells(frame, 'who')).toEqual(['a', 'b']);
    expect(cells(frame, 'f')).toEqual([0.5, NaN]);
    expect(cells(frame, 'at')).toEqual(['1970-01-01T00:00:00.000000001Z', '']);
    expect(cells(frame, 'host')).toEqual(['<x>', '<x>']);
    expect(frame?.columns.at(-1)?.name).toBe('stream_time');
    expect(frame?.labels.get('last_seq')).toEqual({ dtype: 'integer', value: 2n });
  });

  it('keep what is no object, what is nested, and what is null', async () => {
    await create(1n);
    for (const data of ['plain', '{"a":[1,{"b":2}],"n":null}', '{"a":"x","n":5,"seq_number":9}', '']) {
      await put({ data });
    }
    const [frame] = await read();
    expect(cells(frame, 'raw_data')).toEqual(['plain', '', '', '']);
    expect(cells(frame, 'a')).toEqual(['', '[1,{"b":2}]', 'x', '']);
    expect(cells(frame, 'n')).toEqual([NaN, null, 5, NaN]);
    expect(cells(frame, 'seq_number')).toEqual([1n, 2n, 3n, 4n]);
  });

  it('keep the digits of integers that no double holds', async () => {
    await create(1n);
    const parts = [
      '{"id":',
      '9007199254740993',
      ',"of":[',
      '-9223372036854775808',
      ',',
      '"a, {b}: \\"c\\""',
      ']}',
    ];
    for (const data of ['{"a":"x"}', `{"a": ${parts.join(' ')}}`, '{"a":9007199254740993}'])
      await put({ data });
    const [frame] = await read();
    expect(cells(frame, 'a')).toEqual(['x', parts.join(''), '9007199254740993']);
  });

  it('take the last value of a name that stands there twice, and names that are numbers where they stand', async () => {
    await create(1n);
    await put({ data: '{"b":[],"7":{},"b":[2]}' });
    const [frame] = await read();
    expect(frame?.columns.map(({ name }) => name)).toEqual(['b', '7', 'stream_time']);
    expect(cells(frame, 'b')).toEqual(['[2]']);
  });

  it('can be nested deeply', async () => {
    await create(1n);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const data of ['{"b":1}', `{"a":${deep}}`]) await put({ data });
    const [frame] = await read();
    expect(cells(frame, 'b')).toEqual([1, NaN]);
    expect(cells(frame, 'a')).toEqual(['', deep]);
  });

  it('stay as they are when the service starts again', async () => {
    await create(3n, 48n);
    await put({ data: '{"a":1}', partition_key: 'k' });
    await storage.close();
    storage = await openStorage({ folder });
    backend = streamBackend(storage);
    await put({ data: '{"a":2}', partition_key: 'k' });
    const shards = await Promise.all(['0', '1', '2'].map((shardId) => read({ shardId })));
    const found = shards.map(([frame]) => cells(frame, 'a')).filter(([first]) => first !== 'no column');
    expect(found).toEqual([[1, 2]]);
    expect(storage.streams.shape({ container: 'bigdata', path: 's' })).toEqual({
      shards: 3,
      retentionHours: 48,
    });
  });
});

describe('reading', () => {
  it('goes through a shard in frames of the size asked for', async () => {
    await create(1n);
    await write({
      columns: [
        new FloatColumn(
          'a',
          Float64Array.from({ length: 10 }, (_, i) => i),
        ),
      ],
    });
    const frames = await read({ messageLimit: 4n });
    expect(frames.map((frame) => frame.length)).toEqual([4, 4, 2]);
    expect(frames.flatMap((frame) => cells(frame, 'a'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('goes through many records, whatever else was written between them', async () => {
    await create(2n);
    const count = 10_001;
    const numbers = Float64Array.from({ length: 2 * count }, (_, i) => i);
    await write({ columns: [new FloatColumn('a', numbers)] });
    const frames = await read({ shardId: '1', messageLimit: 3000n });
    expect(frames.map((frame) => frame.length)).toEqual([3000, 3000, 3000, 1001]);
    expect(frames.flatMap((frame) => cells(frame, 'a'))).toEqual([...numbers].filter((a) => a % 2 === 1));
    const last = frames.at(-1);
    expect(last?.labels.get('last_seq')).toEqual({ dtype: 'integer', value: BigInt(count) });
  });

  it('tells how much is left behind what was read', async () => {
    await create(1n);
    await write({ columns: [new FloatColumn('a', new Float64Array(10))] });
    const shard = { directory: { container: 'bigdata', path: 's' }, shard: 0 };
    const part = async (from: bigint, limit: number): Promise<unknown> => {
      const { records, behind } = await storage.streams.read(shard, { from, limit });
      return [shardRecords(records).map(({ sequence }) => sequence), behind];
    };
    expect(await part(3n, 2)).toEqual([[3n, 4n], 6n]);
    expect(await part(9n, 5)).toEqual([[9n, 10n], 0n]);
    expect(await part(-5n, 2)).toEqual([[1n, 2n], 8n]);
    expect(await part(11n, 2)).toEqual([[], 0n]);
    expect(await part(2n ** 63n - 1n, 2)).toEqual([[], 0n]);
  });

  it('starts where it is told', async () => {
    await create(1n);
    await write({ columns: [new FloatColumn('a', Float64Array.of(1, 2))] });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const second = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await write({ columns: [new FloatColumn('a', Float64Array.of(3))] });
    const after = async (options: Partial<ReadRequest>): Promise<unknown[]> =>
      cells((await read(options))[0], 'a');
    expect(await after({ seek: 'SEQ', sequence: 2n })).toEqual([2, 3]);
    expect(await after({ seek: 'time', start: second })).toEqual([3]);
    expect(await after({ seek: 'time', start: 'now-1h' })).toEqual([1, 2, 3]);
    expect(await after({ seek: 'time', start: 'now+1h' })).toEqual(['no column']);
    expect(await after({ seek: 'late' })).toEqual(['no column']);
  });

  it.each([
    [{ seek: '' }, 'missing essential parameters, need: table, seek, shard parameters'],
    [{ shardId: '' }, 'missing essential parameters, need: table, seek, shard parameters'],
    [{ seek: 'x' }, "Stream seek type x is invalid, use 'earliest' | 'latest' | 'seq'/'sequence' | 'time'"],
    [{ shardId: '1' }, /^Error in Seek operation - Expected a 2xx .* 400 Bad Request.*ShardIDOutOfRange/s],
    [{ shardId: '../0' }, /ShardIDOutOfRangeException/],
    [{ seek: 'seq', sequence: 9n }, /InvalidArgumentException.*it holds no record/s],
    [{ table: 'nosuch' }, /^Error in Seek operation - Expected a 2xx .* 404 Not Found/s],
  ])('refuses %o', async (options, detail) => {
    await create(1n);
    if (typeof detail === 'string') expect(await detailOf(read(options))).toBe(detail);
    else expect(await detailOf(read(options))).toMatch(detail);
  });
});

describe('retention', () => {
  it('drops records whose time is over', async () => {
    await create(1n, 1n);
    const directory = { container: 'bigdata', path: 's' };
    await put({ data: '{"a":1}' });
    const clock = Date.now.bind(Date);
    Date.now = () => clock() + 2 * 3_600_000;
    try {
      expect((await read())[0]?.length).toBe(0);
      expect(await storage.streams.bounds({ directory, shard: 0 })).toEqual({ first: 2n, next: 2n });
      await put({ data: '{"a":2}' });
      const [frame] = await read();
      expect(cells(frame, 'seq_number')).toEqual([2n]);
    } finally {
      Date.now = clock;
    }
  });
});

describe('streams', () => {
  it('are created once and never emptied by it', async () => {
    await create(1n);
    await put({ data: '{"a":1}' });
    const again = { ...emptyCreateRequest, ...request };
    expect(await detailOf(backend.create(again, signal))).toBe("a stream already exists at path 's'");
    await backend.create({ ...again, ifExists: 1, shards: 5n }, signal);
    expect(cells((await read())[0], 'a')).toEqual([1]);
  });

  it.each([
    [{ shards: -1n }, "'shards' must be a positive integer (got -1)"],
    [{ shards: 5000n }, "'shards' must be at most 4096 (got 5000)"],
    [{ retentionHours: -1n }, "'retention_hours' must be a positive integer (got -1)"],
  ])('are not created with %o', async (options, detail) => {
    expect(await detailOf(backend.create({ ...emptyCreateRequest, ...request, ...options }, signal))).toBe(
      detail,
    );
  });

  it('are deleted with their records; what is no stream is not touched', async () => {
    await create(2n);
    await put({ data: '{"a":1}' });
    await backend.delete({ ...emptyDeleteRequest, ...request }, signal);
    await backend.delete({ ...emptyDeleteRequest, ...request }, signal);
    await create(1n);
    expect((await read())[0]?.length).toBe(0);
    await storage.objects.write('bigdata', 'other/file', new Uint8Array([1]));
    const other = { ...emptyDeleteRequest, session, table: 'other' };
    expect(await detailOf(backend.delete(other, signal))).toContain('is not a stream');
    expect(await storage.objects.read('bigdata', 'other/file')).toBeDefined();
  });

  it('take records of one key in one shard, and others in turns', async () => {
    await create(4n);
    await write({ columns: [new FloatColumn('a', Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8))] });
    const counts = await Promise.all(
      ['0', '1', '2', '3'].map(async (shardId) => (await read({ shardId }))[0]?.length),
    );
    expect(counts).toEqual([2, 2, 2, 2]);
    for (let i = 0; i < 6; i++) await put({ data: '{}', partition_key: 'same' });
    const after = await Promise.all(
      ['0', '1', '2', '3'].map(async (shardId) => (await read({ shardId }))[0]?.length),
    );
    expect(after.toSorted()).toEqual([2, 2, 2, 8]);
  });

  it('store nothing of a frame that cannot be stored whole', async () => {
    await create(1n);
    const columns = [new FloatColumn('a', Float64Array.of(1, Infinity))];
    expect(await detailOf(write({ columns }))).toBe('json: unsupported value: +Inf');
    expect((await read())[0]?.length).toBe(0);
    expect(await detailOf(put({}))).toContain('missing a required parameter');
  });
});
