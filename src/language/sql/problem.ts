import type { SqlNode } from './ast';

/** Something about a query that whoever wrote it should know; the offsets say which part of the text to underline. */
export interface SqlProblem extends SqlNode {
  /** An `error` is refused; a `warning` is read over, or taken in a way that may surprise. */
  readonly severity: 'error' | 'warning';
  /**
   * When the service finds an error: `parse` before it opens the table, `select` once it looks for series; then its text
   * begins with `Failed on TSDB Select: `. What comes first is what a client is told.
   */
  readonly stage: 'parse' | 'select';
  /** Of an error, what the service answers, word for word (spec/tsdb.md §13). */
  readonly message: string;
  /** What to do about it, in a writer's terms. */
  readonly advice: string | undefined;
}

/** Ends the reading of a clause; caught inside this folder. */
export class SqlSyntaxError extends Error {
  override readonly name = 'SqlSyntaxError';

  constructor(readonly problem: SqlProblem) {
    super(problem.message);
  }
}

export function errorAt(node: SqlNode, message: string, advice?: string): SqlProblem {
  const { start, end } = node;
  return { severity: 'error', stage: 'parse', message, advice, start, end };
}

export function warningAt(node: SqlNode, message: string): SqlProblem {
  const { start, end } = node;
  return { severity: 'warning', stage: 'parse', message, advice: undefined, start, end };
}
