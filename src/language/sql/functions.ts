/** A function of the select list: what an editor shows of it (spec/tsdb.md §8, §9). */
export interface SqlFunctionInfo {
  readonly signature: string;
  readonly summary: string;
}

/** Functions over the samples of each cell. With `_all` behind the name, over one value of each series (spec/tsdb.md §10). */
export const aggregates = {
  count: { signature: 'count(metric)', summary: 'Number of samples.' },
  sum: { signature: 'sum(metric)', summary: 'Sum of the samples.' },
  sqr: { signature: 'sqr(metric)', summary: 'Sum of the squares of the samples.' },
  min: { signature: 'min(metric)', summary: 'Smallest sample.' },
  max: { signature: 'max(metric)', summary: 'Largest sample.' },
  last: { signature: 'last(metric)', summary: 'Latest sample.' },
  avg: { signature: 'avg(metric)', summary: 'Mean of the samples.' },
  rate: { signature: 'rate(metric)', summary: 'Change of the latest sample from cell to cell, per second.' },
  stddev: { signature: 'stddev(metric)', summary: 'Standard deviation of the samples.' },
  stdvar: { signature: 'stdvar(metric)', summary: 'Variance of the samples.' },
} as const satisfies Record<string, SqlFunctionInfo>;

export type AggregateFunction = keyof typeof aggregates;

export const ACROSS_SERIES_SUFFIX = '_all';

export function isAggregate(name: string): name is AggregateFunction {
  return Object.hasOwn(aggregates, name);
}

/** How a value at a time without a sample is had from the samples around it (spec/tsdb.md §8). */
export const interpolators = {
  none: { signature: 'none(metric)', summary: 'The next sample, however far away it is.' },
  nan: { signature: 'nan(metric)', summary: 'NaN where there is no sample.' },
  prev_val: {
    signature: "prev_val(metric, 'tolerance')",
    summary: 'The sample before, unless it is farther away than the tolerance.',
  },
  next_val: {
    signature: "next_val(metric, 'tolerance')",
    summary: 'The sample after, unless it is farther away than the tolerance.',
  },
  linear: {
    signature: "linear(metric, 'tolerance')",
    summary: 'On the line between the samples around, unless one of them is farther away than the tolerance.',
  },
} as const satisfies Record<string, SqlFunctionInfo>;

export type Interpolator = keyof typeof interpolators;

/** The interpolator of a name, in any case; `lin` is `linear`. */
export function interpolatorOf(name: string): Interpolator | undefined {
  const lower = name.toLowerCase();
  if (lower === 'lin') return 'linear';
  return Object.hasOwn(interpolators, lower) ? (lower as Interpolator) : undefined;
}
