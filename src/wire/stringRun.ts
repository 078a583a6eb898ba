import { isAscii, isUtf8 } from 'node:buffer';
import type { Reader } from 'protobufjs/minimal';
import { invalidUtf8, outOfRange } from './decoding';
import { columnTag } from './fields';

/** Neighbouring records of field 7 of Column. */
export interface StringRun {
  readonly count: number;
  readonly ascii: boolean;
}

/**
 * Walks over a run of string records and checks that they are UTF-8; the tag of the first one has been read.
 *
 * Tags and lengths below 128 are ASCII bytes, and in valid UTF-8 those stand alone: if a stretch of records is valid
 * as a whole then so is each string in it. Only a string with a longer length is checked by itself.
 */
export function skipStringRun(reader: Reader): StringRun {
  const { buf, len: end } = reader;
  let at = reader.pos;
  let unchecked = at;
  let count = 0;
  let ascii = true;
  for (;;) {
    if (at >= end) throw outOfRange();
    let length = buf[at++] as number;
    if (length < 128) {
      at += length;
      if (at > end) throw outOfRange();
    } else {
      ascii = checkUtf8(reader, unchecked, at - 1) && ascii;
      reader.pos = at - 1;
      length = reader.size();
      at = reader.pos + length;
      if (at > end) throw outOfRange();
      ascii = checkUtf8(reader, at - length, at) && ascii;
      unchecked = at;
    }
    count++;
    if (at === end || buf[at] !== columnTag.string) break;
    at++;
  }
  ascii = checkUtf8(reader, unchecked, at) && ascii;
  reader.pos = at;
  return { count, ascii };
}

/**
 * Notes where the strings of a run start and end. The run has been walked over before, so it is sound.
 * @param shift what to add to a position in the reader
 * @returns the row after the last one written
 */
export function locateStrings(
  reader: Reader,
  {
    starts,
    ends,
    row: firstRow,
    shift,
  }: { readonly starts: Int32Array; readonly ends: Int32Array; readonly row: number; readonly shift: number },
): number {
  const { buf, len: end } = reader;
  let at = reader.pos;
  let row = firstRow;
  for (;;) {
    let length = buf[at++] as number;
    if (length > 127) {
      reader.pos = at - 1;
      length = reader.size();
      at = reader.pos;
    }
    starts[row] = at + shift;
    at += length;
    ends[row++] = at + shift;
    if (at === end || buf[at] !== columnTag.string) break;
    at++;
  }
  reader.pos = at;
  return row;
}

function checkUtf8(reader: Reader, start: number, end: number): boolean {
  const stretch = reader.buf.subarray(start, end);
  if (isAscii(stretch)) return true;
  if (isUtf8(stretch)) return false;
  reader.pos = start;
  throw new Error(invalidUtf8);
}
