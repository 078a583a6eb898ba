import type { SampleRange, Samples, Series, SeriesStore } from '../../storage/series';
import { merged } from './sampleCursor';
import { firstAfter, sliceSamples } from './sampleSlices';
import type { Line } from './selection';

export interface Reading {
  readonly series: SeriesStore;
  readonly signal: AbortSignal;
}

/** Where the samples of lines come from: what was loaded, or the storage. */
export class SampleSource {
  private loaded: ReadonlyMap<number, Samples> = new Map();
  private readonly loadedIds = new Set<number>();

  constructor(
    private readonly reading: Reading,
    private readonly range: SampleRange,
    private readonly counts: ReadonlyMap<number, number>,
  ) {}

  hasSamples({ series }: Line): boolean {
    return series.some(({ id }) => this.counts.has(id));
  }

  /** Reads all samples of some series, in place of those that were loaded before. */
  async load(series: readonly Series[]): Promise<void> {
    const present = series.filter(({ id }) => this.counts.has(id));
    this.loadedIds.clear();
    for (const { id } of present) this.loadedIds.add(id);
    this.loaded = await this.reading.series.collect(present, this.range, this.reading.signal);
  }

  /** The samples of all lines in order of time. What is added meanwhile is left out for all metrics alike. */
  samples(lines: readonly Line[]): AsyncIterable<Samples> {
    const [first] = lines;
    if (first === undefined) return nothing();
    if (lines.length === 1) return this.ofLine(first);
    return merged(lines.map((line) => this.ofLine(line)));
  }

  private async *ofLine({ series }: Line): AsyncGenerator<Samples> {
    const { series: store, signal } = this.reading;
    for (const each of series) {
      if (!this.counts.has(each.id)) continue;
      if (this.loadedIds.has(each.id)) {
        const samples = this.loaded.get(each.id);
        if (samples !== undefined) yield sliceSamples(samples, 0, firstAfter(samples.times, each.maxTime));
        continue;
      }
      const latest = BigInt(each.maxTime);
      const endMs = latest < this.range.endMs ? latest : this.range.endMs;
      yield* store.scan(each, { startMs: this.range.startMs, endMs }, signal);
    }
  }
}

async function* nothing(): AsyncGenerator<Samples> {
  // No samples.
}
