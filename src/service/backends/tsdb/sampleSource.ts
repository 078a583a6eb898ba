import {
  bytesPerSample,
  sliceSamples,
  type CollectedSamples,
  type SampleExtent,
  type SampleKind,
  type SampleRange,
  type Samples,
  type Series,
  type SeriesStore,
} from '../../storage/series';
import { merged } from './sampleCursor';
import { firstAfter } from './firstAfter';
import type { Line } from './selection';

export interface Reading {
  readonly series: SeriesStore;
  readonly signal: AbortSignal;
}

/** What is loaded at once, at most, but for a single moment that has more than that: some 400,000 numbers. */
export const bytesAtOnce = 400_000 * bytesPerSample;

/**
 * A stretch of time is chosen to hold so much: one that is found to hold too much is read again. Rows lie in groups of 122,880, and the
 * engine reads those that a stretch begins or ends in once more for the next one: in shorter stretches most of its work is that.
 */
const bytesAimedAt = 200_000 * bytesPerSample;
/** How much longer than the one before a stretch may be. */
const mostGrowth = 4;

/** Loads samples of lines: what was there when the read began. */
export class SampleSource {
  constructor(
    private readonly reading: Reading,
    private readonly range: SampleRange,
    private readonly extents: ReadonlyMap<number, SampleExtent>,
  ) {}

  hasSamples({ series }: Line): boolean {
    return series.some(({ id }) => this.extents.has(id));
  }

  /** In bytes. */
  size(series: readonly Series[]): number {
    return series.reduce((sum, { id }) => sum + (this.extents.get(id)?.bytes ?? 0), 0);
  }

  /** All samples of some series, of which there are no more than may be in memory. */
  async load(series: readonly Series[]): Promise<LoadedSamples> {
    const present = series.filter(({ id }) => this.extents.has(id));
    const { series: store, signal } = this.reading;
    return new LoadedSamples(await store.collect(present, this.range, signal));
  }

  /** The samples of some series, one stretch of time after another; the next is read while one is used. */
  async *stretches(series: readonly Series[]): AsyncGenerator<LoadedSamples> {
    const present = series.filter(({ id }) => this.extents.has(id));
    const extents = present.flatMap(({ id }) => this.extents.get(id) ?? []);
    const startMs = least(extents.map((extent) => extent.startMs));
    const endMs = -least(extents.map((extent) => -extent.endMs));
    const length = fraction(endMs - startMs + 1n, bytesAimedAt / this.size(present));
    const leaving = new AbortController();
    const signal = AbortSignal.any([this.reading.signal, leaving.signal]);
    let coming: Promise<Stretch> | undefined = this.stretch(present, { startMs, endMs, length }, signal);
    try {
      while (coming !== undefined) {
        const { samples, rest }: Stretch = await coming;
        coming = rest && this.stretch(present, rest, signal);
        // What fails now is told when it is waited for.
        coming?.catch(() => undefined);
        yield samples;
      }
    } finally {
      leaving.abort();
      await coming?.catch(() => undefined);
    }
  }

  /**
   * Reads the first `length` milliseconds of a range, or less of it where samples lie too close. The next stretch is chosen as
   * if they lay everywhere as they do here.
   */
  private async stretch(
    series: readonly Series[],
    { startMs, endMs, length }: Rest,
    signal: AbortSignal,
  ): Promise<Stretch> {
    const behind = startMs + length < endMs + 1n ? startMs + length : endMs + 1n;
    const range = { startMs, endMs: behind - 1n };
    const within = series.filter(({ id }) => overlaps(this.extents.get(id), range));
    const most = length > 1n ? { mostBytes: bytesAtOnce } : {};
    const found = await this.reading.series.collect(within, { ...range, ...most }, signal);
    if (found === undefined) {
      return this.stretch(series, { startMs, endMs, length: fraction(length, 0.5) }, signal);
    }
    const samples = new LoadedSamples(found);
    if (behind > endMs) return { samples, rest: undefined };
    const growth = Math.min(mostGrowth, bytesAimedAt / Math.max(1, found.bytes));
    return { samples, rest: { startMs: behind, endMs, length: fraction(length, growth) } };
  }
}

interface Stretch {
  readonly samples: LoadedSamples;
  /** Undefined: it was the last one. */
  readonly rest: Rest | undefined;
}

/** What is still to be read, and how much of it next. */
interface Rest extends SampleRange {
  readonly length: bigint;
}

function least(values: readonly bigint[]): bigint {
  return values.reduce((found, value) => (value < found ? value : found));
}

function overlaps(extent: SampleExtent | undefined, { startMs, endMs }: SampleRange): boolean {
  return extent !== undefined && extent.startMs <= endMs && extent.endMs >= startMs;
}

/** Part of a length, at least 1. The length need not be exact. */
function fraction(length: bigint, of: number): bigint {
  return BigInt(Math.max(1, Math.floor(Number(length) * of)));
}

/** Lines that become one column. */
export interface LinesOfKind {
  readonly lines: readonly Line[];
  /** Of the column: `text` where a line that has samples has texts. */
  readonly kind: SampleKind;
}

/** Samples by series, in order of time. */
export class LoadedSamples {
  constructor(private readonly collected: CollectedSamples | undefined) {}

  /** The samples of all lines in order of time. What was added since the read began is left out for all metrics alike. */
  of({ lines, kind }: LinesOfKind): AsyncIterable<Samples> {
    const [first] = lines;
    if (first === undefined || lines.length === 1) return this.ofLine(first?.series ?? []);
    return merged(
      lines.map((line) => this.ofLine(line.series)),
      kind,
    );
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- samples that are loaded wait for nothing
  private async *ofLine(series: readonly Series[]): AsyncGenerator<Samples> {
    for (const { id, maxTime } of series) {
      for (const samples of this.collected?.bySeries.get(id) ?? []) {
        yield sliceSamples(samples, 0, firstAfter(samples.times, maxTime));
      }
    }
  }
}
