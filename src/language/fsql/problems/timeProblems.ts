import type { QueryStatement } from '../document';
import type { Knowing } from '../known/knowing';
import { fix, type Problem } from './problem';
import { insertionAbove } from './rangeProblems';

/** `time`, which other databases let a query name: here the range and the step of a read are no part of it. */
export function timeProblems(
  text: string,
  { content, section, ...statement }: QueryStatement,
  knowing: Knowing,
): Problem[] {
  const { backend, select, tokens, table } = content;
  if (backend !== 'tsdb' || select === undefined) return [];
  const known = knowing.table({ backend, path: table });
  if (known !== undefined && known !== 'missing' && known.columns.some(({ name }) => isTime(name))) return [];
  const words = tokens.filter(({ kind }) => kind !== 'comment');
  const problems: Problem[] = [];
  let clause = '';
  for (const [index, { kind, value, start, end }] of words.entries()) {
    if (kind === 'keyword' && clauses.has(value)) clause = value;
    const isSubject =
      words[index + 1]?.text !== '.' && words[index - 1]?.text !== '.' && words[index - 1]?.value !== 'as';
    if (kind !== 'name' || !isTime(value) || !isSubject) continue;
    const said = sayings.get(clause);
    if (said === undefined) continue;
    const line = said.line;
    problems.push({
      severity: 'warning',
      code: 'unknownColumn',
      message: said.message,
      advice: said.advice,
      fixes:
        line === undefined ? [] : [fix(`Add ${line}`, insertionAbove(text, statement.start, `${line}\n`))],
      start: start + section.start,
      end: end + section.start,
    });
  }
  return problems;
}

export function isTime(name: string): boolean {
  return /^(?:time|timestamp|_time)$/i.test(name);
}

const clauses = new Set(['select', 'from', 'where', 'group', 'having', 'order', 'limit']);

interface Saying {
  readonly message: string;
  readonly advice: string;
  readonly line: string | undefined;
}

const sayings: ReadonlyMap<string, Saying> = new Map([
  [
    'select',
    {
      message: 'the time comes with every row, and is not selected',
      advice: 'select metrics, or functions of them',
      line: undefined,
    },
  ],
  [
    'where',
    {
      message: 'WHERE cannot compare times: it chooses series by their labels',
      advice: 'lines above the query choose the range: -- @start now-1d, -- @end now',
      line: '-- @start now-1d',
    },
  ],
  [
    'group',
    {
      message: 'GROUP BY takes labels, not times',
      advice: 'a line above the query chooses the step: -- @step 5m',
      line: '-- @step 5m',
    },
  ],
]);
