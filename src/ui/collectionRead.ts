import { LabelColumn } from '../data/column';
import type { Frame } from '../data/frame';
import type { FramesClient } from '../frames/client';
import type { Backend } from '../frames/collection';

/** What is read when a collection is opened. */
export interface OpenedCollection {
  readonly backend: Backend;
  readonly path: string;
  /** Of a stream, where it is known; the first one alone is read unless given. */
  readonly shardCount?: number | undefined;
}

export interface CollectionReadOptions {
  readonly signal: AbortSignal;
  /** Gets, before the rows, which part of the collection they are; nothing where they are all of it. */
  readonly onPart: (part: string) => void;
}

type Reads = Pick<FramesClient, 'read'>;

/** The rows that opening a collection shows. @throws FramesError */
export function readCollection(
  client: Reads,
  { backend, path, shardCount }: OpenedCollection,
  options: CollectionReadOptions,
): AsyncIterable<Frame> {
  switch (backend) {
    case 'nosql':
    case 'csv':
      return client.read({ backend, table: path }, options);
    case 'tsdb':
      return readRecent(client, path, options);
    case 'stream':
      return readShards(client, { path, shardCount }, options);
  }
}

/** From the newest: a table may hold years of samples, or none for months. */
const ranges = [
  { start: 'now-1h', part: 'last hour' },
  { start: 'now-1d', part: 'last day' },
  { start: 'now-30d', part: 'last 30 days' },
  { start: '0', part: 'all samples until now' },
] as const;

/** The samples of the first range that has any. */
async function* readRecent(
  client: Reads,
  table: string,
  { signal, onPart }: CollectionReadOptions,
): AsyncGenerator<Frame, void, undefined> {
  for (const { start, part } of ranges) {
    onPart(part);
    let isFound = false;
    for await (const frame of client.read({ backend: 'tsdb', table, start }, { signal })) {
      if (frame.length === 0) continue;
      isFound = true;
      yield frame;
    }
    if (isFound) return;
  }
}

/** Shard after shard, each from its beginning; the shard becomes an index where there are several. */
async function* readShards(
  client: Reads,
  { path: table, shardCount }: Pick<OpenedCollection, 'path' | 'shardCount'>,
  { signal, onPart }: CollectionReadOptions,
): AsyncGenerator<Frame, void, undefined> {
  const isWhole = shardCount !== undefined;
  onPart(isWhole ? (shardCount === 1 ? '1 shard' : `${shardCount} shards`) : 'shard 0');
  for (let shard = 0; shard < (shardCount ?? 1); shard++) {
    const frames = client.read(
      { backend: 'stream', table, shardId: String(shard), seek: 'earliest' },
      { signal },
    );
    for await (const frame of frames) {
      if (isWhole && shardCount > 1) yield withShard(frame, shard);
      else yield frame;
    }
  }
}

function withShard(frame: Frame, shard: number): Frame {
  const column = new LabelColumn('shard', { dtype: 'integer', value: BigInt(shard) }, frame.length);
  return { ...frame, indices: [column, ...frame.indices] };
}
