/**
 * Where rows stand, in absolute pixels. A browser lays out no element of a billion pixels, so the scrolled canvas stays
 * below a limit and its scroll position is scaled to the true one, called `top`: the pixel of the content at the upper
 * edge of the view. Small movements are followed pixel by pixel whatever the scale; large ones, a dragged scroll bar,
 * go by the scale.
 */
export interface Geometry {
  readonly rowHeight: number;
  readonly rowCount: number;
  /** Pixels of rows that are seen at once. */
  readonly viewHeight: number;
}

/** A scroll position of the element together with the place in the content that it stands for. */
export interface Position {
  readonly scrollTop: number;
  readonly top: number;
}

/** Well below what Chromium can lay out (about 16 million on a screen of double density). */
export const MAX_CANVAS = 8_000_000;

/** At both ends the scale is 1:1 over this many pixels, so that wheel and keys reach the very ends without a jump. */
const EXACT_END = 200_000;

export function contentHeight({ rowHeight, rowCount }: Geometry): number {
  return rowHeight * rowCount;
}

/** Height of the element that is scrolled. */
export function canvasHeight(geometry: Geometry): number {
  return Math.min(contentHeight(geometry), MAX_CANVAS);
}

/** The largest `top`. */
export function maxTop(geometry: Geometry): number {
  return Math.max(0, contentHeight(geometry) - geometry.viewHeight);
}

/** The place that a scroll position stands for by the scale alone. */
export function toTop(geometry: Geometry, scrollTop: number): number {
  const { end, limit, ratio } = scale(geometry);
  const at = clamp(scrollTop, 0, end);
  if (at <= limit) return at;
  if (at >= end - limit) return maxTop(geometry) - (end - at);
  return limit + (at - limit) * ratio;
}

/** The inverse of `toTop`. */
export function toScrollTop(geometry: Geometry, top: number): number {
  const { end, limit, ratio } = scale(geometry);
  const last = maxTop(geometry);
  const at = clamp(top, 0, last);
  if (at <= limit) return at;
  if (at >= last - limit) return end - (last - at);
  return limit + (at - limit) / ratio;
}

/** The position after the element has been scrolled to `scrollTop`. */
export function follow(geometry: Geometry, from: Position, scrollTop: number): Position {
  const moved = scrollTop - from.scrollTop;
  if (moved === 0) return from;
  const isAtEnd = scrollTop <= 0 || scrollTop >= scale(geometry).end;
  const isSmall = Math.abs(moved) <= 2 * geometry.viewHeight;
  const top = isSmall && !isAtEnd ? from.top + moved : toTop(geometry, scrollTop);
  return { scrollTop, top: clamp(top, 0, maxTop(geometry)) };
}

/** Rows that are seen at least in part, end exclusive. */
export function visibleRows(
  geometry: Geometry,
  top: number,
): { readonly start: number; readonly end: number } {
  const { rowHeight, rowCount, viewHeight } = geometry;
  const start = clamp(Math.floor(top / rowHeight), 0, rowCount);
  return { start, end: clamp(Math.ceil((top + viewHeight) / rowHeight), start, rowCount) };
}

/** The nearest `top` at which a row is seen whole. */
export function topToReveal(geometry: Geometry, top: number, row: number): number {
  const { rowHeight, viewHeight } = geometry;
  const upper = row * rowHeight;
  const lower = upper + rowHeight - viewHeight;
  return clamp(top < lower ? lower : Math.min(top, upper), 0, maxTop(geometry));
}

function scale(geometry: Geometry): { end: number; limit: number; ratio: number } {
  const end = Math.max(0, canvasHeight(geometry) - geometry.viewHeight);
  const limit = Math.min(EXACT_END, end / 4);
  const ratio = end === 0 ? 1 : (maxTop(geometry) - 2 * limit) / (end - 2 * limit);
  return { end, limit, ratio };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
