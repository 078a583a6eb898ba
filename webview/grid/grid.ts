import './grid.css';
import type { CellRange } from '../../src/protocol/cellRange';
import type { Page } from '../../src/protocol/page';
import { setAttribute } from '../shared/dom';
import { ColumnFitting } from './columnFitting';
import { columnAt, visibleColumns } from './columnOffsets';
import { Columns } from './columns';
import { ComingRows } from './comingRows';
import { cellDisplay, type CellDisplay } from './format';
import { noContent, type GridContent, type GridView } from './gridContent';
import { gridElements, type GridElements } from './gridElements';
import { Header } from './header';
import { listenToInput } from './input';
import { measureIn } from './measure';
import { PageCache } from './pageCache';
import { RovingFocus } from './rovingFocus';
import { RowPool } from './rowPool';
import { Selecting } from './selecting';
import type { Bounds, CellPosition } from './selection';
import { Viewport } from './viewport';

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

/** Rows or columns, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A virtual grid: draws the cells in view from pages that it asks for, and nothing else. Rows are recycled, columns out
 * of view are not in the document, and the cost of a frame does not depend on the size of the result.
 */
export class Grid {
  private readonly elements: GridElements;
  private readonly header: Header;
  private readonly rows: RowPool;
  private readonly cache: PageCache;
  private readonly columns: Columns;
  private readonly viewport: Viewport;
  private readonly focusing: RovingFocus;
  private readonly selecting: Selecting;
  private readonly fitting: ColumnFitting;
  private readonly coming = new ComingRows((content) => this.apply(content));

  private content = noContent;
  /** Of everything that is drawn, but for the position. */
  private version = 0;
  private frame = 0;

  constructor(private readonly parts: GridParts) {
    const { root, label, fetch, onError, onSelect, onView } = parts;
    this.elements = gridElements(root, label);
    this.header = new Header(this.elements.headerRow, this.elements.lines);
    this.rows = new RowPool(this.elements.rows);
    this.columns = new Columns(measureIn(root));
    this.cache = new PageCache({ fetch, onChange: () => this.cellsCame(), onError });
    this.focusing = new RovingFocus(root, () => this.moveFocus());
    this.viewport = new Viewport({
      root,
      canvas: this.elements.canvas,
      onScroll: () => this.schedule(),
      onRest: onView,
    });
    this.selecting = new Selecting({
      bounds: () => this.bounds,
      onSelect,
      onChange: () => {
        onView();
        this.changed();
      },
    });
    this.fitting = new ColumnFitting({
      root,
      columns: this.columns,
      viewport: this.viewport,
      textOf: (row, column) => this.display(row, column)?.text,
    });
    this.listen();
    this.measure();
  }

  /** Shows a result, or how it has grown. Place, widths and selection stay as far as they can. */
  update(content: GridContent): void {
    if (this.waitsForCells(content)) {
      this.coming.await(content);
      this.schedule();
      return;
    }
    this.coming.forget();
    this.apply(content);
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
    return this.selecting.active;
  }

  get viewState(): GridView {
    return {
      ...this.viewport.place,
      active: this.selecting.active,
      widths: this.columns.chosenWidths,
      sticks: this.viewport.sticks,
    };
  }

  /** Before the first `update`. */
  set viewState(state: GridView) {
    if (state.sticks === true) this.viewport.stick(true);
    else this.viewport.awaitPlace({ top: state.top, left: state.left });
    this.selecting.stand(state.active);
    this.columns.chosenWidths = state.widths;
  }

  focus(): void {
    this.focusing.take();
    this.moveFocus();
  }

  selectAll(): void {
    this.selecting.all();
  }

  /** What is selected within the result; the active cell where nothing is. */
  get selectedRanges(): CellRange[] {
    return this.selecting.ranges;
  }

  private get bounds(): Bounds {
    const { rowCount: rows, firstRow = 0 } = this.content;
    return { rows, firstRow, columns: this.columns.count };
  }

  private get isFollowed(): boolean {
    return this.content.isFollowed === true;
  }

  private listen(): void {
    const { columns, fitting, focusing, selecting, viewport } = this;
    const { root, onCopy, onOpen, onView } = this.parts;
    listenToInput({
      ...{ root, columns, fitting, focusing, selecting, viewport, onCopy, onOpen },
      bounds: () => this.bounds,
      isFollowed: () => this.isFollowed,
      onResize: () => {
        this.layOut();
        onView();
        this.changed();
      },
    });
    new ResizeObserver(() => this.measure()).observe(root);
  }

  // Content.

  /** At the end of a followed result rows would stand empty for as long as their cells are under way. */
  private waitsForCells(content: GridContent): boolean {
    const { generation, schemaVersion, rowCount } = this.content;
    const isSame = content.generation === generation && content.schemaVersion === schemaVersion;
    const isAwaited = isSame && rowCount > 0 && content.rowCount > rowCount && this.viewport.sticks;
    return content.isFollowed === true && isAwaited && !this.hasCellsOf(content);
  }

  private hasCellsOf({ rowCount }: GridContent): boolean {
    const column = columnAt(this.columns.offsets, this.viewport.left);
    return this.cache.cell(rowCount - 1, column) !== undefined;
  }

  private cellsCame(): void {
    const { content } = this.coming;
    if (content && this.hasCellsOf(content)) this.coming.show();
    this.changed();
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
    if (!content.isGrowing && this.columns.count > 0) this.selecting.fit();
    setAttribute(this.parts.root, 'aria-rowcount', String(content.rowCount + 1));
    setAttribute(this.parts.root, 'aria-colcount', String(this.columns.count + 1));
    this.layOut();
    this.viewport.goBack(content);
    this.changed();
  }

  // Layout and drawing.

  private measure(): void {
    this.viewport.measure();
    const { height, bodyHeight } = this.viewport;
    this.rows.resize(bodyHeight);
    this.elements.view.style.height = `${height}px`;
    this.elements.body.style.height = `${bodyHeight}px`;
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
    if (this.fitting.fit(columns, { version: this.version, isFollowed: this.isFollowed })) {
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
      touchesColumn: (column) => this.selecting.touchesColumn(column),
    });
    this.rows.draw({
      ...shared,
      ...rows,
      top: viewport.top,
      cell: (row, column) => this.display(row, column),
      isSelected: (row, column) => this.selecting.isSelected({ row, column }),
      touchesRow: (row) => this.selecting.touchesRow(row),
    });
    this.moveFocus();
    this.parts.onDraw?.();
  }

  private display(row: number, column: number): CellDisplay | undefined {
    const cell = this.cache.cell(row, column);
    return cell && cellDisplay(cell);
  }

  private request(rows: Span, columns: Span): void {
    const screen = rows.end - rows.start;
    const range = { startColumn: columns.start, endColumn: columns.end };
    const last = this.coming.content?.rowCount;
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

  private parkFocus(rows: Span, columns: Span): void {
    const { row, column } = this.selecting.active;
    const isDrawn =
      column >= columns.start && column < columns.end && (row < 0 || (row >= rows.start && row < rows.end));
    if (!isDrawn) this.focusing.park();
  }

  private moveFocus(): void {
    const { row, column } = this.selecting.active;
    const cell = row < 0 ? this.header.cellElement(column) : this.rows.cellElement(row, column);
    this.focusing.moveTo(cell);
  }
}
