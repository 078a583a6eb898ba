import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../src/data/bitmap';

const lengths = [0, 1, 7, 8, 9, 15, 16, 17, 64, 65];

/** Every third bit, and the last. */
function pattern(length: number): boolean[] {
  return Array.from({ length }, (_, i) => i % 3 === 1 || i === length - 1);
}

function bitmapOf(bits: readonly boolean[]): Bitmap {
  const bitmap = new Bitmap(bits.length);
  bits.forEach((bit, i) => {
    if (bit) bitmap.set(i);
  });
  return bitmap;
}

function bitsOf(bitmap: Bitmap): boolean[] {
  return Array.from({ length: bitmap.length }, (_, i) => bitmap.get(i));
}

describe('Bitmap', () => {
  it.each(lengths)('gives %i bits back', (length) => {
    const bits = pattern(length);
    const bitmap = bitmapOf(bits);
    expect(bitsOf(bitmap)).toEqual(bits);
    expect(bitmap.count()).toBe(bits.filter(Boolean).length);
    expect(bitmap.any()).toBe(length > 0);
    expect(new Bitmap(length).any()).toBe(false);
    expect(new Bitmap(length).count()).toBe(0);
  });

  it('puts the first bit lowest', () => {
    expect(bitmapOf([true, false, false, true, false, false, false, false, true]).bytes).toEqual(
      new Uint8Array([0b1001, 1]),
    );
  });

  it.each(lengths)('slices %i bits at every place, as a bitmap of its own', (length) => {
    const bits = pattern(length);
    const bitmap = bitmapOf(bits);
    for (let start = 0; start <= length; start++) {
      for (let end = start; end <= length; end++) {
        const part = bitmap.slice(start, end);
        expect(bitsOf(part)).toEqual(bits.slice(start, end));
        expect(part.count()).toBe(bits.slice(start, end).filter(Boolean).length);
        for (let i = 0; i < part.length; i++) part.set(i);
      }
    }
    expect(bitsOf(bitmap)).toEqual(bits);
  });

  it('does not count what stands behind its last bit', () => {
    const ones = new Uint8Array([0xff, 0xff, 0xff]);
    expect(new Bitmap(3, ones).count()).toBe(3);
    expect(new Bitmap(8, ones).count()).toBe(8);
    expect(new Bitmap(3, new Uint8Array([0xf8])).any()).toBe(false);
    expect(new Bitmap(0, ones).any()).toBe(false);
    expect(new Bitmap(11, ones).slice(8, 11).count()).toBe(3);
  });

  it('refuses a buffer that is too short', () => {
    expect(() => new Bitmap(9, new Uint8Array(1))).toThrow(new RangeError('9 bits do not fit 1 bytes'));
  });
});
