import { isAscii } from 'node:buffer';
import type { StringValues } from '../../data/column';

/** Strings as one run of UTF-8 bytes; each becomes a string when it is asked for. */
export class Utf8Strings implements StringValues {
  private ascii: boolean | undefined;

  /**
   * @param bytes valid UTF-8, string after string
   * @param offsets where each string starts, and after the last one where it ends: a value more than strings
   */
  constructor(
    readonly bytes: Buffer,
    readonly offsets: Uint32Array,
  ) {}

  get length(): number {
    return this.offsets.length - 1;
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
}

/** Collects strings, or ranges and picks of other runs, into one run. */
export class Utf8StringsBuilder {
  private bytes: Buffer;
  private readonly offsets: Uint32Array;
  private rows = 0;
  private end = 0;

  /** @param capacity most strings */
  constructor(capacity: number, bytesPerString = 16) {
    this.offsets = new Uint32Array(capacity + 1);
    this.bytes = Buffer.allocUnsafe(Math.max(64, capacity * bytesPerString));
  }

  /** Adds rows `start` (inclusive) to `end` (exclusive) of a run. */
  addRange(strings: Utf8Strings, start: number, end: number): void {
    const from = strings.offsets[start] ?? 0;
    const to = strings.offsets[end] ?? from;
    this.reserve(to - from);
    this.bytes.set(strings.bytes.subarray(from, to), this.end);
    const shift = this.end - from;
    for (let row = start; row < end; row++) {
      this.offsets[++this.rows] = (strings.offsets[row + 1] ?? 0) + shift;
    }
    this.end += to - from;
  }

  /** An empty string, for instance below a null. */
  addEmpty(): void {
    this.offsets[++this.rows] = this.end;
  }

  build(): Utf8Strings {
    return new Utf8Strings(this.bytes.subarray(0, this.end), this.offsets.subarray(0, this.rows + 1));
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + more));
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
  }
}
