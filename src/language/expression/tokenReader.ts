import { reservedWords } from './ast';
import { ExpressionError } from './expressionError';
import { tokenize, type Token } from './tokenize';

/** A place in a list of tokens, and the ways in which a parser looks at it, steps over it and complains about it. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  protected position = 0;

  constructor(
    text: string,
    private readonly language: 'condition' | 'update',
  ) {
    this.tokens = tokenize(text);
  }

  protected peek(ahead = 0): Token {
    const token = this.tokens[this.position + ahead] ?? this.tokens.at(-1);
    if (!token) throw new RangeError('a token list ends with an end');
    return token;
  }

  protected next(): Token {
    const token = this.peek();
    this.position++;
    return token;
  }

  protected isOperator<T extends string>(token: Token, text: T): token is Token & { text: T } {
    return token.kind === 'operator' && token.text === text;
  }

  protected accept(operator: string): boolean {
    const found = this.isOperator(this.peek(), operator);
    if (found) this.position++;
    return found;
  }

  protected expect(operator: string): Token {
    return this.isOperator(this.peek(), operator) ? this.next() : this.refuse(`"${operator}"`);
  }

  protected peekWord(word: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'word' && text.toLowerCase() === word;
  }

  protected acceptWord(word: string): boolean {
    const found = this.peekWord(word);
    if (found) this.position++;
    return found;
  }

  protected refuse(expected: string, advice = this.advice(this.peek())): never {
    const token = this.peek();
    const ending = advice === undefined ? '' : ` (${advice})`;
    throw new ExpressionError(`expected ${expected}, found ${found(token)}${ending}`, token.start, token.end);
  }

  private advice({ kind, text }: Token): string | undefined {
    if (kind === 'operator' && text === '=' && this.language === 'condition') return 'equality is "=="';
    const word = text.toLowerCase();
    if (kind === 'unknown' || kind === 'word') {
      const known = advices.get(word);
      if (known !== undefined) return known;
    }
    return kind === 'word' && reservedWords.has(word)
      ? `an attribute of this name is \`${text}\``
      : undefined;
  }
}

/** What speakers of other languages write, and what it is called here. */
const advices: ReadonlyMap<string, string> = new Map([
  ['&&', 'logical "and" is AND'],
  ['||', 'logical "or" is OR'],
  ['!', 'logical "not" is NOT'],
  ['<>', 'inequality is "!="'],
  ['is', 'use exists(attribute) or NOT exists(attribute)'],
  ['not', 'NOT stands before the whole condition'],
  ['between', 'use ">=" and "<="'],
  ['like', 'use starts, ends or contains'],
]);

const LONGEST_QUOTE = 40;

function found({ kind, text }: Token): string {
  if (kind === 'end') return 'the end of the expression';
  if (kind === 'unclosed') {
    return text.startsWith('{') ? '"{" without "}"' : 'a quote without its end';
  }
  return `"${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}"`;
}
