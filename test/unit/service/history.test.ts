import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { allColumns, type Frame } from '../../../src/data/frame';
import { historyOf, type History, type HistoryOptions } from '../../../src/service/history';
import { silentLog, type Log } from '../../../src/service/log';
import type { HistoryEntry, HistoryStore } from '../../../src/service/storage/history';
import { openStorage } from '../../../src/service/storage/openStorage';
import type { Storage } from '../../../src/service/storage/storage';
import { emptyHistoryRequest, type HistoryRequest } from '../../../src/wire/messages';

const { signal } = new AbortController();
const hour = 3_600_000;
const now = Date.parse('2024-05-06T12:00:00Z');
const nanos = (millis: number): bigint => BigInt(millis) * 1_000_000n;

const entry: HistoryEntry = {
  action: 'read',
  user: 'me',
  backend: 'kv',
  table: 't',
  container: 'bigdata',
  start: nanos(now),
  duration: 1_999_999n,
  details: new Map(),
};

let folder: string;
let storage: Storage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-history-'));
  storage = await openStorage({ folder });
});

afterEach(() => storage.history.removeBefore(nanos(now + 1000 * hour)));

afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true });
});

function opened(options: Partial<HistoryOptions> = {}): History {
  return historyOf({ store: storage.history, log: silentLog, now: () => now, ...options });
}

async function framesOf(history: History, request: Partial<HistoryRequest> = {}): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of history.read({ ...emptyHistoryRequest, ...request }, signal)) frames.push(frame);
  return frames;
}

/** The tables of what is found, which the tests use to tell entries apart. */
async function tables(history: History, request: Partial<HistoryRequest> = {}): Promise<unknown[]> {
  const frames = await framesOf(history, request);
  return frames.flatMap((frame) => {
    const column = frame.columns.find(({ name }) => name === 'TableName');
    return Array.from({ length: frame.length }, (_, row) => column?.at(row));
  });
}

describe('frames', () => {
  test('one without columns where nothing was ever recorded, none where nothing matches', async () => {
    const history = opened();
    expect(await framesOf(history)).toEqual([{ indices: [], columns: [], labels: new Map(), length: 0 }]);
    history.record(entry);
    expect(await framesOf(history, { table: 'other' })).toEqual([]);
  });

  test('have an index without values, and a column for each detail of their own rows', async () => {
    const history = opened();
    history.record({ ...entry, details: new Map([['filter', 'a>1']]) });
    history.record({ ...entry, action: 'execute', details: new Map([['columns', 'a,b']]) });
    const [frame, ...others] = await framesOf(history);
    expect(others).toEqual([]);
    expect(frame?.indices).toMatchObject([{ name: 'id', dtype: 'null', kind: 'label', length: 2 }]);
    const rows = [0, 1].map((row) =>
      frame?.columns.map((column) => [column.name, column.dtype, column.at(row)]),
    );
    const fixed = (action: string) => [
      ['UserName', 'string', 'me'],
      ['BackendName', 'string', 'kv'],
      ['TableName', 'string', 't'],
      ['ActionDuration', 'integer', 1n],
      ['StartTime', 'time', nanos(now)],
      ['ActionType', 'string', action],
      ['Container', 'string', 'bigdata'],
    ];
    expect(rows).toEqual([
      [...fixed('read'), ['columns', 'string', null], ['filter', 'string', 'a>1']],
      [...fixed('execute'), ['columns', 'string', 'a,b'], ['filter', 'string', null]],
    ]);
  });

  test('hold a thousand rows at most, in the order of recording', async () => {
    const history = opened();
    const names = Array.from({ length: 2_500 }, (_, i) => String(i));
    for (const table of names) {
      const details = table === '0' ? new Map([['filter', 'x']]) : new Map<string, string>();
      history.record({ ...entry, table, details });
    }
    const frames = await framesOf(history);
    expect(frames.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(frames.map((frame) => allColumns(frame).length)).toEqual([9, 8, 8]);
    expect(await tables(history)).toEqual(names);
  });
});

describe('filters', () => {
  const recordedEntries: Partial<HistoryEntry>[] = [
    { table: 'a', backend: 'kv', user: 'me', action: 'write', container: 'bigdata', duration: 0n },
    { table: 'a/', backend: 'csv', user: '', action: 'read', duration: 2_000_000n },
    { table: 'A', backend: 'kv', container: 'users', start: nanos(now - 2 * hour), duration: 5_999_999n },
    {
      table: "a'",
      backend: 'stream',
      action: 'delete',
      start: nanos(now - hour) + 999_999n,
      duration: 10_000_000n,
    },
  ];

  test.each<[Partial<HistoryRequest>, ...string[]]>([
    [{}, 'a', 'a/', 'A', "a'"],
    [{ table: 'a' }, 'a'],
    [{ table: "a'" }, "a'"],
    [{ backend: 'kv' }, 'a', 'A'],
    [{ backend: 'nosql' }],
    [{ user: 'me' }, 'a', 'A', "a'"],
    [{ user: 'Me' }],
    [{ action: 'read' }, 'a/', 'A'],
    [{ container: 'users' }, 'A'],
    [{ container: 'users', table: 'a' }],
    [{ minDuration: 2n }, 'a/', 'A', "a'"],
    [{ minDuration: 5n }, 'A', "a'"],
    [{ minDuration: 6n }, "a'"],
    [{ maxDuration: 5n }, 'a', 'a/', 'A'],
    [{ maxDuration: 0n, minDuration: 10n }, "a'"],
    [{ minDuration: 2n, maxDuration: 2n }, 'a/'],
    [{ minDuration: 2n ** 63n - 1n }],
    [{ maxDuration: 2n ** 63n - 1n, minDuration: -(2n ** 63n) }, 'a', 'a/', 'A', "a'"],
    [{ maxDuration: -1n }],
    [{ minStartTime: 'now-1h' }, 'a', 'a/', "a'"],
    [{ maxStartTime: 'now-1h' }, 'A', "a'"],
    [{ minStartTime: 'now' }, 'a', 'a/'],
    [{ maxStartTime: '2024-05-06T11:59:59Z' }, 'A', "a'"],
    [{ minStartTime: String(now - hour), maxStartTime: String(now - hour) }, "a'"],
    [{ minStartTime: 'now+1s' }],
    [{ minStartTime: '9223372036854775807', maxStartTime: '9223372036854775807' }],
  ])('%o', async (request, ...expected) => {
    const history = opened();
    for (const each of recordedEntries) history.record({ ...entry, ...each });
    expect(await tables(history, request)).toEqual(expected);
  });

  test.each([
    [{ minStartTime: 'xyz' }, 'start_time'],
    [{ maxStartTime: 'xyz' }, 'end_time'],
  ])('%j is refused', async (request, name) => {
    await expect(framesOf(opened(), request)).rejects.toMatchObject({
      code: 'invalidArgument',
      detail: `failed to parse '${name}' filter: Invalid time string - not an RFC 3339 time format.: parsing time "xyz" as "2006-01-02T15:04:05Z07:00": cannot parse "xyz" as "2006"`,
    });
  });
});

describe('retention', () => {
  test('keeps the last spans whole and forgets the rest, in the store too', async () => {
    let time = now;
    const retention = { spanMillis: BigInt(hour), spans: 2n };
    const history = opened({ retention, now: () => time });
    history.record({ ...entry, table: 'older', start: nanos(now - hour - 1) });
    history.record({ ...entry, table: 'old', start: nanos(now - hour) });
    history.record({ ...entry, table: 'new' });
    expect(await tables(history)).toEqual(['old', 'new']);
    time += hour;
    expect(await tables(history)).toEqual(['new']);
    time += hour;
    expect(await framesOf(history)).toHaveLength(1);
    expect(await storage.history.isEmpty()).toBe(true);
  });

  test('is seven days unless told', async () => {
    const history = opened();
    const midnight = Date.parse('2024-04-30T00:00:00Z');
    history.record({ ...entry, table: 'first', start: nanos(midnight) });
    history.record({ ...entry, table: 'gone', start: nanos(midnight - 1) });
    expect(await tables(history)).toEqual(['first']);
  });
});

describe('writing', () => {
  /** A store that takes entries only as far as it is told. */
  function controlled(append: HistoryStore['append']): HistoryStore {
    return { ...storage.history, append };
  }

  test('happens behind the calls, many entries at once', async () => {
    const batches: number[] = [];
    const store = controlled(async (entries) => {
      batches.push(entries.length);
      await storage.history.append(entries);
    });
    const history = opened({ store });
    for (let i = 0; i < 1500; i++) history.record(entry);
    expect(batches).toEqual([]);
    await history.close();
    expect(batches.reduce((sum, length) => sum + length, 0)).toBe(1500);
    expect(batches.length).toBeLessThanOrEqual(2);
  });

  test('happens a while later where nobody asks', async () => {
    const history = opened();
    history.record(entry);
    await expect.poll(() => storage.history.isEmpty(), { timeout: 5000 }).toBe(false);
    await history.close();
  });

  test('survives the service', async () => {
    const history = opened();
    history.record(entry);
    await history.close();
    await storage.close();
    storage = await openStorage({ folder });
    expect(await tables(opened())).toEqual(['t']);
  });

  test('that fails is logged, loses nothing and fails no reader', async () => {
    let broken = true;
    const store = controlled((entries) =>
      broken ? Promise.reject(new Error('disk full')) : storage.history.append(entries),
    );
    const errors: unknown[] = [];
    const log: Log = { ...silentLog, error: (message, fields) => errors.push([message, fields]) };
    const history = opened({ store, log });
    history.record({ ...entry, table: 'a' });
    await framesOf(history);
    expect(errors).toEqual([['history not written', { entries: 1, error: 'Error: disk full' }]]);
    history.record({ ...entry, table: 'b' });
    broken = false;
    expect(await tables(history)).toEqual(['a', 'b']);
  });
});
