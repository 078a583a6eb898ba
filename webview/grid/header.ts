import { allFields, type Field, type Schema } from '../../src/data/schema';
import { element, icon, setAttribute } from '../shared/dom';
import type { ColumnOffsets } from './columnOffsets';
import { ColumnPlace } from './rowPool';

/** Marks an index column. */
const KEY_ICON =
  'M11 1a4 4 0 0 0-3.87 5.01L2 11.13V14h2.87v-2h2v-2h1.26l.86-.86A4 4 0 1 0 11 1zm1 4a1 1 0 1 1 0-2 1 1 0 0 1 0 2z';

export interface HeaderView {
  readonly firstColumn: number;
  readonly endColumn: number;
  readonly offsets: ColumnOffsets;
  readonly schema: Schema;
  /** Differs whenever anything but the range of columns has changed. */
  readonly version: number;
  readonly touchesColumn: (column: number) => boolean;
  readonly isNumeric: (column: number) => boolean;
}

class HeaderSlot {
  readonly element = element('div', { class: 'column-header', role: 'columnheader' });
  column = -1;
  private readonly name = element('span', { class: 'column-name' });
  private readonly dtype = element('span', { class: 'column-dtype' });
  private readonly key = icon(KEY_ICON);
  /** To the right of the column, all the way down. */
  readonly line = element('div', { class: 'column-line', role: 'presentation' });
  private readonly place = new ColumnPlace(this.element);
  private readonly linePlace = new ColumnPlace(this.line);

  constructor() {
    this.element.tabIndex = -1;
    const title = element('span', { class: 'column-title' }, this.key, this.name);
    const handle = element('div', { class: 'resize-handle', attributes: { 'aria-hidden': 'true' } });
    this.element.append(title, this.dtype, handle);
  }

  draw(column: number, view: HeaderView): void {
    const field = allFields(view.schema)[column];
    if (!field) return;
    const isIndex = column < view.schema.indices.length;
    this.column = column;
    this.place.put(view.offsets, column);
    this.linePlace.put(view.offsets, column);
    this.element.setAttribute('aria-colindex', String(column + 2));
    if (this.name.textContent !== field.name) this.name.textContent = field.name;
    if (this.dtype.textContent !== field.dtype) this.dtype.textContent = field.dtype;
    setAttribute(this.element, 'title', tooltip(field, isIndex));
    this.element.classList.toggle('index', isIndex);
    this.element.classList.toggle('right', view.isNumeric(column));
    this.element.classList.toggle('touched', view.touchesColumn(column));
  }
}

/** The row of column headers in view, and the lines between columns. */
export class Header {
  private readonly slots: HeaderSlot[] = [];
  private drawn: { readonly version: number; readonly first: number; readonly end: number } | undefined;

  constructor(
    private readonly row: HTMLElement,
    private readonly lines: HTMLElement,
  ) {}

  draw(view: HeaderView): void {
    const { firstColumn: first, endColumn: end, version } = view;
    if (this.drawn?.version === version && this.drawn.first === first && this.drawn.end === end) return;
    this.drawn = { version, first, end };
    const count = end - first;
    while (this.slots.length < count) this.add();
    while (this.slots.length > count) this.remove();
    for (let column = first; column < end; column++) this.slots[column % count]?.draw(column, view);
  }

  /** The element of a column's header, while it is drawn. */
  cellElement(column: number): HTMLElement | undefined {
    return this.slots.find((slot) => slot.column === column)?.element;
  }

  private add(): void {
    const slot = new HeaderSlot();
    this.slots.push(slot);
    this.row.append(slot.element);
    this.lines.append(slot.line);
  }

  private remove(): void {
    const slot = this.slots.pop();
    slot?.element.remove();
    slot?.line.remove();
  }
}

function tooltip({ name, dtype, nullable }: Field, isIndex: boolean): string {
  const kind = isIndex ? 'Index' : 'Column';
  return `${name === '' ? `Unnamed ${kind.toLowerCase()}` : name}\n${kind}, ${dtype}${nullable ? ', with nulls' : ''}`;
}
