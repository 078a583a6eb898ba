import type { Expression } from '../../../language/expression/ast';
import type { AggregateFunction, Interpolator } from '../../../language/sql/functions';

export type { AggregateFunction, Interpolator };

/** What is done with the samples of one metric. */
export interface ColumnRule {
  /** Absent: the samples themselves in a raw read, otherwise the interpolated values. */
  readonly function: AggregateFunction | undefined;
  readonly interpolator: Interpolator;
  /** Milliseconds between a row's time and a sample that may still stand for it, inclusive. `none` and `nan` ignore it. */
  readonly toleranceMs: bigint;
}

/** A column of the result, named by the request. */
export interface PlanColumn extends ColumnRule {
  readonly metric: string;
  /** The alias, else `avg(cpu)`, else the metric. No two columns share one. */
  readonly outputName: string;
}

/** The times of the rows: `startMs + i·stepMs` for i in [0, cells). */
export interface Grid {
  readonly startMs: bigint;
  /** At least 1. */
  readonly stepMs: bigint;
  readonly cells: number;
}

interface PlanParts {
  /** The columns that the request names, in its order. They are there even where a metric has no data. */
  readonly columns: readonly PlanColumn[];
  /**
   * Rules for every metric of a label set (`*`, `max(*)`, no columns at all). They come after `columns`, metric by metric
   * in order of the metrics' names; one whose name `columns` has already is left out. See `outputName`.
   */
  readonly everyMetric: readonly ColumnRule[];
  /** Over the labels of a series, as strings by name, with the metric as `_name`; undefined: every series. */
  readonly filter: Expression | undefined;
  /** Labels that result frames are keyed by; a series without one of them is an error (spec/tsdb.md §11). Empty: no grouping. */
  readonly groupBy: readonly string[];
  /** First and last sample time to read, in milliseconds, both inclusive, inside the partitions there are. */
  readonly startMs: bigint;
  readonly endMs: bigint;
  /** Rows of one result frame, at least 1. */
  readonly messageLimit: number;
  /** Labels become indices instead of label columns. */
  readonly multiIndex: boolean;
  /**
   * The detail that the read fails with as soon as one series matches (`… cannot aggregate *`); with no match the result is
   * empty all the same (spec/tsdb.md §9).
   */
  readonly refusal: string | undefined;
}

/** The samples as they are (spec/tsdb.md §7). */
export interface RawPlan extends PlanParts {
  readonly kind: 'raw';
}

/** One interpolated value of each metric at each time of the grid (spec/tsdb.md §8). */
export interface DownSamplePlan extends PlanParts {
  readonly kind: 'downSample';
  readonly grid: Grid;
}

/** Functions over the samples of each cell of the grid; columns without a function are down-sampled on it (spec/tsdb.md §9). */
export interface AggregatePlan extends PlanParts {
  readonly kind: 'aggregate';
  readonly grid: Grid;
  /**
   * 0: cell i holds the samples in [Tᵢ, Tᵢ + step). Otherwise those in [Tᵢ − window, Tᵢ], the first bound exclusive when the
   * window is the step; samples before `startMs`, down to `startMs − windowMs`, count too.
   */
  readonly windowMs: bigint;
}

/** Functions across series, of the values they have at each time of the grid; every column has one (spec/tsdb.md §10). */
export interface AcrossSeriesPlan extends PlanParts {
  readonly kind: 'acrossSeries';
  readonly grid: Grid;
}

/** Everything about a read that can be known before its samples are looked at: valid, complete, nothing left to default. */
export type TsdbReadPlan = RawPlan | DownSamplePlan | AggregatePlan | AcrossSeriesPlan;

/** The name of a column that the result takes from a rule for every metric. */
export function outputName({ function: name }: ColumnRule, metric: string): string {
  return name === undefined ? metric : `${name}(${metric})`;
}
