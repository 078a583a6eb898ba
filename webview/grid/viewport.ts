import { leftToReveal, totalWidth, type ColumnOffsets } from './columnOffsets';
import {
  canvasHeight,
  follow,
  maxTop,
  toScrollTop,
  topToReveal,
  visibleRows,
  type Geometry,
  type Position,
} from './scroll';
import type { CellPosition } from './selection';

/** Height of a row; grid.css has the same. */
export const ROW_HEIGHT = 24;
/** Height of the header; grid.css has the same. */
export const HEADER_HEIGHT = 44;
/** Without scrolling for so long, the scroll bar is put where it belongs. */
const REST_MS = 200;

/** Pixels of the content at the upper and left edge of the view; rows that were dropped count as if they were there. */
export interface Place {
  readonly top: number;
  readonly left: number;
}

export interface ContentSize {
  readonly firstRow: number;
  readonly endRow: number;
  readonly offsets: ColumnOffsets;
}

export interface ViewportParts {
  /** What is scrolled. */
  readonly root: HTMLElement;
  /** As large as the content, or as a browser bears. */
  readonly canvas: HTMLElement;
  readonly onScroll: () => void;
  /** Scrolling has come to rest. */
  readonly onRest: () => void;
}

/** The part of the content that is in view: the element's scroll position and the place that it stands for. */
export class Viewport {
  private size = { width: 0, height: 0 };
  /** Rows that are there; those before `firstRow` were dropped. */
  private rowCount = 0;
  private firstRow = 0;
  /** The view stays at the end when rows come. */
  private isStuck = false;
  private offsets: ColumnOffsets = new Float64Array(1);
  private gutterWidth = 0;
  private position: Position = { scrollTop: 0, top: 0 };
  /** Where to go back to as soon as the rows reach it. */
  private awaited: Place | undefined;
  private restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: ViewportParts) {
    parts.root.addEventListener('scroll', () => this.onScroll(), { passive: true });
    this.measure();
  }

  /** Takes the size that the element has now. */
  measure(): void {
    const { clientWidth: width, clientHeight: height } = this.parts.root;
    this.size = { width, height };
  }

  /**
   * Takes the size of the content. Where rows were dropped, those in view stay where they are.
   * @param endRow the end of the rows, counted with those before `firstRow`
   */
  layOut({ firstRow, endRow, offsets }: ContentSize): void {
    const dropped = firstRow - this.firstRow;
    this.firstRow = firstRow;
    this.rowCount = endRow - firstRow;
    this.offsets = offsets;
    const digits = Math.max(3, String(endRow).length);
    this.gutterWidth = 20 + digits * 8;
    const { root, canvas } = this.parts;
    root.style.setProperty('--gutter', `${this.gutter}px`);
    canvas.style.height = `${HEADER_HEIGHT + canvasHeight(this.geometry)}px`;
    canvas.style.width = `${this.gutter + totalWidth(offsets)}px`;
    if (dropped !== 0) this.shift(-dropped * ROW_HEIGHT);
    if (this.isStuck) this.scrollTo({ top: this.lastTop, left: this.left });
  }

  /** Whether the view stays at the end when rows come. */
  get sticks(): boolean {
    return this.isStuck;
  }

  /** Goes to the end and stays there, until the user goes elsewhere; or stays here from now on. */
  stick(isStuck: boolean): void {
    this.isStuck = isStuck;
    if (isStuck) this.scrollTo({ top: this.lastTop, left: this.left });
  }

  /** Whether there is nothing more below. */
  get isAtEnd(): boolean {
    return this.position.top >= maxTop(this.geometry) - ROW_HEIGHT / 2;
  }

  get geometry(): Geometry {
    return { rowHeight: ROW_HEIGHT, rowCount: this.rowCount, viewHeight: this.bodyHeight };
  }

  get width(): number {
    return this.size.width;
  }

  get height(): number {
    return this.size.height;
  }

  /** Width of the row numbers. */
  get gutter(): number {
    return this.gutterWidth;
  }

  /** Without the header. */
  get bodyHeight(): number {
    return Math.max(0, this.size.height - HEADER_HEIGHT);
  }

  /** Without the row numbers. */
  get bodyWidth(): number {
    return Math.max(0, this.size.width - this.gutter);
  }

  get top(): number {
    return this.position.top + this.firstRow * ROW_HEIGHT;
  }

  /** The largest `top`. */
  private get lastTop(): number {
    return maxTop(this.geometry) + this.firstRow * ROW_HEIGHT;
  }

  get left(): number {
    return this.parts.root.scrollLeft;
  }

  /** Rows that are seen at least in part, end exclusive. */
  get rows(): { readonly start: number; readonly end: number } {
    const { start, end } = visibleRows(this.geometry, this.position.top);
    return { start: start + this.firstRow, end: end + this.firstRow };
  }

  /** Where the view is, or is to be. */
  get place(): Place {
    return this.awaited ?? { top: this.top, left: this.left };
  }

  /** Learns how far the element was scrolled since the last time. */
  follow(): void {
    this.position = follow(this.geometry, this.position, this.parts.root.scrollTop);
  }

  scrollTo({ top, left }: Place): void {
    const { root, onScroll } = this.parts;
    const to = Math.min(Math.max(0, top - this.firstRow * ROW_HEIGHT), maxTop(this.geometry));
    if (to !== this.position.top) {
      root.scrollTop = toScrollTop(this.geometry, to);
      // Read back: the browser rounds.
      this.position = { scrollTop: root.scrollTop, top: to };
    }
    if (left !== root.scrollLeft) root.scrollLeft = Math.max(0, left);
    onScroll();
  }

  /** Moves as little as it takes to see a cell. */
  reveal({ row, column }: CellPosition): void {
    this.awaited = undefined;
    const { left, bodyWidth: width } = this;
    this.scrollTo({
      top:
        row < 0
          ? this.top
          : topToReveal(this.geometry, this.position.top, row - this.firstRow) + this.firstRow * ROW_HEIGHT,
      left: leftToReveal(this.offsets, { left, width, column }),
    });
  }

  /** Goes to a place as soon as it exists, unless the user goes elsewhere before. */
  awaitPlace(place: Place): void {
    this.awaited = place;
  }

  /** Goes to the awaited place, or as near as it gets when no more rows come. */
  goBack({ isGrowing }: { readonly isGrowing: boolean }): void {
    if (!this.awaited || this.rowCount === 0) return;
    if (this.awaited.top > this.lastTop && isGrowing) return;
    const place = this.awaited;
    this.awaited = undefined;
    this.scrollTo(place);
  }

  private onScroll(): void {
    const isUser = this.parts.root.scrollTop !== this.position.scrollTop;
    if (isUser) {
      this.awaited = undefined;
      this.follow();
      this.isStuck = this.isAtEnd;
    }
    this.parts.onScroll();
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => this.rest(), REST_MS);
  }

  /** The scroll bar drifts from the true place while small movements are followed exactly. */
  private rest(): void {
    const { root, onRest } = this.parts;
    const { top } = this.position;
    const scrollTop = toScrollTop(this.geometry, top);
    if (Math.abs(scrollTop - this.position.scrollTop) > 1) {
      root.scrollTop = scrollTop;
      this.position = { scrollTop: root.scrollTop, top };
    }
    onRest();
  }

  /** Keeps rows in place whose distance from the first one has changed. */
  private shift(by: number): void {
    const { root } = this.parts;
    const top = Math.min(Math.max(0, this.position.top + by), maxTop(this.geometry));
    root.scrollTop = toScrollTop(this.geometry, top);
    this.position = { scrollTop: root.scrollTop, top };
  }
}
