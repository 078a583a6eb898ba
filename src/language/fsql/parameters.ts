import type { SqlNode } from '../sql/ast';
import { tokenizeSql, type SqlToken } from '../sql/tokenize';
import type { Pragma } from './pragmas';

/** A `${name}` in a statement. */
export interface ParameterUse extends SqlNode {
  readonly name: string;
  /**
   * What its value becomes: a `value` is written as a literal, a `name` (of a metric, label or table) with the quotes that it
   * needs, and inside a `quoted` text, or in a pragma, it is part of the text.
   */
  readonly place: 'value' | 'name' | 'tableName' | 'quoted' | 'pragma';
}

export const parameterTypes = ['text', 'number', 'boolean', 'time', 'duration', 'name'] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** What a `@param` says. */
export interface ParameterDeclaration extends SqlNode {
  readonly name: string;
  /** Text unless given. */
  readonly type: ParameterType;
  /** The `type=…` that says so, if one does. */
  readonly typeNode: SqlNode | undefined;
  /** Empty: anything goes. */
  readonly choices: readonly string[];
  readonly default: string | undefined;
  /** What else stands there, for whoever is asked. */
  readonly description: string;
  /** Words `key=value` that mean nothing, or whose value does. */
  readonly faults: readonly (SqlNode & { readonly message: string })[];
}

export const parameterPattern = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** @returns undefined where the pragma names no parameter */
export function declarationOf({ value, valueNode }: Pragma): ParameterDeclaration | undefined {
  const name = /^[A-Za-z_][A-Za-z0-9_]*(?=\s|$)/.exec(value)?.[0];
  if (name === undefined) return undefined;
  let type: ParameterType = 'text';
  let typeNode: SqlNode | undefined;
  let choices: string[] = [];
  let fallback: string | undefined;
  const faults: (SqlNode & { message: string })[] = [];
  const rest = value.slice(name.length);
  const description = rest.replace(settings, (word, key: string, quoted: string, at: number) => {
    const start = valueNode.start + name.length + at;
    const node = { start, end: start + word.length };
    const text = unquoted(quoted);
    if (key === 'type') {
      typeNode = node;
      const found = parameterTypes.find((each) => each === text);
      if (found) type = found;
      else faults.push({ ...node, message: `a type is one of ${parameterTypes.join(', ')}` });
    } else if (key === 'choices') {
      choices = text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '');
    } else if (key === 'default') fallback = text;
    else faults.push({ ...node, message: `a parameter has type=, choices= and default=, but no ${key}=` });
    return '';
  });
  return {
    name,
    type,
    typeNode,
    choices,
    default: fallback,
    description: unquoted(description.trim().replace(/\s+/g, ' ')),
    faults,
    start: valueNode.start,
    end: valueNode.start + name.length,
  };
}

const settings = /(?<=\s)([A-Za-z_]+)=('[^']*'|"[^"]*"|[^\s'"]*)/g;

function unquoted(text: string): string {
  return /^(['"])[^]*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

/** Where a text has parameters outside and inside quotes; comments are left alone. */
export function parametersIn(text: string): ParameterUse[] {
  if (!text.includes('${')) return [];
  const uses: ParameterUse[] = [];
  const tokens = tokenizeSql(text);
  const before: SqlToken[] = [];
  const state = { clause: 'select', depth: 0 };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.kind === 'comment') continue;
    if (token.kind === 'string' || token.kind === 'unclosed') {
      for (const found of token.text.matchAll(parameterPattern)) {
        const start = token.start + found.index;
        uses.push({ name: found[1] ?? '', place: 'quoted', start, end: start + found[0].length });
      }
    }
    const use = token.text === '$' ? bareUse(text, token.start) : undefined;
    if (use) {
      uses.push({ ...use, place: placeOf(before, tokens, state, use) });
      while ((tokens[index + 1]?.start ?? use.end) < use.end) index++;
    } else if (token.kind === 'keyword') {
      if (clauses.has(token.value)) state.clause = token.value;
    } else if (token.text === '(') state.depth++;
    else if (token.text === ')') state.depth--;
    before.push(token);
  }
  return uses;
}

const clauses = new Set(['select', 'from', 'where', 'group', 'having', 'order', 'limit']);

function bareUse(text: string, start: number): Omit<ParameterUse, 'place'> | undefined {
  const found = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}/.exec(text.slice(start, start + 200));
  return found ? { name: found[1] ?? '', start, end: start + found[0].length } : undefined;
}

function placeOf(
  before: readonly SqlToken[],
  tokens: readonly SqlToken[],
  { clause, depth }: { readonly clause: string; readonly depth: number },
  { end }: SqlNode,
): ParameterUse['place'] {
  const previous = before.at(-1);
  switch (clause) {
    case 'from':
      return 'tableName';
    case 'limit':
      return 'value';
    case 'where':
    case 'having': {
      const next = tokens.find(({ kind, start }) => start >= end && kind !== 'comment');
      const isOperand = next !== undefined && comparing.has(next.value);
      const isSubject = previous?.text === '(' && before.at(-2)?.kind === 'name';
      return isOperand || isSubject ? 'name' : 'value';
    }
    default:
      return depth > 0 && previous?.text === ',' ? 'value' : 'name';
  }
}

const comparing = new Set([
  '=',
  '!=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not',
  'like',
  'is',
  'between',
  'regexp',
]);

/** The text with something as long in place of each parameter outside of quotes, so that it can be parsed. */
export function maskParameters(text: string, uses: readonly ParameterUse[]): string {
  let masked = text;
  for (const { name, place, start, end } of uses) {
    if (place === 'quoted') continue;
    const stand = place === 'value' ? `'${name}_'` : `_${name}__`;
    masked = masked.slice(0, start) + stand + masked.slice(end);
  }
  return masked;
}

export function isInParameter({ start, end }: SqlNode, uses: readonly ParameterUse[]): boolean {
  return uses.some((use) => use.start < end && use.end > start);
}
