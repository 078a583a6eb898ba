import type { SqlNode, SqlSelect } from '../sql/ast';
import { readSqlQuery, type SqlQuery } from '../sql/query';
import { tokenizeSql, type SqlToken } from '../sql/tokenize';
import { statementProblems } from './problems/check';
import type { Problem } from './problems/problem';
import { EXISTS_STAND_IN } from './rewrite';
import { maskParameters, parametersIn, parameterPattern, type ParameterUse } from './parameters';
import { backends, pragmaOf, type Backend, type Pragma } from './pragmas';

/** What stands before the dot in a FROM: `nosql` of `nosql.'path'`. It never reaches the service. */
export interface Qualifier extends SqlNode {
  /** Without quotes, as written. */
  readonly name: string;
}

/**
 * What a section of a document says, whatever stands around it. Every offset counts from the start of the section, so that it
 * outlives changes before it.
 */
export interface StatementRead {
  readonly text: string;
  /** The first word of the statement and what is behind the last; absent where there are only comments. */
  readonly statement: SqlNode | undefined;
  /** Those above the statement, inside it and behind it on its last line, in the order of the text. */
  readonly pragmas: readonly Pragma[];
  /** In the statement and in its pragmas. */
  readonly parameters: readonly ParameterUse[];
  /** Comments included, an `end` last; stand-ins in place of parameters. */
  readonly tokens: readonly SqlToken[];
  readonly backend: Backend;
  readonly qualifier: Qualifier | undefined;
  /** The text that was parsed: of the same length, without qualifier and parameters. */
  readonly masked: string;
  /** What the service makes of it; of any backend, as the grammar is the same. */
  readonly sql: SqlQuery;
  readonly select: SqlSelect | undefined;
  /** Whose path it is; empty where there is none or it is a parameter. */
  readonly table: string;
  readonly tableNode: SqlNode | undefined;
}

/** A section, and what is wrong with it whatever is known of its table. */
export interface SectionContent extends StatementRead {
  readonly problems: readonly Problem[];
}

const byName: ReadonlyMap<string, Backend> = new Map([
  ...backends.map((backend) => [backend, backend] as const),
  ['kv', 'nosql'],
]);

/** The kind of table that a qualifier means. */
export function backendOf(qualifier: string): Backend | undefined {
  return byName.get(qualifier.toLowerCase());
}

/** Never throws. */
export function readSection(text: string): SectionContent {
  const raw = tokenizeSql(text);
  const uses = parametersIn(text);
  const pragmas: Pragma[] = [];
  for (const token of raw) {
    const pragma = pragmaOf(token);
    if (pragma) pragmas.push(pragma);
  }
  const parameters = [...uses, ...pragmas.flatMap(parametersOfPragma)];
  const qualifier = qualifierIn(raw);
  const backend = (qualifier && backendOf(qualifier.name)) ?? 'tsdb';
  let masked = maskParameters(text, uses);
  if (qualifier && backendOf(qualifier.name)) masked = blank(masked, qualifier);
  if (backend === 'nosql') masked = maskExists(masked, raw);
  const sql = readSqlQuery(masked);
  const { tokens, statement } = sql.parse;
  const select = statement?.kind === 'select' ? statement : undefined;
  const tableNode = tableIn(select);
  const isParameter = uses.some(
    ({ start, end }) => tableNode && start < tableNode.end && end > tableNode.start,
  );
  const table = tableNode === undefined || isParameter ? '' : tableNode.name;
  const read: StatementRead = {
    text,
    statement: extentOf(tokens),
    pragmas,
    parameters,
    tokens,
    backend,
    qualifier,
    masked,
    sql,
    select,
    table,
    tableNode,
  };
  return { ...read, problems: read.statement === undefined ? [] : statementProblems(read) };
}

/**
 * The problems of a statement, once the step of its read is known: an interpolator with a tolerance goes with one without, if
 * it says what the default is, which is twice the step.
 * @param stepMs 0: none
 */
export function problemsAtStep({ problems, masked }: SectionContent, stepMs: bigint): readonly Problem[] {
  const isAboutTolerances = ({ message }: { readonly message: string }): boolean =>
    message.includes('different interpolation tolerances');
  if (stepMs === 0n || !problems.some(isAboutTolerances)) return problems;
  if (readSqlQuery(masked, stepMs).problems.some(isAboutTolerances)) return problems;
  return problems.filter((problem) => !isAboutTolerances(problem));
}

/** In filters of nosql tables EXISTS is a function, where SQL has a query behind it. */
function maskExists(text: string, tokens: readonly SqlToken[]): string {
  const words = tokens.filter(({ kind }) => kind !== 'comment');
  let masked = text;
  for (const [index, { kind, value, start, end }] of words.entries()) {
    if (kind !== 'keyword' || value !== 'exists' || words[index + 1]?.text !== '(') continue;
    if (words[index + 2]?.value !== 'select')
      masked = masked.slice(0, start) + EXISTS_STAND_IN + masked.slice(end);
  }
  return masked;
}

function parametersOfPragma({ value, valueNode }: Pragma): ParameterUse[] {
  return [...value.matchAll(parameterPattern)].map((found) => {
    const start = valueNode.start + found.index;
    return { name: found[1] ?? '', place: 'pragma', start, end: start + found[0].length };
  });
}

/** `name.` behind the FROM of the outermost select. */
function qualifierIn(tokens: readonly SqlToken[]): Qualifier | undefined {
  const words = tokens.filter(({ kind }) => kind !== 'comment');
  let depth = 0;
  for (const [index, { kind, text, value }] of words.entries()) {
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (kind === 'keyword' && value === 'from' && depth <= 0) {
      const name = words[index + 1];
      const dot = words[index + 2];
      if (name === undefined || dot?.text !== '.') return undefined;
      if (name.kind !== 'name' && name.kind !== 'keyword' && name.kind !== 'quotedName') return undefined;
      return { name: name.kind === 'quotedName' ? name.value : name.text, start: name.start, end: dot.end };
    }
  }
  return undefined;
}

function blank(text: string, { start, end }: SqlNode): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

function extentOf(tokens: readonly SqlToken[]): SqlNode | undefined {
  const words = tokens.filter(({ kind, text }) => kind !== 'comment' && kind !== 'end' && text !== ';');
  const [first] = words;
  const last = tokens.findLast(({ kind }) => kind !== 'comment' && kind !== 'end');
  if (first === undefined || last === undefined) return undefined;
  // A text whose quote nobody closed takes the blanks behind it in.
  const blanks = last.kind === 'unclosed' ? last.text.length - last.text.trimEnd().length : 0;
  return { start: first.start, end: last.end - blanks };
}

function tableIn(select: SqlSelect | undefined): (SqlNode & { readonly name: string }) | undefined {
  const [first] = select?.from ?? [];
  return first?.kind === 'table' ? first.table : undefined;
}
