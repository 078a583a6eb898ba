import type { StringValues } from '../data/column';

/**
 * The strings of a column as they came from the wire: a copy of their bytes, in which each becomes a string when it
 * is asked for. They are valid UTF-8, which the decoder has seen to.
 */
export class EncodedStrings implements StringValues {
  /**
   * @param records field 7 of Column, record after record: tag, length, string
   * @param starts for each row where its string starts in `records`
   * @param ends for each row where it ends, exclusive
   * @param ascii whether all of `records` is ASCII, which is quicker to read
   */
  constructor(
    readonly records: Buffer,
    private readonly starts: Int32Array,
    private readonly ends: Int32Array,
    private readonly ascii: boolean,
  ) {}

  get length(): number {
    return this.starts.length;
  }

  at(row: number): string | undefined {
    const start = this.starts[row];
    if (start === undefined) return undefined;
    return this.records.toString(this.ascii ? 'latin1' : 'utf8', start, this.ends[row]);
  }
}
