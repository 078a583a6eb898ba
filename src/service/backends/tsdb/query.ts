import type { Expression } from '../../../language/expression/ast';
import { ExpressionError } from '../../../language/expression/expressionError';
import { parseCondition } from '../../../language/expression/parse';
import { tokenize } from '../../../language/expression/tokenize';
import type { RequestedColumn } from '../../../language/sql/columns';
import { readSqlQuery } from '../../../language/sql/query';
import { FramesError } from '../../../wire/errors';
import type { ReadRequest } from '../../../wire/messages';
import { durationMs, timeRange, type TimeRange } from './timeRange';

/** Rows of a result frame, unless the request says how many. */
const MESSAGE_LIMIT = 256;

/** Bytes of a query text, and columns of a request. No reader writes more, and a client must not keep the service busy with less. */
const MAX_QUERY_BYTES = 65_536;
const MAX_COLUMNS = 4096;

/** What is read, and how it is arranged. */
interface Subject {
  /** As the request or the FROM names it; empty when neither does. */
  readonly table: string;
  /** At least one, unless they are at fault. */
  readonly columns: readonly RequestedColumn[];
  /** Why the columns cannot be had, where they alone do not tell; it counts once the table is known. */
  readonly columnFault: string | undefined;
  /** The condition, or why the platform refuses it. */
  readonly filter: Expression | ExpressionError | undefined;
  /** Names of labels. */
  readonly groupBy: readonly string[];
}

/** A read that is understood as far as it can be without its table. `planRead` does the rest. */
export interface TsdbQuery extends Subject, TimeRange {
  /** Milliseconds; 0: none was asked for. */
  readonly stepMs: bigint;
  readonly windowMs: bigint;
  /** Rows of one result frame, at least 1. */
  readonly messageLimit: number;
  readonly multiIndex: boolean;
}

/**
 * Understands a request and refuses what is wrong with it whatever the table, in the original's order (spec/tsdb.md §6). A query
 * text stands in for table, columns, aggregators, filter and group_by, which are then ignored.
 * @param nowMs the current time in milliseconds since the epoch
 * @throws FramesError `invalidArgument`
 */
export function readQuery(request: ReadRequest, nowMs: bigint): TsdbQuery {
  const stepMs = durationMs(request.step);
  const windowMs = durationMs(request.aggregationWindow);
  const range = timeRange(request, nowMs);
  const subject = request.query === '' ? requestSubject(request) : sqlSubject(request.query, stepMs);
  const { multiIndex } = request;
  const messageLimit = request.messageLimit > 0n ? Number(request.messageLimit) : MESSAGE_LIMIT;
  return { ...subject, ...range, stepMs, windowMs, messageLimit, multiIndex };
}

function sqlSubject(text: string, stepMs: bigint): Subject {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_QUERY_BYTES) {
    throw invalid(`the query is ${bytes} bytes long, more than the ${MAX_QUERY_BYTES} there may be`);
  }
  const { table, columns, filter, filterFault, groupBy, problems } = readSqlQuery(text, stepMs);
  const refusal = problems.find(({ severity, stage }) => severity === 'error' && stage === 'parse');
  if (refusal) throw invalid(refusal.message);
  return { table, columns, columnFault: excess(columns.length), filter: filterFault ?? filter, groupBy };
}

/** Every function of every column, the columns outside: `f1(c1)`, `f2(c1)`, `f1(c2)`, … */
function requestSubject({ table, columns, aggregators, filter, groupBy }: ReadRequest): Subject {
  const functions = namesIn(aggregators);
  const distinct = new Set<string>();
  const repeated = functions.find((name) => distinct.size === distinct.add(name).size);
  const metrics = new Set(namesIn(columns.join(',')));
  const columnFault =
    repeated === undefined
      ? excess(metrics.size * functions.length)
      : `function '${repeated}' was requested multiple time`;
  return {
    table,
    columns: columnFault === undefined ? [...metrics].flatMap((metric) => columnsOf(metric, functions)) : [],
    columnFault,
    filter: parseFilter(filter),
    groupBy: groupBy === '' ? [] : namesIn(groupBy),
  };
}

function columnsOf(metric: string, functions: readonly string[]): RequestedColumn[] {
  return functions.map((name) => ({
    metric,
    function: name,
    interpolator: 'next_val',
    toleranceMs: 0n,
    alias: '',
  }));
}

function excess(columns: number): string | undefined {
  return columns > MAX_COLUMNS ? `${columns} columns, more than the ${MAX_COLUMNS} there may be` : undefined;
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}

/** The names in a list with commas, without the blanks around them; one empty name in an empty list. */
function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim());
}

/**
 * Reads the filter of a request, over the labels of a series and its metric `_name`, which may also be called `__name__`.
 * @returns undefined for an empty text, the fault of one that the platform refuses
 */
export function parseFilter(text: string): Expression | ExpressionError | undefined {
  if (text === '') return undefined;
  try {
    return parseCondition(withMetricAttribute(text));
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** The blanks that fill up for the shorter name keep every offset as it was. */
function withMetricAttribute(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { text: name, start, end } of tokenize(text)) {
    if (name !== '__name__' && name !== '`__name__`') continue;
    pieces.push(text.slice(from, start), '_name'.padEnd(end - start));
    from = end;
  }
  return pieces.join('') + text.slice(from);
}
