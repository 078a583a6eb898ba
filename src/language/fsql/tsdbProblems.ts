import type { SqlCall, SqlExpression, SqlExpressionItem, SqlItem, SqlNode, SqlSelect } from '../sql/ast';
import { ACROSS_SERIES_SUFFIX, aggregates, interpolatorOf, isAggregate } from '../sql/functions';
import { printSqlExpression, printTableName } from '../sql/print';
import type { SqlProblem } from '../sql/problem';
import { itemRemoval, removal, wordRemoval } from './edits';
import { nearest } from './nearest';
import { isInParameter } from './parameters';
import { fix, type Fix, type Problem, type ProblemCode } from './problem';
import { RewriteError, rewriteWhere } from './rewrite';
import { syntaxProblem, type ReadableStatement } from './translate';

/** What the service refuses, reads over or takes in a way that may surprise (spec/tsdb.md §13), and how to mend it. */
export function tsdbProblems(statement: ReadableStatement): Problem[] {
  const { sql, parameters } = statement;
  const refused = sql.problems
    .filter((problem) => !isAboutParameter(problem, statement, parameters))
    .map((problem) => tsdbProblem(problem, statement));
  return [...refused, ...originalRefusals(statement)];
}

/** Whether its stand-in is what is wrong: what the value will be, nobody knows yet. */
function isAboutParameter(
  { message, start, end }: SqlProblem,
  { sql }: ReadableStatement,
  parameters: ReadableStatement['parameters'],
): boolean {
  if (sql.parse.problems.some((problem) => problem.start === start && problem.message === message))
    return false;
  return isInParameter({ start, end: Math.max(end, start + 1) }, parameters);
}

/** A problem in its query. */
interface Place {
  readonly text: string;
  readonly select: SqlSelect;
  readonly problem: SqlProblem;
}

interface Rule {
  readonly pattern: RegExp;
  readonly code: ProblemCode;
  readonly advice?: string;
  readonly fixes?: (place: Place) => readonly Fix[];
}

const rules: readonly Rule[] = [
  {
    pattern: /^not a SELECT/,
    code: 'refused',
    advice: 'a query is one SELECT; use the Create, Write, Delete and Execute commands for the rest',
  },
  {
    pattern: /more than once in select/,
    code: 'duplicateName',
    advice: 'give one of them an alias',
    fixes: duplicateFixes,
  },
  {
    pattern: /requested multiple time$/,
    code: 'duplicateName',
    advice: 'one of the two is enough',
    fixes: removeItem,
  },
  {
    pattern: /^cannot use a metric name as an alias/,
    code: 'aliasClash',
    advice: 'choose a name that no metric of the query has',
    fixes: aliasFixes,
  },
  {
    pattern: /^cannot alias a wildcard/,
    code: 'refused',
    advice: 'a function of all metrics makes several columns',
    fixes: dropAlias,
  },
  {
    pattern: /both over time and across series/,
    code: 'mixedAggregates',
    advice: 'either all functions end in _all, or none does',
    fixes: aggregateFixes,
  },
  {
    pattern: /multiple interpolation|different interpolation tolerances/,
    code: 'severalInterpolators',
    advice: 'one interpolator with one tolerance for each metric',
    fixes: interpolatorFixes,
  },
  {
    pattern: /invalid aggragate type/,
    code: 'unknownFunction',
    advice: `functions are ${Object.keys(aggregates).join(', ')}, each also with _all behind it`,
    fixes: functionFixes,
  },
  { pattern: /400 Bad Request$/, code: 'refused', fixes: whereFixes },
  {
    pattern: /^select from multiple tables/,
    code: 'refused',
    advice: 'a query reads one table; write one query for each',
  },
  {
    pattern: /^not a table/,
    code: 'refused',
    advice: 'FROM takes one table: no joins, no queries in parentheses',
  },
];

function tsdbProblem(problem: SqlProblem, statement: ReadableStatement): Problem {
  const { message } = problem;
  const { start, end } = withoutBlanks(statement.text, problem);
  if (problem.severity === 'warning') return ignoredProblem(problem, statement);
  if (statement.sql.parse.problems.includes(problem)) return syntaxProblem(problem);
  const rule = rules.find(({ pattern }) => pattern.test(message));
  const { select } = statement;
  const code = rule?.code ?? 'refused';
  const advice = problem.advice ?? rule?.advice;
  const words = message.replace(/^Failed on TSDB Select: /, '');
  const isTelling = code !== 'refused' || advice === undefined;
  return {
    severity: 'error',
    code,
    // What the service answers to these names its own insides.
    message: isTelling ? words : advice,
    advice: isTelling ? advice : `the service answers: ${words}`,
    fixes: select && rule?.fixes ? rule.fixes({ text: statement.text, select, problem }) : [],
    start,
    end,
  };
}

function withoutBlanks(text: string, { start, end }: SqlNode): SqlNode {
  const part = text.slice(start, end);
  if (part.trim() === '') return { start, end };
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
}

/** What the local service takes and the original refuses (spec/tsdb.md, Quirks 1 and 10). */
function originalRefusals({ select, sql }: ReadableStatement): Problem[] {
  if (select === undefined || sql.problems.some(({ severity }) => severity === 'error')) return [];
  const problems: Problem[] = callsIn(select)
    .filter(({ function: { name } }) => name.replace(/_all$/, '') === 'rate')
    .map(({ function: { start, end } }) => ({
      severity: 'information',
      code: 'refused',
      message: 'the local service computes rate; the original service of Iguazio fails with it',
      advice: undefined,
      fixes: [],
      start,
      end,
    }));
  const metrics = new Set(sql.columns.map(({ metric }) => metric));
  for (const item of select.items) {
    if (item.kind !== 'item' || item.alias === undefined || !metrics.has(item.alias.name)) continue;
    const { start, end } = item.alias;
    problems.push({
      severity: 'information',
      code: 'aliasClash',
      message:
        'the local service takes the name of a metric as an alias; the original service of Iguazio refuses it',
      advice: undefined,
      fixes: [renaming(select, item, 'Rename it')],
      start,
      end,
    });
  }
  return problems;
}

function ignoredProblem({ message, start, end }: SqlProblem, { select, text }: ReadableStatement): Problem {
  const part = select?.ignored.find((each) => each.start === start && each.end === end);
  const fixes: Fix[] = [];
  if (part) {
    const isWord = part.part === 'distinct' || part.part === 'hint';
    fixes.push(
      fix(`Remove ${part.part.toUpperCase()}`, isWord ? wordRemoval(text, part) : removal(text, part)),
    );
  }
  const advice = part && 'the service reads over it, without a word';
  return { severity: 'warning', code: 'ignored', message, advice, fixes, start, end };
}

function itemAt(select: SqlSelect, { start }: SqlNode): SqlItem | undefined {
  return select.items.find((item) => item.start <= start && start < item.end);
}

function removeItem({ select, problem }: Place): Fix[] {
  const item = itemAt(select, problem);
  return item ? [fix('Remove it', itemRemoval(select, item))] : [];
}

function duplicateFixes(place: Place): Fix[] {
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
function renaming(select: SqlSelect, item: SqlExpressionItem, title: string): Fix {
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

function aliasFixes(place: Place): Fix[] {
  const { select, problem } = place;
  const item = itemAt(select, problem);
  if (item?.kind !== 'item') return [];
  return [renaming(select, item, 'Rename it'), ...dropAlias(place)];
}

function dropAlias({ text, select, problem }: Place): Fix[] {
  const item = itemAt(select, problem);
  if (item?.kind !== 'item' || item.alias === undefined) return [];
  return [fix('Remove the alias', removal(text, { start: item.expression.end, end: item.end }))];
}

/** Every call in the select list, the outer ones first. */
export function callsIn(select: SqlSelect): SqlCall[] {
  const calls: SqlCall[] = [];
  const visit = (expression: SqlExpression): void => {
    if (expression.kind !== 'call') return;
    calls.push(expression);
    for (const arg of expression.args) if (arg.kind === 'item') visit(arg.expression);
  };
  for (const item of select.items) if (item.kind === 'item') visit(item.expression);
  return calls;
}

function aggregateFixes({ select }: Place): Fix[] {
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

function interpolatorFixes({ text, select, problem }: Place): Fix[] {
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

function functionFixes({ select, problem }: Place): Fix[] {
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
function whereFixes({ select: { where } }: Place): Fix[] {
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
