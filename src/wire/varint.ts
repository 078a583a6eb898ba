import type { Reader } from 'protobufjs/minimal';

/** How many varints lie in [start, end). */
export function countVarints(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) count += 1 - ((bytes[at] as number) >>> 7);
  return count;
}

/** @throws RangeError when the varints in [start, end) do not end with the last byte */
export function checkVarints(bytes: Uint8Array, start: number, end: number): void {
  if (end > start && (bytes[end - 1] as number) > 127) throw new RangeError('a varint is cut off');
}

/**
 * Decodes varints as 64-bit integers into pairs of words, low word first: an Int32Array over the memory of a
 * BigInt64Array, on the little-endian machines that VS Code runs on. Stops at `end` or when there is no room for more,
 * and leaves the reader there.
 * @param end where the last varint ends, as checkVarints has seen
 * @param at the index of the first value to be written
 * @returns the index after the last value written
 * @throws RangeError when a varint is longer than ten bytes
 */
export function readVarints(reader: Reader, end: number, words: Int32Array, at: number): number {
  const bytes = reader.buf;
  const room = words.length;
  let p = reader.pos;
  let o = at << 1;
  while (p < end && o < room) {
    let c = bytes[p++] as number;
    let low = c & 127;
    let high = 0;
    if (c > 127) {
      c = bytes[p++] as number;
      low |= (c & 127) << 7;
      if (c > 127) {
        c = bytes[p++] as number;
        low |= (c & 127) << 14;
        if (c > 127) {
          c = bytes[p++] as number;
          low |= (c & 127) << 21;
          if (c > 127) {
            c = bytes[p++] as number;
            low |= c << 28;
            high = (c & 127) >>> 4;
            if (c > 127) {
              c = bytes[p++] as number;
              high |= (c & 127) << 3;
              if (c > 127) {
                c = bytes[p++] as number;
                high |= (c & 127) << 10;
                if (c > 127) {
                  c = bytes[p++] as number;
                  high |= (c & 127) << 17;
                  if (c > 127) {
                    c = bytes[p++] as number;
                    high |= (c & 127) << 24;
                    if (c > 127) {
                      c = bytes[p++] as number;
                      high |= c << 31;
                      if (c > 127) throw new RangeError('a varint is longer than ten bytes');
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    words[o] = low;
    words[o + 1] = high;
    o += 2;
  }
  reader.pos = p;
  return o >> 1;
}

/**
 * Encodes 64-bit integers as varints.
 * @param words the values as pairs of words, low word first
 * @param bytes has room for ten bytes a value from `at` on
 * @returns the position after the last byte written
 */
export function writeVarints(words: Int32Array, count: number, bytes: Uint8Array, at: number): number {
  let p = at;
  for (let i = 0, stop = count << 1; i < stop; i += 2) {
    let low = words[i] as number;
    const high = words[i + 1] as number;
    if (high === 0) {
      low >>>= 0;
      while (low > 127) {
        bytes[p++] = (low & 127) | 128;
        low >>>= 7;
      }
      bytes[p++] = low;
    } else {
      bytes[p] = (low & 127) | 128;
      bytes[p + 1] = ((low >>> 7) & 127) | 128;
      bytes[p + 2] = ((low >>> 14) & 127) | 128;
      bytes[p + 3] = ((low >>> 21) & 127) | 128;
      const middle = ((high << 4) | (low >>> 28)) & 127;
      let rest = high >>> 3;
      if (rest === 0) {
        bytes[p + 4] = middle;
        p += 5;
      } else {
        bytes[p + 4] = middle | 128;
        p += 5;
        while (rest > 127) {
          bytes[p++] = (rest & 127) | 128;
          rest >>>= 7;
        }
        bytes[p++] = rest;
      }
    }
  }
  return p;
}

/** How many bytes an unsigned 32-bit varint takes. */
export function varintLength(value: number): number {
  if (value < 128) return 1;
  if (value < 16_384) return 2;
  if (value < 2_097_152) return 3;
  return value < 268_435_456 ? 4 : 5;
}
