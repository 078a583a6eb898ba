import type { Schema } from '../../src/data/schema';
import type { CellPosition } from './selection';

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

/** Before anything was given. */
export const noContent: GridContent = {
  generation: -1,
  schemaVersion: -1,
  schema: { indices: [], columns: [] },
  rowCount: 0,
  isGrowing: false,
};
