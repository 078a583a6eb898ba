import type { DeleteRequest, InitialWriteRequest, ReadRequest } from '../wire/messages';

/** The kinds of tables that requests have rules for. */
export type BackendType = 'kv' | 'csv' | 'tsdb' | 'stream';

/** The save modes of a write, by name; no name is the first one (spec/kv.md §5). */
export const saveModes = [
  'errorIfTableExists',
  'overwriteTable',
  'updateItem',
  'overwriteItem',
  'createNewItemsOnly',
] as const;

/** A field that only some kinds take: its name in error texts, its name here, the kinds. */
type Rule<Request> = readonly [goName: string, field: keyof Request, ...types: BackendType[]];

/** Fields that every kind takes are not listed. The order decides which offender is named (spec/wire.md §14). */
const readRules: readonly Rule<ReadRequest>[] = [
  ['MultiIndex', 'multiIndex', 'tsdb'],
  ['Query', 'query', 'tsdb'],
  ['GroupBy', 'groupBy', 'tsdb'],
  ['Segments', 'segments', 'kv'],
  ['TotalSegments', 'totalSegments', 'kv'],
  ['ShardingKeys', 'shardingKeys', 'kv'],
  ['SortKeyRangeStart', 'sortKeyRangeStart', 'kv'],
  ['SortKeyRangeEnd', 'sortKeyRangeEnd', 'kv'],
  ['Start', 'start', 'tsdb', 'stream'],
  ['End', 'end', 'tsdb'],
  ['Step', 'step', 'tsdb'],
  ['Aggregators', 'aggregators', 'tsdb'],
  ['Seek', 'seek', 'stream'],
  ['ShardId', 'shardId', 'stream'],
  ['Sequence', 'sequence', 'stream'],
  ['AggregationWindow', 'aggregationWindow', 'tsdb'],
];

/** csv ignores what it has no use for. */
const writeRules: readonly Rule<InitialWriteRequest>[] = [
  ['Expression', 'expression', 'kv', 'csv'],
  ['Condition', 'condition', 'kv', 'csv'],
  ['PartitionKeys', 'partitionKeys', 'kv', 'csv'],
  ['HaveMore', 'more', 'stream', 'csv'],
  ['SaveMode', 'saveMode', 'kv', 'csv'],
];

const deleteRules: readonly Rule<DeleteRequest>[] = [
  ['Start', 'start', 'tsdb'],
  ['End', 'end', 'tsdb'],
  ['Metrics', 'metrics', 'tsdb'],
];

/** Why a kind of table refuses the request, or undefined. Empty lists count as unset. */
export function refusedRead(type: BackendType, request: ReadRequest): string | undefined {
  return refused(readRules, 'ReadRequest', type, request);
}

export function refusedWrite(type: BackendType, request: InitialWriteRequest): string | undefined {
  const saveMode = request.saveMode === saveModes[0] ? '' : request.saveMode;
  return refused(writeRules, 'WriteRequest', type, { ...request, saveMode });
}

export function refusedDelete(type: BackendType, request: DeleteRequest): string | undefined {
  return refused(deleteRules, 'DeleteRequest', type, request);
}

export function isSaveMode(name: string): boolean {
  return name === '' || saveModes.some((mode) => mode === name);
}

function refused<Request>(
  rules: readonly Rule<Request>[],
  message: string,
  type: BackendType,
  request: Request,
): string | undefined {
  const offender = rules.find(([, field, ...types]) => !types.includes(type) && isSet(request[field]));
  return offender && `${offender[0]} cannot be used as an argument to a ${message} to ${type} backend`;
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
