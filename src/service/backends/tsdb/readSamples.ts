import type { Frame } from '../../../data/frame';
import type { SampleKind, SampleRange, Samples, Series, SeriesStore } from '../../storage/series';
import type { RawPlan } from './plan';
import { ResultFrames } from './resultFrames';
import type { FrameSelection, Line, SelectedColumn } from './selection';

/** Samples of label sets that are read at once. A label set with more of them is read bit by bit, metric beside metric. */
const samplesAtOnce = 500_000;

export interface Reading {
  readonly series: SeriesStore;
  readonly signal: AbortSignal;
}

/** The samples as they are: a row for each time at which a metric of the label set has one (spec/tsdb.md §7). */
export async function* readSamples(
  plan: RawPlan,
  selected: readonly FrameSelection[],
  { series, signal }: Reading,
): AsyncGenerator<Frame> {
  const all = selected.flatMap(seriesOf);
  const counts = await series.counts(all, plan, signal);
  const sizeOf = (frame: FrameSelection): number => sum(seriesOf(frame).map(({ id }) => counts.get(id) ?? 0));
  const source = new SampleSource({ series, signal }, plan, counts);
  const present = selected.filter((frame) => sizeOf(frame) > 0);
  for (let at = 0; at < present.length;) {
    const together: FrameSelection[] = [];
    for (let size = 0; at < present.length; at++) {
      const frame = present[at];
      if (frame === undefined) break;
      size += sizeOf(frame);
      if (size > samplesAtOnce && together.length > 0) break;
      together.push(frame);
    }
    const [first] = together;
    if (first !== undefined && sizeOf(first) <= samplesAtOnce) await source.load(together.flatMap(seriesOf));
    for (const frame of together) yield* rowsOf(frame, plan, source);
  }
}

function seriesOf({ columns }: FrameSelection): Series[] {
  return columns.flatMap(({ lines }) => lines.flatMap((line) => line.series));
}

async function* rowsOf(
  { labels, columns }: FrameSelection,
  plan: RawPlan,
  source: SampleSource,
): AsyncGenerator<Frame> {
  const isNamed = new Set(plan.columns.map(({ outputName }) => outputName));
  const shown = columns.filter(
    ({ name, lines }) => isNamed.has(name) || lines.some((line) => source.hasSamples(line)),
  );
  const rows = new ResultFrames({
    ...plan,
    labels,
    columns: shown.map((column) => ({ name: column.name, kind: kindOf(column) })),
    marksNulls: true,
  });
  const cursors = shown.map(({ lines }) => new Cursor(source.samples(lines)));
  try {
    for (;;) {
      for (const cursor of cursors) if (cursor.isAtEnd) await cursor.refill();
      if (!mergeRows(cursors, rows)) break;
      if (rows.isFull) yield* frameOf(rows);
    }
    yield* frameOf(rows);
  } finally {
    for (const cursor of cursors) await cursor.close();
  }
}

function* frameOf(rows: ResultFrames): Generator<Frame> {
  const frame = rows.take();
  if (frame !== undefined) yield frame;
}

function kindOf({ lines }: SelectedColumn): SampleKind {
  return lines[0]?.kind ?? 'number';
}

/**
 * Adds rows until the frame is full, or some cursor has to be refilled.
 * @returns false when there is nothing left
 */
function mergeRows(cursors: readonly Cursor[], rows: ResultFrames): boolean {
  let isAnyLeft = false;
  while (!rows.isFull) {
    let time = Infinity;
    for (const cursor of cursors) if (cursor.time < time) time = cursor.time;
    if (time === Infinity) return isAnyLeft;
    isAnyLeft = true;
    rows.addRow(time);
    let needsMore = false;
    for (let column = 0; column < cursors.length; column++) {
      const cursor = cursors[column];
      if (cursor === undefined || cursor.time !== time) continue;
      cursor.putInto(rows, column);
      if (cursor.isAtEnd) needsMore = true;
    }
    if (needsMore) return true;
  }
  return true;
}

/** A place in samples that come piece by piece. */
class Cursor {
  /** Of the sample at hand; Infinity when there is none. */
  time = Infinity;
  private piece: Samples | undefined;
  private at = 0;
  private isDone = false;
  private readonly pieces: AsyncIterator<Samples>;

  constructor(pieces: AsyncIterable<Samples>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /** Whether a piece is used up, and another may follow. */
  get isAtEnd(): boolean {
    return this.time === Infinity && !this.isDone;
  }

  async refill(): Promise<void> {
    do {
      const next = await this.pieces.next();
      if (next.done === true) {
        this.isDone = true;
        this.piece = undefined;
        return;
      }
      this.piece = next.value;
    } while (this.piece.times.length === 0);
    this.at = 0;
    this.time = this.piece.times[0] ?? Infinity;
  }

  /** Puts the value at hand into the last row, and goes on to the next sample. */
  putInto(rows: ResultFrames, column: number): void {
    const { piece, at } = this;
    if (piece === undefined) return;
    if (piece.kind === 'number') rows.setNumber(column, piece.values[at] ?? NaN);
    else rows.setText(column, piece.values.at(at) ?? '');
    this.at = at + 1;
    this.time = piece.times[at + 1] ?? Infinity;
  }

  /** The time and value at hand, then the next. */
  advance(): void {
    this.at++;
    this.time = this.piece?.times[this.at] ?? Infinity;
  }

  get value(): number | string {
    return (
      (this.piece?.kind === 'number' ? this.piece.values[this.at] : this.piece?.values.at(this.at)) ?? NaN
    );
  }

  async close(): Promise<void> {
    await this.pieces.return?.();
  }
}

/** Where the samples of lines come from: what was loaded, or the storage. */
class SampleSource {
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

  /** The samples of all lines in order of time. */
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
        if (samples !== undefined) yield samples;
        continue;
      }
      // What is added while this is read is left out for all metrics alike.
      const latest = BigInt(each.maxTime);
      const endMs = latest < this.range.endMs ? latest : this.range.endMs;
      yield* store.scan(each, { startMs: this.range.startMs, endMs }, signal);
    }
  }
}

async function* nothing(): AsyncGenerator<Samples> {
  // No samples.
}

/** Samples of several sources as one, in order of time; those of one time in order of the sources. */
async function* merged(sources: readonly AsyncIterable<Samples>[]): AsyncGenerator<Samples> {
  const cursors = sources.map((source) => new Cursor(source));
  const pieceLength = 2048;
  let times: number[] = [];
  let values: (number | string)[] = [];
  const take = (): Samples => {
    const piece = pieceOf(times, values);
    times = [];
    values = [];
    return piece;
  };
  try {
    for (;;) {
      for (const cursor of cursors) if (cursor.isAtEnd) await cursor.refill();
      let next: Cursor | undefined;
      for (const cursor of cursors) if (cursor.time < (next?.time ?? Infinity)) next = cursor;
      if (next === undefined) break;
      times.push(next.time);
      values.push(next.value);
      next.advance();
      if (times.length === pieceLength) yield take();
    }
    if (times.length > 0) yield take();
  } finally {
    for (const cursor of cursors) await cursor.close();
  }
}

function pieceOf(times: readonly number[], values: readonly (number | string)[]): Samples {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === values.length
    ? { kind: 'number', times: Float64Array.from(times), values: Float64Array.from(numbers) }
    : { kind: 'text', times: Float64Array.from(times), values: values.map(String) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
