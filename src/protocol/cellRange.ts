/** A rectangle of cells, ends exclusive, columns counted over indices and columns. */
export interface CellRange {
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
}
