import type { Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { Backend } from '../../frames/collection';
import type { CollectionSource } from '../../frames/collectionSource';
import { newestRecords } from '../streams/newestRecords';

/** What is read when a collection is opened. */
export interface OpenedCollection {
  readonly backend: Backend;
  readonly path: string;
  /** Of a stream, where it is known. */
  readonly shardCount?: number | undefined;
}

export interface CollectionReadOptions {
  readonly signal: AbortSignal;
  /** Gets, before the rows, which part of the collection they are; nothing where they are all of it. */
  readonly onPart: (part: string) => void;
}

type Reads = Pick<FramesClient, 'read'>;

/** What a collection is read with: the web API, where there is one, knows how long shards are. */
export interface ReadAccess {
  readonly client: Reads;
  readonly source?: Pick<CollectionSource, 'shards'> | undefined;
}

/** The rows that opening a collection shows. @throws FramesError */
export function readCollection(
  { client, source }: ReadAccess,
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
      return readNewest({ client, source }, { path, shardCount }, options);
  }
}

/** From the newest: a table may hold years of samples, or none for months. */
const ranges = [
  { start: 'now-1h', part: 'last hour' },
  { start: 'now-1d', part: 'last day, as the last hour has no samples' },
  { start: 'now-30d', part: 'last 30 days, as the last day has no samples' },
  { start: '0', part: 'all samples until now, as the last 30 days have none' },
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
  onPart('no samples until now');
}

/** Records of a stream that are shown; older ones are read by a query. */
const newest = 1000;

/** The newest records of all shards, in the order of their arrival. */
async function* readNewest(
  { client, source }: ReadAccess,
  { path: table, shardCount }: Pick<OpenedCollection, 'path' | 'shardCount'>,
  { signal, onPart }: CollectionReadOptions,
): AsyncGenerator<Frame, void, undefined> {
  onPart(`newest ${newest.toLocaleString('en-US')} records`);
  const [container = '', ...segments] = table.split('/');
  // Without it the ends of the shards are searched for.
  const extents = await source?.shards?.(container, segments.join('/'), { signal }).catch(() => undefined);
  const found = await newestRecords(client, { table, shardCount, limit: newest, extents }, { signal });
  const shards =
    found.shardCount === 1 ? '1 shard' : `all ${found.shardCount.toLocaleString('en-US')} shards`;
  const records = found.hasMore ? `newest ${newest.toLocaleString('en-US')} records` : 'all records';
  onPart(`${records} of ${shards}`);
  yield* found.frames;
}
