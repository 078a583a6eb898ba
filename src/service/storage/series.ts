import { sliceStrings, type StringValues } from '../../data/column';
import type { DirectoryPath } from './directoryPath';

/**
 * The samples of one metric with one set of labels that lie in one directory, in ascending order of their times. A series
 * that goes on in another directory is another one there (spec/tsdb.md §3).
 */
export interface Series {
  readonly id: number;
  readonly metric: string;
  /** What sets apart the series of a metric, as text; the storage does not look into it. */
  readonly labels: string;
  readonly kind: SampleKind;
  /** Time of the latest sample in milliseconds since the epoch. */
  readonly maxTime: number;
}

export type SampleKind = 'number' | 'text';

/** Times are whole milliseconds since the epoch, which a double holds exactly. */
export type Samples = { readonly times: Float64Array } & SampleValues;

export type SampleValues =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: StringValues };

/** Samples `start` (inclusive) to `end` (exclusive). */
export function sliceSamples(samples: Samples, start: number, end: number): Samples {
  if (start === 0 && end === samples.times.length) return samples;
  const times = samples.times.subarray(start, end);
  return samples.kind === 'number'
    ? { kind: 'number', times, values: samples.values.subarray(start, end) }
    : { kind: 'text', times, values: sliceStrings(samples.values, start, end) };
}

/** New samples of a series that is there, or comes to be. */
export interface SampleBatch {
  readonly metric: string;
  readonly labels: string;
  /** Times ascend, and the first is later than the series' `maxTime`. */
  readonly samples: Samples;
}

/** Both inclusive, in milliseconds since the epoch. */
export interface SampleRange {
  readonly startMs: bigint;
  readonly endMs: bigint;
}

/** What a sample takes in memory; a text takes its UTF-8 besides. */
export const bytesPerSample = 24;

/** How many bytes samples take in memory, and from when to when there are any, both inclusive. */
export interface SampleExtent extends SampleRange {
  readonly bytes: number;
}

/** Samples by the id of their series, in pieces of ascending times, and the bytes they take. Series without any are left out. */
export interface CollectedSamples {
  readonly bySeries: ReadonlyMap<number, readonly Samples[]>;
  readonly bytes: number;
}

/** The keys of a directory's series (`seriesKey`). */
export type SeriesTable = ReadonlyMap<string, Series>;

export function seriesKey({ metric, labels }: Pick<Series, 'metric' | 'labels'>): string {
  return `${metric}\n${labels}`;
}

/** Reading samples. */
export interface SeriesStore {
  /** None when the directory is not there. */
  list(directory: DirectoryPath): SeriesTable;
  /** What each series has in a range, by id; series without samples are left out. */
  extents(
    series: readonly Series[],
    range: SampleRange,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, SampleExtent>>;
  /**
   * All samples of some series at once.
   * @returns undefined when they take more than `range.mostBytes`; texts beyond those are not fetched
   */
  collect(
    series: readonly Series[],
    range: SampleRange & { readonly mostBytes?: number },
    signal: AbortSignal,
  ): Promise<CollectedSamples | undefined>;
  /** What a grid of cells holds, computed by the engine. */
  cells(query: CellQuery, signal: AbortSignal): AsyncIterable<CellChunk>;
}

/** What can be had of the samples of a cell by combining their parts; all but the count are NaN when a sample is. */
export const measures = ['count', 'sum', 'sqr', 'min', 'max', 'last'] as const;

export type Measure = (typeof measures)[number];

export interface CellQuery {
  /** Cell i belongs to time startMs + i·stepMs, for i in [0, cells). */
  readonly startMs: bigint;
  readonly stepMs: bigint;
  readonly cells: number;
  /** Samples to look at. */
  readonly range: SampleRange;
  /** See `AggregatePlan.windowMs`. */
  readonly windowMs: bigint;
  readonly measures: readonly Measure[];
  /** Series whose samples are combined by cell. */
  readonly collected: readonly CellSource[];
  /** Series that have one value at the time of each cell. */
  readonly interpolated: readonly InterpolatedSource[];
}

/** Where the cells of a series go: sources of one frame and slot are combined. */
export interface CellSource {
  readonly series: Series;
  readonly frame: number;
  readonly slot: number;
}

export interface InterpolatedSource extends CellSource {
  readonly interpolator: 'none' | 'nan' | 'prev_val' | 'next_val' | 'linear';
  readonly toleranceMs: bigint;
  /** Which series of the source goes on in which: those of one line are interpolated as one. */
  readonly line: number;
}

/** Consecutive cells that hold something, in order of frame, cell, slot. */
export interface CellChunk {
  readonly length: number;
  readonly frames: Float64Array;
  readonly cells: Float64Array;
  readonly slots: Float64Array;
  /** As many arrays as measures were asked for, in their order. */
  readonly measures: readonly Float64Array[];
}

/** What a transaction can do to series. */
export interface SeriesChange {
  list(directory: DirectoryPath): SeriesTable;
  /** Adds samples to series of a directory that is there; each series once. */
  add(directory: DirectoryPath, batches: readonly SampleBatch[]): Promise<void>;
  /** Removes samples of series of a directory; a series without samples is gone, the directory stays. */
  remove(directory: DirectoryPath, series: readonly Series[], range: SampleRange): Promise<void>;
}
