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

/** Pixels of the content at the upper and left edge of the view. */
export interface Place {
  readonly top: number;
  readonly left: number;
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
  private rowCount = 0;
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

  /** Takes the size of the content. */
  layOut(rowCount: number, offsets: ColumnOffsets): void {
    this.rowCount = rowCount;
    this.offsets = offsets;
    const digits = Math.max(3, String(rowCount).length);
    this.gutterWidth = 20 + digits * 8;
    const { root, canvas } = this.parts;
    root.style.setProperty('--gutter', `${this.gutter}px`);
    canvas.style.height = `${HEADER_HEIGHT + canvasHeight(this.geometry)}px`;
    canvas.style.width = `${this.gutter + totalWidth(offsets)}px`;
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
    return this.position.top;
  }

  get left(): number {
    return this.parts.root.scrollLeft;
  }

  /** Rows that are seen at least in part, end exclusive. */
  get rows(): { readonly start: number; readonly end: number } {
    return visibleRows(this.geometry, this.top);
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
    const to = Math.min(Math.max(0, top), maxTop(this.geometry));
    if (to !== this.top) {
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
      top: row < 0 ? this.top : topToReveal(this.geometry, this.top, row),
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
    if (this.awaited.top > maxTop(this.geometry) && isGrowing) return;
    const place = this.awaited;
    this.awaited = undefined;
    this.scrollTo(place);
  }

  private onScroll(): void {
    if (this.parts.root.scrollTop !== this.position.scrollTop) this.awaited = undefined;
    this.parts.onScroll();
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => this.rest(), REST_MS);
  }

  /** The scroll bar drifts from the true place while small movements are followed exactly. */
  private rest(): void {
    const { root, onRest } = this.parts;
    const scrollTop = toScrollTop(this.geometry, this.top);
    if (Math.abs(scrollTop - this.position.scrollTop) > 1) {
      root.scrollTop = scrollTop;
      this.position = { scrollTop: root.scrollTop, top: this.top };
    }
    onRest();
  }
}
