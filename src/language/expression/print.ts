import {
  precedence,
  reservedWords,
  UNARY_PRECEDENCE,
  type Attribute,
  type Expression,
  type UpdateAction,
} from './ast';
import { isFunctionName } from './functions';
import { isTimestamp, timeText, type LiteralValue } from './value';

/** The text of an expression, with no more parentheses than it needs. Parsing it gives the same nodes back. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return printLiteral(node.value);
    case 'attribute':
      return printAttribute(node);
    case 'cell':
      return `{${node.name}}`;
    case 'interpolation':
      return quote(node.parts.map((part) => (typeof part === 'string' ? part : `{${part.name}}`)).join(''));
    case 'unary':
      if (node.operator === 'not') return `NOT ${printWithin(node.operand, precedence.not)}`;
      return node.operator + printOperand(node.operand);
    case 'binary': {
      const level = precedence[node.operator];
      const chains = level !== precedence['=='];
      const left = printWithin(node.left, chains ? level : level + 1);
      return `${left} ${node.operator.toUpperCase()} ${printWithin(node.right, level + 1)}`;
    }
    case 'in':
      return `${printWithin(node.operand, precedence.in + 1)} IN (${printList(node.values)})`;
    case 'element':
      return `${printAttribute(node.array)}[${printExpression(node.index)}]`;
    case 'slice':
      return `${printAttribute(node.array)}[${printExpression(node.first)}..${printExpression(node.last)}]`;
    case 'call':
      return `${node.name}(${printList(node.args)})`;
  }
}

/** The text of an update expression. */
export function printUpdate(actions: readonly UpdateAction[]): string {
  return actions.map(printAction).join('; ');
}

/** A value as a literal. A string with both kinds of quotes takes more than one: there is no escape (spec/kv.md §11.1). */
export function printLiteral(value: LiteralValue): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return printFloat(value);
    case 'object':
      return isTimestamp(value)
        ? timeText(value.nanos)
        : `blob('${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')}')`;
    default:
      return String(value);
  }
}

function printAction(action: UpdateAction): string {
  const target = printExpression(action.target);
  return action.kind === 'remove' ? `REMOVE ${target}` : `${target} = ${printExpression(action.value)}`;
}

function printList(nodes: readonly Expression[]): string {
  return nodes.map(printExpression).join(', ');
}

function printWithin(node: Expression, least: number): string {
  const text = printExpression(node);
  return level(node) < least ? `(${text})` : text;
}

/** After `-` or `~`; a number in parentheses, lest the sign become part of it. */
function printOperand(node: Expression): string {
  const text = printWithin(node, UNARY_PRECEDENCE);
  return node.kind === 'literal' && typeof node.value !== 'boolean' ? `(${text})` : text;
}

function level(node: Expression): number {
  switch (node.kind) {
    case 'binary':
      return precedence[node.operator];
    case 'in':
      return precedence.in;
    case 'unary':
      return node.operator === 'not' ? precedence.not : UNARY_PRECEDENCE;
    default:
      return UNARY_PRECEDENCE + 1;
  }
}

function printAttribute({ name }: Attribute): string {
  const isPlain =
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) &&
    !reservedWords.has(name.toLowerCase()) &&
    !isFunctionName(name.toLowerCase()) &&
    !['blob', 'delete', 'nan', 'inf'].includes(name.toLowerCase());
  return isPlain ? name : `\`${name}\``;
}

/** Always with a point or an exponent, so that it stays a float. */
function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function quote(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  const pieces = text.split(/(')/).filter((piece) => piece !== '');
  return `(${pieces.map((piece) => (piece === "'" ? `"'"` : `'${piece}'`)).join(' + ')})`;
}
