import { asBuffer, decoding } from './decoding';
import { pb } from './gen/frames';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  HistoryRequest,
  InitialWriteRequest,
  ReadRequest,
  SessionMessage,
} from './messages';
import { RequestWriter } from './requestWriter';
import { bigintToLong, fromValueMap, longToBigint, toValueMap } from './scalars';
import { fromSchema, toSchema } from './schemaMessage';

// Requests, by the generated code, to and from plain values (spec/wire.md §2).

export function encodeReadRequest(request: ReadRequest): Buffer {
  const { joins, ...rest } = request;
  const message = {
    ...rest,
    schema: rest.schema ? toSchema(rest.schema) : null,
    columns: [...rest.columns],
    join: Array.from({ length: joins }, () => ({})),
    limit: bigintToLong(rest.limit),
    messageLimit: bigintToLong(rest.messageLimit),
    segments: rest.segments.map(bigintToLong),
    totalSegments: bigintToLong(rest.totalSegments),
    shardingKeys: [...rest.shardingKeys],
    sequence: bigintToLong(rest.sequence),
  };
  return finish(pb.ReadRequest.encode(message, new RequestWriter()));
}

export function decodeReadRequest(bytes: Uint8Array): ReadRequest {
  const message = decoding('read request', bytes, (reader) => pb.ReadRequest.decode(reader));
  return {
    session: fromSession(message.session),
    backend: message.backend,
    schema: message.schema ? fromSchema(message.schema) : undefined,
    dataFormat: message.dataFormat,
    rowLayout: message.rowLayout,
    multiIndex: message.multiIndex,
    query: message.query,
    table: message.table,
    columns: message.columns,
    filter: message.filter,
    groupBy: message.groupBy,
    joins: message.join.length,
    limit: longToBigint(message.limit),
    messageLimit: longToBigint(message.messageLimit),
    marker: message.marker,
    segments: message.segments.map(longToBigint),
    totalSegments: longToBigint(message.totalSegments),
    shardingKeys: message.shardingKeys,
    sortKeyRangeStart: message.sortKeyRangeStart,
    sortKeyRangeEnd: message.sortKeyRangeEnd,
    start: message.start,
    end: message.end,
    step: message.step,
    aggregators: message.aggregators,
    seek: message.seek,
    shardId: message.shardId,
    sequence: longToBigint(message.sequence),
    aggregationWindow: message.aggregationWindow,
    resetIndex: message.resetIndex,
  };
}

/** The request that opens a write, without its frame. */
export function encodeWriteHead({ initialData: _, ...request }: InitialWriteRequest): Buffer {
  const message = { ...request, partitionKeys: [...request.partitionKeys] };
  return finish(pb.InitialWriteRequest.encode(message, new RequestWriter()));
}

export function decodeWriteHead(bytes: Uint8Array): Omit<InitialWriteRequest, 'initialData'> {
  const message = decoding('write request', bytes, (reader) => pb.InitialWriteRequest.decode(reader));
  return {
    session: fromSession(message.session),
    backend: message.backend,
    table: message.table,
    expression: message.expression,
    more: message.more,
    partitionKeys: message.partitionKeys,
    condition: message.condition,
    saveMode: message.saveMode,
  };
}

export function encodeCreateRequest(request: CreateRequest): Buffer {
  const message = {
    ...request,
    schema: request.schema ? toSchema(request.schema) : null,
    ifExists: toErrorOptions(request.ifExists),
    shards: bigintToLong(request.shards),
    retentionHours: bigintToLong(request.retentionHours),
  };
  return finish(pb.CreateRequest.encode(message, new RequestWriter()));
}

export function decodeCreateRequest(bytes: Uint8Array): CreateRequest {
  const message = decoding('create request', bytes, (reader) => pb.CreateRequest.decode(reader));
  return {
    session: fromSession(message.session),
    backend: message.backend,
    table: message.table,
    schema: message.schema ? fromSchema(message.schema) : undefined,
    ifExists: message.ifExists,
    rate: message.rate,
    aggregates: message.aggregates,
    aggregationGranularity: message.aggregationGranularity,
    shards: longToBigint(message.shards),
    retentionHours: longToBigint(message.retentionHours),
  };
}

export function encodeDeleteRequest(request: DeleteRequest): Buffer {
  const ifMissing = toErrorOptions(request.ifMissing);
  const message = { ...request, ifMissing, metrics: [...request.metrics] };
  return finish(pb.DeleteRequest.encode(message, new RequestWriter()));
}

export function decodeDeleteRequest(bytes: Uint8Array): DeleteRequest {
  const message = decoding('delete request', bytes, (reader) => pb.DeleteRequest.decode(reader));
  return {
    session: fromSession(message.session),
    backend: message.backend,
    table: message.table,
    filter: message.filter,
    ifMissing: message.ifMissing,
    start: message.start,
    end: message.end,
    metrics: message.metrics,
  };
}

export function encodeExecRequest(request: ExecRequest): Buffer {
  const message = { ...request, args: toValueMap(request.args) };
  return finish(pb.ExecRequest.encode(message, new RequestWriter()));
}

export function decodeExecRequest(bytes: Uint8Array): ExecRequest {
  const message = decoding('exec request', bytes, (reader) => pb.ExecRequest.decode(reader));
  return {
    session: fromSession(message.session),
    backend: message.backend,
    table: message.table,
    command: message.command,
    args: fromValueMap(message.args),
    expression: message.expression,
  };
}

export function encodeHistoryRequest(request: HistoryRequest): Buffer {
  const message = {
    ...request,
    minDuration: bigintToLong(request.minDuration),
    maxDuration: bigintToLong(request.maxDuration),
  };
  return finish(pb.HistoryRequest.encode(message, new RequestWriter()));
}

export function decodeHistoryRequest(bytes: Uint8Array): HistoryRequest {
  const message = decoding('history request', bytes, (reader) => pb.HistoryRequest.decode(reader));
  return {
    session: fromSession(message.session),
    backend: message.backend,
    table: message.table,
    user: message.user,
    action: message.action,
    minStartTime: message.minStartTime,
    maxStartTime: message.maxStartTime,
    container: message.container,
    minDuration: longToBigint(message.minDuration),
    maxDuration: longToBigint(message.maxDuration),
  };
}

function fromSession(session: pb.Session.$Properties | null | undefined): SessionMessage {
  return {
    url: session?.url ?? '',
    container: session?.container ?? '',
    path: session?.path ?? '',
    user: session?.user ?? '',
    password: session?.password ?? '',
    token: session?.token ?? '',
    id: session?.id ?? '',
  };
}

function toErrorOptions(option: number): pb.ErrorOptions {
  return option === 0 ? pb.ErrorOptions.FAIL : pb.ErrorOptions.IGNORE;
}

/** The writer is one over Buffers, so that is what it ends in. */
function finish(writer: { finish(): Uint8Array }): Buffer {
  return asBuffer(writer.finish());
}
