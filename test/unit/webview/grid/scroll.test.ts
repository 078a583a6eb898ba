import { describe, expect, it } from 'vitest';
import {
  canvasHeight,
  contentHeight,
  follow,
  MAX_CANVAS,
  maxTop,
  topToReveal,
  toScrollTop,
  toTop,
  visibleRows,
  type Geometry,
  type Position,
} from '../../../../webview/grid/scroll';

function geometry(rowCount: number, viewHeight = 800): Geometry {
  return { rowHeight: 24, rowCount, viewHeight };
}

const sizes = [0, 1, 20, 33, 34, 1000, 333_333, 333_334, 1_000_000, 10_000_000, 2 ** 31];

describe.each(sizes)('%i rows', (rowCount) => {
  const shape = geometry(rowCount);
  const end = Math.max(0, canvasHeight(shape) - shape.viewHeight);

  it('fit a canvas that a browser can lay out', () => {
    expect(canvasHeight(shape)).toBeLessThanOrEqual(MAX_CANVAS);
  });

  it('are reached from the first to the last by the scroll bar', () => {
    expect(toTop(shape, 0)).toBe(0);
    expect(toTop(shape, end)).toBeCloseTo(maxTop(shape), 3);
    expect(visibleRows(shape, toTop(shape, end)).end).toBe(rowCount);
  });

  it('stand for places in order, there and back', () => {
    let before = -1;
    for (let i = 0; i <= 1000; i++) {
      const scrollTop = (end * i) / 1000;
      const top = toTop(shape, scrollTop);
      expect(top).toBeGreaterThanOrEqual(before);
      expect(toScrollTop(shape, top)).toBeCloseTo(scrollTop, 3);
      before = top;
    }
  });

  it('never show a place outside the content', () => {
    for (const scrollTop of [-100, 0, end, end + 100, 1e12]) {
      expect(toTop(shape, scrollTop)).toBeGreaterThanOrEqual(0);
      expect(toTop(shape, scrollTop)).toBeLessThanOrEqual(maxTop(shape));
    }
  });
});

describe('following the scroll bar', () => {
  it.each([1000, 1_000_000, 10_000_000])('moves a wheel step by its pixels at %i rows', (rowCount) => {
    const shape = geometry(rowCount);
    let position: Position = { scrollTop: 0, top: 0 };
    for (let i = 1; i <= 100; i++) position = follow(shape, position, i * 100);
    expect(position.top).toBe(10_000);
    for (let i = 99; i >= 0; i--) position = follow(shape, position, i * 100);
    expect(position.top).toBe(0);
  });

  it('moves by pixels in the middle of 10 million rows, and by the scale when dragged', () => {
    const shape = geometry(10_000_000);
    const middle = follow(shape, { scrollTop: 0, top: 0 }, 4_000_000 - 400);
    expect(visibleRows(shape, middle.top).start).toBeCloseTo(5_000_000, -3);
    const step = follow(shape, middle, middle.scrollTop + 100);
    expect(step.top - middle.top).toBe(100);
  });

  it('is exact again at both ends after drifting', () => {
    const shape = geometry(10_000_000);
    const drifted: Position = { scrollTop: 50, top: 5000 };
    expect(follow(shape, drifted, 0).top).toBe(0);
    const end = canvasHeight(shape) - shape.viewHeight;
    const near: Position = { scrollTop: end - 50, top: maxTop(shape) - 5000 };
    expect(follow(shape, near, end).top).toBe(maxTop(shape));
  });

  it('stays within the content', () => {
    const shape = geometry(10_000_000);
    expect(follow(shape, { scrollTop: 300, top: 100 }, 150).top).toBe(0);
    const end = canvasHeight(shape) - shape.viewHeight;
    expect(follow(shape, { scrollTop: end - 300, top: maxTop(shape) - 100 }, end - 150).top).toBe(
      maxTop(shape),
    );
  });

  it('keeps the position where nothing moved', () => {
    const position: Position = { scrollTop: 5, top: 77 };
    expect(follow(geometry(10_000_000), position, 5)).toBe(position);
  });
});

describe('rows in view', () => {
  it.each([
    [0, { start: 0, end: 34 }],
    [23.9, { start: 0, end: 35 }],
    [24, { start: 1, end: 35 }],
    [23_200, { start: 966, end: 1000 }],
  ])('at %d', (top, expected) => {
    expect(visibleRows(geometry(1000), top)).toEqual(expected);
  });

  it.each([
    ['is whole in view', 100, 10, 100],
    ['is above', 1000, 3, 72],
    ['is half above', 250, 10, 240],
    ['is below', 0, 100, 101 * 24 - 800],
    ['is the last', 0, 999, contentHeight(geometry(1000)) - 800],
  ])('reveal a row that %s', (_what, top, row, expected) => {
    expect(topToReveal(geometry(1000), top, row)).toBe(expected);
  });
});
