import type { Scalar, Value } from '../data/dtype';
import {
  emptyCreateRequest,
  emptyDeleteRequest,
  emptyExecRequest,
  emptyHistoryRequest,
  type CreateRequest,
  type DeleteRequest,
  type ExecRequest,
  type HistoryRequest,
  type TableSchema,
} from '../wire/messages';
import {
  check,
  checkChoice,
  checkList,
  checkTable,
  checkText,
  isInt64,
  noProblem,
  wholeNumber,
} from './argument';
import { backends, wireBackend, type Backend } from './collection';
import { aggregatesProblem, granularityProblem, historyActions, rateProblem, timeProblem } from './problems';

/** A collection to create. There is none for nosql: a table there begins with its first write (spec/kv.md §10). */
export type Creation = CsvCreation | TsdbCreation | StreamCreation;

interface CreationBase {
  readonly table: string;
  /** `fail` unless given. */
  readonly ifExists?: 'fail' | 'ignore' | undefined;
}

export interface CsvCreation extends CreationBase {
  readonly backend: 'csv';
  /** Names for the header line. */
  readonly columns?: readonly string[] | undefined;
}

/** spec/tsdb.md §3 */
export interface TsdbCreation extends CreationBase {
  readonly backend: 'tsdb';
  /** Samples per time, such as `10/m`. */
  readonly rate: string;
  readonly aggregates?: readonly string[] | undefined;
  readonly aggregationGranularity?: string | undefined;
}

/** spec/stream.md §3 */
export interface StreamCreation extends CreationBase {
  readonly backend: 'stream';
  /** 1 unless given. */
  readonly shards?: number | undefined;
  /** 24 unless given. */
  readonly retentionHours?: number | undefined;
}

/** A collection to delete, or what of it. */
export type Deletion = {
  readonly table: string;
  /** `fail` unless given. */
  readonly ifMissing?: 'fail' | 'ignore' | undefined;
} & (
  | { readonly backend: 'csv' | 'stream' }
  /** With a filter only the items that match. */
  | { readonly backend: 'nosql'; readonly filter?: string | undefined }
  /**
   * With any of these only the samples that match all of them; both ends inclusive. Of the bounds, one that is left out beside
   * another part is 1970 for the start and the current time for the end.
   */
  | {
      readonly backend: 'tsdb';
      readonly filter?: string | undefined;
      readonly start?: string | undefined;
      readonly end?: string | undefined;
      readonly metrics?: readonly string[] | undefined;
    }
);

export interface Execution {
  readonly backend: Backend;
  readonly table: string;
  readonly command: string;
  /** By name. A bare `bigint` is an integer and a bare `number` a float; a time comes as a Scalar. */
  readonly args?: Readonly<Record<string, Value | Scalar>> | undefined;
  readonly expression?: string | undefined;
}

/** Which operations to list; all unless given (spec/history.md §3). */
export interface HistoryFilter {
  readonly backend?: Backend | undefined;
  readonly table?: string | undefined;
  readonly user?: string | undefined;
  readonly container?: string | undefined;
  readonly action?: (typeof historyActions)[number] | undefined;
  readonly minStartTime?: string | undefined;
  readonly maxStartTime?: string | undefined;
  /** Whole milliseconds. */
  readonly minDuration?: number | undefined;
  readonly maxDuration?: number | undefined;
}

const FAIL = 0;
const IGNORE = 1;

/** @throws FramesError invalidArgument (also below) */
export function toCreateRequest(creation: Creation): CreateRequest {
  const { backend, table } = creation;
  const where = { operation: 'create', backend, table } as const;
  checkTable(where);
  const base: CreateRequest = {
    ...emptyCreateRequest,
    backend: wireBackend(backend),
    table,
    ifExists: creation.ifExists === 'ignore' ? IGNORE : FAIL,
  };
  switch (creation.backend) {
    case 'csv': {
      const { columns } = creation;
      if (columns === undefined) return base;
      checkList(columns, { name: 'columns', where, problem: noProblem });
      const unnamed = columns.indexOf('');
      check(unnamed < 0, where, `field ${unnamed} with no name`);
      return { ...base, schema: schemaOf(columns) };
    }
    case 'tsdb': {
      const { rate, aggregates = [], aggregationGranularity = '' } = creation;
      check(rate !== '', where, "Must specify 'rate' attribute to specify maximum sample rate, e.g. '1/m'");
      checkText(rate, { name: 'rate', where, problem: rateProblem });
      checkList(aggregates, { name: 'aggregates', where, problem: aggregatesProblem });
      checkText(aggregationGranularity, {
        name: 'aggregationGranularity',
        where,
        problem: granularityProblem,
      });
      return { ...base, rate, aggregates: aggregates.join(','), aggregationGranularity };
    }
    case 'stream': {
      const { shards = 1, retentionHours = 24 } = creation;
      return {
        ...base,
        shards: wholeNumber(shards, { name: 'shards', where }),
        retentionHours: wholeNumber(retentionHours, { name: 'retentionHours', where }),
      };
    }
  }
}

export function toDeleteRequest(deletion: Deletion): DeleteRequest {
  const { backend, table, ifMissing } = deletion;
  const where = { operation: 'delete', backend, table } as const;
  checkTable(where);
  const base: DeleteRequest = {
    ...emptyDeleteRequest,
    backend: wireBackend(backend),
    table,
    ifMissing: ifMissing === 'ignore' ? IGNORE : FAIL,
  };
  switch (deletion.backend) {
    case 'csv':
    case 'stream':
      return base;
    case 'nosql':
      return { ...base, filter: deletion.filter ?? '' };
    case 'tsdb': {
      const { filter = '', start = '', end = '', metrics = [] } = deletion;
      checkText(start, { name: 'start', where, problem: timeProblem });
      checkText(end, { name: 'end', where, problem: timeProblem });
      checkList(metrics, { name: 'metrics', where, problem: noProblem });
      if (filter === '' && start === '' && end === '' && metrics.length === 0) return base;
      // A bound that is left out means the last hour to the service, whatever its documentation says (spec/tsdb.md §14).
      return { ...base, filter, start: start || '0', end: end || 'now', metrics };
    }
  }
}

export function toExecRequest({ backend, table, command, args = {}, expression }: Execution): ExecRequest {
  const where = { operation: 'execute', backend, table } as const;
  checkTable(where);
  check(typeof command === 'string' && command.trim() !== '', where, 'empty command');
  for (const [name, arg] of Object.entries(args)) {
    const { value } = toScalar(arg);
    check(typeof value !== 'bigint' || isInt64(value), where, `argument '${name}' does not fit 64 bits`);
  }
  return {
    ...emptyExecRequest,
    backend: wireBackend(backend),
    table,
    command,
    args: new Map(Object.entries(args).map(([name, arg]) => [name, toScalar(arg)])),
    expression: expression ?? '',
  };
}

export function toHistoryRequest(filter: HistoryFilter): HistoryRequest {
  const { backend, table, user, container, action, minStartTime, maxStartTime } = filter;
  const where = { operation: 'history', backend, table } as const;
  if (backend !== undefined) checkChoice(backend, { name: 'backend', where, choices: backends });
  if (action !== undefined) checkChoice(action, { name: 'action', where, choices: historyActions });
  checkText(minStartTime ?? '', { name: 'minStartTime', where, problem: timeProblem });
  checkText(maxStartTime ?? '', { name: 'maxStartTime', where, problem: timeProblem });
  return {
    ...emptyHistoryRequest,
    backend: backend === undefined ? '' : wireBackend(backend),
    table: table ?? '',
    user: user ?? '',
    container: container ?? '',
    action: action ?? '',
    minStartTime: minStartTime ?? '',
    maxStartTime: maxStartTime ?? '',
    minDuration: wholeNumber(filter.minDuration ?? 0, { name: 'minDuration', where, min: 0 }),
    maxDuration: wholeNumber(filter.maxDuration ?? 0, { name: 'maxDuration', where, min: 0 }),
  };
}

function toScalar(arg: Value | Scalar): Scalar {
  if (typeof arg === 'object') return arg;
  if (typeof arg === 'bigint') return { dtype: 'integer', value: arg };
  if (typeof arg === 'number') return { dtype: 'float', value: arg };
  if (typeof arg === 'string') return { dtype: 'string', value: arg };
  return { dtype: 'boolean', value: arg };
}

function schemaOf(columns: readonly string[]): TableSchema {
  const fields = columns.map((name) => ({
    name,
    doc: '',
    default: undefined,
    type: '',
    properties: new Map<string, Scalar>(),
  }));
  return { type: '', namespace: '', name: '', doc: '', aliases: [], fields, key: undefined };
}
