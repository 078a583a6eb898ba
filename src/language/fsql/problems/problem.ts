import type { SqlNode } from '../../sql/ast';

/** Text that takes the place of what stands from `start` to `end` of the document. */
export interface Edit extends SqlNode {
  readonly text: string;
}

/** A way to mend a problem; its edits do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What a problem is about, for tests, filters and links; stable. */
export type ProblemCode =
  | 'syntax'
  | 'refused'
  | 'ignored'
  | 'untranslatable'
  | 'unknownTable'
  | 'wrongBackend'
  | 'unknownColumn'
  | 'unknownQualifier'
  | 'duplicateName'
  | 'aliasClash'
  | 'mixedAggregates'
  | 'severalInterpolators'
  | 'unknownFunction'
  | 'emptyRange'
  | 'defaultRange'
  | 'manyPoints'
  | 'missingStep'
  | 'unknownPragma'
  | 'unknownConnection'
  | 'badPragmaValue'
  | 'unusedPragma'
  | 'repeatedPragma'
  | 'parameter';

/** Something that whoever writes a query should know. The offsets are those of the document. */
export interface Problem extends SqlNode {
  /** An `error` cannot run; a `warning` runs but not as written; `information` and `hint` are worth a thought. */
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: ProblemCode;
  /** What is the matter; of what the service refuses, its words. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string | undefined;
  readonly fixes: readonly Fix[];
}

/** The problem with what to do about it, as sentences without the last full stop. */
export function problemText({ message, advice }: Problem): string {
  if (advice === undefined) return message;
  return `${message}. ${advice.charAt(0).toUpperCase()}${advice.slice(1)}`;
}

export function fix(title: string, ...edits: readonly Edit[]): Fix {
  return { title, edits };
}

/** @param base what to add to the offsets, where they count from the start of a section */
export function placed<T extends SqlNode>(node: T, base: number): T {
  return base === 0 ? node : { ...node, start: node.start + base, end: node.end + base };
}

export function placedProblem(problem: Problem, base: number): Problem {
  if (base === 0) return problem;
  const fixes = problem.fixes.map(({ title, edits }) => ({
    title,
    edits: edits.map((edit) => placed(edit, base)),
  }));
  return { ...placed(problem, base), fixes };
}
