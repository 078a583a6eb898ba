import type {
  SqlCall,
  SqlExpression,
  SqlExpressionItem,
  SqlItem,
  SqlName,
  SqlSelect,
  SqlTableReference,
} from './ast';
import { functionWords, momentWords, reservedWords } from './keywords';

/** The text of a query: keywords in lower case, single blanks, no more quotes than it needs. Parsing it gives the same nodes. */
export function printSql(select: SqlSelect): string {
  const [first] = select.items;
  const nextValue = first?.kind === 'nextValue';
  const leading = select.ignored.filter(({ part }) => part === 'distinct' || part === 'hint');
  const trailing = select.ignored.filter((part) => !leading.includes(part));
  return [
    'select',
    ...leading.map(({ text }) => text),
    select.items.map(printItem).join(', '),
    ...(select.from.length > 0 ? ['from', select.from.map(printTable).join(', ')] : []),
    ...(select.where && !nextValue ? ['where', printSqlExpression(select.where)] : []),
    ...(select.groupBy.length > 0 ? ['group by', printList(select.groupBy)] : []),
    ...trailing.map(({ text }) => text),
  ].join(' ');
}

export function printSqlExpression(node: SqlExpression): string {
  switch (node.kind) {
    case 'column':
      return [...node.qualifiers, node.name].map(printName).join('.');
    case 'literal':
      return node.type === 'string' ? printString(node.value) : node.value;
    case 'call':
      return `${printFunction(node)}(${node.distinct ? 'distinct ' : ''}${node.args.map(printItem).join(', ')})`;
    case 'unary': {
      const operand = printSqlExpression(node.operand);
      return `${node.operator}${/^[-+]/.test(operand) ? ' ' : ''}${operand}`;
    }
    case 'not':
      return `not ${printSqlExpression(node.operand)}`;
    case 'binary':
    case 'logical':
      return `${printSqlExpression(node.left)} ${node.operator} ${printSqlExpression(node.right)}`;
    case 'comparison': {
      const escape = node.escape ? ` escape ${printSqlExpression(node.escape)}` : '';
      return `${printSqlExpression(node.left)} ${node.operator} ${printSqlExpression(node.right)}${escape}`;
    }
    case 'between': {
      const word = node.negated ? 'not between' : 'between';
      const bounds = `${printSqlExpression(node.from)} and ${printSqlExpression(node.to)}`;
      return `${printSqlExpression(node.operand)} ${word} ${bounds}`;
    }
    case 'is':
      return `${printSqlExpression(node.operand)} is ${node.state}`;
    case 'tuple':
      return `(${printList(node.items)})`;
    case 'subquery':
      return `${node.exists ? 'exists ' : ''}(${printSql(node.select)})`;
    case 'foreign':
      return node.text;
  }
}

/** Some keywords are functions too, those that give a moment only without arguments. */
function printFunction({ function: { name }, args }: SqlCall): string {
  const isFunction = functionWords.has(name) || (args.length === 0 && momentWords.has(name));
  return isFunction ? name : printName(name);
}

function printList(nodes: readonly SqlExpression[]): string {
  return nodes.map(printSqlExpression).join(', ');
}

function printItem(item: SqlItem): string {
  switch (item.kind) {
    case 'star':
      return '*';
    case 'nextValue':
      return item.text;
    case 'item':
      return printAliased(item);
  }
}

function printAliased({ expression, alias }: SqlExpressionItem): string {
  return `${printSqlExpression(expression)}${printAlias(alias)}`;
}

function printAlias(alias: SqlName | undefined): string {
  return alias === undefined ? '' : ` as ${printTableName(alias.name)}`;
}

function printTable(node: SqlTableReference): string {
  switch (node.kind) {
    case 'table': {
      const qualifier = node.qualifier === undefined ? '' : `${printTableName(node.qualifier)}.`;
      return `${qualifier}${printTableName(node.table.name)}${printAlias(node.alias)}`;
    }
    case 'derived':
      return `${printSqlExpression(node.subquery)}${printAlias(node.alias)}`;
    case 'tableGroup':
      return `(${node.tables.map(printTable).join(', ')})`;
    case 'join': {
      const on = node.on ? ` on ${printSqlExpression(node.on)}` : '';
      const using =
        node.using.length > 0 ? ` using (${node.using.map(({ name }) => printName(name)).join(', ')})` : '';
      return `${printTable(node.left)} ${node.join} ${printTable(node.right)}${on}${using}`;
    }
  }
}

function isPlain(name: string): boolean {
  return /^[A-Za-z_@][A-Za-z0-9_@]*$/.test(name) && !reservedWords.has(name.toLowerCase());
}

/** In back-quotes where it has to be. */
export function printName(name: string): string {
  return isPlain(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** A table or alias, as a string where it has to be: names in back-quotes and strings mean the same there. */
export function printTableName(name: string): string {
  return isPlain(name) ? name : printString(name);
}

/** As a literal, in single quotes. */
export function printString(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
