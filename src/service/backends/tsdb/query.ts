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

/** What is read, and how it is arranged. */
interface Subject {
  /** As the request or the FROM names it; empty when neither does. */
  readonly table: string;
  /** At least one. */
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
  const { table, columns, filter, filterFault, groupBy, problems } = readSqlQuery(text, stepMs);
  const refusal = problems.find(({ severity, stage }) => severity === 'error' && stage === 'parse');
  if (refusal) throw new FramesError({ code: 'invalidArgument', detail: refusal.message });
  return { table, columns, columnFault: undefined, filter: filterFault ?? filter, groupBy };
}

/** Every function of every column, the columns outside: `f1(c1)`, `f2(c1)`, `f1(c2)`, … */
function requestSubject({ table, columns, aggregators, filter, groupBy }: ReadRequest): Subject {
  const functions = namesIn(aggregators);
  const repeated = functions.find((name, index) => functions.indexOf(name) < index);
  const metrics = new Set(namesIn(columns.join(',')));
  return {
    table,
    columns: [...metrics].flatMap((metric) =>
      functions.map((name): RequestedColumn => ({
        metric,
        function: name,
        interpolator: 'next_val',
        toleranceMs: 0n,
        alias: '',
      })),
    ),
    columnFault: repeated === undefined ? undefined : `function '${repeated}' was requested multiple time`,
    filter: parseFilter(filter),
    groupBy: groupBy === '' ? [] : namesIn(groupBy),
  };
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
  let renamed = text;
  for (const { text: name, start, end } of tokenize(text)) {
    if (name !== '__name__' && name !== '`__name__`') continue;
    renamed = renamed.slice(0, start) + '_name'.padEnd(end - start) + renamed.slice(end);
  }
  return renamed;
}
