import type { SqlName } from './ast';
import { errorAt, SqlSyntaxError, type SqlProblem } from './problem';
import { tokenizeSql, type SqlToken } from './tokenize';

/** Parentheses inside parentheses, as the original bounds them, and operators before an operand. */
const MAX_NESTING = 200;
/** In one query; what is built from them never grows deeper than this. */
const MAX_OPERATORS = 2000;

/** A place in a query's tokens, and the ways in which a parser looks at it, steps over it and complains about it. */
export class SqlTokenReader {
  /** All of them, comments included. */
  readonly tokens: readonly SqlToken[];
  protected position = 0;
  protected nesting = 0;
  /** What parsers read: everything but comments. */
  private readonly significant: readonly SqlToken[];
  private operators = 0;

  constructor(protected readonly text: string) {
    this.tokens = tokenizeSql(text);
    this.significant = this.tokens.filter(({ kind }) => kind !== 'comment');
  }

  protected peek(ahead = 0): SqlToken {
    const token = this.significant[this.position + ahead] ?? this.significant.at(-1);
    if (!token) throw new RangeError('a token list ends with an end');
    return token;
  }

  protected next(): SqlToken {
    const token = this.peek();
    if (token.kind !== 'end') this.position++;
    return token;
  }

  protected skipAll(): void {
    this.position = this.significant.length - 1;
  }

  /** Offset after the last token that was taken. */
  protected get lastEnd(): number {
    return this.significant[this.position - 1]?.end ?? 0;
  }

  protected isOperator(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.text === text;
  }

  protected acceptOperator(text: string): boolean {
    const found = this.isOperator(text);
    if (found) this.position++;
    return found;
  }

  protected expectOperator(text: string): SqlToken {
    return this.isOperator(text) ? this.next() : this.refuse(`"${text}"`);
  }

  /** Whether a word stands here, a keyword or not, whatever its case. */
  protected isWord(word: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return (kind === 'keyword' || kind === 'name') && text.toLowerCase() === word;
  }

  protected acceptWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.position++;
    return found;
  }

  protected expectWord(word: string): SqlToken {
    return this.isWord(word) ? this.next() : this.refuse(word.toUpperCase());
  }

  protected isName(ahead = 0): boolean {
    const { kind } = this.peek(ahead);
    return kind === 'name' || kind === 'quotedName';
  }

  protected expectName(expected: string, options: { orString: boolean } = { orString: false }): SqlName {
    if (!this.isName() && !(options.orString && this.peek().kind === 'string')) this.refuse(expected);
    return this.nextAsName();
  }

  protected nextAsName(): SqlName {
    const { value, start, end } = this.next();
    return { name: value, start, end };
  }

  protected openParenthesis(): SqlToken {
    const token = this.expectOperator('(');
    if (++this.nesting >= MAX_NESTING) this.refuseDepth();
    return token;
  }

  protected closeParenthesis(): SqlToken {
    const token = this.expectOperator(')');
    this.nesting--;
    return token;
  }

  /** Counts an operator, and how many stand before one operand. */
  protected countOperator(prefixes = 0): void {
    if (++this.operators > MAX_OPERATORS || prefixes >= MAX_NESTING) this.refuseDepth();
  }

  private refuseDepth(): never {
    const token = this.peek();
    const message = this.located('max nesting level reached', token);
    throw new SqlSyntaxError(errorAt(token, message, 'split the query into simpler ones'));
  }

  protected refuse(expected: string): never {
    const token = this.peek();
    const advice = `expected ${expected}, found ${found(token)}${hint(token)}`;
    throw new SqlSyntaxError(errorAt(token, this.located('syntax error', token), advice));
  }

  protected unexpected(token: SqlToken, advice: string): SqlProblem {
    return errorAt(token, this.located('syntax error', token), advice);
  }

  /** Counts as the original does: bytes up to the character after the token, whose value follows if it has one. */
  private located(what: string, token: SqlToken): string {
    const { kind, value, end } = token;
    const position = Buffer.byteLength(this.text.slice(0, end)) + 1;
    const near = kind === 'operator' || kind === 'end' ? '' : ` near '${value}'`;
    return `${what} at position ${position}${near}`;
  }
}

const LONGEST_QUOTE = 40;

function found({ kind, text }: SqlToken): string {
  if (kind === 'end') return 'the end of the query';
  if (kind === 'unclosed') return text.startsWith('/*') ? '"/*" without "*/"' : 'a quote without its end';
  return `"${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}"`;
}

function hint({ kind, text }: SqlToken): string {
  if (kind === 'keyword') return ` (as a name it is written \`${text}\`)`;
  if (text === '[') return ' (elements of arrays cannot be used in SQL)';
  return '';
}
