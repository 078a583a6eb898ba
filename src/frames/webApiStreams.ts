import { JsonNumber, JsonObject, type Json } from '../wire/json/parse';
import { FramesError } from '../wire/errors';
import type { ListingOptions, RecordMark, ShardExtent, ShardGlance, ShardPlace } from './collectionSource';
import type { WebApi } from './webApi';

/** Shards that are asked at one time. */
const SIDE = 8;

export interface StreamShape {
  readonly shardCount: number;
  readonly retentionHours: number | undefined;
}

/** Undefined when there is no stream at the path (spec/webapi.md §5, and below). */
export async function describeStream(
  api: WebApi,
  container: string,
  path: string,
  options: ListingOptions,
): Promise<StreamShape | undefined> {
  try {
    const answer = await api.call('DescribeStream', { container, path: `${path}/` }, options);
    const shardCount = integer(answer, 'ShardCount');
    if (shardCount === undefined) throw unreadable();
    const retention = integer(answer, 'RetentionPeriodHours');
    return {
      shardCount: Number(shardCount),
      retentionHours: retention === undefined ? undefined : Number(retention),
    };
  } catch (error) {
    const code = error instanceof FramesError ? error.code : undefined;
    if (code === 'notFound' || code === 'invalidArgument') return undefined;
    throw error;
  }
}

/** Reads one record of each shard: the answer says how many are behind it. */
export async function shardExtents(
  api: WebApi,
  container: string,
  path: string,
  options: ListingOptions,
): Promise<readonly ShardExtent[]> {
  const shape = await describeStream(api, container, path, options);
  if (shape === undefined) {
    throw new FramesError({
      code: 'notFound',
      operation: 'list',
      detail: `there is no stream ${container}/${path}`,
    });
  }
  const extents: ShardExtent[] = [];
  for (let start = 0; start < shape.shardCount; start += SIDE) {
    const shards = Array.from({ length: Math.min(SIDE, shape.shardCount - start) }, (_, i) => start + i);
    extents.push(
      ...(await Promise.all(shards.map((shard) => extentOf(api, { container, path, shard }, options)))),
    );
  }
  return extents;
}

async function extentOf(
  api: WebApi,
  { container, path, shard }: ShardTarget,
  options: ListingOptions,
): Promise<ShardExtent> {
  const { records, behind } = await readFrom(api, { container, path, shard, limit: 1 }, options);
  const [first] = records;
  if (first === undefined) return { shard, firstSequence: undefined, records: 0n };
  return {
    shard,
    firstSequence: integer(first, 'SequenceNumber'),
    records: (behind ?? 0n) + BigInt(records.length),
  };
}

/** Reads two records at most: the one that is known, and one that would be new. */
export async function glanceAt(
  api: WebApi,
  { container, path, ...place }: { readonly container: string; readonly path: string } & ShardPlace,
  options: ListingOptions,
): Promise<ShardGlance> {
  // A number of JSON could not hold it.
  if ((place.sequence ?? 0n) > BigInt(Number.MAX_SAFE_INTEGER)) return { records: [], isEnd: false };
  const { records, behind } = await readFrom(api, { container, path, ...place, limit: 2 }, options);
  return { records: records.map(markOf), isEnd: behind === 0n };
}

interface ShardTarget extends ShardPlace {
  readonly container: string;
  readonly path: string;
}

async function readFrom(
  api: WebApi,
  { container, path, shard, sequence, limit }: ShardTarget & { readonly limit: number },
  options: ListingOptions,
): Promise<{ readonly records: readonly Json[]; readonly behind: bigint | undefined }> {
  const place = { container, path: `${path}/${shard}` };
  const seek = await api.call('SeekShard', { ...place, body: seekTo(sequence) }, options);
  const location = member(seek, 'Location');
  if (typeof location !== 'string') throw unreadable();
  const body = { Location: location, Limit: limit };
  const answer = await api.call('GetRecords', { ...place, body }, options);
  const records = member(answer, 'Records');
  if (!Array.isArray(records)) throw unreadable();
  return { records: records as readonly Json[], behind: integer(answer, 'RecordsBehindLatest') };
}

function seekTo(sequence: bigint | undefined): Readonly<Record<string, unknown>> {
  if (sequence === undefined) return { Type: 'EARLIEST' };
  return { Type: 'SEQUENCE', StartingSequenceNumber: Number(sequence) };
}

function markOf(record: Json): RecordMark {
  const sequence = integer(record, 'SequenceNumber');
  const seconds = integer(record, 'ArrivalTimeSec');
  const nanos = integer(record, 'ArrivalTimeNSec');
  if (sequence === undefined || seconds === undefined || nanos === undefined) throw unreadable();
  return { sequence, arrival: seconds * 1_000_000_000n + nanos };
}

function member(value: Json, name: string): Json | undefined {
  if (!(value instanceof JsonObject)) return undefined;
  return value.members.find(([key]) => key === name)?.[1];
}

function integer(value: Json, name: string): bigint | undefined {
  const found = member(value, name);
  return found instanceof JsonNumber && /^-?\d+$/.test(found.text) ? BigInt(found.text) : undefined;
}

function unreadable(): FramesError {
  return new FramesError({
    code: 'protocol',
    operation: 'list',
    detail: "the answer is none of the platform's web API: is this its address?",
  });
}
