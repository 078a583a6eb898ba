import { isAscii, isUtf8 } from 'node:buffer';
import type { Reader } from 'protobufjs/minimal';
import { invalidUtf8, outOfRange } from './decoding';
import { EncodedStrings } from './encodedStrings';
import { columnTag } from './fields';
import { roomFor } from './valueReaders';

// A constant of this module: reading that of another one costs time in a loop over strings.
const stringTag = columnTag.string;
const noRecords = Buffer.alloc(0);

/** Gathers the strings of a Column as copies of their bytes. */
export class StringsReader {
  length = 0;
  private records = noRecords;
  /** Bytes of `records` that are in use. */
  private used = 0;

  /**
   * Takes a run of neighbouring string records; the tag of the first one has been read.
   * @throws when one of them is not UTF-8
   */
  appendRun(reader: Reader): void {
    const { buf, pos: start, len: end } = reader;
    let row = this.length;
    let at = start;
    let unchecked = start;
    for (;;) {
      if (at >= end) throw outOfRange();
      let length = buf[at++] as number;
      if (length > 127) {
        this.check(reader, unchecked, at - 1);
        reader.pos = at - 1;
        length = reader.size();
        at = reader.pos;
        unchecked = at + length;
        if (unchecked > end) throw outOfRange();
        this.check(reader, at, unchecked);
      }
      at += length;
      row++;
      if (at >= end || buf[at] !== stringTag) break;
      at++;
    }
    if (at > end) throw outOfRange();
    this.check(reader, unchecked, at);
    this.length = row;
    this.copy(buf, start, at);
    reader.pos = at;
  }

  finish(): EncodedStrings {
    const { length, used } = this;
    const records = this.records.length === used ? this.records : Buffer.from(this.records.subarray(0, used));
    return new EncodedStrings(records, length);
  }

  /**
   * Tags and lengths below 128 are ASCII bytes, and in valid UTF-8 these stand alone: when a stretch of records is
   * valid as a whole then so is each string in it. Only a string with a longer length is looked at by itself.
   */
  private check(reader: Reader, start: number, end: number): void {
    const stretch = reader.buf.subarray(start, end);
    if (isAscii(stretch) || isUtf8(stretch)) return;
    reader.pos = start;
    throw new Error(invalidUtf8);
  }

  /** Copies records from [start, end), in front of which goes their first tag. */
  private copy(bytes: Uint8Array, start: number, end: number): void {
    const added = 1 + end - start;
    if (this.used + added > this.records.length) {
      const grown = Buffer.allocUnsafeSlow(roomFor(this.used, added));
      grown.set(this.records.subarray(0, this.used));
      this.records = grown;
    }
    this.records[this.used] = columnTag.string;
    this.records.set(bytes.subarray(start, end), this.used + 1);
    this.used += added;
  }
}
