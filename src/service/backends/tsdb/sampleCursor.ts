import type { SampleKind, Samples } from '../../storage/series';
import type { ResultFrames } from './resultFrames';

export interface NumberRun {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** A place in samples that come piece by piece. */
export class SampleCursor {
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
    this.advance();
  }

  /** The time of the sample so many after the one at hand; undefined when the piece ends before. */
  ahead(samples: number): number | undefined {
    return this.piece?.times[this.at + samples];
  }

  get hasNumbers(): boolean {
    return this.piece?.kind === 'number';
  }

  /** The numbers from the one at hand to the end of the piece; undefined when there is none, or they are texts. */
  get numbers(): NumberRun | undefined {
    const { piece, at } = this;
    if (this.time === Infinity || piece?.kind !== 'number') return undefined;
    return { times: piece.times.subarray(at), values: piece.values.subarray(at) };
  }

  /** Goes on to the next sample, or to the one so many further. */
  advance(samples = 1): void {
    this.at += samples;
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

/**
 * Samples of several sources as one, in order of time; those of one time in order of the sources.
 * @param kind of all that comes out: text where a source has texts, as numbers have a text but not the other way round
 */
export async function* merged(
  sources: readonly AsyncIterable<Samples>[],
  kind: SampleKind,
): AsyncGenerator<Samples> {
  const cursors = sources.map((source) => new SampleCursor(source));
  const pieceLength = 2048;
  let times: number[] = [];
  let values: (number | string)[] = [];
  const take = (): Samples => {
    const piece = pieceOf(kind, times, values);
    times = [];
    values = [];
    return piece;
  };
  try {
    for (;;) {
      for (const cursor of cursors) if (cursor.isAtEnd) await cursor.refill();
      let next: SampleCursor | undefined;
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

function pieceOf(kind: SampleKind, times: readonly number[], values: readonly (number | string)[]): Samples {
  return kind === 'number'
    ? { kind, times: Float64Array.from(times), values: Float64Array.from(values, Number) }
    : { kind, times: Float64Array.from(times), values: values.map(String) };
}
