import {
  precedence,
  reservedWords,
  UNARY_PRECEDENCE,
  type Attribute,
  type BinaryOperator,
  type Cell,
  type Element,
  type Expression,
  type Slice,
  type UpdateAction,
} from './ast';
import { ExpressionError } from './expressionError';
import { functions, isFunctionName, type FunctionInfo, type FunctionName } from './functions';
import { blobOf, numberOf, timeOf } from './literal';
import { resultKind } from './resultKind';
import type { Token } from './tokenize';
import { TokenReader } from './tokenReader';

export interface ParseOptions {
  /** The columns and indices that `{name}` may mean; the text is a template only with them (spec/kv.md §6). */
  readonly cells?: ReadonlySet<string>;
  /** UTF-8 bytes; 8 KB, the platform's own bound, unless given. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 8192;
/** UTF-8 bytes outside of quotes, whatever the bound of the whole. */
const MAX_BARE_BYTES = 65_536;
const quotedTexts = /'[^']*'|"[^"]*"/g;
const MAX_OPERATORS = 700;
const MAX_IN_VALUES = 1024;
/** Levels of parentheses, arguments and right operands; far below what a call stack holds. */
const MAX_DEPTH = 250;

/**
 * Reads a filter or condition (spec/kv.md §11). A blank text is the literal `true`.
 * @throws ExpressionError
 */
export function parseCondition(text: string, options: ParseOptions = {}): Expression {
  const parser = new Parser(text, options, 'condition');
  return parser.condition();
}

/**
 * Reads an update expression: actions with `;` between them (spec/kv.md §11.5); none in a blank text.
 * @throws ExpressionError
 */
export function parseUpdate(text: string, options: ParseOptions = {}): UpdateAction[] {
  const parser = new Parser(text, options, 'update');
  return parser.update();
}

function bounded(text: string, maxBytes: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    const reason = `an expression is at most ${maxBytes} bytes long, this one ${bytes}`;
    throw new ExpressionError(reason, 0, text.length);
  }
  // Data in quotes may be long; what is to be understood may not.
  if (bytes > MAX_BARE_BYTES && Buffer.byteLength(text.replace(quotedTexts, '')) > MAX_BARE_BYTES) {
    const reason = `an expression has at most ${MAX_BARE_BYTES} bytes beside the texts in it`;
    throw new ExpressionError(reason, 0, text.length);
  }
  return text;
}

class Parser extends TokenReader {
  private readonly cells: ReadonlySet<string> | undefined;
  private operators = 0;
  private depth = 0;

  constructor(text: string, { cells, maxBytes = MAX_BYTES }: ParseOptions, language: 'condition' | 'update') {
    super(bounded(text, maxBytes), language);
    this.cells = cells;
  }

  condition(): Expression {
    const { kind, start } = this.peek();
    if (kind === 'end') return { kind: 'literal', value: true, start, end: start };
    const root = this.test(this.expression());
    if (this.peek().kind !== 'end') this.refuse('an operator or the end of the expression');
    return root;
  }

  update(): UpdateAction[] {
    const actions: UpdateAction[] = [];
    while (this.peek().kind !== 'end') {
      if (this.accept(';')) continue;
      actions.push(this.action());
      if (this.peek().kind !== 'end' && !this.accept(';')) this.refuse('an operator, ";" or the end');
    }
    return actions;
  }

  private action(): UpdateAction {
    const { start } = this.peek();
    if (this.acceptWord('remove')) return this.removed(start);
    if (this.peekWord('delete') && this.isOperator(this.peek(1), '(')) {
      this.position += 2;
      const action = this.removed(start);
      return { ...action, end: this.expect(')').end };
    }
    this.acceptWord('set');
    const target = this.reference('an attribute');
    if (target.kind === 'slice') {
      throw new ExpressionError('a slice cannot be assigned to', target.start, target.end);
    }
    this.expect('=');
    const value = this.expression();
    return { kind: 'set', target, value, start, end: value.end };
  }

  private removed(start: number): UpdateAction {
    const target = this.attribute('an attribute');
    return { kind: 'remove', target, start, end: target.end };
  }

  /** Operators that bind at least as tightly as `least`, by precedence climbing. */
  private expression(least = 0): Expression {
    if (++this.depth > MAX_DEPTH) {
      const { start, end } = this.peek();
      throw new ExpressionError(`the expression is nested deeper than ${MAX_DEPTH} levels`, start, end);
    }
    let left = this.prefix(least);
    let compared = false;
    for (let operator = this.operator(); operator !== undefined; operator = this.operator()) {
      const level = precedence[operator];
      if (level < least) break;
      if (level === precedence['==']) {
        if (compared) this.refuse('AND, OR or the end after a comparison', 'comparisons do not chain');
        compared = true;
      }
      left = this.binary(left, operator, level);
    }
    this.depth--;
    return left;
  }

  private binary(left: Expression, operator: BinaryOperator | 'in', level: number): Expression {
    this.countOperator(this.next());
    if (operator === 'in') return this.membership(left);
    const right = this.expression(level + 1);
    if (operator === 'and' || operator === 'or') {
      this.test(left);
      this.test(right);
    }
    return { kind: 'binary', operator, left, right, start: left.start, end: right.end };
  }

  private membership(operand: Expression): Expression {
    this.expect('(');
    const values = [this.expression()];
    while (this.accept(',')) values.push(this.expression());
    const { end } = this.expect(')');
    if (values.length > MAX_IN_VALUES) {
      throw new ExpressionError(`IN takes at most ${MAX_IN_VALUES} values`, operand.start, end);
    }
    return { kind: 'in', operand, values, start: operand.start, end };
  }

  private prefix(least: number): Expression {
    const token = this.peek();
    if (this.peekWord('not')) {
      if (least > precedence.not) this.refuse('a value', 'put NOT and its operand in parentheses');
      this.countOperator(this.next());
      const operand = this.test(this.expression(precedence.not));
      return { kind: 'unary', operator: 'not', operand, start: token.start, end: operand.end };
    }
    if (this.isOperator(token, '-') || this.isOperator(token, '+')) {
      const number = this.signedNumber();
      if (number) return number;
    }
    if (this.isOperator(token, '-') || this.isOperator(token, '~')) {
      this.countOperator(this.next());
      const operand = this.expression(UNARY_PRECEDENCE);
      return { kind: 'unary', operator: token.text, operand, start: token.start, end: operand.end };
    }
    return this.primary();
  }

  /** `-5`, `+Inf`, `-1:500`: the sign is part of the literal, which also lets the least 64-bit integer be written. */
  private signedNumber(): Expression | undefined {
    const sign = this.peek();
    const token = this.peek(1);
    const negative = sign.text === '-';
    const value = token.kind === 'time' ? timeOf(token, negative) : numberOf(token, negative);
    if (value === undefined) return undefined;
    this.position += 2;
    return { kind: 'literal', value, start: sign.start, end: token.end };
  }

  private primary(): Expression {
    const token = this.peek();
    const { start, end } = token;
    const number = numberOf(token);
    if (number !== undefined) {
      this.next();
      return { kind: 'literal', value: number, start, end };
    }
    switch (token.kind) {
      case 'time':
        this.next();
        return { kind: 'literal', value: timeOf(token), start, end };
      case 'string':
        this.next();
        return this.text(token);
      case 'cell':
        this.next();
        return this.cell(token);
      case 'name':
        return this.reference();
      case 'word':
        return this.word(token);
      default:
        if (this.accept('(')) return this.parenthesised();
        return this.refuse('a value');
    }
  }

  private parenthesised(): Expression {
    const inner = this.expression();
    this.expect(')');
    return inner;
  }

  private word(token: Token): Expression {
    const { start, end } = token;
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') {
      this.next();
      return { kind: 'literal', value: word === 'true', start, end };
    }
    if (!this.isOperator(this.peek(1), '(')) return this.reference();
    if (word === 'blob') return this.blob();
    if (isFunctionName(word)) return this.call(word);
    if (reservedWords.has(word)) return this.refuse('a value');
    throw new ExpressionError(
      word === 'delete'
        ? '"delete" is an action of its own, not a value'
        : `there is no function called "${token.text}"`,
      start,
      end,
    );
  }

  private call(name: FunctionName): Expression {
    const { start } = this.next();
    this.expect('(');
    const args: Expression[] = [];
    if (!this.isOperator(this.peek(), ')')) {
      do args.push(this.expression());
      while (this.accept(','));
    }
    const { end } = this.expect(')');
    const info: FunctionInfo = functions[name];
    const [least, most] = info.arity;
    if (args.length < least || args.length > most) {
      const count = `${args.length} argument${args.length === 1 ? '' : 's'}`;
      throw new ExpressionError(`expected ${info.signature}, found ${count}`, start, end);
    }
    const [subject] = args;
    if (!info.call && subject && subject.kind !== 'attribute' && subject.kind !== 'cell') {
      throw new ExpressionError(`${name} takes the name of an attribute`, subject.start, subject.end);
    }
    return { kind: 'call', name, args, start, end };
  }

  private blob(): Expression {
    const { start } = this.next();
    this.expect('(');
    const token = this.peek();
    if (token.kind !== 'string') this.refuse('base64 text in quotes');
    this.next();
    const { end } = this.expect(')');
    return { kind: 'literal', value: blobOf(token), start, end };
  }

  private reference(expected = 'a value'): Attribute | Element | Slice {
    const array = this.attribute(expected);
    if (!this.accept('[')) return array;
    const first = this.expression();
    const last = this.accept('..') ? this.expression() : undefined;
    const { end } = this.expect(']');
    const { start } = array;
    return last
      ? { kind: 'slice', array, first, last, start, end }
      : { kind: 'element', array, index: first, start, end };
  }

  private attribute(expected: string): Attribute {
    const token = this.peek();
    const { kind, text, start, end } = token;
    const isWord = kind === 'word' && !reservedWords.has(text.toLowerCase());
    if (!isWord && (kind !== 'name' || text.length <= 2)) return this.refuse(expected);
    this.next();
    return { kind: 'attribute', name: kind === 'name' ? text.slice(1, -1) : text, start, end };
  }

  private cell({ text, start, end }: Token): Cell {
    const name = text.slice(1, -1);
    if (!this.cells) {
      throw new ExpressionError(`"${text}" stands for a column only where rows are written`, start, end);
    }
    if (!this.cells.has(name)) {
      const names = [...this.cells].map((known) => `"${known}"`).join(', ');
      throw new ExpressionError(
        `there is no column or index called "${name}", only ${names || 'nothing'}`,
        start,
        end,
      );
    }
    return { kind: 'cell', name, start, end };
  }

  /** A string, in a template with the known `{columns}` in it; other braces are text (spec/kv.md §6). */
  private text({ text, start, end }: Token): Expression {
    const parts: (string | Cell)[] = [];
    let from = 1;
    for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
      const name = match[1] ?? '';
      if (!this.cells?.has(name)) continue;
      if (match.index > from) parts.push(text.slice(from, match.index));
      from = match.index + match[0].length;
      parts.push({ kind: 'cell', name, start: start + match.index, end: start + from });
    }
    if (parts.length === 0) return { kind: 'literal', value: text.slice(1, -1), start, end };
    if (from < text.length - 1) parts.push(text.slice(from, -1));
    return { kind: 'interpolation', parts, start, end };
  }

  /** Refuses what can never be true or false, where that is asked for. */
  private test(node: Expression): Expression {
    const kind = resultKind(node);
    if (kind === 'boolean' || kind === 'any') return node;
    const hint = node.kind === 'binary' && (node.operator === '&' || node.operator === '|');
    const advice = hint ? `; "${node.operator}" works on bits, AND and OR on conditions` : '';
    throw new ExpressionError(`expected a condition, found ${kind}${advice}`, node.start, node.end);
  }

  private operator(): BinaryOperator | 'in' | undefined {
    const { kind, text } = this.peek();
    const operator = kind === 'word' ? text.toLowerCase() : text;
    if ((kind !== 'word' && kind !== 'operator') || operator === 'not') return undefined;
    return Object.hasOwn(precedence, operator) ? (operator as BinaryOperator | 'in') : undefined;
  }

  private countOperator({ start, end }: Token): void {
    if (++this.operators > MAX_OPERATORS) {
      throw new ExpressionError(`an expression has at most ${MAX_OPERATORS} operators`, start, end);
    }
  }
}
