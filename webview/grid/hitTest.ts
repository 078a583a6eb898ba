import { columnAt, totalWidth, type ColumnOffsets } from './columnOffsets';
import type { CellPosition } from './selection';
import { HEADER_HEIGHT, ROW_HEIGHT } from './viewport';

/** What the pointer points at. */
export type Target =
  | { readonly part: 'cell' | 'rowHeader' | 'columnHeader'; readonly at: CellPosition }
  | { readonly part: 'handle'; readonly column: number }
  | { readonly part: 'corner' };

/** What is where in the visible box of the grid, scroll bars excluded. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly gutter: number;
  readonly top: number;
  readonly left: number;
  readonly offsets: ColumnOffsets;
  readonly rowCount: number;
}

/** A point of the visible box. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** At the right of a header, where it is drawn wider. */
const HANDLE_WIDTH = 6;

/** Undefined where there is nothing, the scroll bars included. */
export function targetAt(layout: Layout, { x, y }: Point): Target | undefined {
  const { gutter, offsets } = layout;
  const across = x - gutter + layout.left;
  const isInside = x >= 0 && y >= 0 && x < layout.width && y < layout.height;
  if (!isInside || (x >= gutter && across >= totalWidth(offsets))) return undefined;
  const column = columnAt(offsets, across);
  if (y < HEADER_HEIGHT) {
    if (x < gutter) return { part: 'corner' };
    if ((offsets[column + 1] ?? 0) - across <= HANDLE_WIDTH) return { part: 'handle', column };
    return { part: 'columnHeader', at: { row: -1, column } };
  }
  const row = Math.floor((layout.top + y - HEADER_HEIGHT) / ROW_HEIGHT);
  if (row >= layout.rowCount) return undefined;
  return { part: x < gutter ? 'rowHeader' : 'cell', at: { row, column } };
}

/** The cell in view that is nearest to a point, wherever that is. */
export function nearestCell(layout: Layout, { x, y }: Point): CellPosition {
  const down = clamp(y, HEADER_HEIGHT, layout.height - 1) - HEADER_HEIGHT;
  const across = clamp(x, layout.gutter, layout.width - 1) - layout.gutter;
  const row = Math.floor((layout.top + down) / ROW_HEIGHT);
  return {
    row: clamp(row, 0, layout.rowCount - 1),
    column: columnAt(layout.offsets, across + layout.left),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
