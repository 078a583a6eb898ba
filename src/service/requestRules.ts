import { FramesError } from '../wire/errors';
import type { DeleteRequest, InitialWriteRequest, ReadRequest } from '../wire/messages';
import type { Backend } from './backends/backend';

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

/** Fields that not every kind takes, in the order of the message, with the names that errors give them (spec/wire.md §14). */
const readFields = {
  multiIndex: 'MultiIndex',
  query: 'Query',
  groupBy: 'GroupBy',
  segments: 'Segments',
  totalSegments: 'TotalSegments',
  shardingKeys: 'ShardingKeys',
  sortKeyRangeStart: 'SortKeyRangeStart',
  sortKeyRangeEnd: 'SortKeyRangeEnd',
  start: 'Start',
  end: 'End',
  step: 'Step',
  aggregators: 'Aggregators',
  seek: 'Seek',
  shardId: 'ShardId',
  sequence: 'Sequence',
  aggregationWindow: 'AggregationWindow',
} as const satisfies Partial<Record<keyof ReadRequest, string>>;

const writeFields = {
  expression: 'Expression',
  condition: 'Condition',
  partitionKeys: 'PartitionKeys',
  more: 'HaveMore',
  saveMode: 'SaveMode',
} as const satisfies Partial<Record<keyof InitialWriteRequest, string>>;

const deleteFields = {
  start: 'Start',
  end: 'End',
  metrics: 'Metrics',
} as const satisfies Partial<Record<keyof DeleteRequest, string>>;

/** Which of those fields a kind takes. */
interface Accepted {
  readonly read: readonly (keyof typeof readFields)[];
  readonly write: readonly (keyof typeof writeFields)[];
  readonly delete: readonly (keyof typeof deleteFields)[];
}

const accepted: Readonly<Record<BackendType, Accepted>> = {
  kv: {
    read: ['segments', 'totalSegments', 'shardingKeys', 'sortKeyRangeStart', 'sortKeyRangeEnd'],
    write: ['expression', 'condition', 'partitionKeys', 'saveMode'],
    delete: [],
  },
  csv: {
    read: [],
    // Ignored, all of them.
    write: ['expression', 'condition', 'partitionKeys', 'more', 'saveMode'],
    delete: [],
  },
  tsdb: {
    read: ['multiIndex', 'query', 'groupBy', 'start', 'end', 'step', 'aggregators', 'aggregationWindow'],
    write: [],
    delete: ['start', 'end', 'metrics'],
  },
  stream: {
    read: ['seek', 'shardId', 'sequence', 'start'],
    write: ['more'],
    delete: [],
  },
};

/** Why a kind of table refuses the request, or undefined. Empty lists count as unset. */
export function refusedRead(type: BackendType, request: ReadRequest): string | undefined {
  return refused({ type, message: 'ReadRequest', fields: readFields, taken: accepted[type].read }, request);
}

export function refusedWrite(type: BackendType, request: InitialWriteRequest): string | undefined {
  const saveMode = request.saveMode === saveModes[0] ? '' : request.saveMode;
  const rule = { type, message: 'WriteRequest', fields: writeFields, taken: accepted[type].write };
  return refused(rule, { ...request, saveMode });
}

export function refusedDelete(type: BackendType, request: DeleteRequest): string | undefined {
  return refused(
    { type, message: 'DeleteRequest', fields: deleteFields, taken: accepted[type].delete },
    request,
  );
}

/** A backend that refuses what its kind does not take. A kind without a row above looks at its requests itself. */
export function checked(type: string, backend: Backend): Backend {
  if (!isKnown(type)) return backend;
  return {
    ...backend,
    async read(request, signal) {
      refuse(refusedRead(type, request));
      return backend.read(request, signal);
    },
    async write(request, signal) {
      refuse(refusedWrite(type, request));
      return backend.write(request, signal);
    },
    async delete(request, signal) {
      refuse(refusedDelete(type, request));
      return backend.delete(request, signal);
    },
  };
}

function isKnown(type: string): type is BackendType {
  return Object.hasOwn(accepted, type);
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new FramesError({ code: 'invalidArgument', detail: reason });
}

export function isSaveMode(name: string): boolean {
  return name === '' || saveModes.some((mode) => mode === name);
}

interface Rule<Field extends string> {
  readonly type: BackendType;
  readonly message: string;
  readonly fields: Readonly<Record<Field, string>>;
  readonly taken: readonly Field[];
}

function refused<Field extends string>(
  { type, message, fields, taken }: Rule<Field>,
  request: Readonly<Record<Field, unknown>>,
): string | undefined {
  const offender = (Object.keys(fields) as Field[]).find(
    (field) => isSet(request[field]) && !taken.includes(field),
  );
  return offender && `${fields[offender]} cannot be used as an argument to a ${message} to ${type} backend`;
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
