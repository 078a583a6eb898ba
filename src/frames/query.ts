import { emptyReadRequest, type ReadRequest } from '../wire/messages';
import { wireBackend } from './collection';
import {
  check,
  checkChoice,
  checkList,
  checkTable,
  checkText,
  noProblem,
  wholeNumber,
  type Where,
} from './argument';
import {
  aggregatorsProblem,
  durationProblem,
  seeks,
  sequenceProblem,
  shardIdProblem,
  timeProblem,
} from './problems';

/** What to read. Each kind has the options that its backend heeds, and no other. */
export type Query = NosqlQuery | CsvQuery | TsdbQuery | StreamQuery;

interface QueryBase {
  /** Rows of a frame at most; 4096 unless given. */
  readonly messageLimit?: number | undefined;
}

/** spec/kv.md §7 */
export interface NosqlQuery extends QueryBase {
  readonly backend: 'nosql';
  readonly table: string;
  /** Attributes to return; all of the schema unless given. */
  readonly columns?: readonly string[] | undefined;
  /** A condition of the platform's expression language (spec/kv.md §11). */
  readonly filter?: string | undefined;
  /** True: the keys come as ordinary columns and there is no index. */
  readonly resetIndex?: boolean | undefined;
  /** Scans only items of these sharding keys. */
  readonly shardingKeys?: readonly string[] | undefined;
  /** Inclusive; needs `shardingKeys`. */
  readonly sortKeyRangeStart?: string | undefined;
  /** Exclusive; needs `shardingKeys`. */
  readonly sortKeyRangeEnd?: string | undefined;
}

/** spec/csv.md */
export interface CsvQuery extends QueryBase {
  readonly backend: 'csv';
  readonly table: string;
  /** Rows of the whole answer at most; all unless given. */
  readonly limit?: number | undefined;
}

/** spec/tsdb.md: a query by fields, or one in SQL whose FROM names the table. */
export type TsdbQuery = TsdbTableQuery | TsdbSqlQuery;

interface TsdbQueryBase extends QueryBase {
  readonly backend: 'tsdb';
  /** RFC 3339, milliseconds since the epoch, or relative as `now-1h`; an hour before `end` unless given. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly step?: string | undefined;
  readonly aggregationWindow?: string | undefined;
  /** True: labels come as index columns beside the time. */
  readonly multiIndex?: boolean | undefined;
}

export interface TsdbTableQuery extends TsdbQueryBase {
  readonly table: string;
  readonly sql?: undefined;
  readonly columns?: readonly string[] | undefined;
  readonly filter?: string | undefined;
  readonly groupBy?: string | undefined;
  /** Names such as `avg` or `sum_all`. */
  readonly aggregators?: readonly string[] | undefined;
}

export interface TsdbSqlQuery extends TsdbQueryBase {
  readonly sql: string;
  readonly table?: undefined;
}

/** spec/stream.md §4 */
export type StreamQuery = QueryBase & {
  readonly backend: 'stream';
  readonly table: string;
  readonly shardId: string;
} & (
    | { readonly seek: 'earliest' | 'latest' }
    | { readonly seek: 'sequence'; readonly sequence: bigint }
    | { readonly seek: 'time'; readonly start: string }
  );

/** Enough rows to make a message worth its cost, few enough that the first ones come at once. */
const DEFAULT_MESSAGE_LIMIT = 4096;

/**
 * The request for a query, without a session yet.
 * @throws FramesError invalidArgument when the query cannot be meant as it stands (spec/client.md §3).
 */
export function toReadRequest(query: Query): ReadRequest {
  const { backend } = query;
  const where = { operation: 'read', backend, table: query.table } as const;
  if (backend !== 'tsdb' || query.sql === undefined) checkTable(where);
  const base: ReadRequest = {
    ...emptyReadRequest,
    backend: wireBackend(backend),
    table: query.table ?? '',
    messageLimit: wholeNumber(query.messageLimit ?? DEFAULT_MESSAGE_LIMIT, { name: 'messageLimit', where }),
  };
  switch (query.backend) {
    case 'nosql': {
      const hasRange = (query.sortKeyRangeStart ?? '') !== '' || (query.sortKeyRangeEnd ?? '') !== '';
      const { columns = [], shardingKeys = [] } = query;
      checkList(columns, { name: 'columns', where, problem: noProblem });
      checkList(shardingKeys, { name: 'shardingKeys', where, problem: noProblem });
      check(!hasRange || shardingKeys.length > 0, where, 'a sort key range needs sharding keys to search in');
      return {
        ...base,
        columns,
        filter: query.filter ?? '',
        resetIndex: query.resetIndex ?? false,
        shardingKeys,
        sortKeyRangeStart: query.sortKeyRangeStart ?? '',
        sortKeyRangeEnd: query.sortKeyRangeEnd ?? '',
      };
    }
    case 'csv': {
      // Zero rows cannot be asked for: on the wire 0 means all.
      return {
        ...base,
        limit: query.limit === undefined ? 0n : wholeNumber(query.limit, { name: 'limit', where }),
      };
    }
    case 'tsdb':
      return { ...base, ...tsdbParts(query, where) };
    case 'stream':
      return { ...base, ...streamParts(query, where) };
  }
}

function tsdbParts(query: TsdbQuery, where: Where): Partial<ReadRequest> {
  const { start = '', end = '', step = '', aggregationWindow = '', multiIndex = false } = query;
  checkText(start, { name: 'start', where, problem: timeProblem });
  checkText(end, { name: 'end', where, problem: timeProblem });
  checkText(step, { name: 'step', where, problem: durationProblem });
  checkText(aggregationWindow, { name: 'aggregationWindow', where, problem: durationProblem });
  const range = { start, end, step, aggregationWindow, multiIndex };
  if (query.sql !== undefined) {
    checkText(query.sql, { name: 'sql', where, problem: noProblem });
    check(query.sql.trim() !== '', where, 'empty query');
    // The service would ignore them without a word (spec/tsdb.md §6).
    const { table, columns, filter, groupBy, aggregators }: Partial<Record<keyof TsdbTableQuery, unknown>> =
      query;
    const isAlone = [table, columns, filter, groupBy, aggregators].every((part) => part === undefined);
    check(isAlone, where, 'a query in SQL names table, columns, filter, groupBy and aggregators itself');
    return { ...range, query: query.sql };
  }
  const { columns = [], filter = '', groupBy = '', aggregators = [] } = query;
  checkList(columns, { name: 'columns', where, problem: noProblem });
  checkList(aggregators, { name: 'aggregators', where, problem: aggregatorsProblem });
  return { ...range, columns, filter, groupBy, aggregators: aggregators.join(',') };
}

function streamParts(query: StreamQuery, where: Where): Partial<ReadRequest> {
  const { seek, shardId } = query;
  check(shardId !== '', where, 'empty shard');
  checkText(shardId, { name: 'shardId', where, problem: shardIdProblem });
  checkChoice(seek, { name: 'seek', where, choices: seeks });
  switch (seek) {
    case 'time':
      check(query.start !== '', where, "seek 'time' needs a start");
      checkText(query.start, { name: 'start', where, problem: timeProblem });
      return { seek, shardId, start: query.start };
    case 'sequence': {
      const { sequence } = query;
      check(typeof sequence === 'bigint', where, "seek 'sequence' needs a sequence, as a bigint");
      const problem = sequenceProblem(sequence);
      check(problem === undefined, where, `sequence ${sequence}: ${problem ?? ''}`);
      return { seek, shardId, sequence };
    }
    case 'earliest':
    case 'latest':
      return { seek, shardId };
  }
}
