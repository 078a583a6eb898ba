import type { Measure } from '../../storage/series';
import type { AggregateFunction } from './plan';

/** The measures of a cell, by name. */
export type Measures = Readonly<Record<Measure, number>>;

/** The cell before that held something. */
export interface Previous {
  readonly last: number;
  /** Seconds from there to here. */
  readonly seconds: number;
}

/** How a function of the samples of a cell follows from their measures, which the engine computes. */
export interface Aggregate {
  readonly needs: readonly Measure[];
  readonly of: (measures: Measures, previous: Previous | undefined) => number;
}

/** The functions over the samples of a cell, and over the series of a time (spec/tsdb.md §9, §10). */
export const aggregates: Readonly<Record<AggregateFunction, Aggregate>> = {
  count: { needs: ['count'], of: ({ count }) => count },
  sum: { needs: ['sum'], of: ({ sum }) => sum },
  sqr: { needs: ['sqr'], of: ({ sqr }) => sqr },
  min: { needs: ['min'], of: ({ min }) => min },
  max: { needs: ['max'], of: ({ max }) => max },
  last: { needs: ['last'], of: ({ last }) => last },
  avg: { needs: ['count', 'sum'], of: ({ count, sum }) => sum / count },
  /** Per second since the cell before that held something (Quirks 1). */
  rate: {
    needs: ['last'],
    of: ({ last }, previous) => (previous ? (last - previous.last) / previous.seconds : NaN),
  },
  stdvar: { needs: ['count', 'sum', 'sqr'], of: sampleVariance },
  stddev: { needs: ['count', 'sum', 'sqr'], of: (measures) => Math.sqrt(sampleVariance(measures)) },
};

/** NaN for a single sample. */
function sampleVariance({ count, sum, sqr }: Measures): number {
  return (count * sqr - sum * sum) / (count * (count - 1));
}
