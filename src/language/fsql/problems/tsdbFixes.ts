import type { SqlCall, SqlExpressionItem, SqlItem, SqlNode, SqlSelect } from '../../sql/ast';
import { ACROSS_SERIES_SUFFIX, aggregates, interpolatorOf, isAggregate } from '../../sql/functions';
import { printSqlExpression, printTableName } from '../../sql/print';
import type { SqlProblem } from '../../sql/problem';
import { itemRemoval, removal } from './edits';
import { nearest } from './nearest';
import { fix, type Fix } from './problem';
import { RewriteError, rewriteWhere } from '../rewrite';
import { callsIn } from './walk';

/** A problem of a query of time series, and the query. */
export interface Place {
  readonly text: string;
  readonly select: SqlSelect;
  readonly problem: SqlProblem;
}

function itemAt(select: SqlSelect, { start }: SqlNode): SqlItem | undefined {
  return select.items.find((item) => item.start <= start && start < item.end);
}

export function removeItem({ select, problem }: Place): Fix[] {
  const item = itemAt(select, problem);
  return item ? [fix('Remove it', itemRemoval(select, item))] : [];
}

export function duplicateFixes(place: Place): Fix[] {
  const { select, problem } = place;
  const item = itemAt(select, problem);
  if (item?.kind !== 'item') return removeItem(place);
  const written = printSqlExpression(item.expression);
  const isTwice = select.items.some(
    (each) => each !== item && each.kind === 'item' && printSqlExpression(each.expression) === written,
  );
  const remove = fix('Remove it', itemRemoval(select, item));
  if (isTwice) return [remove];
  return [renaming(select, item, 'Give it another name'), remove];
}

/** Names of functions and metrics, `avg_cpu`, with a number where that is taken. */
export function renaming(select: SqlSelect, item: SqlExpressionItem, title: string): Fix {
  const taken = new Set(select.items.flatMap(namesIn));
  const base = printSqlExpression(item.expression)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  let name = base === '' ? 'value' : base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  return fix(`${title}: ${name}`, {
    start: item.expression.end,
    end: item.end,
    text: ` AS ${printTableName(name)}`,
  });
}

function namesIn(item: SqlItem): string[] {
  if (item.kind !== 'item') return [];
  const alias = item.alias === undefined ? [] : [item.alias.name];
  return [...alias, ...(item.expression.kind === 'column' ? [item.expression.name] : [])];
}

export function aliasFixes(place: Place): Fix[] {
  const { select, problem } = place;
  const item = itemAt(select, problem);
  if (item?.kind !== 'item') return [];
  return [renaming(select, item, 'Rename it'), ...dropAlias(place)];
}

export function dropAlias({ text, select, problem }: Place): Fix[] {
  const item = itemAt(select, problem);
  if (item?.kind !== 'item' || item.alias === undefined) return [];
  return [fix('Remove the alias', removal(text, { start: item.expression.end, end: item.end }))];
}

export function aggregateFixes({ select }: Place): Fix[] {
  const names = callsIn(select)
    .map((call) => call.function)
    .filter(({ name }) => isAggregate(name.replace(/_all$/, '')));
  const across = names.filter(({ name }) => name.endsWith(ACROSS_SERIES_SUFFIX));
  const overTime = names.filter((each) => !across.includes(each));
  return [
    fix(
      'Compute all over time, for each series',
      ...across.map(({ name, start, end }) => ({
        start,
        end,
        text: name.slice(0, -ACROSS_SERIES_SUFFIX.length),
      })),
    ),
    fix(
      'Compute all across series',
      ...overTime.map(({ name, start, end }) => ({ start, end, text: name + ACROSS_SERIES_SUFFIX })),
    ),
  ];
}

export function interpolatorFixes({ text, select, problem }: Place): Fix[] {
  const item = itemAt(select, problem);
  if (item?.kind !== 'item') return [];
  const interpolated = callsIn(select).filter((call) => interpolatorOf(call.function.name) !== undefined);
  const own = interpolated.find((call) => call.start >= item.start && call.end <= item.end);
  const metric = own && metricOf(own);
  const first = interpolated.find((call) => metricOf(call) === metric);
  if (own === undefined || first === undefined || first === own) return [];
  const written = text.slice(first.start, first.end);
  const others = interpolated.filter((call) => call !== first && metricOf(call) === metric);
  return [
    fix(`Use ${written} throughout`, ...others.map(({ start, end }) => ({ start, end, text: written }))),
  ];
}

function metricOf(call: SqlCall): string | undefined {
  const [arg] = call.args;
  return arg?.kind === 'item' && arg.expression.kind === 'column' ? arg.expression.name : undefined;
}

export function functionFixes({ select, problem }: Place): Fix[] {
  const wrong = problem.message.replace(/^.*invalid aggragate type: /, '');
  const names = Object.keys(aggregates).flatMap((name) => [name, name + ACROSS_SERIES_SUFFIX]);
  const meant = nearest(synonyms.get(wrong.toLowerCase()) ?? wrong, names);
  const uses = callsIn(select).filter(
    ({ function: { name } }) => name.replace(/_all$/, '') === wrong.replace(/_all$/, ''),
  );
  const [use] = uses;
  if (meant === undefined || use === undefined) return [];
  const suffix = use.function.name.endsWith(ACROSS_SERIES_SUFFIX) && !meant.endsWith(ACROSS_SERIES_SUFFIX);
  const text = suffix ? meant + ACROSS_SERIES_SUFFIX : meant;
  const { start, end } = use.function;
  return [fix(`Write ${text}`, { start, end, text })];
}

/** What other databases call them. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['mean', 'avg'],
  ['average', 'avg'],
  ['minimum', 'min'],
  ['maximum', 'max'],
  ['total', 'sum'],
  ['latest', 'last'],
  ['stdev', 'stddev'],
  ['std', 'stddev'],
  ['var', 'stdvar'],
  ['variance', 'stdvar'],
]);

/** The condition in words that the platform has, where there are such words in SQL. */
export function whereFixes({ select: { where } }: Place): Fix[] {
  if (where === undefined) return [];
  try {
    const rewritten = printSqlExpression(rewriteWhere(where));
    if (rewritten === printSqlExpression(where) || /\bexists\(/.test(rewritten)) return [];
    return [fix(`Write ${rewritten}`, { start: where.start, end: where.end, text: rewritten })];
  } catch (error) {
    if (error instanceof RewriteError) return [];
    throw error;
  }
}
