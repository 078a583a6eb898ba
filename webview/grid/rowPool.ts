import { element, setAttribute } from '../shared/dom';
import type { ColumnOffsets } from './columnOffsets';
import { cellLabel, type CellDisplay } from './format';
import { ROW_HEIGHT } from './viewport';

/** Beyond this distance from their common origin rows are placed anew: large offsets blur. */
const MAX_DISTANCE = 8192;

export interface RowsView {
  /** Rows to draw, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Columns to draw, end exclusive. */
  readonly firstColumn: number;
  readonly endColumn: number;
  /** Pixel of the content at the upper edge. */
  readonly top: number;
  readonly offsets: ColumnOffsets;
  /** Differs whenever anything but the position has changed. */
  readonly version: number;
  readonly cell: (row: number, column: number) => CellDisplay | undefined;
  readonly isSelected: (row: number, column: number) => boolean;
  readonly touchesRow: (row: number) => boolean;
  /** Numbers stand to the right, and so do the nulls among them. */
  readonly isNumeric: (column: number) => boolean;
}

/** Places an element over its column; does nothing where it is there already. */
export class ColumnPlace {
  private left = -1;
  private width = -1;

  /** @param inset pixels left free at the right */
  constructor(
    private readonly target: HTMLElement,
    private readonly inset = 0,
  ) {}

  put(offsets: ColumnOffsets, column: number): void {
    const left = offsets[column] ?? 0;
    const width = (offsets[column + 1] ?? left) - left - this.inset;
    if (left !== this.left) this.target.style.left = `${left}px`;
    if (width !== this.width) this.target.style.width = `${width}px`;
    this.left = left;
    this.width = width;
  }
}

class CellSlot {
  readonly element = element('div', { class: 'cell', role: 'gridcell' });
  column = -1;
  private readonly text = document.createTextNode('');
  /** The line between columns stays in sight beside a selected cell. */
  private readonly place = new ColumnPlace(this.element, 1);
  private shown = '';
  private look: string | undefined;
  private selected = false;
  private isLabelled = false;

  constructor() {
    this.element.tabIndex = -1;
    this.element.append(this.text);
  }

  draw(column: number, view: RowsView, row: number): void {
    if (column !== this.column) {
      this.column = column;
      this.element.setAttribute('aria-colindex', String(column + 2));
    }
    this.place.put(view.offsets, column);
    const display = view.cell(row, column);
    const text = display?.text ?? '';
    if (text !== this.shown) this.text.data = this.shown = text;
    const look = (display?.look ?? 'pending') + (view.isNumeric(column) ? ' right' : '');
    const selected = view.isSelected(row, column);
    if (look !== this.look || selected !== this.selected) {
      this.element.className = selected ? `cell ${look} selected` : `cell ${look}`;
      setAttribute(this.element, 'aria-selected', selected ? 'true' : undefined);
      this.look = look;
      this.selected = selected;
    }
    if (this.isLabelled || text === 'null' || text === '""') this.label(display);
  }

  private label(display: CellDisplay | undefined): void {
    const label = display && cellLabel(display);
    setAttribute(this.element, 'aria-label', label);
    this.isLabelled = label !== undefined;
  }
}

class RowSlot {
  readonly element = element('div', { class: 'row', role: 'row' });
  private readonly header = element('div', {
    class: 'row-header',
    role: 'rowheader',
    attributes: { 'aria-colindex': '1' },
  });
  private readonly number = document.createTextNode('');
  readonly cells: CellSlot[] = [];
  row = -1;
  private drawn: { readonly version: number; readonly first: number; readonly end: number } | undefined;
  private y = -1;
  private touched = false;

  constructor() {
    this.header.append(this.number);
    this.element.append(this.header);
    this.element.hidden = true;
  }

  /** @param row negative for none */
  draw(row: number, view: RowsView): void {
    const { firstColumn: first, endColumn: end, version } = view;
    const isNew = row !== this.row;
    if (isNew) this.assign(row);
    if (row < 0) return;
    if (!isNew && this.drawn?.version === version && this.drawn.first === first && this.drawn.end === end)
      return;
    this.drawn = { version, first, end };
    const touched = view.touchesRow(row);
    if (touched !== this.touched) this.header.classList.toggle('touched', touched);
    this.touched = touched;
    const count = end - first;
    while (this.cells.length < count) this.addCell();
    while (this.cells.length > count) this.cells.pop()?.element.remove();
    for (let column = first; column < end; column++) this.cells[column % count]?.draw(column, view, row);
  }

  moveTo(y: number): void {
    if (y === this.y) return;
    this.y = y;
    this.element.style.transform = `translateY(${y}px)`;
  }

  private assign(row: number): void {
    this.element.hidden = row < 0;
    this.row = row;
    if (row < 0) return;
    this.number.data = String(row + 1);
    this.element.setAttribute('aria-rowindex', String(row + 2));
  }

  private addCell(): void {
    const cell = new CellSlot();
    this.cells.push(cell);
    this.element.append(cell.element);
  }
}

/** The rows in view, made once and given new content as the view moves. */
export class RowPool {
  private slots: RowSlot[] = [];
  private origin = 0;
  private y = NaN;

  /** @param layer holds the rows and is moved with them */
  constructor(private readonly layer: HTMLElement) {}

  /** Rows that a view of this height may touch. */
  resize(viewHeight: number): void {
    const count = Math.ceil(viewHeight / ROW_HEIGHT) + 1;
    if (count === this.slots.length) return;
    this.slots = Array.from({ length: count }, () => new RowSlot());
    this.layer.replaceChildren(...this.slots.map((slot) => slot.element));
  }

  get length(): number {
    return this.slots.length;
  }

  draw(view: RowsView): void {
    const count = this.slots.length;
    if (Math.abs(view.start - this.origin) > MAX_DISTANCE) this.origin = view.start;
    for (let row = view.start; row < view.start + count; row++) {
      const slot = this.slots[row % count];
      slot?.draw(row < view.end ? row : -1, view);
      slot?.moveTo((row - this.origin) * ROW_HEIGHT);
    }
    const y = Math.round(this.origin * ROW_HEIGHT - view.top);
    if (y !== this.y) this.layer.style.transform = `translateY(${y}px)`;
    this.y = y;
  }

  /** The element of a cell, while it is drawn. */
  cellElement(row: number, column: number): HTMLElement | undefined {
    const slot = this.slots[row % this.slots.length];
    if (slot?.row !== row) return undefined;
    return slot.cells.find((cell) => cell.column === column)?.element;
  }
}
