import type { Reader } from 'protobufjs/minimal';
import { Bitmap } from '../data/bitmap';
import type { ColumnMeasure } from './columnMeasure';
import { readEnd } from './decoding';
import { EncodedStrings } from './encodedStrings';
import { columnTag } from './fields';
import { locateStrings } from './stringRun';
import { readVarints } from './varint';

// Each of these walks over a Column that has been measured, from its start to the end of the reader. Values of one
// field may be split over any number of records, packed or not.

export function readFloats(reader: Reader, count: number): Float64Array {
  const values = new Float64Array(count);
  // Doubles are little-endian on the wire as in memory: Node runs on no big-endian machine that VS Code does.
  const target = new Uint8Array(values.buffer);
  let at = 0;
  forEachRecord(reader, { single: columnTag.float, packed: columnTag.floats }, (start, end) => {
    target.set(reader.buf.subarray(start, end), at);
    at += end - start;
  });
  return values;
}

export function readInt64s(
  reader: Reader,
  tags: { readonly single: number; readonly packed: number },
  count: number,
): BigInt64Array {
  const values = new BigInt64Array(count);
  const words = new Int32Array(values.buffer);
  let row = 0;
  forEachRecord(reader, tags, (start, end) => {
    row = readVarints(reader.buf, start, end, words, row);
  });
  return values;
}

export function readBooleans(reader: Reader, count: number): Bitmap {
  const values = new Bitmap(count);
  const { bytes } = values;
  let row = 0;
  forEachRecord(reader, { single: columnTag.bool, packed: columnTag.bools }, (start, end) => {
    // A boolean is a varint too: true when any of its bits is set, which need not be in its first byte.
    let bits = 0;
    for (let at = start; at < end; at++) {
      const byte = reader.buf[at] as number;
      bits |= byte & 127;
      if (byte > 127) continue;
      if (bits !== 0) bytes[row >> 3] = (bytes[row >> 3] as number) | (1 << (row & 7));
      bits = 0;
      row++;
    }
  });
  return values;
}

export function readStrings(reader: Reader, { counts, stringBytes, ascii }: ColumnMeasure): EncodedStrings {
  const records = Buffer.allocUnsafeSlow(stringBytes);
  const starts = new Int32Array(counts.string);
  const ends = new Int32Array(counts.string);
  const { buf } = reader;
  let row = 0;
  let at = 0;
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    if (tag !== columnTag.string) {
      reader.skipType(tag & 7, 0, tag >>> 3);
      continue;
    }
    const start = reader.pos;
    row = locateStrings(reader, { starts, ends, row, shift: at + 1 - start });
    records[at] = columnTag.string;
    records.set(buf.subarray(start, reader.pos), at + 1);
    at += 1 + reader.pos - start;
  }
  return new EncodedStrings(records, starts, ends, ascii);
}

function forEachRecord(
  reader: Reader,
  { single, packed }: { readonly single: number; readonly packed: number },
  visit: (start: number, end: number) => void,
): void {
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    if (tag === packed) {
      const end = readEnd(reader);
      visit(reader.pos, end);
      reader.pos = end;
    } else {
      const start = reader.pos;
      reader.skipType(tag & 7, 0, tag >>> 3);
      if (tag === single) visit(start, reader.pos);
    }
  }
}
