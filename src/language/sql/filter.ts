import { reservedWords, type Expression } from '../expression/ast';
import { ExpressionError } from '../expression/expressionError';
import { parseCondition } from '../expression/parse';
import { printLiteral } from '../expression/print';
import type { SqlColumn, SqlExpression, SqlLiteral, SqlNode, SqlStar } from './ast';
import { printSqlExpression } from './print';

/** Under this attribute a series keeps the name of its metric; a query may also say `__name__` (spec/tsdb.md §6). */
const METRIC_ATTRIBUTE = '_name';

/**
 * Turns the condition of a WHERE into one of the platform's expression language: `=` becomes `==`, strings and names get its
 * quotes, all else stays as it is. So whatever that language does not know (`between`, `is null`, `not in`, …) is refused by it.
 * @returns a condition whose offsets are not those of the query
 * @throws ExpressionError with the offsets in the query
 */
export function filterOfWhere(where: SqlExpression): Expression {
  const pieces = [...piecesOf(where)];
  try {
    return parseCondition(pieces.map(({ text }) => text).join(''));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { start } = sourceOf(pieces, error.start);
    const { end } = sourceOf(pieces, Math.max(error.start, error.end - 1));
    throw new ExpressionError(error.reason, start, Math.max(start, end));
  }
}

/** A piece of the condition, and where in the query it comes from. */
interface Piece extends SqlNode {
  readonly text: string;
}

function sourceOf(pieces: readonly Piece[], offset: number): SqlNode {
  let passed = 0;
  for (const piece of pieces) {
    passed += piece.text.length;
    if (passed > offset) return piece;
  }
  const end = pieces.at(-1)?.end ?? 0;
  return { start: end, end };
}

function piece(text: string, { start, end }: SqlNode): Piece {
  return { text, start, end };
}

function* piecesOf(node: SqlExpression): Generator<Piece> {
  switch (node.kind) {
    case 'column':
      yield piece(columnText(node), node);
      break;
    case 'literal':
      yield piece(literalText(node), node);
      break;
    case 'call':
      yield piece(`${node.function.name}(${node.distinct ? 'distinct ' : ''}`, node.function);
      yield* listPieces(node.args.map((arg) => (arg.kind === 'star' ? arg : arg.expression)));
      yield piece(')', node);
      break;
    case 'tuple':
      yield piece('(', node);
      yield* listPieces(node.items);
      yield piece(')', node);
      break;
    case 'unary':
      yield piece(node.operator, node);
      yield* piecesOf(node.operand);
      break;
    case 'not':
      yield piece('not ', node);
      yield* piecesOf(node.operand);
      break;
    case 'binary':
    case 'logical':
      yield* infixPieces(node.left, node.operator, node.right);
      break;
    case 'comparison':
      yield* infixPieces(node.left, node.operator === '=' ? '==' : node.operator, node.right);
      if (node.escape) yield* suffixPieces('escape', node.escape);
      break;
    case 'between':
      yield* infixPieces(node.operand, node.negated ? 'not between' : 'between', node.from);
      yield* suffixPieces('and', node.to);
      break;
    case 'is':
      yield* piecesOf(node.operand);
      yield piece(` is ${node.state}`, { start: node.operand.end, end: node.end });
      break;
    case 'subquery':
    case 'foreign':
      yield piece(printSqlExpression(node), node);
  }
}

function* infixPieces(left: SqlExpression, operator: string, right: SqlExpression): Generator<Piece> {
  yield* piecesOf(left);
  yield piece(` ${operator} `, { start: left.end, end: right.start });
  yield* piecesOf(right);
}

function* suffixPieces(word: string, node: SqlExpression): Generator<Piece> {
  yield piece(` ${word} `, node);
  yield* piecesOf(node);
}

function* listPieces(nodes: readonly (SqlExpression | SqlStar)[]): Generator<Piece> {
  for (const [index, node] of nodes.entries()) {
    if (index > 0) yield piece(', ', node);
    if (node.kind === 'star') yield piece('*', node);
    else yield* piecesOf(node);
  }
}

function columnText({ name, qualifiers }: SqlColumn): string {
  return [...qualifiers, name === '__name__' ? METRIC_ATTRIBUTE : name].map(attributeText).join('.');
}

function attributeText(name: string): string {
  const lower = name.toLowerCase();
  const isPlain =
    /^[a-z_][a-z0-9_]*$/.test(lower) && !reservedWords.has(lower) && !/^(?:nan|inf)$/.test(lower);
  return isPlain ? name : `\`${name}\``;
}

function literalText({ type, value }: SqlLiteral): string {
  return type === 'string' ? printLiteral(value) : value.toLowerCase();
}
