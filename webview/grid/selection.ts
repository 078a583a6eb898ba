import type { CellRange } from '../../src/protocol/cellRange';

/** A cell; row -1 is the header. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/**
 * What is selected: any number of rectangles, in the order in which they were made. Whole rows, columns or everything
 * end at infinity, so that they grow with the result. The last range reaches from `anchor` to where it was extended.
 */
export interface Selection {
  /** Where keys move from and where the focus stands. */
  readonly active: CellPosition;
  /** The fixed corner of the last range. */
  readonly anchor: CellPosition;
  /** The moving corner of the last range. */
  readonly head: CellPosition;
  readonly ranges: readonly CellRange[];
}

export interface Bounds {
  /** The end of the rows. */
  readonly rows: number;
  /** Rows before it are no longer there; 0 unless given. */
  readonly firstRow?: number;
  readonly columns: number;
}

export const noSelection: Selection = {
  active: { row: 0, column: 0 },
  anchor: { row: 0, column: 0 },
  head: { row: 0, column: 0 },
  ranges: [],
};

/** One cell, or with the header row the focus alone. */
export function selectCell(cell: CellPosition): Selection {
  return { active: cell, anchor: cell, head: cell, ranges: cell.row < 0 ? [] : [rectangle(cell, cell)] };
}

/** One more cell beside what is selected. */
export function addCell(selection: Selection, cell: CellPosition): Selection {
  return { active: cell, anchor: cell, head: cell, ranges: [...selection.ranges, rectangle(cell, cell)] };
}

/** Draws the last range out to a cell; the active cell stays. */
export function extendTo(selection: Selection, head: CellPosition): Selection {
  if (head.row < 0) return selection;
  const anchor = selection.anchor.row < 0 ? { ...selection.anchor, row: 0 } : selection.anchor;
  return replaceLast({ ...selection, anchor, head }, rectangle(anchor, head));
}

export interface SpanOptions {
  /** Draws the last range out instead of starting one. */
  readonly extend?: boolean;
  /** Keeps what is selected. */
  readonly add?: boolean;
}

/** Whole rows, from the anchor's when extending. */
export function selectRow(selection: Selection, row: number, { extend, add }: SpanOptions = {}): Selection {
  const from = extend ? Math.max(0, selection.anchor.row) : row;
  const range = { ...rectangle({ row: from, column: 0 }, { row, column: 0 }), endColumn: Infinity };
  const cell = { row: from, column: 0 };
  return withRange(selection, { range, anchor: cell, head: { row, column: 0 }, keep: add, replace: extend });
}

/** Whole columns, from the anchor's when extending. Their headers are the corners. */
export function selectColumn(
  selection: Selection,
  column: number,
  { extend, add }: SpanOptions = {},
): Selection {
  const from = extend ? selection.anchor.column : column;
  const range = { ...rectangle({ row: 0, column: from }, { row: 0, column }), endRow: Infinity };
  const cell = { row: -1, column: from };
  return withRange(selection, { range, anchor: cell, head: { row: -1, column }, keep: add, replace: extend });
}

export function selectAll(selection: Selection): Selection {
  const range = { startRow: 0, endRow: Infinity, startColumn: 0, endColumn: Infinity };
  return { ...selection, ranges: [range] };
}

/** Leaves the active cell as all that is selected. */
export function collapse(selection: Selection): Selection {
  return selectCell(selection.active);
}

export function isSelected(selection: Selection, { row, column }: CellPosition): boolean {
  return selection.ranges.some(
    (range) =>
      row >= range.startRow && row < range.endRow && column >= range.startColumn && column < range.endColumn,
  );
}

/** Whether any cell of a column, or of a row, is selected. */
export function touchesColumn(selection: Selection, column: number): boolean {
  return selection.ranges.some((range) => column >= range.startColumn && column < range.endColumn);
}

export function touchesRow(selection: Selection, row: number): boolean {
  return selection.ranges.some((range) => row >= range.startRow && row < range.endRow);
}

/** The ranges within what exists, empty ones left out. */
export function rangesWithin(selection: Selection, { rows, firstRow = 0, columns }: Bounds): CellRange[] {
  return selection.ranges
    .map((range) => ({
      startRow: Math.max(firstRow, range.startRow),
      endRow: Math.min(rows, range.endRow),
      startColumn: Math.max(0, range.startColumn),
      endColumn: Math.min(columns, range.endColumn),
    }))
    .filter((range) => range.endRow > range.startRow && range.endColumn > range.startColumn);
}

/** The selection within what exists, as when a result was read again and has become smaller. */
export function fit(selection: Selection, bounds: Bounds): Selection {
  const cell = ({ row, column }: CellPosition): CellPosition => ({
    row: Math.max(-1, Math.min(row, bounds.rows - 1)),
    column: Math.max(0, Math.min(column, bounds.columns - 1)),
  });
  const ranges = selection.ranges.filter(
    (range) => range.startRow < bounds.rows && range.startColumn < bounds.columns,
  );
  return {
    active: cell(selection.active),
    anchor: cell(selection.anchor),
    head: cell(selection.head),
    ranges,
  };
}

interface WithRange {
  readonly range: CellRange;
  readonly anchor: CellPosition;
  readonly head: CellPosition;
  readonly keep: boolean | undefined;
  readonly replace: boolean | undefined;
}

function withRange(selection: Selection, { range, anchor, head, keep, replace }: WithRange): Selection {
  const next = { active: anchor, anchor, head };
  if (replace) return replaceLast({ ...selection, ...next }, range);
  return { ...next, ranges: keep ? [...selection.ranges, range] : [range] };
}

function replaceLast(selection: Selection, range: CellRange): Selection {
  return { ...selection, ranges: [...selection.ranges.slice(0, -1), range] };
}

function rectangle(a: CellPosition, b: CellPosition): CellRange {
  return {
    startRow: Math.min(a.row, b.row),
    endRow: Math.max(a.row, b.row) + 1,
    startColumn: Math.min(a.column, b.column),
    endColumn: Math.max(a.column, b.column) + 1,
  };
}
