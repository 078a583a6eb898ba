/** A statement of a query file, as a lens over it names it. */
export interface StatementTarget {
  /** Of the document. */
  readonly uri: string;
  /** From 0. */
  readonly index: number;
}
