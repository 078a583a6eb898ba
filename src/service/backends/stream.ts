import { setImmediate } from 'node:timers/promises';
import { parseMoment, TimeTextError } from '../../data/relativeTime';
import type { Frame } from '../../data/frame';
import { FramesError } from '../../wire/errors';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  InitialWriteRequest,
  ReadRequest,
} from '../../wire/messages';
import type { Storage } from '../storage/storage';
import type { NewRecord, RecordRun, Shard, StoredRun, StreamShape } from '../storage/streams';
import { resolveTable, type TablePath } from '../tablePath';
import type { Backend, FrameAppender } from './backend';
import { missingDirectory, badRequest } from './platformError';
import { FrameRun } from './stream/frameRun';
import { JsonRun } from './stream/jsonRun';
import { jsonOf, RecordAppender, type PendingRecords } from './stream/recordAppender';
import { emptyFrame, toFrame } from './stream/recordFrame';
import { JsonRecords } from './stream/recordJson';
import { regroup } from './stream/regroup';

const defaultShards = 1;
const mostShards = 4096n;
const defaultRetentionHours = 24;
const mostRetentionHours = 8784n;
/** Records of one frame of a read, unless the request says otherwise (spec/stream.md §3). */
const recordsPerFrame = 1024;
/** More would not fit a message, whatever they hold. */
const mostRecordsPerFrame = 1 << 20;

/** Tables that are streams: directories of shards, to whose ends records are put (spec/stream.md). */
export function streamBackend(storage: Storage): Backend {
  return {
    read: (request, signal) => read(storage, request, signal),
    write: (request, signal) => write(storage, request, signal),
    create: (request, signal) => create(storage, request, signal),
    delete: (request, signal) => remove(storage, request, signal),
    exec: (request, signal) => exec(storage, request, signal),
  };
}

async function read(
  storage: Storage,
  request: ReadRequest,
  signal: AbortSignal,
): Promise<AsyncIterable<Frame>> {
  const { session, table, seek, shardId, messageLimit } = request;
  if (table === '' || seek === '' || shardId === '') {
    throw invalid('missing essential parameters, need: table, seek, shard parameters');
  }
  const start = startOf(request);
  const directory = resolveTable(session, table);
  const shard = seeking(() => shardOf(storage, directory, shardId));
  const limit = messageLimit > 0n ? Number(messageLimit) : recordsPerFrame;
  const from = await seekTo(storage, shard, start);
  return framesOf(storage, { shard, from, limit: Math.min(limit, mostRecordsPerFrame), signal });
}

/** Where a read begins, before any shard is looked at. */
type Start =
  | { readonly kind: 'earliest' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'sequence'; readonly sequence: bigint }
  | { readonly kind: 'time'; readonly nanos: bigint };

function startOf({ seek, start, sequence }: ReadRequest): Start {
  switch (seek.toLowerCase()) {
    case 'time':
      return { kind: 'time', nanos: wholeSeconds(start) * 1_000_000_000n };
    case 'seq':
    case 'sequence':
      return { kind: 'sequence', sequence };
    case 'latest':
    case 'late':
      return { kind: 'latest' };
    case 'earliest':
      return { kind: 'earliest' };
    default:
      throw invalid(
        `Stream seek type ${seek} is invalid, use 'earliest' | 'latest' | 'seq'/'sequence' | 'time'`,
      );
  }
}

function wholeSeconds(text: string): bigint {
  try {
    return parseMoment(text, BigInt(Date.now())) / 1000n;
  } catch (error) {
    throw error instanceof TimeTextError ? invalid(error.message, error) : error;
  }
}

function shardOf(storage: Storage, directory: TablePath, shardId: string): Shard {
  const { shards } = shapeOf(storage, directory);
  const shard = /^\d{1,9}$/.test(shardId) ? Number(shardId) : NaN;
  if (!(shard < shards)) {
    throw badRequest('ShardIDOutOfRangeException', `'${shardId}' is no shard: there are 0 to ${shards - 1}`);
  }
  return { directory, shard };
}

function shapeOf(storage: Storage, directory: TablePath): StreamShape {
  const shape = storage.streams.shape(directory);
  if (shape !== undefined) return shape;
  if (!storage.streams.isDirectory(directory)) throw missingDirectory();
  throw notAStream(directory);
}

function notAStream({ shown }: TablePath): FramesError {
  return badRequest('ResourceNotStreamException', `'${shown}' is not a stream`);
}

async function seekTo(storage: Storage, shard: Shard, start: Start): Promise<bigint> {
  if (start.kind === 'time') return storage.streams.firstSince(shard, start.nanos);
  const { first, next } = await storage.streams.bounds(shard);
  if (start.kind === 'earliest') return first;
  if (start.kind === 'latest') return next;
  return requireSequence(start.sequence, first, next);
}

function requireSequence(sequence: bigint, first: bigint, next: bigint): bigint {
  if (sequence < first || sequence >= next) {
    const known = first === next ? 'it holds no record' : `it holds ${first} to ${next - 1n}`;
    return seeking(() => {
      throw badRequest('InvalidArgumentException', `sequence ${sequence} is not in the shard: ${known}`);
    });
  }
  return sequence;
}

function seeking<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof FramesError)) throw error;
    const detail = `Error in Seek operation - ${error.detail}`;
    throw new FramesError({ code: error.code, detail, cause: error });
  }
}

interface Reading {
  readonly shard: Shard;
  readonly from: bigint;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Ends where the shard ends: a read never waits for records to come. Where there is none, an empty frame says so. */
async function* framesOf(storage: Storage, { shard, from, limit, signal }: Reading): AsyncGenerator<Frame> {
  let isEmpty = true;
  for await (const batch of regroup(runsOf(storage.streams.scan(shard, { from, signal })), limit)) {
    isEmpty = false;
    yield await toFrame(batch);
  }
  if (isEmpty) yield emptyFrame();
}

async function* runsOf(stored: AsyncIterable<RecordRun | StoredRun>): AsyncGenerator<JsonRun | FrameRun> {
  for await (const run of stored) {
    if (run.kind === 'records') yield new JsonRun(run);
    else {
      // Many of them come at once, and what becomes of each takes some milliseconds.
      await setImmediate();
      yield FrameRun.of(run);
    }
  }
}

async function write(
  storage: Storage,
  { session, table, initialData }: InitialWriteRequest,
  signal: AbortSignal,
): Promise<FrameAppender> {
  const directory = resolveTable(session, table);
  const appender = new RecordAppender({
    check: () => shapeOf(storage, directory),
    put: (parts) => putAll(storage, directory, parts, signal),
    signal,
  });
  if (initialData) await appender.add(initialData);
  return appender;
}

async function putAll(
  storage: Storage,
  directory: TablePath,
  parts: readonly PendingRecords[],
  signal: AbortSignal,
): Promise<void> {
  shapeOf(storage, directory);
  await storage.change(async (change) => {
    // The stream may have got more shards meanwhile.
    const shards = change.stream(directory)?.shards;
    for (const part of parts) {
      if (part instanceof JsonRecords) await change.putRecords(directory, part);
      else if (part.shards === shards) await change.putBlocks(directory, part.blocks);
      else for (const records of jsonOf(part.frame)) await change.putRecords(directory, records);
    }
  }, signal);
}

async function create(
  storage: Storage,
  { session, table, shards, retentionHours, ifExists }: CreateRequest,
  signal: AbortSignal,
): Promise<void> {
  const directory = resolveTable(session, table);
  const shape = {
    shards: Number(positive('shards', shards, mostShards)) || defaultShards,
    retentionHours:
      Number(positive('retention_hours', retentionHours, mostRetentionHours)) || defaultRetentionHours,
  };
  await storage.change(async (change) => {
    const known = change.stream(directory);
    if (known !== undefined && ifExists !== 0) return;
    if (change.directoryExists(directory)) {
      const what = known === undefined ? 'a collection' : 'a stream';
      throw new FramesError({ code: 'alreadyExists', detail: `${what} already exists at path '${table}'` });
    }
    await change.createStream(directory, shape);
  }, signal);
}

/** 0 leaves it to the default. */
function positive(name: string, value: bigint, most: bigint): bigint {
  if (value < 0n) throw invalid(`'${name}' must be a positive integer (got ${value})`);
  if (value > most) throw invalid(`'${name}' must be at most ${most} (got ${value})`);
  return value;
}

/** Deleting a stream that is not there succeeds: scripts delete before they create (spec/stream.md §7.1). */
async function remove(
  storage: Storage,
  { session, table }: DeleteRequest,
  signal: AbortSignal,
): Promise<void> {
  const directory = resolveTable(session, table);
  await storage.change((change) => {
    if (change.directoryExists(directory)) {
      if (change.stream(directory) === undefined) throw notAStream(directory);
      change.removeDirectory(directory);
    }
    return Promise.resolve();
  }, signal);
}

async function exec(
  storage: Storage,
  { session, table, command, args }: ExecRequest,
  signal: AbortSignal,
): Promise<undefined> {
  const name = command.trim().toLowerCase();
  if (name !== 'put') {
    throw new FramesError({
      code: 'unsupported',
      detail: `streaming backend doesn't support execute command '${name}'`,
    });
  }
  if (!args.has('data')) {
    throw invalid(
      "missing a required parameter - 'table' (stream name) and/or 'data' argument (record data)",
    );
  }
  const text = (arg: string): string => {
    const scalar = args.get(arg);
    return scalar?.dtype === 'string' ? scalar.value : '';
  };
  const encoder = new TextEncoder();
  // The README says `partition`, the platform `partition_key` (spec/stream.md §4).
  const partitionKey = text('partition_key') || text('partition');
  const record: NewRecord = {
    data: encoder.encode(text('data')),
    clientInfo: args.has('client_info') ? encoder.encode(text('client_info')) : undefined,
    partitionKey: partitionKey === '' ? undefined : partitionKey,
  };
  const directory = resolveTable(session, table);
  shapeOf(storage, directory);
  await storage.change(async (change) => {
    await change.putRecords(directory, [record]);
  }, signal);
  return undefined;
}

function invalid(detail: string, cause?: unknown): FramesError {
  return new FramesError({ code: 'invalidArgument', detail, cause });
}
