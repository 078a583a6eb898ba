import type {
  SqlCall,
  SqlExpression,
  SqlExpressionItem,
  SqlForeign,
  SqlLiteral,
  SqlName,
  SqlSelect,
  SqlStar,
  SqlSubquery,
} from './ast';
import { functionWords, momentWords } from './keywords';
import { SqlTokenReader } from './tokenReader';

/** Operators between values, in lower case, and how tightly they bind; a higher number binds first. */
const binaryLevels: ReadonlyMap<string, number> = new Map([
  ['|', 1],
  ['&', 2],
  ['<<', 3],
  ['>>', 3],
  ['+', 4],
  ['-', 4],
  ['*', 5],
  ['/', 5],
  ['%', 5],
  ['div', 5],
  ['mod', 5],
  ['^', 6],
  ['->', 7],
  ['->>', 7],
]);

const comparisonOperators: ReadonlySet<string> = new Set(['=', '!=', '<>', '<', '<=', '>', '>=', '<=>']);

/** Keywords that are followed by a form of their own in parentheses. */
const foreignForms: ReadonlyMap<string, SqlForeign['form']> = new Map([
  ['convert', 'ConvertExpr'],
  ['cast', 'ConvertExpr'],
  ['substr', 'SubstrExpr'],
  ['substring', 'SubstrExpr'],
  ['match', 'MatchExpr'],
  ['group_concat', 'GroupConcatExpr'],
  ['values', 'ValuesFuncExpr'],
]);

/** Reads expressions, from the loosest operator (OR) down to names and literals. */
export abstract class SqlExpressionReader extends SqlTokenReader {
  /** A query inside parentheses. */
  protected abstract select(): SqlSelect;

  protected expression(): SqlExpression {
    let left = this.conjunction();
    while (this.isWord('or') || this.isOperator('||')) {
      this.next();
      this.countOperator();
      const right = this.conjunction();
      left = { kind: 'logical', operator: 'or', left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private conjunction(): SqlExpression {
    let left = this.negation();
    while (this.isWord('and') || this.isOperator('&&')) {
      this.next();
      this.countOperator();
      const right = this.negation();
      left = { kind: 'logical', operator: 'and', left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private negation(): SqlExpression {
    const starts: number[] = [];
    while (this.isWord('not')) {
      starts.push(this.next().start);
      this.countOperator(starts.length);
    }
    let operand = this.comparison();
    for (const start of starts.reverse()) operand = { kind: 'not', operand, start, end: operand.end };
    return operand;
  }

  private comparison(): SqlExpression {
    let node = this.isWord('exists') ? this.exists() : this.compared(this.value());
    while (this.acceptWord('is')) {
      this.countOperator();
      const not = this.acceptWord('not') ? 'not ' : '';
      if (!['null', 'true', 'false'].some((word) => this.isWord(word))) this.refuse('NULL, TRUE or FALSE');
      const { text, end } = this.next();
      node = { kind: 'is', operand: node, state: not + text.toLowerCase(), start: node.start, end };
    }
    return node;
  }

  private exists(): SqlExpression {
    const { start } = this.next();
    if (!this.isOperator('(') || !this.isWord('select', 1)) {
      if (this.isOperator('(')) this.next();
      this.refuse('a query, SELECT …, inside EXISTS( )');
    }
    return { ...this.subquery(), exists: true, start };
  }

  private compared(left: SqlExpression): SqlExpression {
    const { kind, text } = this.peek();
    if (kind === 'operator' && comparisonOperators.has(text)) {
      this.next();
      this.countOperator();
      if (text === '=' && this.isOperator('=')) this.refuse('a value: in SQL, equality is "="');
      const right = this.value();
      const operator = text === '<>' ? '!=' : text;
      return {
        kind: 'comparison',
        operator,
        left,
        right,
        escape: undefined,
        start: left.start,
        end: right.end,
      };
    }
    const negated = this.isWord('not') && !this.isWord('null', 1);
    const word = this.peek(negated ? 1 : 0).text.toLowerCase();
    if (!['in', 'like', 'regexp', 'rlike', 'between'].includes(word)) return left;
    if (this.peek(negated ? 1 : 0).kind !== 'keyword') return left;
    this.position += negated ? 2 : 1;
    this.countOperator();
    const { start } = left;
    if (word === 'between') {
      const from = this.value();
      this.expectWord('and');
      const to = this.value();
      return { kind: 'between', negated, operand: left, from, to, start, end: to.end };
    }
    const right = word === 'in' ? this.members() : this.value();
    const escape = word === 'like' && this.acceptWord('escape') ? this.value() : undefined;
    const operator = `${negated ? 'not ' : ''}${word === 'rlike' ? 'regexp' : word}`;
    return { kind: 'comparison', operator, left, right, escape, start, end: this.lastEnd };
  }

  private members(): SqlExpression {
    if (this.peek().kind === 'argument') return this.literal('argument');
    if (!this.isOperator('(')) this.refuse('a list of values in parentheses');
    return this.isWord('select', 1) ? this.subquery() : this.tuple();
  }

  /** Operators between values that bind at least as tightly as `least`, by precedence climbing. */
  private value(least = 0): SqlExpression {
    let left = this.prefixed();
    for (;;) {
      const { kind, text } = this.peek();
      const operator = text.toLowerCase();
      const level = kind === 'operator' || kind === 'keyword' ? binaryLevels.get(operator) : undefined;
      if (level === undefined || level < least) return left;
      this.next();
      this.countOperator();
      const right = this.value(level + 1);
      left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
    }
  }

  private prefixed(): SqlExpression {
    const prefixes: { operator: '+' | '-' | '~' | '!'; start: number }[] = [];
    for (;;) {
      const { kind, text, start } = this.peek();
      if (kind !== 'operator' || (text !== '+' && text !== '-' && text !== '~' && text !== '!')) break;
      this.next();
      prefixes.push({ operator: text, start });
      this.countOperator(prefixes.length);
    }
    let operand = this.primary();
    for (const { operator, start } of prefixes.reverse()) {
      operand = signed(operator, operand, start) ?? {
        kind: 'unary',
        operator,
        operand,
        start,
        end: operand.end,
      };
    }
    return operand;
  }

  private primary(): SqlExpression {
    const { kind, value } = this.peek();
    switch (kind) {
      case 'number':
      case 'argument':
        return this.literal(kind);
      case 'string':
        return this.isOperator('.', 1) ? this.columnOrCall() : this.literal(kind);
      case 'name':
      case 'quotedName':
        return this.columnOrCall();
      case 'keyword':
        return this.keyword(value);
      default:
        if (!this.isOperator('(')) return this.refuse('a metric, a function or a value');
        return this.isWord('select', 1) ? this.subquery() : this.tuple();
    }
  }

  private keyword(word: string): SqlExpression {
    if (word === 'null') return this.literal('null');
    if (word === 'true' || word === 'false') return this.literal('boolean');
    if (word === 'case') return this.caseForm();
    if (momentWords.has(word)) return this.moment();
    if (this.isOperator('(', 1)) {
      if (functionWords.has(word)) return this.call(this.nextAsName());
      const form = foreignForms.get(word);
      if (form !== undefined) return this.foreign(form);
    }
    return this.refuse('a metric, a function or a value');
  }

  private literal(type: SqlLiteral['type']): SqlLiteral {
    const { value, start, end } = this.next();
    return { kind: 'literal', type, value, start, end };
  }

  private moment(): SqlCall {
    const name = this.nextAsName();
    if (this.isOperator('(')) {
      this.openParenthesis();
      this.closeParenthesis();
    }
    return {
      kind: 'call',
      function: name,
      distinct: false,
      args: [],
      start: name.start,
      end: this.lastEnd,
    };
  }

  private columnOrCall(): SqlExpression {
    const names: SqlName[] = [this.nextAsName()];
    while (this.isOperator('.') && names.length < 3) {
      this.next();
      if (!this.isName() && this.peek().kind !== 'keyword' && this.peek().kind !== 'string') {
        this.refuse('a name after the dot');
      }
      names.push(this.nextAsName());
    }
    const name = names.at(-1);
    const first = names[0];
    if (name === undefined || first === undefined) throw new RangeError('no name was read');
    if (this.isOperator('(') && names.length < 3) return { ...this.call(name), start: first.start };
    const qualifiers = names.slice(0, -1).map((qualifier) => qualifier.name);
    return { kind: 'column', name: name.name, qualifiers, start: first.start, end: name.end };
  }

  private call(name: SqlName): SqlCall {
    this.openParenthesis();
    const args: (SqlStar | SqlExpressionItem)[] = [];
    const distinct = this.acceptWord('distinct');
    if (distinct || !this.isOperator(')')) {
      do args.push(this.starOr(() => this.aliased()));
      while (this.acceptOperator(','));
    }
    const { end } = this.closeParenthesis();
    return { kind: 'call', function: name, distinct, args, start: name.start, end };
  }

  /** `*`, `table.*`, `schema.table.*`, or whatever else is read. */
  protected starOr<T>(other: () => T): T | SqlStar {
    let ahead = 0;
    while (
      ahead < 4 &&
      (this.isName(ahead) || this.peek(ahead).kind === 'string') &&
      this.isOperator('.', ahead + 1)
    ) {
      ahead += 2;
    }
    if (!this.isOperator('*', ahead)) return other();
    const { start } = this.peek();
    this.position += ahead;
    return { kind: 'star', start, end: this.next().end };
  }

  protected aliased(): SqlExpressionItem {
    const expression = this.expression();
    const wanted = this.acceptWord('as');
    const alias =
      wanted || this.isName() || this.peek().kind === 'string'
        ? this.expectName('an alias', { orString: true })
        : undefined;
    return { kind: 'item', expression, alias, start: expression.start, end: this.lastEnd };
  }

  private tuple(): SqlExpression {
    const { start } = this.openParenthesis();
    const items: SqlExpression[] = [];
    do items.push(this.expression());
    while (this.acceptOperator(','));
    const { end } = this.closeParenthesis();
    return { kind: 'tuple', items, start, end };
  }

  protected subquery(): SqlSubquery {
    const { start } = this.openParenthesis();
    const select = this.select();
    const { end } = this.closeParenthesis();
    return { kind: 'subquery', select, exists: false, start, end };
  }

  /** Up to the parenthesis that closes it; MATCH has a second pair. */
  private foreign(form: SqlForeign['form']): SqlForeign {
    const { start } = this.next();
    this.balanced();
    if (form === 'MatchExpr') {
      this.expectWord('against');
      this.balanced();
    }
    return { kind: 'foreign', form, text: this.text.slice(start, this.lastEnd), start, end: this.lastEnd };
  }

  private balanced(): void {
    const outside = this.nesting;
    this.openParenthesis();
    while (this.nesting > outside) {
      if (this.isOperator('(')) this.openParenthesis();
      else if (this.isOperator(')')) this.closeParenthesis();
      else this.anything(')');
    }
  }

  private caseForm(): SqlForeign {
    const { start } = this.next();
    for (let open = 1; open > 0;) {
      if (this.isWord('case')) open++;
      if (this.isWord('end')) open--;
      this.anything('END');
    }
    return {
      kind: 'foreign',
      form: 'CaseExpr',
      text: this.text.slice(start, this.lastEnd),
      start,
      end: this.lastEnd,
    };
  }

  private anything(closing: string): void {
    const { kind, text } = this.peek();
    if (kind === 'end' || kind === 'unclosed' || kind === 'unknown' || text === ';') this.refuse(closing);
    this.next();
  }
}

/** A sign before an integer is part of it. */
function signed(operator: string, operand: SqlExpression, start: number): SqlLiteral | undefined {
  if (operand.kind !== 'literal' || operand.type !== 'number' || !/^-?\d+$/.test(operand.value))
    return undefined;
  if (operator === '+') return { ...operand, start };
  if (operator !== '-') return undefined;
  const value = operand.value.startsWith('-') ? operand.value.slice(1) : `-${operand.value}`;
  return { ...operand, value, start };
}
