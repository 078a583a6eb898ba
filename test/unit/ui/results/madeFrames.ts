import { Int64Column } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';

/** A frame whose only column counts up from `start`. */
export function counting(start: number, length: number, name = 'i'): Frame {
  const values = BigInt64Array.from({ length }, (_, i) => BigInt(start + i));
  return frameOf({ columns: [new Int64Column(name, 'integer', values)] });
}

/** What became of a read: how many frames were pulled, and whether its end was seen. */
export interface Watched {
  pulled: number;
  ended: boolean;
  signal: AbortSignal | undefined;
}

export interface Reading {
  readonly rows: number;
  readonly frameRows: number;
  /** Thrown in the place of the frame that would hold this row. */
  readonly failure?: { readonly atRow: number; readonly error: Error };
}

/** A read of `rows` counted rows that can be watched; like a call it ends only with its signal once it waits. */
export function watchedRead({ rows, frameRows, failure }: Reading): {
  readonly watched: Watched;
  readonly read: (options: { readonly signal: AbortSignal }) => AsyncIterable<Frame>;
} {
  const watched: Watched = { pulled: 0, ended: false, signal: undefined };
  async function* read({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<Frame> {
    watched.signal = signal;
    try {
      for (let row = 0; row < rows; row += frameRows) {
        await Promise.resolve();
        signal.throwIfAborted();
        if (failure && row >= failure.atRow) throw failure.error;
        watched.pulled++;
        yield counting(row, Math.min(frameRows, rows - row));
      }
    } finally {
      watched.ended = true;
    }
  }
  return { watched, read };
}
