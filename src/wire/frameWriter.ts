import type { StringValues } from '../data/column';
import { varintLength, writeVarints } from './varint';

/** Strings written in one go: many enough to share the cost of a call, few enough to stay in the nearest cache. */
const blockLength = 128;

/** Bytes in the making: a growing buffer with the few kinds of protobuf fields that a frame is made of. */
export class FrameWriter {
  /** See `keptReader` in decoding.ts. */
  static readonly kept = new FrameWriter(0);

  private buffer: Buffer;
  private position = 0;

  /** @param capacity bytes to begin with; more than enough costs less than growing */
  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafeSlow(Math.max(capacity, 64));
  }

  finish(): Uint8Array {
    return this.buffer.subarray(0, this.position);
  }

  /** A varint below 2^32; tags are such. */
  varint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest > 127) {
      this.buffer[this.position++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.position++] = rest;
  }

  /** 64-bit varints, as pairs of words, low word first. */
  varints(words: Int32Array): void {
    const count = words.length >> 1;
    this.reserve(count * 10);
    this.position = writeVarints(words, count, this.buffer, this.position);
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.position);
    this.position += bytes.length;
  }

  /** Room for `count` bytes, to be filled by the caller. */
  take(count: number): Uint8Array {
    this.reserve(count);
    const start = this.position;
    this.position += count;
    return this.buffer.subarray(start, this.position);
  }

  /** A string with its length; lone surrogates become U+FFFD. */
  string(text: string): void {
    const most = text.length * 3;
    this.reserve(most + 5);
    const start = this.position + varintLength(most);
    const length = this.buffer.write(text, start, 'utf8');
    this.closeAt(this.position, start, start + length);
  }

  /**
   * Strings, each with its tag and length; lone surrogates become U+FFFD.
   *
   * Calling out of JavaScript for each string takes longer than copying it. So blocks of strings are joined, with
   * room for tag and length between them, and written in one go; if this takes a byte for each character then all
   * are ASCII, their lengths are known, and only tags and lengths remain to be filled in.
   */
  strings(tag: number, values: StringValues): void {
    for (let start = 0; start < values.length; start += blockLength) {
      const block = blockOf(values, start, Math.min(start + blockLength, values.length));
      if (this.asciiBlock(tag, block)) continue;
      for (const text of block) {
        this.varint(tag);
        this.string(text);
      }
    }
  }

  /** Writes a block if all of it is ASCII and each string is shorter than 128; otherwise nothing that stays. */
  private asciiBlock(tag: number, block: readonly string[]): boolean {
    const joined = block.join('\0\0');
    this.reserve(2 + joined.length * 3);
    const { buffer } = this;
    let at = this.position;
    if (buffer.write(joined, at + 2, 'utf8') !== joined.length) return false;
    for (const { length } of block) {
      if (length > 127) return false;
      buffer[at] = tag;
      buffer[at + 1] = length;
      at += 2 + length;
    }
    this.position = at;
    return true;
  }

  /**
   * Writes something with its length before it.
   * @param most how many bytes it may take; a close guess spares moving it
   */
  delimited(most: number, write: () => void): void {
    this.reserve(5);
    const lengthAt = this.position;
    this.position += varintLength(most);
    const start = this.position;
    write();
    this.closeAt(lengthAt, start, this.position);
  }

  reserve(count: number): void {
    const needed = this.position + count;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.position));
    this.buffer = grown;
  }

  /** Puts the length of [start, end) at `lengthAt` and moves the content up to it where room was left. */
  private closeAt(lengthAt: number, start: number, end: number): void {
    const length = end - start;
    const contentAt = lengthAt + varintLength(length);
    if (contentAt > start) this.reserve(contentAt + length - this.position);
    if (contentAt !== start) this.buffer.copyWithin(contentAt, start, end);
    this.position = lengthAt;
    this.varint(length);
    this.position = contentAt + length;
  }
}

function blockOf(values: StringValues, start: number, end: number): readonly string[] {
  if (isStrings(values)) return values.slice(start, end);
  return Array.from({ length: end - start }, (_, i) => values.at(start + i) ?? '');
}

function isStrings(values: StringValues): values is string[] {
  return Array.isArray(values);
}
