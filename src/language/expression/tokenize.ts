/**
 * A piece of expression text. `cell` is a `{column}` of a template, `name` a back-quoted attribute,
 * `unclosed` a quote or brace without its end, `unknown` anything that belongs nowhere.
 */
export interface Token {
  readonly kind:
    'number' | 'time' | 'string' | 'word' | 'name' | 'cell' | 'operator' | 'unclosed' | 'unknown' | 'end';
  readonly text: string;
  /** Offset of the first UTF-16 unit. */
  readonly start: number;
  /** Offset after the last one. */
  readonly end: number;
}

/** In order: the first that matches wins. Each is sticky and matches at least one unit. */
const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['time', /\d+:\d+/y],
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['string', /'[^']*'|"[^"]*"/y],
  ['name', /`[^`]*`/y],
  ['cell', /\{[^{}]*\}/y],
  ['unclosed', /['"`{][^]*/y],
  ['unknown', /&&|\|\||<>|!(?!=)/y],
  ['operator', /==|!=|<<|>>|<=|>=|\.\.|[<>+\-*/&|^~()[\],;=]/y],
  ['unknown', /[^]/uy],
];

/**
 * Cuts a text into tokens, blanks left out, an `end` token last. Never fails, so that an editor can colour text that
 * is still being typed.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (;;) {
    start = skipBlanks(text, start);
    if (start >= text.length) break;
    const token = tokenAt(text, start);
    tokens.push(token);
    start = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

const blanks = /\s*/y;

function skipBlanks(text: string, start: number): number {
  blanks.lastIndex = start;
  return start + (blanks.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, start: number): Token {
  if (text.startsWith('..', start)) return { kind: 'operator', text: '..', start, end: start + 2 };
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, start, end: start + found.length };
  }
  throw new RangeError(`no text at ${start}`);
}
