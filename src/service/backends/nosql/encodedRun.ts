import { EncodedStrings } from '../../../wire/encodedStrings';
import { columnTag } from '../../../wire/fields';
import type { Utf8Strings } from '../../storage/utf8Strings';

// A constant of this module: reading that of another one costs time in a loop over strings.
const stringTag = columnTag.string;

/** Below this many bytes a byte loop is quicker than a call. */
const shortString = 24;

/**
 * Stored strings, run behind run, in the form in which they are sent: their bytes go from the database to the socket without becoming
 * strings.
 */
export function encodedRun(...runs: readonly Utf8Strings[]): EncodedStrings {
  const records = Buffer.allocUnsafe(runs.reduce((sum, run) => sum + encodedLength(run), 0));
  let at = 0;
  for (const { bytes, offsets, length } of runs) {
    let from = offsets[0] ?? 0;
    for (let row = 1; row <= length; row++) {
      const to = offsets[row] as number;
      records[at++] = stringTag;
      let rest = to - from;
      for (; rest > 127; rest >>>= 7) records[at++] = (rest & 127) | 128;
      records[at++] = rest;
      if (to - from > shortString) {
        records.set(bytes.subarray(from, to), at);
        at += to - from;
        from = to;
      } else while (from < to) records[at++] = bytes[from++] as number;
    }
  }
  return new EncodedStrings(
    records,
    runs.reduce((sum, { length }) => sum + length, 0),
  );
}

/** Of all records: tag, length and string of each. */
function encodedLength({ offsets, length, byteLength }: Utf8Strings): number {
  let size = byteLength + 2 * length;
  let from = offsets[0] ?? 0;
  for (let row = 1; row <= length; row++) {
    const to = offsets[row] as number;
    for (let rest = (to - from) >>> 7; rest > 0; rest >>>= 7) size++;
    from = to;
  }
  return size;
}
