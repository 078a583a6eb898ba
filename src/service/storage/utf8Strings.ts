import { isAscii } from 'node:buffer';
import type { StringValues } from '../../data/column';

/** Strings as one run of UTF-8 bytes; each becomes a string when it is asked for. */
export class Utf8Strings implements StringValues {
  private ascii: boolean | undefined;

  /**
   * @param bytes valid UTF-8, string after string
   * @param offsets where in `bytes` each string starts, and after the last one where it ends: a value more than strings
   */
  constructor(
    readonly bytes: Buffer,
    readonly offsets: Uint32Array,
  ) {}

  get length(): number {
    return this.offsets.length - 1;
  }

  /** Of the strings together. */
  get byteLength(): number {
    return (this.offsets[this.length] ?? 0) - (this.offsets[0] ?? 0);
  }

  at(row: number): string | undefined {
    const start = this.offsets[row];
    const end = this.offsets[row + 1];
    if (start === undefined || end === undefined) return undefined;
    this.ascii ??= isAscii(this.bytes);
    return this.bytes.toString(this.ascii ? 'latin1' : 'utf8', start, end);
  }

  bytesAt(row: number): Uint8Array | undefined {
    const start = this.offsets[row];
    return start === undefined ? undefined : this.bytes.subarray(start, this.offsets[row + 1]);
  }

  /** Rows `start` (inclusive) to `end` (exclusive), on the same bytes. */
  slice(start: number, end: number): Utf8Strings {
    return new Utf8Strings(this.bytes, this.offsets.subarray(start, end + 1));
  }
}
