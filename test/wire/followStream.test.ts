import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StringColumn } from '../../src/data/column';
import { allColumns, frameOf } from '../../src/data/frame';
import { connect, FramesError, webApiSource, type FramesClient } from '../../src/frames';
import {
  followStream,
  mayAnswerAgain,
  type FollowedStream,
  type StreamAccess,
} from '../../src/ui/streams/followStream';
import { putOf } from '../../src/ui/streams/recordText';
import { startService, type ServiceProcess } from './serviceProcess';

let data: string;
let service: ServiceProcess;
let client: FramesClient;
let source: StreamAccess['source'];
let table: string;
let tables = 0;
const pace = { busy: 10, idle: 40, gone: 50, slow: 300, stuck: 2000 };

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'frames-follow-'));
  service = await startService({ data });
  client = connect(service.ready.grpc);
  table = `bigdata/follow/s${++tables}`;
});
afterEach(async () => {
  client.close();
  await service.kill();
  await rm(data, { recursive: true });
});

/** Follows in the background; tells what came so far. */
function follow(stream: Omit<FollowedStream, 'table'>) {
  const abort = new AbortController();
  const seen: string[] = [];
  const waits: (string | undefined)[] = [];
  const state = { isCaughtUp: false, failure: undefined as unknown };
  const run = async (): Promise<void> => {
    const frames = followStream(
      { table, ...stream },
      {
        connect: () => Promise.resolve({ client, source }),
        signal: abort.signal,
        onCaughtUp: () => (state.isCaughtUp = true),
        onWait: (waitsFor) => {
          if (waits.at(-1) !== waitsFor) waits.push(waitsFor);
        },
        passes: mayAnswerAgain,
        describe: () => 'gone',
        pace,
      },
    );
    for await (const frame of frames) {
      const columns = allColumns(frame);
      const line = columns.find(({ name }) => name === 'line');
      for (let row = 0; row < frame.length; row++) seen.push(String(line?.at(row)));
    }
  };
  const done = run().catch((error: unknown) => (state.failure = error));
  const stop = async (): Promise<void> => {
    abort.abort();
    await done;
  };
  return { seen, waits, state, stop };
}

async function write(...lines: readonly string[]): Promise<void> {
  await client.write({ backend: 'stream', table }, [frameOf({ columns: [new StringColumn('line', lines)] })]);
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

const access = [
  ['over Frames alone', () => undefined],
  ['beside a web API', () => webApiSource(service.ready.webapi, {})],
] as const;

describe.each(access)('following a stream %s', (_, sourceOf) => {
  beforeEach(() => {
    source = sourceOf();
  });

  it.each([
    ['earliest', { seek: 'earliest' } as const, numbers(1, 20)],
    ['the newest few', { seek: 'newest', records: 5 } as const, numbers(16, 20)],
    ['latest', { seek: 'latest' } as const, []],
    ['a sequence', { seek: 'sequence', sequence: 18n } as const, numbers(18, 20)],
    ['a sequence that is still to come', { seek: 'sequence', sequence: 23n } as const, []],
    ['a time long ago', { seek: 'time', start: '0' } as const, numbers(1, 20)],
    ['a time to come', { seek: 'time', start: '4102444800000' } as const, []],
  ])('begins at %s and shows each new record once', async (_, start, before) => {
    await client.create({ backend: 'stream', table, shards: 1 });
    await write(...numbers(1, 20));
    const { seen, state, stop } = follow({ start });
    await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
    expect(seen).toEqual(before);
    const late = start.seek === 'time' && before.length === 0;
    const first = start.seek === 'sequence' && start.sequence > 20n ? 23 : 21;
    for (let i = 21; i <= 40; i++) await write(String(i));
    await vi.waitFor(() => expect(seen).toEqual([...before, ...(late ? [] : numbers(first, 40))]));
    await stop();
  });

  it('shows the records of all shards, each named, also of a shard that was empty', async () => {
    await client.create({ backend: 'stream', table, shards: 4 });
    await write('a', 'b');
    const { seen, state, stop } = follow({ start: { seek: 'newest', records: 10 } });
    await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
    for (let i = 0; i < 40; i++) {
      await client.execute(
        putOf(table, { data: `{"line":"k${i}"}`, clientInfo: 'me', partitionKey: `k${i}` }),
      );
    }
    await vi.waitFor(() => expect(seen).toHaveLength(42));
    expect(new Set(seen).size).toBe(42);
    await stop();
  });

  it('follows one shard alone', async () => {
    await client.create({ backend: 'stream', table, shards: 3 });
    await write(...numbers(1, 30));
    const all = follow({ start: { seek: 'earliest' } });
    const one = follow({ start: { seek: 'earliest' }, shard: 1 });
    await vi.waitFor(() => expect([all.seen.length, one.state.isCaughtUp]).toEqual([30, true]));
    expect(one.seen.length).toBeGreaterThan(0);
    expect(one.seen.length).toBeLessThan(30);
    await Promise.all([all.stop(), one.stop()]);
  });

  it('goes on by itself after the service was killed and started again, without a record twice', async () => {
    await client.create({ backend: 'stream', table, shards: 2 });
    await write('before');
    const { seen, waits, state, stop } = follow({ start: { seek: 'earliest' } });
    await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
    await service.kill();
    await vi.waitFor(() => expect(waits).toContain('gone'));
    client.close();
    service = await startService({ data });
    client = connect(service.ready.grpc);
    source = sourceOf();
    await write('after');
    await vi.waitFor(() => expect(seen).toEqual(['before', 'after']));
    expect(waits.at(-1)).toBeUndefined();
    expect(state.failure).toBeUndefined();
    await stop();
  });

  it('goes on over a new connection when the old one is closed under a call', async () => {
    await client.create({ backend: 'stream', table, shards: 2 });
    const { seen, waits, state, stop } = follow({ start: { seek: 'latest' } });
    await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
    service.process.kill('SIGSTOP');
    await vi.waitFor(() => expect(waits.at(-1)).toMatch(/does not answer/));
    client.close();
    await vi.waitFor(() => expect(waits.at(-1)).toBe('gone'));
    client = connect(service.ready.grpc);
    service.process.kill('SIGCONT');
    await write('after');
    await vi.waitFor(() => expect(seen).toEqual(['after']));
    expect(state.failure).toBeUndefined();
    await stop();
  });

  it('says that a service hangs, ends at once when it is told to, and goes on when the service does', async () => {
    await client.create({ backend: 'stream', table, shards: 2 });
    const { seen, waits, state, stop } = follow({ start: { seek: 'latest' } });
    await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
    service.process.kill('SIGSTOP');
    await vi.waitFor(() => expect(waits.at(-1)).toMatch(/does not answer/));
    service.process.kill('SIGCONT');
    await write('after');
    await vi.waitFor(() => expect(seen).toEqual(['after']));
    service.process.kill('SIGSTOP');
    await vi.waitFor(() => expect(waits.at(-1)).toMatch(/does not answer/));
    const started = performance.now();
    await stop();
    expect(performance.now() - started).toBeLessThan(200);
    service.process.kill('SIGCONT');
  });

  it('fails when the stream is deleted', async () => {
    await client.create({ backend: 'stream', table, shards: 1 });
    await write('old 1', 'old 2');
    const { seen, state, stop } = follow({ start: { seek: 'earliest' } });
    await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
    await client.delete({ backend: 'stream', table });
    await vi.waitFor(() => expect(state.failure).toMatchObject({ code: 'notFound' }));
    await stop();
    expect(seen).toEqual(['old 1', 'old 2']);
  });

  it('fails where there is no stream', async () => {
    const { state } = follow({ start: { seek: 'latest' } });
    await vi.waitFor(() => expect(state.failure).toMatchObject({ code: 'notFound' }));
  });
});

describe('a stream that is followed where nothing happens', () => {
  const readsOf = async (): Promise<number> => {
    let reads = 0;
    for await (const frame of client.history({ action: 'read', table })) reads += frame.length;
    return reads;
  };

  it('leaves no trace in the history, whether shards are empty or not', async () => {
    source = webApiSource(service.ready.webapi, {});
    await client.create({ backend: 'stream', table, shards: 4 });
    await client.write({ backend: 'stream', table }, [
      frameOf({ columns: [new StringColumn('line', ['a', 'b'])] }),
    ]);
    const looks = vi.spyOn(source, 'glance');
    const { seen, state, stop } = follow({ start: { seek: 'newest', records: 10 }, shardCount: 4 });
    await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
    const before = await readsOf();
    looks.mockClear();
    await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(40));
    expect(await readsOf()).toBe(before);
    await write('c');
    await vi.waitFor(() => expect(seen).toHaveLength(3));
    await stop();
  });

  it('is read over Frames where the web API is gone, refuses, or hangs', async () => {
    await client.create({ backend: 'stream', table, shards: 1 });
    const glances = [
      () => Promise.reject(new FramesError({ code: 'unavailable', detail: 'refused' })),
      () => Promise.reject(new FramesError({ code: 'permissionDenied', detail: 'no' })),
      () => new Promise<never>(() => undefined),
    ];
    for (const [i, glance] of glances.entries()) {
      source = { glance };
      const { seen, state, waits, stop } = follow({ start: { seek: 'latest' } });
      await vi.waitFor(() => expect(state.isCaughtUp).toBe(true));
      await write(`line ${i}`);
      await vi.waitFor(() => expect(seen).toEqual([`line ${i}`]));
      expect(waits.filter((waitsFor) => waitsFor !== undefined)).toEqual([]);
      await stop();
    }
  });
});
