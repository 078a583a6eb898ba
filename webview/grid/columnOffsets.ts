/** Left edges of columns laid side by side, and the right edge of the last: one entry more than columns. */
export type ColumnOffsets = Float64Array;

export function columnOffsets(widths: readonly number[]): ColumnOffsets {
  const offsets = new Float64Array(widths.length + 1);
  widths.forEach((width, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + width;
  });
  return offsets;
}

export function totalWidth(offsets: ColumnOffsets): number {
  return offsets.at(-1) ?? 0;
}

/** The column at a distance from the left edge of the first; the last one beyond the right edge. */
export function columnAt(offsets: ColumnOffsets, left: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= left) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Columns seen at least in part, end exclusive. */
export function visibleColumns(
  offsets: ColumnOffsets,
  { left, width }: { readonly left: number; readonly width: number },
): { readonly start: number; readonly end: number } {
  if (offsets.length < 2 || width <= 0) return { start: 0, end: 0 };
  return { start: columnAt(offsets, left), end: columnAt(offsets, left + width - 0.01) + 1 };
}

/** The nearest scroll position at which a column is seen whole, or its left edge where it is wider than the view. */
export function leftToReveal(
  offsets: ColumnOffsets,
  { left, width, column }: { readonly left: number; readonly width: number; readonly column: number },
): number {
  const start = offsets[column] ?? 0;
  const end = offsets[column + 1] ?? start;
  const least = end - width;
  return Math.max(0, Math.min(Math.max(left, least), start));
}
