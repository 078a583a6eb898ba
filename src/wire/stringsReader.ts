import { isAscii, isUtf8 } from 'node:buffer';
import type { Reader } from 'protobufjs/minimal';
import { invalidUtf8, outOfRange } from './decoding';
import { EncodedStrings } from './encodedStrings';
import { columnTag } from './fields';
import { noWords, roomFor } from './valueReaders';

// A constant of this module: reading that of another one costs time in a loop over strings.
const stringTag = columnTag.string;
const noRecords = Buffer.alloc(0);

/** Gathers the strings of a Column as copies of their bytes. */
export class StringsReader {
  length = 0;
  private starts = noWords;
  private ends = noWords;
  private records = noRecords;
  /** Bytes of `records` that are in use. */
  private used = 0;
  private ascii = true;

  constructor(private readonly expected: number) {}

  /**
   * Takes a run of neighbouring string records; the tag of the first one has been read.
   * @throws when one of them is not UTF-8
   */
  appendRun(reader: Reader): void {
    const { buf, pos: start, len: end } = reader;
    const shift = this.used + 1 - start;
    let { starts, ends, length: row } = this;
    let room = starts.length;
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
      if (row === room) {
        this.reserve(row, (end - at) >> 1);
        ({ starts, ends } = this);
        room = starts.length;
      }
      starts[row] = at + shift;
      at += length;
      ends[row++] = at + shift;
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
    const exact = this.starts.length === length;
    return new EncodedStrings(
      this.records.length === used ? this.records : Buffer.from(this.records.subarray(0, used)),
      exact ? this.starts : this.starts.slice(0, length),
      exact ? this.ends : this.ends.slice(0, length),
      this.ascii,
    );
  }

  /**
   * Tags and lengths below 128 are ASCII bytes, and in valid UTF-8 these stand alone: when a stretch of records is
   * valid as a whole then so is each string in it. Only a string with a longer length is looked at by itself.
   */
  private check(reader: Reader, start: number, end: number): void {
    const stretch = reader.buf.subarray(start, end);
    if (isAscii(stretch)) return;
    this.ascii = false;
    if (isUtf8(stretch)) return;
    reader.pos = start;
    throw new Error(invalidUtf8);
  }

  /** @param most how many more strings there can be at most */
  private reserve(length: number, most: number): void {
    const probable = Math.max(this.expected - length, 64);
    const room = roomFor(length, Math.min(probable, most + 1));
    const starts = new Int32Array(room);
    const ends = new Int32Array(room);
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
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
