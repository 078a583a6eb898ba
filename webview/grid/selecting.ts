import type { CellRange } from '../../src/protocol/cellRange';
import type { Target } from './hitTest';
import type { Modifiers } from './pointer';
import * as select from './selection';
import type { Bounds, CellPosition, Selection } from './selection';

export interface SelectingParts {
  /** What can be selected now. */
  readonly bounds: () => Bounds;
  /** What is selected within the bounds. */
  readonly onSelect: (ranges: readonly CellRange[]) => void;
  /** The user selected something: draw it. */
  readonly onChange: () => void;
}

/** The selection, as pointer and keys change it. */
export class Selecting {
  private selection: Selection = select.noSelection;

  constructor(private readonly parts: SelectingParts) {}

  get active(): CellPosition {
    return this.selection.active;
  }

  /** The corner that moves when the selection is drawn out. */
  get head(): CellPosition {
    return this.selection.head;
  }

  /** What is selected within the result; the active cell where nothing is. */
  get ranges(): CellRange[] {
    const bounds = this.parts.bounds();
    const ranges = select.rangesWithin(this.selection, bounds);
    if (ranges.length > 0) return ranges;
    return select.rangesWithin(select.selectCell(this.selection.active), bounds);
  }

  isSelected(at: CellPosition): boolean {
    return select.isSelected(this.selection, at);
  }

  touchesRow(row: number): boolean {
    return select.touchesRow(this.selection, row);
  }

  touchesColumn(column: number): boolean {
    return select.touchesColumn(this.selection, column);
  }

  /** Makes a cell the active one without selecting it. */
  stand(active: CellPosition): void {
    this.selection = { ...select.selectCell(active), ranges: [] };
  }

  /** Keeps what is left of the selection within what exists. */
  fit(): void {
    this.selection = select.fit(this.selection, this.parts.bounds());
    this.tell();
  }

  all(): void {
    if (this.parts.bounds().columns > 0) this.take(select.selectAll(this.selection));
  }

  /** The row of the active cell, which stays active: the way back to where one was. */
  row(): void {
    const { active } = this.selection;
    if (active.row >= 0) this.take({ ...select.selectRow(this.selection, active.row), active });
  }

  /** The column of the active cell, which stays active. */
  column(): void {
    const { active } = this.selection;
    this.take({ ...select.selectColumn(this.selection, active.column), active });
  }

  collapse(): void {
    this.take(select.collapse(this.selection));
  }

  /** A key moved there. */
  moveTo(to: CellPosition, { extend }: { readonly extend: boolean }): void {
    if (!extend) this.take(select.selectCell(to));
    else if (to.row < 0) this.take(select.selectColumn(this.selection, to.column, { extend }));
    else this.take(select.extendTo(this.selection, to));
  }

  press(target: Target, { extend, add }: Modifiers): void {
    const { selection } = this;
    switch (target.part) {
      case 'corner':
        this.all();
        return;
      case 'rowHeader':
        this.take(select.selectRow(selection, target.at.row, { extend, add }));
        return;
      case 'columnHeader':
        this.take(select.selectColumn(selection, target.at.column, { extend, add }));
        return;
      case 'cell':
        if (extend) this.take(select.extendTo(selection, target.at));
        else this.take(add ? select.addCell(selection, target.at) : select.selectCell(target.at));
        return;
      case 'handle':
    }
  }

  /** The pointer moved while pressed; `start` is what was pressed. */
  drag(start: Target, at: CellPosition): void {
    const { head } = this.selection;
    const isThere = at.row === head.row && at.column === head.column;
    if (start.part === 'cell' && !isThere) this.take(select.extendTo(this.selection, at));
    if (start.part === 'rowHeader' && at.row !== head.row) {
      this.take(select.selectRow(this.selection, at.row, { extend: true }));
    }
    if (start.part === 'columnHeader' && at.column !== head.column) {
      this.take(select.selectColumn(this.selection, at.column, { extend: true }));
    }
  }

  private take(selection: Selection): void {
    this.selection = selection;
    this.tell();
    this.parts.onChange();
  }

  private tell(): void {
    this.parts.onSelect(select.rangesWithin(this.selection, this.parts.bounds()));
  }
}
