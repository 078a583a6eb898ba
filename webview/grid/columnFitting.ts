import { columnAt } from './columnOffsets';
import type { Columns } from './columns';
import type { Viewport } from './viewport';

/** Rows whose texts a column is fitted to. */
const FIT_ROWS = 60;

/** Columns in view, end exclusive. */
interface ColumnSpan {
  readonly start: number;
  readonly end: number;
}

interface FitOptions {
  /** Of what is shown. */
  readonly version: number;
  /** New rows come for as long as the user likes. */
  readonly isFollowed: boolean;
}

export interface ColumnFittingParts {
  readonly root: HTMLElement;
  readonly columns: Columns;
  readonly viewport: Viewport;
  /** The text of a cell; undefined while it is not there. */
  readonly textOf: (row: number, column: number) => string | undefined;
}

/** Gives columns the width of what they show when they come into view. */
export class ColumnFitting {
  /** The version that columns were last widened for. */
  private widened = -1;

  constructor(private readonly parts: ColumnFittingParts) {}

  /**
   * Fits columns that are seen for the first time, once their texts are there. The first rows of a result that is
   * followed tell little of those that come: its columns are widened too, once for each version of what is shown.
   * @returns whether a width changed
   */
  fit(span: ColumnSpan, { version, isFollowed }: FitOptions): boolean {
    const fresh = this.newIn(span);
    if (fresh.length > 0) return this.fitNew(fresh);
    if (!isFollowed || this.widened === version) return false;
    this.widened = version;
    const seen = Array.from({ length: span.end - span.start }, (_, i) => span.start + i);
    return this.parts.columns.widen(seen, (column) => this.textsOf(column));
  }

  /** Gives a column the width that fits, whatever the user chose. */
  release(column: number): void {
    this.parts.columns.release(column, this.textsOf(column));
  }

  private newIn({ start, end }: ColumnSpan): number[] {
    const fresh: number[] = [];
    for (let column = start; column < end; column++) {
      if (!this.parts.columns.isFitted(column) && this.textsOf(column).length > 0) fresh.push(column);
    }
    return fresh;
  }

  private fitNew(fresh: readonly number[]): boolean {
    const { root, columns } = this.parts;
    const first = columnAt(columns.offsets, root.scrollLeft);
    const before = columns.offsets[first] ?? 0;
    const changed = columns.fit(fresh, (column) => this.textsOf(column));
    // What is left of the view must not push what is in view.
    const shift = (columns.offsets[first] ?? 0) - before;
    if (shift !== 0) root.scrollLeft += shift;
    return changed;
  }

  /** Texts of a column in rows that are there, from the first in view. */
  private textsOf(column: number): string[] {
    const { viewport, textOf } = this.parts;
    const texts: string[] = [];
    const { start } = viewport.rows;
    for (let row = start; row < start + FIT_ROWS; row++) {
      const text = textOf(row, column);
      if (text !== undefined) texts.push(text);
    }
    return texts;
  }
}
