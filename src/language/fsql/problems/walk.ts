import type { SqlCall, SqlColumn, SqlExpression, SqlSelect } from '../../sql/ast';

/** The columns that an expression names, those inside calls included. */
export function columnsIn(root: SqlExpression): SqlColumn[] {
  const columns: SqlColumn[] = [];
  walk(root, (node) => {
    if (node.kind === 'column') columns.push(node);
  });
  return columns;
}

/** Every part of an expression, in no order; queries inside it are left alone. */
export function walk(root: SqlExpression, visit: (node: SqlExpression) => void): void {
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
