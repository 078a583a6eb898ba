import { ACROSS_SERIES_SUFFIX, isAggregate, type AggregateFunction, type Interpolator } from './functions';

/** A column as a query or request asks for it. */
export interface RequestedColumn {
  /** Empty: every metric. */
  readonly metric: string;
  /** As written, `avg`, `sum_all`; empty: none. */
  readonly function: string;
  readonly interpolator: Interpolator;
  /** Milliseconds; 0: twice the step. */
  readonly toleranceMs: bigint;
  /** Empty: none. */
  readonly alias: string;
}

export interface ResolvedColumn {
  readonly metric: string;
  readonly alias: string;
  /** `*` is in the list of functions, but nothing can compute it. */
  readonly function: AggregateFunction | '*' | undefined;
  /** Of all columns of its metric. */
  readonly interpolator: Interpolator;
  /** Of all columns of its metric; 0: the default, which needs a step. */
  readonly toleranceMs: bigint;
}

export interface ResolvedColumns {
  readonly columns: readonly ResolvedColumn[];
  /** Whether the functions are across series. */
  readonly acrossSeries: boolean;
}

/** Columns that do not go together. The message is the original's, after `Failed on TSDB Select: `. */
export class ColumnError extends Error {
  override readonly name = 'ColumnError';

  /** @param column which of the requested columns is at fault, from 0 */
  constructor(
    message: string,
    readonly column: number,
  ) {
    super(message);
  }
}

/**
 * Settles what each column computes, and checks in the original's order what columns may not do together (spec/tsdb.md §10,
 * §13).
 * @param stepMs the step that was asked for, 0 if none: the default tolerance, which explicit ones are compared with, is twice it
 * @throws ColumnError
 */
export function resolveColumns(requested: readonly RequestedColumn[], stepMs: bigint): ResolvedColumns {
  checkRepeated(requested);
  const functions = requested.map((column) => column.function.trim());
  let acrossSeries = false;
  const names = functions.map((written, index) => {
    const across = written.endsWith(ACROSS_SERIES_SUFFIX);
    const name = across ? written.slice(0, -ACROSS_SERIES_SUFFIX.length) : written;
    if (name === '') return undefined;
    if (across ? index > 0 && !acrossSeries : acrossSeries) {
      throw new ColumnError('can not aggregate both over time and across series aggregates', index);
    }
    acrossSeries ||= across;
    if (name !== '*' && !isAggregate(name)) throw new ColumnError(`invalid aggragate type: ${name}`, index);
    return name;
  });
  const interpolations = interpolationOfMetrics(requested, stepMs);
  const columns = requested.map(({ metric, alias }, index): ResolvedColumn => {
    const { interpolator, toleranceMs } = interpolations.get(metric) ?? noInterpolation;
    return { metric, alias, function: names[index], interpolator, toleranceMs };
  });
  return { columns, acrossSeries };
}

function checkRepeated(requested: readonly RequestedColumn[]): void {
  const seen = new Set<string>();
  requested.forEach((column, index) => {
    const key = `${column.metric}-${column.function.trim()}`;
    if (seen.has(key)) {
      const { metric } = column;
      const name = column.function.trim();
      throw new ColumnError(`function '${name}' for metric '${metric}' was requested multiple time`, index);
    }
    seen.add(key);
  });
}

interface Interpolation {
  readonly interpolator: Interpolator;
  readonly toleranceMs: bigint;
}

const noInterpolation: Interpolation = { interpolator: 'none', toleranceMs: 0n };

/** One for each metric: the first that is not `none`; all after it have to agree. */
function interpolationOfMetrics(
  requested: readonly RequestedColumn[],
  stepMs: bigint,
): ReadonlyMap<string, Interpolation> {
  const settled = new Map<string, Interpolation>();
  const effective = (toleranceMs: bigint): bigint => (toleranceMs === 0n ? 2n * stepMs : toleranceMs);
  requested.forEach(({ metric, interpolator, toleranceMs }, index) => {
    const first = settled.get(metric);
    if (first === undefined) {
      if (interpolator !== 'none') settled.set(metric, { interpolator, toleranceMs });
      return;
    }
    if (interpolator !== 'none' && interpolator !== first.interpolator) {
      const both = `${first.interpolator} and ${interpolator}`;
      throw new ColumnError(
        `multiple interpolation for the same metric are not supported, got ${both}`,
        index,
      );
    }
    if (effective(toleranceMs) !== effective(first.toleranceMs)) {
      const both = `${effective(first.toleranceMs)} and ${effective(toleranceMs)}`;
      throw new ColumnError(
        `different interpolation tolerances for the same metric are not supported, got ${both}`,
        index,
      );
    }
  });
  return settled;
}
