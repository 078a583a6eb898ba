import type { CellRange } from '../../src/protocol/cellRange';
import { pageCell, type Page, type PageCell } from '../../src/protocol/page';

/** Rows and columns of a page: some screens of rows, so that scrolling mostly meets what is there. */
export const PAGE_ROWS = 256;
export const PAGE_COLUMNS = 32;

/** Enough for any view many times over; the oldest go first. */
const MAX_PAGES = 128;
/** A page that was wanted a moment ago may not be any more: few requests under way keep the newest wish near. */
const MAX_REQUESTS = 3;
/** Before a page that could not be had is asked for again. */
const RETRY_MS = 1000;

export interface PageCacheParts {
  /** Asks for a page; it may hold fewer rows where the result ends, or fewer columns. */
  readonly fetch: (range: CellRange & { readonly generation: number }) => Promise<Page>;
  /** Pages came: draw again. */
  readonly onChange: () => void;
  /** A page of the present generation could not be had. */
  readonly onError: (error: unknown) => void;
}

interface Entry {
  readonly page: Page;
  /** When it was last drawn from, in draws. */
  used: number;
}

/** Cells of the result as far as they were fetched: aligned pages, each asked for once at a time. */
export class PageCache {
  private readonly pages = new Map<string, Entry>();
  private readonly underWay = new Set<string>();
  private readonly failedAt = new Map<string, number>();
  private wanted: readonly CellRange[] = [];
  private draws = 0;
  private generation = 0;

  constructor(private readonly parts: PageCacheParts) {}

  /** Forgets all pages; what is under way is dropped when it comes. */
  reset(generation: number): void {
    this.generation = generation;
    this.pages.clear();
    this.underWay.clear();
    this.failedAt.clear();
    this.wanted = [];
  }

  /** The cell, or undefined while it is not there. Never fetches. */
  cell(row: number, column: number): PageCell | undefined {
    const entry = this.pages.get(keyOf(row, column));
    if (!entry || row >= entry.page.endRow || column >= entry.page.endColumn) return undefined;
    entry.used = this.draws;
    return pageCell(entry.page, row, column);
  }

  /**
   * Fetches what is missing of the cells in view, then of those around it. What an earlier call wanted and nobody asked
   * for yet is forgotten.
   */
  want(inView: CellRange, around: CellRange): void {
    this.draws++;
    const missing = (range: CellRange): CellRange[] =>
      pagesOf(range).filter((page) => !this.covers(page, range));
    this.wanted = [...missing(inView), ...missing(around)];
    this.pump();
  }

  private covers(page: CellRange, range: CellRange): boolean {
    const present = this.pages.get(keyOf(page.startRow, page.startColumn))?.page;
    return (
      present !== undefined &&
      present.endRow >= Math.min(page.endRow, range.endRow) &&
      present.endColumn >= Math.min(page.endColumn, range.endColumn)
    );
  }

  private pump(): void {
    const now = Date.now();
    for (const range of this.wanted) {
      if (this.underWay.size >= MAX_REQUESTS) return;
      const key = keyOf(range.startRow, range.startColumn);
      const isResting = now - (this.failedAt.get(key) ?? -Infinity) < RETRY_MS;
      if (this.underWay.has(key) || isResting) continue;
      this.underWay.add(key);
      this.load(key, range).catch(() => undefined);
    }
  }

  private async load(key: string, range: CellRange): Promise<void> {
    const { generation } = this;
    try {
      const page = await this.parts.fetch({ ...range, generation });
      if (generation !== this.generation) return;
      this.keep(key, page);
    } catch (error) {
      if (generation !== this.generation) return;
      this.failedAt.set(key, Date.now());
      this.parts.onError(error);
      return;
    } finally {
      if (generation === this.generation) this.underWay.delete(key);
    }
    this.failedAt.delete(key);
    this.parts.onChange();
  }

  private keep(key: string, page: Page): void {
    this.pages.set(key, { page, used: this.draws });
    if (this.pages.size <= MAX_PAGES) return;
    const oldest = [...this.pages].reduce((a, b) => (b[1].used < a[1].used ? b : a));
    this.pages.delete(oldest[0]);
  }
}

function keyOf(row: number, column: number): string {
  return `${Math.floor(row / PAGE_ROWS)} ${Math.floor(column / PAGE_COLUMNS)}`;
}

/** Aligned pages that a range touches, the rows in order. */
function pagesOf(range: CellRange): CellRange[] {
  const pages: CellRange[] = [];
  for (let row = align(range.startRow, PAGE_ROWS); row < range.endRow; row += PAGE_ROWS) {
    for (
      let column = align(range.startColumn, PAGE_COLUMNS);
      column < range.endColumn;
      column += PAGE_COLUMNS
    ) {
      pages.push({
        startRow: row,
        endRow: row + PAGE_ROWS,
        startColumn: column,
        endColumn: column + PAGE_COLUMNS,
      });
    }
  }
  return pages;
}

function align(at: number, size: number): number {
  return at - (at % size);
}
