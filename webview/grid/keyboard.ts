import type { Bounds, CellPosition } from './selection';

/** What a key asks of the grid. */
export type GridCommand =
  | {
      readonly type: 'move';
      readonly rows: Step;
      readonly columns: Step;
      /** Draws the selection out instead of moving it. */
      readonly extend: boolean;
    }
  | { readonly type: 'copy'; readonly withHeader: boolean }
  | { readonly type: 'resizeColumn'; readonly by: number }
  | { readonly type: 'selectAll' | 'selectRow' | 'selectColumn' | 'collapse' | 'open' };

/** A number of cells; a screen up or down; or all the way. */
export type Step = -1 | 0 | 1 | 'pageBack' | 'page' | 'first' | 'last';

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Pixels that a column gains or loses with a key. */
const RESIZE_STEP = 16;

/** The command of a key, if the grid has one; Ctrl and Cmd are one. */
export function keyCommand({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): GridCommand | undefined {
  const control = ctrlKey || metaKey;
  if (altKey) {
    if (control || shiftKey) return undefined;
    if (key === 'ArrowLeft') return { type: 'resizeColumn', by: -RESIZE_STEP };
    return key === 'ArrowRight' ? { type: 'resizeColumn', by: RESIZE_STEP } : undefined;
  }
  const move = (rows: Step, columns: Step): GridCommand => ({
    type: 'move',
    rows,
    columns,
    extend: shiftKey,
  });
  switch (key) {
    case 'ArrowUp':
      return move(control ? 'first' : -1, 0);
    case 'ArrowDown':
      return move(control ? 'last' : 1, 0);
    case 'ArrowLeft':
      return move(0, control ? 'first' : -1);
    case 'ArrowRight':
      return move(0, control ? 'last' : 1);
    case 'PageUp':
      return control ? undefined : move('pageBack', 0);
    case 'PageDown':
      return control ? undefined : move('page', 0);
    case 'Home':
      return move(control ? 'first' : 0, 'first');
    case 'End':
      return move(control ? 'last' : 0, 'last');
    case ' ':
      if (control) return { type: 'selectColumn' };
      return shiftKey ? { type: 'selectRow' } : undefined;
    case 'Enter':
      return control || shiftKey ? undefined : { type: 'open' };
    case 'Escape':
      return { type: 'collapse' };
    case 'a':
    case 'A':
      return control && !shiftKey ? { type: 'selectAll' } : undefined;
    case 'c':
    case 'C':
      return control ? { type: 'copy', withHeader: shiftKey } : undefined;
    default:
      return undefined;
  }
}

/**
 * Where a movement ends. The header (row -1) is reached by single steps up, and left by any step down.
 * @param pageRows rows of a screen
 */
export function moveFrom(
  { row, column }: CellPosition,
  { rows, columns }: { readonly rows: Step; readonly columns: Step },
  { bounds, pageRows }: { readonly bounds: Bounds; readonly pageRows: number },
): CellPosition {
  const lowest = rows === -1 || (row < 0 && rows === 0) ? -1 : 0;
  const to = clamp(step(row, rows, { last: bounds.rows - 1, page: pageRows }), lowest, bounds.rows - 1);
  const { firstRow = 0 } = bounds;
  return {
    row: to < 0 || to >= firstRow ? to : rows === -1 ? -1 : firstRow,
    column: clamp(step(column, columns, { last: bounds.columns - 1, page: 1 }), 0, bounds.columns - 1),
  };
}

function step(at: number, by: Step, { last, page }: { last: number; page: number }): number {
  switch (by) {
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'page':
      return at + page;
    case 'pageBack':
      return at - page;
    default:
      return at + by;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
