import type { SqlNode } from '../../sql/ast';
import { aggregates } from '../../sql/functions';
import type { SqlProblem } from '../../sql/problem';
import { removal, wordRemoval } from './edits';
import { isInParameter } from '../parameters';
import { fix, type Fix, type Problem, type ProblemCode } from './problem';
import { syntaxProblem } from './syntaxProblem';
import type { ReadableStatement } from '../plan/translate';
import {
  aggregateFixes,
  aliasFixes,
  dropAlias,
  duplicateFixes,
  functionFixes,
  interpolatorFixes,
  removeItem,
  renaming,
  whereFixes,
  type Place,
} from './tsdbFixes';
import { callsIn } from './walk';

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
  if (statement.sql.parse.problems.includes(problem)) return syntaxProblem(problem, statement);
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
