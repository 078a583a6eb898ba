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

  /** A view of the same bytes, so that a part is written as quickly as the whole. */
  slice(start: number, end: number): EncodedStrings {
    const from = this.offset(start);
    const shifted = (places: Int32Array): Int32Array =>
      places.subarray(start, end).map((place) => place - from);
    const records = this.records.subarray(from, this.offset(end));
    return new EncodedStrings(records, shifted(this.starts), shifted(this.ends), this.ascii);
  }

  /** Where the record of a row begins: where that of the row before ends. */
  private offset(row: number): number {
    return row === 0 ? 0 : (this.ends[row - 1] ?? this.records.length);
  }
}
