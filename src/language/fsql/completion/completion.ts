import type { SqlNode } from '../../sql/ast';
import type { Wanted } from '../known/known';

export type CompletionKind =
  | 'keyword'
  | 'function'
  | 'interpolator'
  | 'metric'
  | 'label'
  | 'attribute'
  | 'key'
  | 'table'
  | 'backend'
  | 'value'
  | 'pragma'
  | 'time'
  | 'duration'
  | 'parameter'
  | 'connection'
  | 'container'
  | 'snippet';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What is written; with `$1` and `${1:text}` for where to go on, if `isSnippet`. */
  readonly insert: string;
  readonly isSnippet: boolean;
  /** What the typed text is compared with. */
  readonly filter: string;
  /** Beside the label: a type, or what a time means now. */
  readonly detail: string;
  readonly documentation: string;
  /** Whether to complete again at once, as after `FROM `. */
  readonly goesOn: boolean;
}

export interface Completions {
  /** The best first. */
  readonly items: readonly Completion[];
  /** What an item replaces; the same for all. */
  readonly replace: SqlNode;
  /** What was not known, and would make the list better. */
  readonly wanted: readonly Wanted[];
  /** The same of what only a guess asks for: no reason to wait long. */
  readonly hoped: readonly Wanted[];
}

type Optional = Partial<Omit<Completion, 'label' | 'kind'>>;

export function completion(kind: CompletionKind, label: string, more: Optional = {}): Completion {
  const insert = more.insert ?? label;
  return {
    label,
    kind,
    insert,
    isSnippet: false,
    filter: label,
    detail: '',
    documentation: '',
    goesOn: false,
    ...more,
  };
}

/** Without the blank or the parentheses that stand there already. */
export function beforeText(item: Completion, next: string): Completion {
  if (next === '(' && item.insert.startsWith(`${item.label}(`)) {
    return { ...item, insert: item.label, isSnippet: false, goesOn: false };
  }
  return /\s/.test(next) && !item.isSnippet ? { ...item, insert: item.insert.trimEnd() } : item;
}
