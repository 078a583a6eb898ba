import { isAscii } from 'node:buffer';
import { Reader } from 'protobufjs/minimal';
import type { StringValues } from '../data/column';

/**
 * The strings of a column as they go over the wire: a run of bytes, in which each becomes a string when it is asked for.
 * They are valid UTF-8, which whoever made them has seen to.
 */
export class EncodedStrings implements StringValues {
  /** Start and end, exclusive, of each string in `records`; made when a string is asked for: many a column is only passed on. */
  private places: Int32Array | undefined;
  /** Whether all of `records` is ASCII, which is quicker to read. */
  private ascii = false;

  /**
   * @param records field 7 of Column, record after record: tag of one byte, length, string
   * @param length how many records there are
   */
  constructor(
    readonly records: Buffer,
    readonly length: number,
  ) {}

  /** Strings one behind the other as those of one column. */
  static join(parts: readonly EncodedStrings[]): EncodedStrings {
    return new EncodedStrings(
      Buffer.concat(parts.map(({ records }) => records)),
      parts.reduce((sum, { length }) => sum + length, 0),
    );
  }

  at(row: number): string | undefined {
    const places = this.places ?? this.find();
    const start = places[2 * row];
    if (start === undefined) return undefined;
    return this.records.toString(this.ascii ? 'latin1' : 'utf8', start, places[2 * row + 1]);
  }

  /** A view of the same bytes, so that a part is written as quickly as the whole. */
  slice(start: number, end: number): EncodedStrings {
    if (start === 0 && end === this.length) return this;
    return new EncodedStrings(this.records.subarray(this.offset(start), this.offset(end)), end - start);
  }

  /** Where the record of a row begins: where that of the row before ends. */
  private offset(row: number): number {
    const places = this.places ?? this.find();
    return row === 0 ? 0 : (places[2 * row - 1] ?? this.records.length);
  }

  private find(): Int32Array {
    const { records } = this;
    const reader = Reader.create(records);
    const places = new Int32Array(2 * this.length);
    let at = 0;
    for (let i = 0; i < places.length; i += 2) {
      at++;
      let length = records[at++] as number;
      if (length > 127) {
        // However it was written, the length is what the decoder took it for.
        reader.pos = at - 1;
        length = reader.size();
        at = reader.pos;
      }
      places[i] = at;
      at += length;
      places[i + 1] = at;
    }
    this.ascii = isAscii(records);
    this.places = places;
    return places;
  }
}
