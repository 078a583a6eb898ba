import type { CellRange } from '../../src/protocol/cellRange';
import type { ColumnFitting } from './columnFitting';
import type { Columns } from './columns';
import { nearestCell, targetAt, type Layout, type Target } from './hitTest';
import { keyCommand, moveFrom, type GridCommand } from './keyboard';
import { listenToPointer, type Modifiers } from './pointer';
import type { RovingFocus } from './rovingFocus';
import type { Selecting } from './selecting';
import type { Bounds, CellPosition } from './selection';
import { ROW_HEIGHT, type Viewport } from './viewport';

export interface InputParts {
  readonly root: HTMLElement;
  readonly columns: Columns;
  readonly fitting: ColumnFitting;
  readonly focusing: RovingFocus;
  readonly selecting: Selecting;
  readonly viewport: Viewport;
  readonly bounds: () => Bounds;
  /** Whether new rows come for as long as the user likes. */
  readonly isFollowed: () => boolean;
  readonly onCopy: (ranges: readonly CellRange[], options: { readonly withHeader: boolean }) => void;
  readonly onOpen: (at: CellPosition) => void;
  /** The width of a column changed. */
  readonly onResize: () => void;
}

/** Keys, pointer and the editor's copy command: what the user does, said to the parts of the grid. */
export function listenToInput(parts: InputParts): void {
  listenToKeys(parts);
  listenToMouse(parts);
  listenToMenu(parts);
}

function listenToKeys(parts: InputParts): void {
  parts.root.addEventListener('keydown', (event) => {
    const command = keyCommand(event);
    if (!command || !run(parts, command)) return;
    event.preventDefault();
    // The editor around the page would take the key as its own otherwise.
    event.stopPropagation();
  });
}

function listenToMouse(parts: InputParts): void {
  const { root, columns, fitting, selecting, viewport, onOpen, onResize } = parts;
  listenToPointer(root, {
    target: (point) => targetAt(layoutOf(parts), point),
    press: (target, modifiers) => press(parts, target, modifiers),
    pressForMenu: (target) => {
      const isInside = 'at' in target && selecting.isSelected(target.at);
      if (!isInside) press(parts, target, { extend: false, add: false });
    },
    drag: (start, at) => selecting.drag(start, at),
    nearestCell: (point) => nearestCell(layoutOf(parts), point),
    scrollBy: ({ x, y }) => viewport.scrollTo({ top: viewport.top + y, left: viewport.left + x }),
    resize: (column, width) => resize(parts, column, width),
    widthOf: (column) => columns.width(column),
    fitColumn: (column) => {
      fitting.release(column);
      onResize();
    },
    open: onOpen,
  });
}

/** Commands of menus arrive as events of the document, wherever the focus is. */
function listenToMenu(parts: InputParts): void {
  const { focusing } = parts;
  // Prevented, it says that there is something to copy, without which the command does nothing.
  document.addEventListener('beforecopy', (event) => {
    if (focusing.isHere) event.preventDefault();
  });
  document.addEventListener('copy', (event) => {
    if (!focusing.isHere) return;
    event.preventDefault();
    copy(parts, { withHeader: false });
  });
}

/** @returns whether there was something to do */
function run(parts: InputParts, command: GridCommand): boolean {
  const { columns, selecting } = parts;
  const { active } = selecting;
  if (columns.count === 0) return false;
  switch (command.type) {
    case 'move':
      move(parts, command);
      return true;
    case 'selectAll':
      selecting.all();
      return true;
    case 'selectRow':
      selecting.row();
      return true;
    case 'selectColumn':
      selecting.column();
      return true;
    case 'collapse':
      selecting.collapse();
      return true;
    case 'copy':
      copy(parts, command);
      return true;
    case 'open':
      open(parts, active);
      return true;
    case 'resizeColumn':
      resize(parts, active.column, columns.width(active.column) + command.by);
      return true;
  }
}

function move(parts: InputParts, { rows, columns, extend }: Extract<GridCommand, { type: 'move' }>): void {
  const { selecting, viewport, bounds, isFollowed } = parts;
  // Who walks through the rows is not carried along with them, unless to the last.
  if (isFollowed() && rows !== 0) viewport.stick(rows === 'last');
  const pageRows = Math.max(1, Math.floor(viewport.bodyHeight / ROW_HEIGHT) - 1);
  const from = extend ? selecting.head : selecting.active;
  const to = moveFrom(from, { rows, columns }, { bounds: bounds(), pageRows });
  selecting.moveTo(to, { extend });
  viewport.reveal(to);
}

function open(parts: InputParts, at: CellPosition): void {
  const { selecting, bounds, onOpen } = parts;
  const { firstRow = 0, rows } = bounds();
  if (at.row < 0) selecting.press({ part: 'columnHeader', at }, { extend: false, add: false });
  else if (at.row >= firstRow && at.row < rows) onOpen(at);
}

function press(parts: InputParts, target: Target, modifiers: Modifiers): void {
  parts.focusing.take();
  parts.selecting.press(target, modifiers);
}

function copy(parts: InputParts, { withHeader }: { readonly withHeader: boolean }): void {
  const { ranges } = parts.selecting;
  if (ranges.length > 0) parts.onCopy(ranges, { withHeader });
}

function resize(parts: InputParts, column: number, width: number): void {
  parts.columns.resize(column, width);
  parts.onResize();
}

function layoutOf(parts: InputParts): Layout {
  const { width, height, gutter, top, left } = parts.viewport;
  const { offsets } = parts.columns;
  return { width, height, gutter, top, left, offsets, rowCount: parts.bounds().rows };
}
