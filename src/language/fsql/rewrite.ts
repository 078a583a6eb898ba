import type { SqlCall, SqlExpression, SqlLiteral, SqlNode } from '../sql/ast';

/** Under this name EXISTS is parsed as a function, which it is in filters of nosql tables. */
export const EXISTS_STAND_IN = 'exist_';

/** A form of SQL that the platform's filters lack and have no other way to say. */
export class RewriteError extends Error {
  override readonly name = 'RewriteError';

  constructor(
    message: string,
    readonly node: SqlNode,
  ) {
    super(message);
  }
}

/**
 * Says a WHERE with what the platform's filters have (spec/kv.md §11): LIKE becomes `starts`, `ends` or `contains`, BETWEEN two
 * comparisons, IS NULL a missing attribute, NOT IN a negated IN. What it says alike stays as it is.
 * @throws RewriteError
 */
export function rewriteWhere(node: SqlExpression): SqlExpression {
  switch (node.kind) {
    case 'between': {
      const { operand, from, to, negated, start, end } = node;
      const within: SqlExpression = {
        kind: 'tuple',
        items: [
          {
            kind: 'logical',
            operator: 'and',
            left: compare(operand, '>=', from),
            right: compare(operand, '<=', to),
            start,
            end,
          },
        ],
        start,
        end,
      };
      return negated ? not(within, node) : within;
    }
    case 'is': {
      const { operand, state } = node;
      if (!state.endsWith('null')) {
        const value: SqlLiteral = {
          kind: 'literal',
          type: 'boolean',
          value: state.replace('not ', ''),
          start: node.start,
          end: node.end,
        };
        const equal = compare(operand, '=', value);
        return state.startsWith('not ') ? not(equal, node) : equal;
      }
      if (operand.kind !== 'column')
        throw new RewriteError('IS NULL takes the name of an attribute', operand);
      const exists = call('exists', [operand], node);
      return state === 'null' ? not(exists, node) : exists;
    }
    case 'comparison': {
      const { operator, left, right } = node;
      if (operator === 'not in') return not({ ...node, operator: 'in' }, node);
      if (operator === 'like' || operator === 'not like') {
        const like = rewriteLike(left, right, node);
        return operator === 'like' ? like : not(like, node);
      }
      return { ...node, left: rewriteWhere(left), right: rewriteWhere(right) };
    }
    case 'logical':
    case 'binary':
      return { ...node, left: rewriteWhere(node.left), right: rewriteWhere(node.right) };
    case 'not':
    case 'unary':
      return { ...node, operand: rewriteWhere(node.operand) };
    case 'tuple':
      return { ...node, items: node.items.map(rewriteWhere) };
    case 'call':
      return node.function.name.toLowerCase() === EXISTS_STAND_IN
        ? { ...node, function: { ...node.function, name: 'exists' } }
        : node;
    default:
      return node;
  }
}

function rewriteLike(left: SqlExpression, right: SqlExpression, node: SqlNode): SqlExpression {
  if (right.kind !== 'literal' || right.type !== 'string') {
    throw new RewriteError('LIKE takes a text in quotes', right);
  }
  const [, before = '', text = '', after = ''] = /^(%*)([^%]*)(%*)$/.exec(right.value) ?? [];
  const whole = before + text + after;
  if (whole !== right.value || text.includes('_')) {
    const advice =
      "only % at the ends has an equivalent; write starts(…, 'x'), ends(…, 'x') or contains(…, 'x')";
    throw new RewriteError(`LIKE with this pattern cannot be translated: ${advice}`, right);
  }
  const literal = { ...right, value: text };
  if (before === '' && after === '') return compare(left, '=', literal);
  const name = before === '' ? 'starts' : after === '' ? 'ends' : 'contains';
  return call(name, [left, literal], node);
}

function compare(left: SqlExpression, operator: string, right: SqlExpression): SqlExpression {
  return {
    kind: 'comparison',
    operator,
    left,
    right,
    escape: undefined,
    start: left.start,
    end: Math.max(left.end, right.end),
  };
}

function not(operand: SqlExpression, { start, end }: SqlNode): SqlExpression {
  return { kind: 'not', operand, start, end };
}

function call(name: string, args: readonly SqlExpression[], { start, end }: SqlNode): SqlCall {
  const items = args.map((expression) => ({
    kind: 'item' as const,
    expression,
    alias: undefined,
    start: expression.start,
    end: expression.end,
  }));
  return { kind: 'call', function: { name, start, end }, distinct: false, args: items, start, end };
}
