import type { StringValues } from '../../../data/column';

/** Strings of several runs, one run behind the other. They stay where they are, so that none is made before it is asked for. */
export class JoinedStrings implements StringValues {
  readonly length: number;
  /** The row with which each run begins; behind the last one, how many rows there are. */
  private readonly starts: Int32Array;
  /** The run that was looked at last: most ask for row after row. */
  private run = 0;

  constructor(private readonly runs: readonly StringValues[]) {
    this.starts = new Int32Array(runs.length + 1);
    runs.forEach(({ length }, run) => {
      this.starts[run + 1] = (this.starts[run] ?? 0) + length;
    });
    this.length = this.starts[runs.length] ?? 0;
  }

  at(row: number): string | undefined {
    if (row < (this.starts[this.run] ?? 0) || row >= (this.starts[this.run + 1] ?? 0))
      this.run = this.runOf(row);
    return this.runs[this.run]?.at(row - (this.starts[this.run] ?? 0));
  }

  /** The last run that begins with this row or one before. */
  private runOf(row: number): number {
    let low = 0;
    let high = this.runs.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= row) low = middle;
      else high = middle;
    }
    return low;
  }
}
