import type { SqlColumn, SqlExpression, SqlNode } from '../../sql/ast';
import { printName, printString } from '../../sql/print';
import type { QueryStatement } from '../document';
import type { Knowing } from '../known/knowing';
import type { KnownColumn, KnownTable } from '../known/known';
import { nearest } from './nearest';
import { isInParameter } from '../parameters';
import { fix, placedProblem, type Fix, type Problem } from './problem';
import type { Settings } from '../settings';
import { isTime } from './timeProblems';
import { typeProblems } from './typeProblems';
import { callsIn, columnsIn, walk } from './walk';

type Role = KnownColumn['role'];

/** Names of metrics, labels and attributes that the table does not have, or that cannot do what is asked of them. */
export function columnProblems(statement: QueryStatement, knowing: Knowing, settings: Settings): Problem[] {
  const { content, section } = statement;
  const { select, backend, table, parameters } = content;
  if (select === undefined || (backend !== 'tsdb' && backend !== 'nosql')) return [];
  const groupProblems = backend === 'tsdb' ? rawGroupProblems(content) : [];
  const known = knowing.table({ backend, path: table });
  if (known === undefined || known === 'missing') return placedAll(groupProblems, section.start);
  const names = new Names(known);
  const check = backend === 'tsdb' ? tsdbCheck(names) : nosqlCheck(names);
  const problems: Problem[] = [...groupProblems];
  const values = valuesIn(select.where);
  const texts = valuesIn(select.where, (left) => names.find(left.name)?.role === 'label');
  const visit = (clause: Clause, expressions: readonly SqlExpression[]): void => {
    for (const column of expressions.flatMap(columnsIn)) {
      if (isInParameter(column, parameters)) continue;
      const isText = texts.has(column) && names.find(column.name) === undefined;
      const problem = check(clause, column);
      if (isText || (problem && values.has(column))) problems.push(bareText(column, problem));
      else if (problem) problems.push(problem);
    }
  };
  visit(
    'select',
    select.items.flatMap((item) => (item.kind === 'item' ? [item.expression] : [])),
  );
  if (select.where) visit('where', [select.where]);
  visit('group by', select.groupBy);
  return [...placedAll(problems, section.start), ...typeProblems(statement, settings, known.columns)];
}

function placedAll(problems: readonly Problem[], base: number): Problem[] {
  return problems.map((problem) => placedProblem(problem, base));
}

type Clause = 'select' | 'where' | 'group by';
type Check = (clause: Clause, column: SqlColumn) => Problem | undefined;

/** The columns of a table by role. */
class Names {
  constructor(private readonly table: KnownTable) {}

  find(name: string): KnownColumn | undefined {
    return this.table.columns.find((column) => column.name === name);
  }

  /** Whether all of a role are known. */
  isWhole(role: Role): boolean {
    return this.table.partial?.includes(role) !== true;
  }

  nearest(name: string, roles: readonly Role[]): string | undefined {
    const fitting = this.table.columns.filter(({ role }) => roles.includes(role));
    return nearest(
      name,
      fitting.map((column) => column.name),
    );
  }
}

/** Names that stand where a value is expected: behind the operator of a comparison, with any column or those that are meant. */
function valuesIn(
  where: SqlExpression | undefined,
  isMeant: (left: SqlColumn) => boolean = () => true,
): ReadonlySet<SqlColumn> {
  const values = new Set<SqlColumn>();
  if (where === undefined) return values;
  walk(where, (node) => {
    if (node.kind !== 'comparison' || node.left.kind !== 'column' || !isMeant(node.left)) return;
    const others = node.right.kind === 'tuple' ? node.right.items : [node.right];
    for (const each of others) if (each.kind === 'column') values.add(each);
  });
  return values;
}

/** @param problem with it as the name of a column, where there is one: its fixes stay */
function bareText({ name, start, end }: SqlColumn, problem: Problem | undefined): Problem {
  const text = printString(name);
  return {
    severity: problem?.severity ?? 'warning',
    code: 'unknownColumn',
    message: `a text stands in quotes: ${text}`,
    advice: undefined,
    fixes: [fix(`Write ${text}`, { start, end, text }), ...(problem?.fixes ?? [])],
    start,
    end,
  };
}

function tsdbCheck(names: Names): Check {
  return (clause, column) => {
    const { name } = column;
    const found = names.find(name);
    if (found === undefined && isTime(name)) return undefined;
    if (clause === 'select') {
      if (found?.role === 'metric' || !names.isWhole('metric')) return undefined;
      if (found === undefined) {
        return unknown(column, names, ['metric'], {
          severity: 'warning',
          message: `no metric ${name} has been written: the column will be empty`,
        });
      }
      return about(
        column,
        'warning',
        `${name} is a label, not a metric`,
        'labels come with every row; compare them in WHERE, or group by them',
      );
    }
    if (name === '_name' || name === '__name__' || found?.role === 'label') return undefined;
    // A label that no series has had yet may come; one that is a letter away from one that has been is a mistake.
    const isCertain = names.isWhole('label') || names.nearest(name, ['label']) !== undefined;
    if (found === undefined && !isCertain) return undefined;
    if (found?.role === 'metric') {
      const advice =
        clause === 'where'
          ? 'WHERE chooses series by their labels; samples cannot be filtered by value'
          : 'GROUP BY takes labels';
      return about(column, 'warning', `${name} is a metric, not a label`, advice);
    }
    const message =
      clause === 'where'
        ? `no series has a label ${name}: nothing is selected`
        : `no label named ${name} found to group by`;
    return unknown(column, names, ['label'], { severity: clause === 'where' ? 'warning' : 'error', message });
  };
}

function nosqlCheck(names: Names): Check {
  return (clause, column) => {
    const { name } = column;
    if (name.startsWith('__') || names.find(name) || !names.isWhole('attribute')) return undefined;
    const message =
      clause === 'where'
        ? `no item is known to have ${name}: nothing is selected`
        : `column '${name}' doesn't exist`;
    return unknown(column, names, ['attribute', 'key'], {
      severity: clause === 'where' ? 'warning' : 'error',
      message,
    });
  };
}

function unknown(
  column: SqlColumn,
  names: Names,
  roles: readonly Role[],
  { severity, message }: { readonly severity: Problem['severity']; readonly message: string },
): Problem {
  const meant = names.nearest(column.name, roles);
  const { start, end } = column;
  const fixes: Fix[] =
    meant === undefined ? [] : [fix(`Write ${meant}`, { start, end, text: printName(meant) })];
  return {
    severity,
    code: 'unknownColumn',
    message,
    advice: meant && `did you mean ${meant}?`,
    fixes,
    start,
    end,
  };
}

function about(
  { start, end }: SqlNode,
  severity: Problem['severity'],
  message: string,
  advice: string,
): Problem {
  return { severity, code: 'unknownColumn', message, advice, fixes: [], start, end };
}

/** Samples of several series in one, which only functions can make sense of (spec/tsdb.md §11). */
function rawGroupProblems({ select, tokens }: QueryStatement['content']): Problem[] {
  const [first] = select?.groupBy ?? [];
  if (select === undefined || first === undefined || callsIn(select).length > 0) return [];
  const word = tokens.findLast(
    (token) => token.kind === 'keyword' && token.value === 'group' && token.start < first.start,
  );
  const end = select.groupBy.at(-1)?.end ?? first.end;
  const problem = about(
    { start: word?.start ?? first.start, end },
    'warning',
    'without a function, samples of all series of a group come as if they were one series',
    'write avg(metric), sum(metric), …',
  );
  return [{ ...problem, code: 'ignored' }];
}
