import { completion, type Completion } from './completion';
import type { Cursor } from '../cursor';
import type { QueryDocument } from '../document';
import { pragmas } from '../pragmas';
import { snippetCompletions } from './snippets';

/** Where a statement can begin. */
export function startCompletions(): Completion[] {
  return [
    completion('keyword', 'SELECT', { insert: 'SELECT ', detail: 'a query', goesOn: true }),
    completion('snippet', 'SELECT … FROM …', {
      insert: 'SELECT ${2:*}\nFROM ${1};',
      isSnippet: true,
      filter: 'select',
      detail: 'a whole query',
      goesOn: true,
    }),
    ...(['start', 'step', 'connection', 'param'] as const).map((name) =>
      completion('pragma', `-- @${name}`, {
        insert: `-- @${name} `,
        detail: 'a setting of the query below',
        documentation: pragmas[name].summary,
        goesOn: true,
      }),
    ),
    ...snippetCompletions(),
  ];
}

/** Keywords that can follow. Those that the service reads over are not offered. */
export function wordCompletions(cursor: Cursor, { text }: QueryDocument): Completion[] {
  const { clause, expects, backend, calls, before, written } = cursor;
  const rest = text.slice(written.end, cursor.section?.end ?? written.end);
  const words = expects === 'operand' ? operandWords(cursor) : operatorWords(cursor);
  const last = before.at(-1);
  if (clause === 'group' && last?.value === 'group') return [keyword('BY')];
  if (calls.length > 0 || expects === 'operand') return words.map(keyword);
  const later: string[] = [];
  if (clause === 'select' && !/\bfrom\b/i.test(rest)) later.push('FROM');
  if (clause === 'from' && (backend === 'tsdb' || backend === 'nosql') && !/\bwhere\b/i.test(rest))
    later.push('WHERE');
  if ((clause === 'from' || clause === 'where') && backend === 'tsdb' && !/\bgroup\b/i.test(rest))
    later.push('GROUP BY');
  if (clause === 'from' && backend === 'csv') later.push('LIMIT');
  return [...words, ...later].map(keyword);
}

function keyword(word: string): Completion {
  return completion('keyword', word, { insert: `${word} `, goesOn: true });
}

function operandWords({ clause, before }: Cursor): string[] {
  const last = before.at(-1)?.value;
  return clause === 'where' && (last === 'where' || last === 'and' || last === 'or') ? ['NOT'] : [];
}

function operatorWords({ clause, before, backend }: Cursor): string[] {
  const last = before.at(-1);
  const beforeLast = before.at(-2)?.value;
  if (clause === 'select') {
    const isAliased = beforeLast === 'as' || last?.text === '*';
    return isAliased || backend !== 'tsdb' ? [] : ['AS'];
  }
  if (clause !== 'where') return [];
  const isName = last?.kind === 'name' || last?.kind === 'quotedName';
  const isCompared = beforeLast !== undefined && ['=', '!=', '<>', '<', '<=', '>', '>='].includes(beforeLast);
  if (!isName || isCompared) return ['AND', 'OR'];
  const more = backend === 'nosql' ? ['LIKE', 'BETWEEN', 'IS NULL', 'IS NOT NULL'] : [];
  return ['=', '!=', 'IN', '>', '>=', '<', '<=', ...more];
}
