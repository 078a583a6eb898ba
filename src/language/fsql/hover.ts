import type { SqlNode } from '../sql/ast';
import { tokenizeSql } from '../sql/tokenize';
import { placedPragma, sectionAt, type QueryDocument, type QueryStatement } from './document';
import { cursorAt } from './cursor';
import { durationWords } from './durations';
import { Knowing } from './known/knowing';
import type { Known, KnownColumn, KnownTablePath } from './known/known';
import { momentText } from './moments';
import type { ReadPlan } from './plan/plan';
import { planOf } from './plan/planOf';
import { pragmaInfo, type Pragma } from './pragmas';
import { parametersOf, settingsOf, targetOf, tryDuration, type Target } from './settings';
import { functionInfo } from './signature';

/** What a place is about, so that whoever shows the hover can add to it. */
export type HoverSubject =
  | {
      readonly kind: 'column';
      readonly target: Target;
      readonly table: KnownTablePath;
      readonly column: KnownColumn;
    }
  | {
      readonly kind: 'table';
      readonly target: Target;
      readonly table: KnownTablePath;
      readonly plan: ReadPlan | undefined;
    }
  /** On SELECT: what the statement reads. */
  | { readonly kind: 'statement'; readonly plan: ReadPlan | undefined }
  | { readonly kind: 'function' | 'pragma' | 'parameter' };

export interface Hover extends SqlNode {
  readonly subject: HoverSubject;
  /** One paragraph each; code in back-quotes as in Markdown. */
  readonly paragraphs: readonly string[];
}

/** @param nowMs the current time in milliseconds since 1970 */
export function hoverAt(
  document: QueryDocument,
  offset: number,
  known: Known,
  nowMs: bigint,
): Hover | undefined {
  const section = sectionAt(document, offset);
  if (section === undefined) return undefined;
  const { content } = section;
  const local = offset - section.start;
  const pragma = content.pragmas.find(({ start, end }) => start <= local && local <= end);
  if (pragma) return pragmaHover(placedPragma(pragma, section.start), offset, nowMs);
  const statement = document.statements.find((each) => each.section === section);
  if (statement === undefined) return undefined;
  return (
    parameterHover(document, statement, offset) ??
    tableHover(document, statement, offset, known) ??
    wordHover(document, statement, offset, known)
  );
}

function pragmaHover(pragma: Pragma, offset: number, nowMs: bigint): Hover | undefined {
  const info = pragmaInfo(pragma.name);
  if (info === undefined) return undefined;
  const { value, valueNode, nameNode } = pragma;
  const paragraphs = [info.summary];
  if (info.value === 'moment' && value !== '') {
    const meaning = momentText(value, nowMs);
    if (meaning !== '') paragraphs.unshift(`\`${value}\` is ${meaning} now.`);
  } else if (info.value === 'duration' && tryDuration(value) !== undefined && value !== '') {
    paragraphs.unshift(`\`${value}\` is ${durationWords(/^\d+$/.test(value) ? `${value}h` : value)}.`);
  }
  if (info.backends) paragraphs.push(`For ${info.backends.join(' and ')}.`);
  paragraphs.push(`Example: \`-- @${pragma.name} ${info.example}\``);
  const { start, end } = offset <= nameNode.end ? nameNode : valueNode;
  return { subject: { kind: 'pragma' }, paragraphs, start, end };
}

function parameterHover(
  document: QueryDocument,
  statement: QueryStatement,
  offset: number,
): Hover | undefined {
  for (const { name, declaration, uses } of parametersOf(document, statement)) {
    const use = uses.find(({ start, end }) => start <= offset && offset < end);
    if (use === undefined) continue;
    const paragraphs = [`Parameter \`${name}\`, ${declaration?.type ?? 'text'}.`];
    if (declaration && declaration.description !== '') paragraphs.push(declaration.description);
    if (declaration?.default !== undefined)
      paragraphs.push(`Unless given, it is \`${declaration.default}\`.`);
    if (declaration && declaration.choices.length > 0)
      paragraphs.push(`One of ${declaration.choices.join(', ')}.`);
    if (declaration === undefined)
      paragraphs.push(`Declare it with \`-- @param ${name} type=text default=…\`.`);
    return { subject: { kind: 'parameter' }, paragraphs, start: use.start, end: use.end };
  }
  return undefined;
}

function tableHover(
  document: QueryDocument,
  statement: QueryStatement,
  offset: number,
  known: Known,
): Hover | undefined {
  const { content, section } = statement;
  const { tableNode, qualifier, table: path, backend } = content;
  if (tableNode === undefined || path === '') return undefined;
  const start = (qualifier?.start ?? tableNode.start) + section.start;
  const end = tableNode.end + section.start;
  if (offset < start || offset >= end) return undefined;
  const target = targetOf(settingsOf(document, statement));
  const table = { backend, path };
  const found = new Knowing(known, target).table(table);
  const paragraphs = [`${kinds[backend]} \`${path}\`.`];
  if (found === 'missing') paragraphs.push('It does not exist.');
  else if (found) {
    const names = (role: KnownColumn['role']): string[] =>
      found.columns.filter((column) => column.role === role).map(({ name }) => `\`${name}\``);
    for (const [role, title] of roles) {
      const list = names(role);
      if (list.length > 0)
        paragraphs.push(
          `${title}: ${list.slice(0, MOST_NAMES).join(', ')}${list.length > MOST_NAMES ? ', …' : ''}`,
        );
    }
    if (found.rate !== undefined) paragraphs.push(`Samples come up to ${found.rate}.`);
    if (found.aggregates && found.aggregates.length > 0)
      paragraphs.push(`Kept ready: ${found.aggregates.join(', ')}.`);
    if (found.shards) paragraphs.push(`Shards: ${found.shards.length}.`);
  }
  const plan = defaultPlan(document, statement);
  if (plan) paragraphs.push(...planLines(plan));
  return { subject: { kind: 'table', target, table, plan }, paragraphs, start, end };
}

const MOST_NAMES = 20;
const kinds = { tsdb: 'Time series', nosql: 'Table of items', stream: 'Stream', csv: 'csv file' } as const;
const roles = [
  ['key', 'Key'],
  ['metric', 'Metrics'],
  ['label', 'Labels'],
  ['attribute', 'Attributes'],
] as const;

/** What is read as the statement stands, its parameters at their defaults. */
function defaultPlan(document: QueryDocument, statement: QueryStatement): ReadPlan | undefined {
  return planOf(document, statement, new Map()).plan;
}

/** What a statement over anything but time series comes to. */
function planLines(plan: ReadPlan): string[] {
  const lines: string[] = [];
  if (plan.backend === 'nosql') {
    if (plan.columns.length > 0)
      lines.push(`columns: ${plan.columns.map((each) => `\`${each}\``).join(', ')}`);
    if (plan.filter !== undefined) lines.push(`filter: \`${plan.filter}\``);
    if (plan.shardingKeys.length > 0) lines.push(`sharding keys: ${plan.shardingKeys.join(', ')}`);
  } else if (plan.backend === 'stream') {
    lines.push(
      `seek: ${plan.seek}${plan.start === undefined ? '' : ` from ${plan.start}`}${plan.sequence === undefined ? '' : ` ${plan.sequence.toString()}`}`,
    );
    lines.push(`shards: ${plan.shards === 'all' ? 'all' : plan.shards.join(', ')}`);
  } else if (plan.backend === 'csv' && plan.limit !== undefined) lines.push(`limit: ${plan.limit} rows`);
  return lines.length === 0 ? [] : [`Reads with ${lines.join('; ')}.`];
}

function wordHover(
  document: QueryDocument,
  statement: QueryStatement,
  offset: number,
  known: Known,
): Hover | undefined {
  const { section, content } = statement;
  const tokens = tokenizeSql(content.text);
  const local = offset - section.start;
  const index = tokens.findIndex(({ start, end }) => start <= local && local < end);
  const token = tokens[index];
  if (token === undefined) return undefined;
  const place = { start: token.start + section.start, end: token.end + section.start };
  if (token.kind === 'keyword' && token.value === 'select' && place.start === statement.start) {
    const plan = defaultPlan(document, statement);
    return plan && { subject: { kind: 'statement', plan }, paragraphs: planLines(plan), ...place };
  }
  if (token.kind !== 'name' && token.kind !== 'quotedName' && token.kind !== 'keyword') return undefined;
  const { clause } = cursorAt(document, place.start);
  const next = tokens.slice(index + 1).find(({ kind }) => kind !== 'comment');
  if (next?.text === '(') {
    const info = functionInfo(token.value, clause, content.backend);
    return (
      info && { subject: { kind: 'function' }, paragraphs: [`\`${info.signature}\``, info.summary], ...place }
    );
  }
  if (token.kind === 'keyword') return undefined;
  const target = targetOf(settingsOf(document, statement));
  const table = { backend: content.backend, path: content.table };
  const found = new Knowing(known, target).table(table);
  if (found === undefined || found === 'missing') return undefined;
  const column = found.columns.find(({ name }) => name === token.value);
  if (column === undefined) return undefined;
  const paragraphs = [`\`${column.name}\`: ${column.role}, ${column.type}.`];
  const values = column.role === 'label' ? found.labelValues?.(column.name) : undefined;
  if (values && values.length > 0) {
    paragraphs.push(
      `Seen: ${values.slice(0, MOST_NAMES).join(', ')}${values.length > MOST_NAMES ? ', …' : ''}`,
    );
  }
  return { subject: { kind: 'column', target, table, column }, paragraphs, ...place };
}
