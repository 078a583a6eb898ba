import { setTimeout as sleep } from 'node:timers/promises';
import { Int64Column, LabelColumn } from '../../data/column';
import type { Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { CollectionSource } from '../../frames/collectionSource';
import { FramesError } from '../../wire/errors';
import { countShards, newestRecords, withShard } from './newestRecords';
import { glanceOver, type Glance } from './glance';
import { ShardCursor, type ShardStart } from './shardCursor';
import { watched } from './watched';

/** Where to begin: `newest` shows so many records, over all shards, and goes on behind them. */
export type StreamStart = ShardStart | { readonly seek: 'newest'; readonly records: number };

export interface FollowedStream {
  readonly table: string;
  readonly start: StreamStart;
  /** From 0; all shards unless given. */
  readonly shard?: number | undefined;
  /** How many there are, where it is known. */
  readonly shardCount?: number | undefined;
}

/** Failures of a call after which the service may answer again: nobody answered, or the connection was closed under the call. */
export function mayAnswerAgain(error: unknown): error is FramesError {
  return error instanceof FramesError && ['unavailable', 'deadline', 'cancelled'].includes(error.code);
}

type Reads = Pick<FramesClient, 'read'>;

/** A connection that streams are read over. */
export interface StreamAccess {
  readonly client: Reads;
  /** Spares the service reads that would find nothing, which its history would keep. */
  readonly source?: Pick<CollectionSource, 'glance'> | undefined;
}

export interface FollowOptions {
  /** The clients at the address that the connection has now. */
  readonly connect: () => Promise<StreamAccess>;
  readonly signal: AbortSignal;
  /** All that was there has been read. */
  readonly onCaughtUp: () => void;
  /** What is waited for other than records; undefined for nothing any more. */
  readonly onWait: (waitsFor: string | undefined) => void;
  /** Whether a failure passes by itself: the service is gone and may come back. Others end the read. */
  readonly passes: (error: unknown) => boolean;
  /** What a failure that passes is called. */
  readonly describe: (error: unknown) => string;
  readonly pace?: Partial<Pace> | undefined;
}

/** Milliseconds between two looks at a stream. */
export interface Pace {
  /** While records come. */
  readonly busy: number;
  /** At most, after none came for a while; each look doubles it until then. */
  readonly idle: number;
  /** At most between two tries while the service is gone. */
  readonly gone: number;
  /** Without an answer for so long, the user is told. */
  readonly slow: number;
  /** Without an answer for so long, the call is given up and made anew. */
  readonly stuck: number;
}

const usualPace: Pace = { busy: 200, idle: 2000, gone: 5000, slow: 2000, stuck: 30_000 };

/** Shards that are looked at together. */
const side = 8;

/**
 * The records of a stream from a place on, and new ones as they come: no call of Frames waits for records, so every shard
 * is looked at again and again. Once all that was there has been read, it outlives a service that goes away and comes back:
 * it goes on behind the last record. Where there are several shards, `shard` is the outermost index; records of
 * one shard are in order.
 * @throws FramesError
 */
export async function* followStream(
  stream: FollowedStream,
  options: FollowOptions,
): AsyncGenerator<Frame, void, undefined> {
  const { signal, onCaughtUp, onWait, passes, describe } = options;
  const pace = { ...usualPace, ...options.pace };
  const { cursors, frames, isNamed } = await begin(stream, options);
  const look = ({ client, source }: StreamAccess) => {
    const glance = glanceOver(source, { table: stream.table, patience: pace.slow / 2 });
    return newRecords(cursors, { client, glance, signal, isNamed, pace, onWait });
  };
  yield* frames;
  const first = await options.connect();
  yield* look(first);
  onCaughtUp();

  let access: StreamAccess | undefined = first;
  let wait = pace.busy;
  while (!signal.aborted) {
    await sleep(wait, undefined, { signal });
    let records = 0;
    try {
      access ??= await options.connect();
      for await (const frame of look(access)) {
        records += frame.length;
        yield frame;
      }
      onWait(undefined);
      wait = records > 0 ? pace.busy : Math.min(wait * 2, pace.idle);
    } catch (error) {
      signal.throwIfAborted();
      if (!passes(error)) throw error;
      access = undefined;
      onWait(describe(error));
      wait = Math.min(Math.max(wait * 2, pace.busy), pace.gone);
    }
  }
}

interface Beginning {
  readonly cursors: readonly ShardCursor[];
  /** To show first. */
  readonly frames: readonly Frame[];
  /** Whether records say which shard they are of. */
  readonly isNamed: boolean;
}

async function begin(
  { table, start, shard: only, shardCount }: FollowedStream,
  { connect, signal }: FollowOptions,
): Promise<Beginning> {
  const { client } = await connect();
  const count = only === undefined ? (shardCount ?? (await countShards(client, table, signal))) : 1;
  const shards = only === undefined ? Array.from({ length: count }, (_, shard) => shard) : [only];
  const isNamed = count > 1;
  const from: ShardStart = start.seek === 'newest' ? { seek: 'latest' } : start;
  const cursors = shards.map((shard) => new ShardCursor({ table, shard, start: from }));
  if (from.seek !== 'latest') return { cursors, frames: [], isNamed };
  const records = start.seek === 'newest' ? start.records : 0;
  const tails: (readonly Frame[])[] = [];
  for (let at = 0; at < cursors.length; at += side) {
    const some = cursors.slice(at, at + side);
    tails.push(
      ...(await Promise.all(
        some.map((each) => each.toEnd({ client, signal: AbortSignal.any([signal]) }, isNamed ? 0 : records)),
      )),
    );
  }
  if (!isNamed || records === 0) return { cursors, frames: tails.flat(), isNamed };
  // What came between the two looks is among the newest: the cursors go behind it.
  const { frames } = await newestRecords(client, { table, shardCount: count, limit: records }, { signal });
  for (const frame of frames) cursors[shardOf(frame)]?.pass(frame);
  return { cursors, frames, isNamed };
}

function shardOf({ indices: [first] }: Frame): number {
  if (first instanceof LabelColumn && first.name === 'shard') return Number(first.scalar.value);
  return first instanceof Int64Column && first.name === 'shard' ? Number(first.values[0]) : 0;
}

interface Look {
  readonly client: Reads;
  readonly glance: Glance | undefined;
  readonly signal: AbortSignal;
  readonly isNamed: boolean;
  readonly pace: Pace;
  readonly onWait: FollowOptions['onWait'];
}

/** What is new in all shards: some of them are asked together, and then read one after the other. */
async function* newRecords(
  cursors: readonly ShardCursor[],
  { client, glance, signal, isNamed, pace, onWait }: Look,
): AsyncGenerator<Frame, void, undefined> {
  for (let at = 0; at < cursors.length; at += side) {
    const abort = new AbortController();
    const some = cursors.slice(at, at + side).map((cursor) => ({
      cursor,
      frames: watched(cursor.next({ client, glance, signal: AbortSignal.any([signal, abort.signal]) }), {
        ...pace,
        onWait,
        signal,
      }),
    }));
    try {
      const firsts = await Promise.all(some.map(({ frames }) => frames.next()));
      for (const [i, { cursor, frames }] of some.entries()) {
        for (let next = firsts[i]; next?.done === false; next = await frames.next()) {
          yield isNamed ? withShard(next.value, cursor.shard) : next.value;
        }
      }
    } finally {
      abort.abort();
    }
  }
}
