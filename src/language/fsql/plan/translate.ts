import { ExpressionError } from '../../expression/expressionError';
import { printExpression } from '../../expression/print';
import type { SqlIgnoredPart, SqlNode, SqlSelect } from '../../sql/ast';
import { filterOfWhere } from '../../sql/filter';
import type { SqlQuery } from '../../sql/query';
import { itemRemoval, itemsReplacement, removal, wordRemoval } from '../problems/edits';
import { isInParameter, type ParameterUse } from '../parameters';
import type { Backend } from '../pragmas';
import { fix, type Fix, type Problem } from '../problems/problem';
import { RewriteError, rewriteWhere } from '../rewrite';
import { syntaxProblem } from '../problems/syntaxProblem';

/** What a translation looks at of a statement that has been read. */
export interface ReadableStatement {
  readonly text: string;
  readonly backend: Backend;
  readonly sql: SqlQuery;
  readonly select: SqlSelect | undefined;
  readonly table: string;
  readonly tableNode: SqlNode | undefined;
  readonly parameters: readonly ParameterUse[];
}

export interface NosqlRead {
  readonly columns: readonly string[];
  readonly filter: string | undefined;
  readonly problems: readonly Problem[];
}

export interface CsvRead {
  readonly limit: number | undefined;
  readonly problems: readonly Problem[];
}

export interface StreamRead {
  readonly problems: readonly Problem[];
}

/** SELECT with names of attributes, FROM and WHERE; nothing else has an equivalent (spec/kv.md §7). */
export function nosqlRead(statement: ReadableStatement): NosqlRead {
  const problems = syntaxProblems(statement);
  const { select, text } = statement;
  if (select === undefined) return { columns: [], filter: undefined, problems };
  problems.push(...partProblems(statement, new Set()));
  const columns: string[] = [];
  const hasStar = select.items.some(({ kind }) => kind === 'star');
  for (const item of select.items) {
    if (item.kind === 'star') {
      if (select.items.length > 1) {
        problems.push(
          cannot(item, 'nosql reads either all attributes or those that are named', [
            fix('Keep *', itemsReplacement(select, '*')),
            fix('Remove *', itemRemoval(select, item)),
          ]),
        );
      }
      continue;
    }
    if (item.kind === 'nextValue' || item.expression.kind !== 'column') {
      const only = 'a nosql read returns attributes as they are stored: no functions, no calculations';
      problems.push(cannot(item, only, [fix('Remove it', itemRemoval(select, item))]));
      continue;
    }
    const { expression, alias } = item;
    if (alias) {
      const node = { start: expression.end, end: item.end };
      const advice = 'nosql returns attributes under their own names';
      problems.push(cannot(node, advice, [fix('Remove the alias', removal(text, node))]));
    }
    if (columns.includes(expression.name)) {
      problems.push({
        ...cannot(item, `${expression.name} is named twice`, [fix('Remove it', itemRemoval(select, item))]),
        code: 'duplicateName',
      });
    } else columns.push(expression.name);
  }
  return { columns: hasStar ? [] : columns, filter: filterIn(statement, problems), problems };
}

function filterIn({ select, parameters }: ReadableStatement, problems: Problem[]): string | undefined {
  const where = select?.where;
  if (where === undefined) return undefined;
  try {
    return printExpression(filterOfWhere(rewriteWhere(where)));
  } catch (error) {
    if (error instanceof RewriteError) problems.push(cannot(error.node, error.message, []));
    else if (!(error instanceof ExpressionError)) throw error;
    else if (!isInParameter(error, parameters)) {
      problems.push(cannot(error, `the filters of nosql cannot say this: ${error.reason}`, []));
    }
    return undefined;
  }
}

/** SELECT * FROM, and LIMIT, which is the one thing that csv heeds (spec/csv.md). */
export function csvRead(statement: ReadableStatement): CsvRead {
  const problems = syntaxProblems(statement);
  const { select } = statement;
  if (select === undefined) return { limit: undefined, problems };
  problems.push(...allColumns(statement), ...partProblems(statement, new Set(['limit'])));
  if (select.where) problems.push(clauseProblem(statement, 'where', select.where));
  return { limit: limitIn(statement, problems), problems };
}

function limitIn({ select, parameters }: ReadableStatement, problems: Problem[]): number | undefined {
  const part = select?.ignored.find((each) => each.part === 'limit');
  if (part === undefined || isInParameter(part, parameters)) return undefined;
  const digits = /^limit\s+(\d+)$/i.exec(part.text.trim())?.[1];
  const limit = digits === undefined ? undefined : Number(digits);
  if (limit !== undefined && limit > 0 && Number.isSafeInteger(limit)) return limit;
  const message =
    limit === 0 ? 'LIMIT 0 would read all rows' : 'LIMIT takes a number of rows, from the first';
  problems.push(cannot(part, message, []));
  return undefined;
}

/** SELECT * FROM: where to begin, pragmas say (spec/stream.md §3). */
export function streamRead(statement: ReadableStatement): StreamRead {
  const problems = syntaxProblems(statement);
  const { select } = statement;
  if (select === undefined) return { problems };
  problems.push(...allColumns(statement), ...partProblems(statement, new Set()));
  if (select.where) problems.push(clauseProblem(statement, 'where', select.where));
  return { problems };
}

function allColumns({ select, backend }: ReadableStatement): Problem[] {
  if (select === undefined) return [];
  const [first] = select.items;
  if (first === undefined || (select.items.length === 1 && first.kind === 'star')) return [];
  const { start, end } = itemsReplacement(select, '*');
  const advice = `a ${backend} read returns all columns: write SELECT *`;
  return [cannot({ start, end }, advice, [fix('Select *', itemsReplacement(select, '*'))])];
}

const advices: Readonly<Record<string, string>> = {
  where: 'WHERE: filter the rows of the result instead',
  'group by': 'GROUP BY: a read returns rows as they are',
  having: 'HAVING: a read returns rows as they are',
  'order by': 'ORDER BY: sort the result instead',
  distinct: 'DISTINCT: a read returns all rows',
  limit: 'LIMIT: rows come as you scroll, and reading can be stopped',
  hint: 'hints',
  lock: 'locks',
};

/** Every clause that says something which the backend has no word for. */
function partProblems(statement: ReadableStatement, heeded: ReadonlySet<SqlIgnoredPart['part']>): Problem[] {
  const { select, backend } = statement;
  if (select === undefined) return [];
  const problems: Problem[] = [];
  const [table] = select.from;
  if (table === undefined) {
    if (statement.sql.parse.problems.length > 0) return problems;
    problems.push({ ...cannot(select, `a ${backend} read needs FROM and a table`, []), code: 'syntax' });
  } else if (select.from.length > 1 || table.kind !== 'table') {
    const { start } = table;
    const end = select.from.at(-1)?.end ?? table.end;
    problems.push(cannot({ start, end }, 'a read takes one table: no joins, no queries in parentheses', []));
  }
  const [group] = select.groupBy;
  if (group) {
    const end = select.groupBy.at(-1)?.end ?? group.end;
    problems.push(clauseProblem(statement, 'group by', { start: group.start, end }));
  }
  for (const part of select.ignored) {
    if (!heeded.has(part.part)) problems.push(clauseProblem(statement, part.part, part));
  }
  return problems;
}

/** @param node the clause, or what follows its words */
function clauseProblem(
  { text, backend }: ReadableStatement,
  clause: SqlIgnoredPart['part'] | 'where' | 'group by',
  node: SqlNode,
): Problem {
  const words = /(?:\bwhere|\bgroup\s+by)\s*$/i.exec(text.slice(0, node.start))?.[0] ?? '';
  const whole = { start: node.start - words.length, end: node.end };
  const isWord = clause === 'distinct' || clause === 'hint';
  const edit = isWord ? wordRemoval(text, whole) : removal(text, whole);
  return cannot(whole, `${backend} has no ${advices[clause] ?? clause}`, [
    fix(`Remove ${clause.toUpperCase()}`, edit),
  ]);
}

/** Mistakes of the grammar, and statements that are no SELECT. */
function syntaxProblems(read: ReadableStatement): Problem[] {
  const { sql, select } = read;
  const problems = sql.parse.problems.map((problem) => syntaxProblem(problem, read));
  const { statement } = sql.parse;
  if (select === undefined && statement) {
    problems.push({
      ...cannot(statement, 'not a SELECT statement', []),
      code: 'refused',
      advice: 'a query is one SELECT; use the Create, Write, Delete and Execute commands for the rest',
    });
  }
  return problems;
}

function cannot({ start, end }: SqlNode, message: string, fixes: readonly Fix[]): Problem {
  return { severity: 'error', code: 'untranslatable', message, advice: undefined, fixes, start, end };
}
