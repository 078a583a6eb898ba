import { ExpressionError } from '../../../language/expression/expressionError';
import type { Expression } from '../../../language/expression/ast';
import { ColumnError, resolveColumns, type ResolvedColumns } from '../../../language/sql/columns';
import { FramesError } from '../../../wire/errors';
import { badRequest } from '../platformError';
import { outputName, type ColumnRule, type Grid, type PlanColumn, type TsdbReadPlan } from './plan';
import type { TsdbQuery } from './query';
import type { TimeRange } from './timeRange';

/** Rows of the grid, at most: a leap year of seconds. More is a mistake in the step rather than a wish. */
const MAX_CELLS = 366n * 86_400n;

/**
 * Settles what is left of a query once its table is known: checks columns and filter against each other, moves the range
 * inside the partitions, chooses the step (spec/tsdb.md §6–§10).
 * @param partitions from the start of the first to the end of the last partition that overlaps
 * [startMs − windowMs, endMs]; undefined when none does
 * @returns undefined when there is nothing to read, whatever else the query says
 * @throws FramesError `invalidArgument`, with `Failed on TSDB Select: ` before the text
 */
export function planRead(query: TsdbQuery, partitions: TimeRange | undefined): TsdbReadPlan | undefined {
  if (query.endMs < query.startMs) {
    throw refused(`End time '${query.endMs}' is lower than start time '${query.startMs}'.`);
  }
  if (partitions === undefined) return undefined;
  const resolved = resolve(query);
  const filter = conditionOf(query);
  const range = {
    startMs: query.startMs > partitions.startMs ? query.startMs : partitions.startMs,
    endMs: query.endMs < partitions.endMs ? query.endMs : partitions.endMs,
  };
  if (range.endMs < range.startMs) return undefined;

  const { stepMs, windowMs, groupBy, messageLimit, multiIndex } = query;
  const common = { filter, groupBy, ...range, messageLimit, multiIndex, refusal: refusalOf(resolved) };
  const hasFunction = resolved.columns.some((column) => column.function !== undefined);
  if (!hasFunction && stepMs === 0n) return { kind: 'raw', ...columnsOf(resolved, 0n), ...common };
  const grid = gridOf(range, stepMs);
  if (resolved.acrossSeries) {
    return { kind: 'acrossSeries', ...columnsOf(resolved, grid.stepMs), ...common, grid };
  }
  const columns = columnsOf(resolved, stepMs);
  return hasFunction
    ? { kind: 'aggregate', ...columns, ...common, grid, windowMs }
    : { kind: 'downSample', ...columns, ...common, grid };
}

function resolve({ columns, columnFault, stepMs }: TsdbQuery): ResolvedColumns {
  if (columnFault !== undefined) throw refused(columnFault);
  try {
    return resolveColumns(columns, stepMs);
  } catch (error) {
    throw error instanceof ColumnError ? refused(error.message, error) : error;
  }
}

function conditionOf({ filter }: TsdbQuery): Expression | undefined {
  if (!(filter instanceof ExpressionError)) return filter;
  throw refused(`Failed to get next items: ${badRequest('filter', filter.message).detail}`, filter);
}

/** Without a step the whole range is one, so that only what lies at its very end falls into a second cell. */
function gridOf({ startMs, endMs }: TimeRange, stepMs: bigint): Grid {
  const length = endMs - startMs;
  const step = stepMs > 0n ? stepMs : length > 0n ? length : 1n;
  const cells = length / step + 1n;
  if (cells > MAX_CELLS) {
    throw refused(
      `a step of ${step} ms from '${startMs}' to '${endMs}' makes ${cells} rows, more than the ${MAX_CELLS} there may be`,
    );
  }
  return { startMs, stepMs: step, cells: Number(cells) };
}

interface PlannedColumns {
  readonly columns: readonly PlanColumn[];
  readonly everyMetric: readonly ColumnRule[];
}

/** @param stepMs what the default tolerance is twice of */
function columnsOf({ columns: resolved, acrossSeries }: ResolvedColumns, stepMs: bigint): PlannedColumns {
  const columns: PlanColumn[] = [];
  const everyMetric: ColumnRule[] = [];
  const names = new Set<string>();
  for (const { metric, alias, function: name, interpolator, toleranceMs } of resolved) {
    if (name === '*') continue;
    const rule = {
      // Beside functions across series there is no series whose value a plain column could show; the latest stands for all.
      function: name === undefined && acrossSeries ? 'last' : name,
      interpolator,
      toleranceMs: toleranceMs === 0n ? 2n * stepMs : toleranceMs,
    } as const;
    if (metric === '') {
      everyMetric.push(rule);
      continue;
    }
    const shown = alias === '' ? outputName({ ...rule, function: name }, metric) : alias;
    if (names.has(shown)) throw refused(`column name '${shown}' appears more than once in select query`);
    names.add(shown);
    columns.push({ ...rule, metric, outputName: shown });
  }
  return { columns, everyMetric };
}

/** Names that the list of functions has, but that nothing can compute (spec/tsdb.md §9; for `rate` see Quirks 1). */
function refusalOf({ columns, acrossSeries }: ResolvedColumns): string | undefined {
  const offender = columns.find(({ function: name }) => name === '*' || (name === 'rate' && acrossSeries));
  return offender?.function && `${selectPrefix}cannot aggregate ${offender.function}`;
}

const selectPrefix = 'Failed on TSDB Select: ';

function refused(reason: string, cause?: unknown): FramesError {
  return new FramesError({ code: 'invalidArgument', detail: selectPrefix + reason, cause });
}
