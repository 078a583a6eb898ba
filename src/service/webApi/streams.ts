import type { Json } from '../../wire/json/parse';
import { shardRecords } from '../backends/stream/shardRecords';
import type { DirectoryPath } from '../storage/storage';
import type { NewRecord, RecordPosition, Shard, StreamShape } from '../storage/streams';
import { directoryOf, type FunctionCall } from './call';
import { done, json, type Reply } from './reply';
import { FunctionBody } from './requestBody';
import { formatLocation, parseLocation } from './streamLocation';
import { checkWritable, placeOf } from './target';
import { parseBase64 } from './typedAttributes';
import {
  inUse,
  invalid,
  invalidShardCount,
  noSuchStream,
  notAStream,
  shardOutOfRange,
  WebApiError,
} from './webApiError';

const mostShards = 4096;
/** A hundred years. */
const mostRetentionHours = 876_000;
const mostRecords = 1000;
const defaultRecords = 1000;
/** Bytes of data after which an answer ends; the rest comes with the next. */
const enoughBytes = 8 << 20;

/** Makes a directory that is not there yet, as a stream (spec/webapi.md §5). */
export async function createStream(call: FunctionCall): Promise<Reply> {
  const { storage, body } = call;
  const directory = directoryOf(call, 'StreamName');
  const shape = {
    shards: body.count('ShardCount', { least: 1, most: mostShards }) ?? 1,
    retentionHours: body.count('RetentionPeriodHours', { least: 1, most: mostRetentionHours }) ?? 24,
  };
  checkWritable(directory);
  await storage.change(async (change) => {
    if (change.directoryExists(directory)) throw inUse();
    await change.createStream(directory, shape);
  });
  return done();
}

export function describeStream(call: FunctionCall): Promise<Reply> {
  const { shards, retentionHours } = shapeOf(call, directoryOf(call, 'StreamName'));
  return Promise.resolve(json(`{"ShardCount":${shards},"RetentionPeriodHours":${retentionHours}}`));
}

/** Gives a stream more shards; a stream never loses one. */
export async function updateStream(call: FunctionCall): Promise<Reply> {
  const { storage, body } = call;
  const directory = directoryOf(call, 'StreamName');
  const shards = body.count('ShardCount', { least: 1, most: mostShards });
  if (shards === undefined) throw invalid('ShardCount is missing');
  await storage.change(async (change) => {
    const { shards: known } = change.stream(directory) ?? shapeOf(call, directory);
    if (shards < known) throw invalidShardCount(`the stream has ${known} shards already`);
    if (shards > known) await change.growStream(directory, shards);
  });
  return done();
}

/** Puts records to the ends of shards, all that can be put together; the others are told of one by one. */
export async function putRecords(call: FunctionCall): Promise<Reply> {
  const { storage, body } = call;
  const directory = directoryOf(call, 'StreamName');
  const given = body.list('Records');
  if (given === undefined) throw invalid('Records is missing');
  if (given.length > mostRecords) throw invalid(`Records are at most ${mostRecords} in a call`);
  const { shards } = shapeOf(call, directory);
  const parsed = given.map((record) => parseRecord(record, shards));
  const records = parsed.filter((record): record is NewRecord => !(record instanceof WebApiError));
  const positions =
    records.length === 0 ? [] : await storage.change((change) => change.putRecords(directory, records));
  const stored = positions[Symbol.iterator]();
  const results = parsed.map((record) =>
    record instanceof WebApiError ? formatError(record) : formatPosition(stored.next().value),
  );
  const failed = parsed.length - records.length;
  return json(`{"FailedRecordCount":${failed},"Records":[${results.join(',')}]}`);
}

function parseRecord(record: Json, shards: number): NewRecord | WebApiError {
  try {
    const members = FunctionBody.of('a record', record);
    const data = blobOf(members, 'Data');
    if (data === undefined) throw invalid('Data is missing');
    const shard = members.integer('ShardId');
    if (shard !== undefined && shard >= BigInt(shards)) throw shardOutOfRange(shard.toString(), shards);
    return {
      data,
      clientInfo: blobOf(members, 'ClientInfo'),
      partitionKey: members.text('PartitionKey') || undefined,
      shard: shard === undefined ? undefined : Number(shard),
    };
  } catch (error) {
    if (error instanceof WebApiError) return error;
    throw error;
  }
}

function blobOf(members: FunctionBody, name: string): Uint8Array | undefined {
  const text = members.text(name);
  if (text === undefined) return undefined;
  const bytes = parseBase64(text);
  if (bytes === undefined) throw invalid(`${name} must be base64`);
  return bytes;
}

function formatPosition(position: RecordPosition | undefined): string {
  const { sequence = 0n, shard = 0 } = position ?? {};
  return `{"SequenceNumber":${sequence},"ShardId":${shard}}`;
}

function formatError({ code, message }: WebApiError): string {
  return JSON.stringify({ ErrorCode: code, ErrorMessage: message });
}

/** Where reading starts: a place that holds for this shard. */
export async function seekShard(call: FunctionCall): Promise<Reply> {
  const shard = shardOf(call);
  const sequence = await seek(call, shard);
  return json(JSON.stringify({ Location: formatLocation({ shard: shard.shard, sequence }) }));
}

async function seek({ storage, body }: FunctionCall, shard: Shard): Promise<bigint> {
  const type = body.text('Type')?.toUpperCase();
  if (type === 'TIME') {
    const seconds = body.integer('TimestampSec');
    if (seconds === undefined) throw invalid('TimestampSec is missing');
    return storage.streams.firstSince(shard, nanosOf(seconds, body.integer('TimestampNSec') ?? 0n));
  }
  const { first, next } = await storage.streams.bounds(shard);
  switch (type) {
    case 'EARLIEST':
      return first;
    case 'LATEST':
      return next;
    case 'SEQUENCE': {
      const sequence = body.integer('StartingSequenceNumber');
      if (sequence === undefined) throw invalid('StartingSequenceNumber is missing');
      // Consumers that have read everything go on at the record to come.
      if (sequence < first || sequence > next) throw invalid(`the shard holds no record ${sequence}`);
      return sequence;
    }
    default:
      throw invalid('Type must be EARLIEST, LATEST, TIME or SEQUENCE');
  }
}

/** The last moment that 64 bits hold stands for all behind it. */
function nanosOf(seconds: bigint, nanos: bigint): bigint {
  const sum = seconds * 1_000_000_000n + nanos;
  return sum === BigInt.asIntN(64, sum) ? sum : BigInt.asIntN(64, (1n << 63n) - 1n);
}

/** Records from a place on, and the place behind them; none where there are none (yet). */
export async function getRecords(call: FunctionCall): Promise<Reply> {
  const { storage, body } = call;
  const shard = shardOf(call);
  const location = body.text('Location');
  if (location === undefined) throw invalid('Location is missing');
  const from = parseLocation(location, shard.shard);
  const limit = body.count('Limit', { least: 0, most: Number.MAX_SAFE_INTEGER }) || defaultRecords;
  const batch = await storage.streams.read(shard, { from, limit: Math.min(limit, mostRecords) });
  const found = shardRecords(batch.records);
  const records = fitting(found);
  const behind = batch.behind + BigInt(found.length - records.length);
  const last = records.at(-1);
  const answer = {
    NextLocation: formatLocation({ shard: shard.shard, sequence: (last?.sequence ?? from - 1n) + 1n }),
    MSecBehindLatest: last === undefined || behind === 0n ? 0 : await millisBehind(call, shard, last.arrival),
    RecordsBehindLatest: Number(behind),
    Records: records.map((record) => ({
      ArrivalTimeSec: Number(record.arrival / 1_000_000_000n),
      ArrivalTimeNSec: Number(record.arrival % 1_000_000_000n),
      SequenceNumber: Number(record.sequence),
      ...(record.clientInfo === undefined ? {} : { ClientInfo: base64(record.clientInfo) }),
      ...(record.partitionKey === undefined ? {} : { PartitionKey: record.partitionKey }),
      Data: base64(record.data),
    })),
  };
  return json(JSON.stringify(answer));
}

/** As many records from the start as an answer holds, one at least. */
function fitting<T extends { readonly data: Uint8Array }>(records: readonly T[]): readonly T[] {
  let bytes = 0;
  const end = records.findIndex(({ data }) => (bytes += data.length) > enoughBytes);
  return end < 0 ? records : records.slice(0, Math.max(1, end));
}

/** How much later than `arrival` (ns) the shard's last record came. */
async function millisBehind({ storage }: FunctionCall, shard: Shard, arrival: bigint): Promise<number> {
  const { next } = await storage.streams.bounds(shard);
  const { records } = await storage.streams.read(shard, { from: next - 1n, limit: 1 });
  return Number(((shardRecords(records).at(-1)?.arrival ?? arrival) - arrival) / 1_000_000n);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The shard that a call is about: the last name of the URL, or `ShardId` of the body. */
function shardOf(call: FunctionCall): Shard {
  const given = call.body.integer('ShardId')?.toString();
  const { directory, name } =
    given === undefined ? placeOf(call.path) : { directory: call.path, name: given };
  const { shards } = shapeOf(call, directory);
  const shard = /^\d{1,9}$/.test(name) ? Number(name) : NaN;
  if (!(shard < shards)) throw shardOutOfRange(name, shards);
  return { directory, shard };
}

function shapeOf({ storage }: FunctionCall, directory: DirectoryPath): StreamShape {
  const shape = storage.streams.shape(directory);
  if (shape !== undefined) return shape;
  throw storage.streams.isDirectory(directory) ? notAStream() : noSuchStream();
}
