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
    for (const byte of this.bytes) if (byte !== 0) return true;
    return false;
  }

  count(): number {
    let count = 0;
    for (let byte of this.bytes) {
      while (byte !== 0) {
        byte &= byte - 1;
        count++;
      }
    }
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
}
