import { setMaxListeners } from 'node:events';
import { Int64Column, LabelColumn } from '../../data/column';
import { sliceFrame, type Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { ShardExtent } from '../../frames/collectionSource';
import { FramesError } from '../../wire/errors';

/** The shards of a stream, and how many of their records to find. */
export interface NewestRecords {
  readonly table: string;
  /** From 0; unless given, the shards are counted by asking for them. */
  readonly shardCount?: number | undefined;
  /** Records at most, over all shards; at least 1. */
  readonly limit: number;
  /** What the web API tells of the shards, where there is one: it saves the search. */
  readonly extents?: readonly ShardExtent[] | undefined;
}

export interface FoundRecords {
  /** In the order of their arrival, the newest at the end. Where there are several shards, `shard` is the outermost index. */
  readonly frames: readonly Frame[];
  readonly shardCount: number;
  /** Whether the stream holds older ones too. */
  readonly hasMore: boolean;
}

type Reads = Pick<FramesClient, 'read'>;

/** Shards that are read at one time. */
const side = 4;

/** Sequences that are asked for at one time: each round divides the place of the end by one more than that. */
const probes = 3;

/** Frames of one record cost a service more than a few records that nobody looks at. */
const probeLimit = 128;

/**
 * The newest records of a stream, as Frames alone finds them: no call tells where a shard ends, and reading it whole may
 * take minutes. The sequences of a shard have no gaps and a seek for one that is not there fails (spec/stream.md §3), so the
 * end is narrowed down by seeks, several at a time, and only what lies before it is read.
 * @throws FramesError
 */
export async function newestRecords(
  client: Reads,
  { table, shardCount: known, limit, extents }: NewestRecords,
  options: { readonly signal: AbortSignal },
): Promise<FoundRecords> {
  const signal = AbortSignal.any([options.signal]);
  // Each of the reads that go on side by side listens.
  setMaxListeners(side * probes * 2, signal);
  const shardCount = extents?.length ?? known ?? (await countShards(client, table, signal));
  let kept: readonly Row[] = [];
  let hasMore = false;
  for (let start = 0; start < shardCount; start += side) {
    const shards = Array.from({ length: Math.min(side, shardCount - start) }, (_, i) => start + i);
    const tails = await Promise.all(
      shards.map((shard) => tailOf({ client, table, shard, signal, extent: extents?.[shard] }, limit)),
    );
    const rows = [...kept, ...tails.flatMap(({ frames }, i) => rowsOf(frames, shards[i] ?? 0))];
    rows.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    hasMore ||= rows.length > limit || tails.some((tail) => tail.hasMore);
    kept = rows.slice(-limit);
  }
  return { frames: toFrames(kept, shardCount > 1), shardCount, hasMore };
}

/** A shard and how it is read. */
export interface ShardReading {
  readonly client: Reads;
  readonly table: string;
  readonly shard: number;
  readonly signal: AbortSignal;
  readonly extent?: ShardExtent | undefined;
}

export interface Tail {
  readonly frames: readonly Frame[];
  readonly hasMore: boolean;
}

/** The last records of a shard, `limit` at most. */
export async function tailOf(reading: ShardReading, limit: number): Promise<Tail> {
  const { extent } = reading;
  const first = extent === undefined ? await firstSequence(reading) : extent.firstSequence;
  if (first === undefined) return { frames: [], hasMore: false };
  const near = extent ? first + extent.records : await nearEnd(reading, first, BigInt(limit));
  const from = near - BigInt(limit) > first ? near - BigInt(limit) : first;
  try {
    return await lastOf(reading, { seek: 'sequence', sequence: from }, { limit, isFirst: from === first });
  } catch (error) {
    if (!isMissing(error)) throw error;
    // It was dropped in the meantime, as its time was over.
    return lastOf(reading, { seek: 'earliest' }, { limit, isFirst: true });
  }
}

/** A sequence of the shard that has fewer than twice `limit` records behind it. */
async function nearEnd(reading: ShardReading, first: bigint, limit: bigint): Promise<bigint> {
  let low = first;
  let high: bigint | undefined;
  let step = limit;
  while (high === undefined || high - low > 2n * limit) {
    const asked = high === undefined ? leaps(first, step) : between(low, high);
    const there = await Promise.all(asked.map((sequence) => exists(reading, sequence)));
    const missing = there.indexOf(false);
    low = asked[missing < 0 ? asked.length - 1 : missing - 1] ?? low;
    if (missing >= 0) high = asked[missing] ?? high;
    else if (low === largest) return low;
    step *= leap ** BigInt(asked.length);
  }
  return low;
}

const leap = 8n;
const largest = (1n << 63n) - 1n;

/** Sequences ever further on. */
function leaps(from: bigint, step: bigint): readonly bigint[] {
  return Array.from({ length: probes + 1 }, (_, i) => {
    const sequence = from + step * leap ** BigInt(i);
    return sequence < largest ? sequence : largest;
  });
}

/** Sequences that divide a range evenly, its ends not among them. */
function between(low: bigint, high: bigint): readonly bigint[] {
  const parts = BigInt(probes + 1);
  const places = Array.from({ length: probes }, (_, i) => low + ((high - low) * BigInt(i + 1)) / parts);
  return [...new Set(places)].filter((place) => place > low && place < high);
}

async function exists(reading: ShardReading, sequence: bigint): Promise<boolean> {
  try {
    return (await firstSequence(reading, { seek: 'sequence', sequence })) !== undefined;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

type Seek = { readonly seek: 'earliest' } | { readonly seek: 'sequence'; readonly sequence: bigint };

/** The sequence at which a read begins; undefined where it finds no record. */
export async function firstSequence(
  { client, table, shard, signal }: ShardReading,
  seek: Seek = { seek: 'earliest' },
): Promise<bigint | undefined> {
  const query = {
    backend: 'stream',
    table,
    shardId: String(shard),
    messageLimit: probeLimit,
    ...seek,
  } as const;
  for await (const frame of client.read(query, { signal })) {
    const [sequences] = frame.indices;
    if (frame.length > 0 && sequences instanceof Int64Column) return sequences.values[0];
  }
  return undefined;
}

/** Reads to the end of the shard and keeps the last records; never many more than those. */
async function lastOf(
  { client, table, shard, signal }: ShardReading,
  seek: Seek,
  { limit, isFirst }: { readonly limit: number; readonly isFirst: boolean },
): Promise<Tail> {
  const query = { backend: 'stream', table, shardId: String(shard), ...seek } as const;
  const frames: Frame[] = [];
  let rows = 0;
  let hasMore = !isFirst;
  for await (const frame of client.read(query, { signal })) {
    if (frame.length === 0) continue;
    frames.push(frame);
    rows += frame.length;
    for (let head = frames[0]; head && rows - head.length >= limit; head = frames[0]) {
      frames.shift();
      rows -= head.length;
      hasMore = true;
    }
  }
  const [head, ...others] = frames;
  if (!head || rows <= limit) return { frames, hasMore };
  return { frames: [sliceFrame(head, rows - limit, head.length), ...others], hasMore: true };
}

/** How a service says that a shard or a sequence is not there: the platform's words after those of Frames (spec/stream.md §3). */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof FramesError) || !/seek operation/i.test(error.detail)) return false;
  return ['invalidArgument', 'notFound', 'internal', 'unknown'].includes(error.code);
}

/** Asks for one shard after the other until there is none, several at a time. @throws FramesError when there is no stream */
export async function countShards(client: Reads, table: string, signal: AbortSignal): Promise<number> {
  await firstSequence({ client, table, shard: 0, signal });
  for (let count = 1; ; count += probes) {
    const shards = Array.from({ length: probes }, (_, i) => count + i);
    const there = await Promise.all(
      shards.map((shard) =>
        firstSequence({ client, table, shard, signal }).then(
          () => true,
          (error: unknown) => {
            if (isMissing(error)) return false;
            throw error;
          },
        ),
      ),
    );
    const missing = there.indexOf(false);
    if (missing >= 0) return count + missing;
  }
}

/** One record where it was read. */
interface Row {
  readonly frame: Frame;
  readonly row: number;
  readonly shard: number;
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
}

function rowsOf(frames: readonly Frame[], shard: number): readonly Row[] {
  return frames.flatMap((frame) => {
    const times = frame.columns.find(({ name }) => name === 'stream_time');
    const timeOf = (row: number): bigint => (times instanceof Int64Column ? (times.values[row] ?? 0n) : 0n);
    return Array.from({ length: frame.length }, (_, row) => ({ frame, row, shard, time: timeOf(row) }));
  });
}

/** Neighbours of one frame stay together. */
function toFrames(rows: readonly Row[], withShards: boolean): readonly Frame[] {
  const frames: Frame[] = [];
  for (let start = 0; start < rows.length;) {
    const at = rows[start];
    if (!at) break;
    let end = start + 1;
    while (rows[end]?.frame === at.frame && rows[end]?.row === at.row + end - start) end++;
    const part = sliceFrame(at.frame, at.row, at.row + end - start);
    frames.push(withShards ? withShard(part, at.shard) : part);
    start = end;
  }
  return frames;
}

/** The shard of every record as the outermost index. */
export function withShard(frame: Frame, shard: number): Frame {
  const column = new LabelColumn('shard', { dtype: 'integer', value: BigInt(shard) }, frame.length);
  return { ...frame, indices: [column, ...frame.indices] };
}
