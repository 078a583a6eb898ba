import './grid.css';
import type { Schema } from '../../src/data/schema';
import type { CellRange } from '../../src/protocol/cellRange';
import type { Page } from '../../src/protocol/page';
import { element, setAttribute } from '../shared/dom';
import { columnAt, visibleColumns } from './columnOffsets';
import { Columns } from './columns';
import { cellDisplay, type CellDisplay } from './format';
import { Header } from './header';
import { nearestCell, targetAt, type Layout, type Target } from './hitTest';
import { keyCommand, moveFrom, type GridCommand } from './keyboard';
import { measureIn } from './measure';
import { PageCache } from './pageCache';
import { listenToPointer, type Modifiers } from './pointer';
import { RovingFocus } from './rovingFocus';
import { RowPool } from './rowPool';
import * as select from './selection';
import type { Bounds, CellPosition, Selection } from './selection';
import { ROW_HEIGHT, Viewport } from './viewport';

/** Rows whose texts a column is fitted to. */
const FIT_ROWS = 60;

/** New rows of a followed result are shown after this long, whether their cells are there or not. */
const MOST_WAIT_MS = 400;

/** What the grid shows. */
export interface GridContent {
  /** Pages of another generation mean nothing. */
  readonly generation: number;
  readonly schemaVersion: number;
  readonly schema: Schema;
  /** The end of the rows, counted with those before `firstRow`. */
  readonly rowCount: number;
  /** Rows before it are no longer there; 0 unless given. */
  readonly firstRow?: number;
  /** More rows are coming: a place to go back to may still appear. */
  readonly isGrowing: boolean;
  /** New rows come for as long as the user likes: the view stays at the end while it is there. */
  readonly isFollowed?: boolean;
}

/** Where the user is; kept while the page is not there. */
export interface GridView {
  /** Pixel of the content at the upper edge. */
  readonly top: number;
  readonly left: number;
  readonly active: CellPosition;
  readonly widths: readonly (readonly [key: string, width: number])[];
  /** The view stays at the end when rows come. */
  readonly sticks?: boolean;
}

export interface GridParts {
  readonly root: HTMLElement;
  /** Names the grid for those who cannot see it. */
  readonly label: string;
  readonly fetch: (range: CellRange & { readonly generation: number }) => Promise<Page>;
  /** Cells in view could not be fetched. */
  readonly onError: (error: unknown) => void;
  readonly onCopy: (ranges: readonly CellRange[], options: { readonly withHeader: boolean }) => void;
  readonly onOpen: (at: CellPosition) => void;
  readonly onSelect: (ranges: readonly CellRange[]) => void;
  readonly onView: () => void;
  /** Rows were drawn, or the view moved. */
  readonly onDraw?: () => void;
}

const noSchema: Schema = { indices: [], columns: [] };

/**
 * A virtual grid: draws the cells in view from pages that it asks for, and nothing else. Rows are recycled, columns out
 * of view are not in the document, and the cost of a frame does not depend on the size of the result.
 */
export class Grid {
  private readonly canvas = element('div', { class: 'grid-canvas', role: 'presentation' });
  private readonly view = element('div', { class: 'grid-view', role: 'presentation' });
  private readonly headerRow = element('div', {
    class: 'header-row',
    role: 'row',
    attributes: { 'aria-rowindex': '1' },
  });
  private readonly corner = element('div', {
    class: 'corner',
    role: 'columnheader',
    text: '#',
    attributes: { 'aria-colindex': '1', 'aria-label': 'Row number', title: 'Select all' },
  });
  private readonly body = element('div', { class: 'grid-body', role: 'rowgroup' });
  private readonly lines = element('div', { class: 'column-lines', role: 'presentation' });
  private readonly layer = element('div', { class: 'rows', role: 'presentation' });

  private readonly header = new Header(this.headerRow, this.lines);
  private readonly rows = new RowPool(this.layer);
  private readonly cache: PageCache;
  private readonly columns: Columns;
  private readonly viewport: Viewport;
  private readonly focusing: RovingFocus;

  private content: GridContent = {
    generation: -1,
    schemaVersion: -1,
    schema: noSchema,
    rowCount: 0,
    isGrowing: false,
  };
  private selection: Selection = select.noSelection;
  private version = 0;
  /** The version that columns were last widened for. */
  private widened = -1;
  /** New rows at the end that are shown as soon as their cells are there. */
  private coming: GridContent | undefined;
  private comingTimer: ReturnType<typeof setTimeout> | undefined;
  private frame = 0;

  constructor(private readonly parts: GridParts) {
    const { root } = parts;
    root.classList.add('grid');
    root.setAttribute('role', 'grid');
    root.setAttribute('aria-label', parts.label);
    root.setAttribute('aria-multiselectable', 'true');
    root.setAttribute('aria-readonly', 'true');
    this.headerRow.append(this.corner);
    const headerGroup = element('div', { class: 'grid-header', role: 'rowgroup' }, this.headerRow);
    this.body.append(this.lines, this.layer);
    this.view.append(headerGroup, this.body);
    this.canvas.append(this.view);
    root.append(this.canvas);

    this.columns = new Columns(measureIn(root));
    this.cache = new PageCache({
      fetch: parts.fetch,
      onChange: () => {
        if (this.coming && this.hasCellsOf(this.coming)) this.showComing();
        this.changed();
      },
      onError: parts.onError,
    });
    this.focusing = new RovingFocus(root, () => this.moveFocus());
    this.viewport = new Viewport({
      root,
      canvas: this.canvas,
      onScroll: () => this.schedule(),
      onRest: parts.onView,
    });
    this.listen();
    this.measure();
  }

  /** Shows a result, or how it has grown. Place, widths and selection stay as far as they can. */
  update(content: GridContent): void {
    if (this.fetchesFirst(content)) return;
    this.forgetComing();
    this.apply(content);
  }

  /** At the end of a followed result rows would stand empty for as long as their cells are under way. */
  private fetchesFirst(content: GridContent): boolean {
    const { generation, schemaVersion, rowCount } = this.content;
    const isSame = content.generation === generation && content.schemaVersion === schemaVersion;
    const isAwaited = isSame && rowCount > 0 && content.rowCount > rowCount && this.viewport.sticks;
    if (content.isFollowed !== true || !isAwaited || this.hasCellsOf(content)) return false;
    this.coming = content;
    this.comingTimer ??= setTimeout(() => this.showComing(), MOST_WAIT_MS);
    this.schedule();
    return true;
  }

  private showComing(): void {
    const { coming } = this;
    this.forgetComing();
    if (coming) this.apply(coming);
  }

  private forgetComing(): void {
    clearTimeout(this.comingTimer);
    this.comingTimer = undefined;
    this.coming = undefined;
  }

  private hasCellsOf({ rowCount }: GridContent): boolean {
    const column = columnAt(this.columns.offsets, this.viewport.left);
    return this.cache.cell(rowCount - 1, column) !== undefined;
  }

  private apply(content: GridContent): void {
    const before = this.content;
    this.content = content;
    const isNewRun = content.generation !== before.generation;
    const isNewSchema = content.schemaVersion !== before.schemaVersion;
    if (content.isFollowed !== true) this.viewport.stick(false);
    else if (isNewRun && before.generation >= 0) this.viewport.stick(false);
    if (isNewRun && before.rowCount > 0 && content.isFollowed !== true)
      this.viewport.awaitPlace(this.viewport.place);
    if (isNewRun || isNewSchema) this.cache.reset(content.generation);
    if (isNewSchema) this.columns.setSchema(content.schema);
    // While rows are still to come they may hold what was selected.
    if (!content.isGrowing && this.columns.count > 0) this.fitSelection();
    setAttribute(this.parts.root, 'aria-rowcount', String(content.rowCount + 1));
    setAttribute(this.parts.root, 'aria-colcount', String(this.columns.count + 1));
    this.layOut();
    this.viewport.goBack(content);
    this.changed();
  }

  /** Goes to the last row, and stays at the end while rows come. */
  jumpToEnd(): void {
    this.viewport.stick(true);
    this.changed();
  }

  /** Whether the last row is in view. */
  get isAtEnd(): boolean {
    return this.viewport.isAtEnd;
  }

  /** The cell where the focus is, or would be. */
  get active(): CellPosition {
    return this.selection.active;
  }

  get viewState(): GridView {
    return {
      ...this.viewport.place,
      active: this.selection.active,
      widths: this.columns.chosenWidths,
      sticks: this.viewport.sticks,
    };
  }

  /** Before the first `update`. */
  set viewState(state: GridView) {
    if (state.sticks === true) this.viewport.stick(true);
    else this.viewport.awaitPlace({ top: state.top, left: state.left });
    this.selection = { ...select.selectCell(state.active), ranges: [] };
    this.columns.chosenWidths = state.widths;
  }

  focus(): void {
    this.focusing.take();
    this.moveFocus();
  }

  selectAll(): void {
    if (this.columns.count > 0) this.select(select.selectAll(this.selection));
  }

  /** What is selected within the result; the active cell where nothing is. */
  get selectedRanges(): CellRange[] {
    const ranges = select.rangesWithin(this.selection, this.bounds);
    if (ranges.length > 0) return ranges;
    return select.rangesWithin(select.selectCell(this.selection.active), this.bounds);
  }

  private get bounds(): Bounds {
    const { rowCount: rows, firstRow = 0 } = this.content;
    return { rows, firstRow, columns: this.columns.count };
  }

  // Layout and drawing.

  private measure(): void {
    this.viewport.measure();
    const { height, bodyHeight } = this.viewport;
    this.rows.resize(bodyHeight);
    this.view.style.height = `${height}px`;
    this.body.style.height = `${bodyHeight}px`;
    this.layOut();
    this.changed();
  }

  private layOut(): void {
    const { firstRow = 0, rowCount: endRow } = this.content;
    this.viewport.layOut({ firstRow, endRow, offsets: this.columns.offsets });
  }

  /** Something other than the position changed. */
  private changed(): void {
    this.version++;
    this.schedule();
  }

  private schedule(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { viewport } = this;
    viewport.follow();
    const { start, end } = viewport.rows;
    const rows = { start, end: Math.min(this.content.rowCount, start + this.rows.length) };
    const { left, bodyWidth: width } = viewport;
    const columns = visibleColumns(this.columns.offsets, { left, width });
    this.request({ start, end }, columns);
    if (this.fitColumns(columns)) {
      this.layOut();
      this.version++;
      this.draw();
      return;
    }
    const range = { firstColumn: columns.start, endColumn: columns.end };
    const shared = {
      ...range,
      offsets: this.columns.offsets,
      version: this.version,
      isNumeric: (column: number) => this.columns.isNumeric(column),
    };
    this.parkFocus(rows, columns);
    this.header.draw({
      ...shared,
      schema: this.content.schema,
      touchesColumn: (column) => select.touchesColumn(this.selection, column),
    });
    this.rows.draw({
      ...shared,
      ...rows,
      top: viewport.top,
      cell: (row, column) => this.display(row, column),
      isSelected: (row, column) => select.isSelected(this.selection, { row, column }),
      touchesRow: (row) => select.touchesRow(this.selection, row),
    });
    this.moveFocus();
    this.parts.onDraw?.();
  }

  private display(row: number, column: number): CellDisplay | undefined {
    const cell = this.cache.cell(row, column);
    return cell && cellDisplay(cell);
  }

  private request(rows: { start: number; end: number }, columns: { start: number; end: number }): void {
    const screen = rows.end - rows.start;
    const range = { startColumn: columns.start, endColumn: columns.end };
    const last = this.coming?.rowCount;
    if (last !== undefined) {
      const tail = { ...range, startRow: Math.max(0, last - screen), endRow: last };
      this.cache.want(tail, tail);
      return;
    }
    this.cache.want(
      { ...range, startRow: rows.start, endRow: rows.end },
      {
        ...range,
        startRow: Math.max(this.content.firstRow ?? 0, rows.start - screen),
        endRow: Math.min(this.content.rowCount, rows.end + screen),
      },
    );
  }

  /** Fits columns that are seen for the first time, once their texts are there. */
  private fitColumns(columns: { start: number; end: number }): boolean {
    const fresh: number[] = [];
    for (let column = columns.start; column < columns.end; column++) {
      if (!this.columns.isFitted(column) && this.textsOf(column).length > 0) fresh.push(column);
    }
    if (fresh.length === 0) return this.widenColumns(columns);
    const { root } = this.parts;
    const first = columnAt(this.columns.offsets, root.scrollLeft);
    const before = this.columns.offsets[first] ?? 0;
    const changed = this.columns.fit(fresh, (column) => this.textsOf(column));
    // What is left of the view must not push what is in view.
    const shift = (this.columns.offsets[first] ?? 0) - before;
    if (shift !== 0) root.scrollLeft += shift;
    return changed;
  }

  /** The first rows of a result that is followed tell little of those that come. */
  private widenColumns({ start, end }: { start: number; end: number }): boolean {
    if (this.content.isFollowed !== true || this.widened === this.version) return false;
    this.widened = this.version;
    const columns = Array.from({ length: end - start }, (_, i) => start + i);
    return this.columns.widen(columns, (column) => this.textsOf(column));
  }

  /** Texts of a column in rows that are there, from the first in view. */
  private textsOf(column: number): string[] {
    const texts: string[] = [];
    const { start } = this.viewport.rows;
    for (let row = start; row < start + FIT_ROWS; row++) {
      const display = this.display(row, column);
      if (display) texts.push(display.text);
    }
    return texts;
  }

  // Selection.

  private select(selection: Selection): void {
    this.selection = selection;
    this.parts.onSelect(select.rangesWithin(selection, this.bounds));
    this.parts.onView();
    this.changed();
  }

  private fitSelection(): void {
    this.selection = select.fit(this.selection, this.bounds);
    this.parts.onSelect(select.rangesWithin(this.selection, this.bounds));
  }

  private press(target: Target, { extend, add }: Modifiers): void {
    this.focusing.take();
    const { selection } = this;
    switch (target.part) {
      case 'corner':
        this.selectAll();
        return;
      case 'rowHeader':
        this.select(select.selectRow(selection, target.at.row, { extend, add }));
        return;
      case 'columnHeader':
        this.select(select.selectColumn(selection, target.at.column, { extend, add }));
        return;
      case 'cell':
        if (extend) this.select(select.extendTo(selection, target.at));
        else this.select(add ? select.addCell(selection, target.at) : select.selectCell(target.at));
        return;
      case 'handle':
    }
  }

  private drag(start: Target, at: CellPosition): void {
    const { head } = this.selection;
    const isThere = at.row === head.row && at.column === head.column;
    if (start.part === 'cell' && !isThere) this.select(select.extendTo(this.selection, at));
    if (start.part === 'rowHeader' && at.row !== head.row) {
      this.select(select.selectRow(this.selection, at.row, { extend: true }));
    }
    if (start.part === 'columnHeader' && at.column !== head.column) {
      this.select(select.selectColumn(this.selection, at.column, { extend: true }));
    }
  }

  // Input.

  private listen(): void {
    const { root } = this.parts;
    root.addEventListener('keydown', (event) => {
      const command = keyCommand(event);
      if (!command || !this.run(command)) return;
      event.preventDefault();
      // The editor around the page would take the key as its own otherwise.
      event.stopPropagation();
    });
    this.listenToMenu();
    new ResizeObserver(() => this.measure()).observe(root);
    listenToPointer(root, {
      target: (point) => targetAt(this.layout, point),
      press: (target, modifiers) => this.press(target, modifiers),
      pressForMenu: (target) => {
        const isInside = 'at' in target && select.isSelected(this.selection, target.at);
        if (!isInside) this.press(target, { extend: false, add: false });
      },
      drag: (start, at) => this.drag(start, at),
      nearestCell: (point) => nearestCell(this.layout, point),
      scrollBy: ({ x, y }) => {
        const { top, left } = this.viewport;
        this.viewport.scrollTo({ top: top + y, left: left + x });
      },
      resize: (column, width) => this.resize(column, width),
      widthOf: (column) => this.columns.width(column),
      fitColumn: (column) => {
        this.columns.release(column, this.textsOf(column));
        this.afterResize();
      },
      open: (at) => this.parts.onOpen(at),
    });
  }

  /** Commands of menus arrive as events of the document, wherever the focus is. */
  private listenToMenu(): void {
    // Prevented, it says that there is something to copy, without which the command does nothing.
    document.addEventListener('beforecopy', (event) => {
      if (this.focusing.isHere) event.preventDefault();
    });
    document.addEventListener('copy', (event) => {
      if (!this.focusing.isHere) return;
      event.preventDefault();
      this.copy({ withHeader: false });
    });
  }

  /** @returns whether there was something to do */
  private run(command: GridCommand): boolean {
    const { active, head } = this.selection;
    if (this.columns.count === 0) return false;
    switch (command.type) {
      case 'move':
        this.move(command, command.extend ? head : active);
        return true;
      case 'selectAll':
        this.selectAll();
        return true;
      case 'selectRow':
        // The active cell stays: the way back to where one was.
        if (active.row >= 0) this.select({ ...select.selectRow(this.selection, active.row), active });
        return true;
      case 'selectColumn':
        this.select({ ...select.selectColumn(this.selection, active.column), active });
        return true;
      case 'collapse':
        this.select(select.collapse(this.selection));
        return true;
      case 'copy':
        this.copy(command);
        return true;
      case 'open':
        if (active.row < 0) this.select(select.selectColumn(this.selection, active.column));
        else if (active.row >= (this.content.firstRow ?? 0) && active.row < this.content.rowCount)
          this.parts.onOpen(active);
        return true;
      case 'resizeColumn':
        this.resize(active.column, this.columns.width(active.column) + command.by);
        return true;
    }
  }

  private move({ rows, columns, extend }: Extract<GridCommand, { type: 'move' }>, from: CellPosition): void {
    // Who walks through the rows is not carried along with them, unless to the last.
    if (this.content.isFollowed === true) this.stickAt(rows);
    const pageRows = Math.max(1, Math.floor(this.viewport.bodyHeight / ROW_HEIGHT) - 1);
    const to = moveFrom(from, { rows, columns }, { bounds: this.bounds, pageRows });
    if (!extend) this.select(select.selectCell(to));
    else if (to.row < 0) this.select(select.selectColumn(this.selection, to.column, { extend }));
    else this.select(select.extendTo(this.selection, to));
    this.viewport.reveal(to);
  }

  private stickAt(rows: Extract<GridCommand, { type: 'move' }>['rows']): void {
    if (rows === 'last') this.viewport.stick(true);
    else if (rows !== 0) this.viewport.stick(false);
  }

  private copy({ withHeader }: { readonly withHeader: boolean }): void {
    const ranges = this.selectedRanges;
    if (ranges.length > 0) this.parts.onCopy(ranges, { withHeader });
  }

  private resize(column: number, width: number): void {
    this.columns.resize(column, width);
    this.afterResize();
  }

  private afterResize(): void {
    this.layOut();
    this.parts.onView();
    this.changed();
  }

  private get layout(): Layout {
    const { width, height, gutter, top, left } = this.viewport;
    const { offsets } = this.columns;
    return { width, height, gutter, top, left, offsets, rowCount: this.content.rowCount };
  }

  private parkFocus(rows: { start: number; end: number }, columns: { start: number; end: number }): void {
    const { row, column } = this.selection.active;
    const isDrawn =
      column >= columns.start && column < columns.end && (row < 0 || (row >= rows.start && row < rows.end));
    if (!isDrawn) this.focusing.park();
  }

  private moveFocus(): void {
    const { row, column } = this.selection.active;
    const cell = row < 0 ? this.header.cellElement(column) : this.rows.cellElement(row, column);
    this.focusing.moveTo(cell);
  }
}
