import { describe, expect, it } from 'vitest';
import {
  columnAt,
  columnOffsets,
  leftToReveal,
  totalWidth,
  visibleColumns,
} from '../../../../webview/grid/columnOffsets';

const offsets = columnOffsets([100, 50, 200, 100]);

describe('columns side by side', () => {
  it('know their edges', () => {
    expect([...offsets]).toEqual([0, 100, 150, 350, 450]);
    expect(totalWidth(offsets)).toBe(450);
    expect(totalWidth(columnOffsets([]))).toBe(0);
  });

  it.each([
    [-5, 0],
    [0, 0],
    [99.5, 0],
    [100, 1],
    [149, 1],
    [150, 2],
    [449, 3],
    [10_000, 3],
  ])('at %d is column %i', (left, column) => {
    expect(columnAt(offsets, left)).toBe(column);
  });

  it.each([
    [0, 100, { start: 0, end: 1 }],
    [0, 101, { start: 0, end: 2 }],
    [120, 50, { start: 1, end: 3 }],
    [0, 9999, { start: 0, end: 4 }],
    [0, 0, { start: 0, end: 0 }],
  ])('from %d over %d are seen', (left, width, expected) => {
    expect(visibleColumns(offsets, { left, width })).toEqual(expected);
  });

  it('of none, none is seen', () => {
    expect(visibleColumns(columnOffsets([]), { left: 0, width: 100 })).toEqual({ start: 0, end: 0 });
  });

  it.each([
    ['in view', 0, 160, 1, 0],
    ['to the left', 120, 160, 0, 0],
    ['to the right', 0, 160, 1 + 2, 290],
    ['wider than the view', 0, 160, 2, 150],
  ])('are revealed when %s', (_what, left, width, column, expected) => {
    expect(leftToReveal(offsets, { left, width, column })).toBe(expected);
  });
});
