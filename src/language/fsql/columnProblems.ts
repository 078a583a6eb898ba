import type { SqlColumn, SqlExpression, SqlLiteral, SqlNode } from '../sql/ast';
import { printName, printString } from '../sql/print';
import type { QueryStatement } from './document';
import type { Knowing } from './knowing';
import type { KnownColumn, KnownTable } from './known';
import { nearest } from './nearest';
import { isInParameter } from './parameters';
import { fix, placedProblem, type Fix, type Problem } from './problem';
import { callsIn } from './tsdbProblems';

type Role = KnownColumn['role'];

/** Names of metrics, labels and attributes that the table does not have, or that cannot do what is asked of them. */
export function columnProblems({ content, section }: QueryStatement, knowing: Knowing): Problem[] {
  const { select, backend, table, parameters } = content;
  if (select === undefined || (backend !== 'tsdb' && backend !== 'nosql')) return [];
  const groupProblems = backend === 'tsdb' ? rawGroupProblems(content) : [];
  const known = knowing.table({ backend, path: table });
  if (known === undefined || known === 'missing') return placedAll(groupProblems, section.start);
  const names = new Names(known);
  const check = backend === 'tsdb' ? tsdbCheck(names) : nosqlCheck(names);
  const problems: Problem[] = [...groupProblems];
  const visit = (clause: Clause, expressions: readonly SqlExpression[]): void => {
    for (const column of expressions.flatMap(columnsIn)) {
      if (isInParameter(column, parameters)) continue;
      const problem = check(clause, column);
      if (problem) problems.push(problem);
    }
  };
  visit(
    'select',
    select.items.flatMap((item) => (item.kind === 'item' ? [item.expression] : [])),
  );
  if (select.where) {
    visit('where', [select.where]);
    problems.push(
      ...comparisonsIn(select.where).flatMap((each) => typeProblem(each, names, backend, parameters)),
    );
  }
  visit('group by', select.groupBy);
  return placedAll(problems, section.start);
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

function tsdbCheck(names: Names): Check {
  return (clause, column) => {
    const { name } = column;
    const found = names.find(name);
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
    if (name === '_name' || name === '__name__' || found?.role === 'label' || !names.isWhole('label'))
      return undefined;
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

interface Comparison {
  readonly column: SqlColumn;
  readonly literal: SqlLiteral;
}

/** A column compared with a literal, in either order, or with one in a list. */
function comparisonsIn(where: SqlExpression): Comparison[] {
  const found: Comparison[] = [];
  walk(where, (node) => {
    if (node.kind !== 'comparison') return;
    const { left, right } = node;
    const others = right.kind === 'tuple' ? right.items : [right];
    if (left.kind === 'column') {
      for (const each of others) if (each.kind === 'literal') found.push({ column: left, literal: each });
    } else if (left.kind === 'literal' && right.kind === 'column')
      found.push({ column: right, literal: left });
  });
  return found;
}

/** Texts and numbers never equal each other (spec/kv.md §11.4). */
function typeProblem(
  { column, literal }: Comparison,
  names: Names,
  backend: 'tsdb' | 'nosql',
  parameters: QueryStatement['content']['parameters'],
): Problem[] {
  const { name } = column;
  const found = names.find(name);
  if (found === undefined || isInParameter(literal, parameters)) return [];
  const { start, end, value, type } = literal;
  const isText = backend === 'tsdb' ? found.role === 'label' : found.type === 'string';
  const isNumber = backend === 'nosql' && /^(?:int|long|float|double|number)/.test(found.type);
  if (isText && type === 'number') {
    const problem = about(
      literal,
      'warning',
      `${name} is a text, and never equals a number`,
      'write the value in quotes',
    );
    return [
      { ...problem, fixes: [fix(`Write ${printString(value)}`, { start, end, text: printString(value) })] },
    ];
  }
  if (isNumber && type === 'string') {
    const problem = about(
      literal,
      'warning',
      `${name} is a number, and never equals a text`,
      'write the value without quotes',
    );
    const fixes = /^-?\d+(?:\.\d+)?$/.test(value) ? [fix(`Write ${value}`, { start, end, text: value })] : [];
    return [{ ...problem, fixes }];
  }
  return [];
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

function columnsIn(root: SqlExpression): SqlColumn[] {
  const columns: SqlColumn[] = [];
  walk(root, (node) => {
    if (node.kind === 'column') columns.push(node);
  });
  return columns;
}

function walk(root: SqlExpression, visit: (node: SqlExpression) => void): void {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    visit(node);
    pending.push(...partsOf(node));
  }
}

function partsOf(node: SqlExpression): readonly SqlExpression[] {
  switch (node.kind) {
    case 'call':
      return node.args.flatMap((arg) => (arg.kind === 'item' ? [arg.expression] : []));
    case 'unary':
    case 'not':
    case 'is':
      return [node.operand];
    case 'binary':
    case 'logical':
    case 'comparison':
      return [node.left, node.right];
    case 'between':
      return [node.operand, node.from, node.to];
    case 'tuple':
      return node.items;
    case 'column':
    case 'literal':
    case 'subquery':
    case 'foreign':
      return [];
  }
}
