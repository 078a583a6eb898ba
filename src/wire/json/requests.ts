import { asBuffer } from '../decoding';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  HistoryRequest,
  ReadRequest,
  SchemaField,
  SessionMessage,
  TableSchema,
} from '../messages';
import {
  countOfObjects,
  errorOptions,
  flag,
  int64,
  list,
  message,
  named,
  optional,
  scalar,
  scalars,
  text,
  top,
  type JsonForm,
} from './forms';
import { parseJson } from './parse';

// The requests of HTTP, fields in the order of their numbers (spec/wire.md §2, §10).

/** @throws FramesError invalidArgument in the words of Go's encoding/json */
export function decodeJson<T>(form: JsonForm<T>, bytes: Uint8Array): T {
  return form.read(parseJson(bytes), form.zero, top);
}

/** As the Go client sends it: zero values are left out. */
export function encodeJson<T>(form: JsonForm<T>, value: T): Buffer {
  return asBuffer(Buffer.from(form.write(value) ?? '{}'));
}

const texts = list(text, '[]string');

const session = message<SessionMessage>('Session', {
  url: text,
  container: text,
  path: text,
  user: text,
  password: text,
  token: text,
  id: text,
});

const schemaField = message<SchemaField>('SchemaField', {
  name: text,
  doc: text,
  default: scalar,
  type: text,
  properties: scalars,
});

const schemaKey = message<NonNullable<TableSchema['key']>>('SchemaKey', {
  shardingKey: texts,
  sortingKey: texts,
});

const schema = message<TableSchema>('TableSchema', {
  type: text,
  namespace: text,
  name: text,
  doc: text,
  aliases: texts,
  fields: list(schemaField, '[]*pb.SchemaField'),
  key: optional(schemaKey),
});

export const readRequest = message<ReadRequest>('ReadRequest', {
  session,
  backend: text,
  schema: optional(schema),
  dataFormat: text,
  rowLayout: flag,
  multiIndex: flag,
  query: text,
  table: text,
  columns: texts,
  filter: text,
  groupBy: text,
  joins: named('join', countOfObjects),
  limit: int64,
  messageLimit: int64,
  marker: text,
  segments: list(int64, '[]int64'),
  totalSegments: int64,
  shardingKeys: texts,
  sortKeyRangeStart: text,
  sortKeyRangeEnd: text,
  start: text,
  end: text,
  step: text,
  aggregators: text,
  seek: text,
  shardId: text,
  sequence: int64,
  aggregationWindow: text,
  resetIndex: flag,
});

export const createRequest = message<CreateRequest>('CreateRequest', {
  session,
  backend: text,
  table: text,
  schema: optional(schema),
  ifExists: errorOptions,
  rate: text,
  aggregates: text,
  aggregationGranularity: text,
  shards: int64,
  retentionHours: int64,
});

export const deleteRequest = message<DeleteRequest>('DeleteRequest', {
  session,
  backend: text,
  table: text,
  filter: text,
  ifMissing: errorOptions,
  start: text,
  end: text,
  metrics: texts,
});

export const execRequest = message<ExecRequest>('ExecRequest', {
  session,
  backend: text,
  table: text,
  command: text,
  args: scalars,
  expression: text,
});

export const historyRequest = message<HistoryRequest>('HistoryRequest', {
  session,
  backend: text,
  table: text,
  user: text,
  action: text,
  minStartTime: text,
  maxStartTime: text,
  container: text,
  minDuration: int64,
  maxDuration: int64,
});
