import type { Reader } from 'protobufjs/minimal';
import { Bitmap } from '../data/bitmap';
import { outOfRange } from './decoding';
import { checkVarints, countVarints, readVarints } from './varint';

// Each of these gathers the values of one field of Column. Room is taken for what has come, never for what is only
// announced, so that a short message cannot ask for much memory.

// Shared by all that have nothing yet: most readers of a column stay so.
const noFloats = new Float64Array(0);
const noInt64s = new BigInt64Array(0);
const noBytes = new Uint8Array(0);
const noWords = new Int32Array(0);

export class FloatsReader {
  length = 0;
  private values = noFloats;

  /** Takes the doubles up to `end` and moves the reader there. */
  append(reader: Reader, end: number): void {
    const { pos: start } = reader;
    if (end > reader.len) throw outOfRange();
    const added = (end - start) >>> 3;
    if (added * 8 !== end - start) throw new RangeError(`packed doubles of ${end - start} bytes`);
    if (this.length + added > this.values.length) {
      const grown = new Float64Array(roomFor(this.length, added));
      grown.set(this.values);
      this.values = grown;
    }
    // Doubles are little-endian on the wire, as they are in memory wherever VS Code runs.
    const target = new Uint8Array(this.values.buffer, this.length * 8);
    target.set(reader.buf.subarray(start, end));
    this.length += added;
    reader.pos = end;
  }

  finish(): Float64Array {
    return this.length === this.values.length ? this.values : this.values.slice(0, this.length);
  }
}

export class Int64sReader {
  length = 0;
  private values = noInt64s;
  private words = noWords;

  constructor(private readonly expected: number) {}

  /** Takes the varints up to `end` and moves the reader there. */
  append(reader: Reader, end: number): void {
    checkVarints(reader.buf, reader.pos, end);
    // Counting takes about as long as reading: it is spared when the other columns tell how many there are.
    const probable = this.expected - this.length;
    if (probable > 0 && probable <= end - reader.pos) this.reserve(probable);
    while (reader.pos < end) {
      if (this.length === this.values.length) this.reserve(countVarints(reader.buf, reader.pos, end));
      this.length = readVarints(reader, end, this.words, this.length);
    }
  }

  finish(): BigInt64Array {
    return this.length === this.values.length ? this.values : this.values.slice(0, this.length);
  }

  private reserve(added: number): void {
    if (this.length + added <= this.values.length) return;
    const grown = new BigInt64Array(roomFor(this.length, added));
    grown.set(this.values);
    this.values = grown;
    this.words = new Int32Array(grown.buffer);
  }
}

export class BooleansReader {
  length = 0;
  private bytes = noBytes;

  /** Takes the varints up to `end` and moves the reader there. */
  append(reader: Reader, end: number): void {
    const { buf, pos: start } = reader;
    checkVarints(buf, start, end);
    this.reserve(countVarints(buf, start, end));
    const { bytes } = this;
    let row = this.length;
    // A boolean is a varint like any other: it is true when any of its bits is set, not only one of its first byte.
    let bits = 0;
    let length = 0;
    for (let at = start; at < end; at++) {
      const byte = buf[at] as number;
      bits |= byte & 127;
      if (++length > 10) throw new RangeError('a varint is longer than ten bytes');
      if (byte > 127) continue;
      if (bits !== 0) bytes[row >> 3] = (bytes[row >> 3] as number) | (1 << (row & 7));
      bits = 0;
      length = 0;
      row++;
    }
    this.length = row;
    reader.pos = end;
  }

  finish(): Bitmap {
    return new Bitmap(this.length, this.bytes.slice(0, (this.length + 7) >> 3));
  }

  private reserve(added: number): void {
    const needed = (this.length + added + 7) >> 3;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(roomFor(this.bytes.length, needed - this.bytes.length));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** Just enough at first, then twice as much each time, so that many small records do not cost a copy each. */
export function roomFor(length: number, added: number): number {
  return Math.max(length + added, length * 2);
}
