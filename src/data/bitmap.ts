/** Fixed-length bits, least significant first in each byte. Bit `i` of a null bitmap says that row `i` is null. */
export class Bitmap {
  readonly bytes: Uint8Array;
  readonly length: number;

  constructor(length: number, bytes: Uint8Array = new Uint8Array((length + 7) >> 3)) {
    if (bytes.length < (length + 7) >> 3)
      throw new RangeError(`${length} bits do not fit ${bytes.length} bytes`);
    this.bytes = bytes;
    this.length = length;
  }

  get(index: number): boolean {
    return ((this.bytes[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  /** Only while the bitmap is being built: a column's bitmap never changes. */
  set(index: number): void {
    this.bytes[index >> 3] = (this.bytes[index >> 3] ?? 0) | (1 << (index & 7));
  }

  /** True if any bit is set. */
  any(): boolean {
    const whole = this.length >> 3;
    for (let i = 0; i < whole; i++) if (this.bytes[i] !== 0) return true;
    return this.rest() !== 0;
  }

  /** How many bits are set. */
  count(): number {
    const whole = this.length >> 3;
    let count = ones(this.rest());
    for (let i = 0; i < whole; i++) count += ones(this.bytes[i] ?? 0);
    return count;
  }

  /** Bits `start` (inclusive) to `end` (exclusive) as a bitmap of its own. */
  slice(start: number, end: number): Bitmap {
    const length = end - start;
    if ((start & 7) === 0 && (end === this.length || (end & 7) === 0)) {
      return new Bitmap(length, this.bytes.slice(start >> 3, (end + 7) >> 3));
    }
    const part = new Bitmap(length);
    for (let i = 0; i < length; i++) if (this.get(start + i)) part.set(i);
    return part;
  }

  /** The bits of the last byte, if it is not full; what stands behind them in a given buffer does not count. */
  private rest(): number {
    return (this.bytes[this.length >> 3] ?? 0) & ((1 << (this.length & 7)) - 1);
  }
}

function ones(byte: number): number {
  let count = 0;
  for (let bits = byte; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** The bits of all of them, one behind the other. */
export function joinBitmaps(parts: readonly Bitmap[]): Bitmap {
  const joined = new Bitmap(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) if (part.get(i)) joined.set(at + i);
    at += part.length;
  }
  return joined;
}
