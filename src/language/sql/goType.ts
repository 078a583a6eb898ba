import type { SqlExpression } from './ast';

/** The type that the original's parser has for a form, as Go prints it. */
export function goType(node: SqlExpression): string {
  switch (node.kind) {
    case 'literal':
      if (node.type === 'boolean') return 'sqlparser.BoolVal';
      return node.type === 'null' ? '*sqlparser.NullVal' : '*sqlparser.SQLVal';
    case 'tuple':
      return node.items.length === 1 ? '*sqlparser.ParenExpr' : 'sqlparser.ValTuple';
    case 'logical':
      return node.operator === 'and' ? '*sqlparser.AndExpr' : '*sqlparser.OrExpr';
    case 'subquery':
      return node.exists ? '*sqlparser.ExistsExpr' : '*sqlparser.Subquery';
    case 'foreign':
      return `*sqlparser.${node.form}`;
    default:
      return `*sqlparser.${goNames[node.kind]}`;
  }
}

const goNames = {
  column: 'ColName',
  call: 'FuncExpr',
  unary: 'UnaryExpr',
  binary: 'BinaryExpr',
  comparison: 'ComparisonExpr',
  between: 'RangeCond',
  is: 'IsExpr',
  not: 'NotExpr',
} as const;
