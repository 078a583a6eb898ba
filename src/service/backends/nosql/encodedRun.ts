import { isAscii } from 'node:buffer';
import { EncodedStrings } from '../../../wire/encodedStrings';
import { columnTag } from '../../../wire/fields';
import type { Utf8Strings } from '../../storage/utf8Strings';

/** Below this many bytes a byte loop is quicker than a call. */
const shortString = 24;

/** Stored strings in the form in which they are sent: their bytes go from the database to the socket without becoming strings. */
export function encodedRun({ bytes, offsets, length }: Utf8Strings): EncodedStrings {
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  let size = 0;
  for (let row = 0; row < length; row++) {
    const bytesOfRow = (offsets[row + 1] ?? 0) - (offsets[row] ?? 0);
    starts[row] = size + 1 + varintLength(bytesOfRow);
    size = (starts[row] ?? 0) + bytesOfRow;
    ends[row] = size;
  }
  const records = Buffer.allocUnsafe(size);
  let at = 0;
  for (let row = 0; row < length; row++) {
    const from = offsets[row] ?? 0;
    const to = offsets[row + 1] ?? 0;
    records[at++] = columnTag.string;
    let rest = to - from;
    for (; rest > 127; rest >>>= 7) records[at++] = (rest & 127) | 128;
    records[at++] = rest;
    if (to - from > shortString) {
      records.set(bytes.subarray(from, to), at);
      at += to - from;
    } else for (let i = from; i < to; i++) records[at++] = bytes[i] ?? 0;
  }
  return new EncodedStrings(records, starts, ends, isAscii(records));
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest >>>= 7) length++;
  return length;
}
