import { reservedWords } from './keywords';

/**
 * A piece of SQL text. `keyword` is a word that names something only in back-quotes, `name` any other word, `quotedName` one
 * in back-quotes, `argument` a placeholder (`:name`, `?`); `unclosed` lacks its closing quote or comment end, `unknown` belongs
 * nowhere, a number with letters after it included.
 */
export interface SqlToken {
  readonly kind:
    | 'keyword'
    | 'name'
    | 'quotedName'
    | 'string'
    | 'number'
    | 'argument'
    | 'operator'
    | 'comment'
    | 'unclosed'
    | 'unknown'
    | 'end';
  /** As written. */
  readonly text: string;
  /** What it stands for: strings and quoted names without quotes and escapes, keywords in lower case, the rest as written. */
  readonly value: string;
  /** Offset of the first UTF-16 unit. */
  readonly start: number;
  /** Offset after the last one. */
  readonly end: number;
}

/** In order: the first that matches wins. Each is sticky, matches at least one unit and never goes back over what it took. */
const patterns: readonly (readonly [SqlToken['kind'], RegExp])[] = [
  ['comment', /(?:--|\/\/|#)[^\n]*/y],
  ['number', /[xX]'[0-9a-fA-F]*'|[bB]'[01]*'/y],
  ['name', /[A-Za-z_@][A-Za-z0-9_@]*/y],
  ['number', /0[xX][0-9a-fA-F]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d*)?/y],
  ['argument', /::?[A-Za-z_@][A-Za-z0-9_@.]*|\?/y],
  ['operator', /->>|<=>|&&|\|\||<<|>>|<>|<=|>=|!=|->|[=,;()+*%^~&|./<>!-]/y],
  ['unknown', /[^]/uy],
];

/** Cuts a text into tokens, blanks left out, an `end` token last. Never fails, so that an editor can colour any text. */
export function tokenizeSql(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let start = skipBlanks(text, 0); start < text.length;) {
    const token = tokenAt(text, start);
    tokens.push(token);
    start = skipBlanks(text, token.end);
  }
  tokens.push({ kind: 'end', text: '', value: '', start: text.length, end: text.length });
  return tokens;
}

const blanks = /[ \t\r\n]*/y;

function skipBlanks(text: string, start: number): number {
  blanks.lastIndex = start;
  return start + (blanks.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, start: number): SqlToken {
  const quote = text.charAt(start);
  if (quote === "'" || quote === '"' || quote === '`') return quoted(text, start, quote);
  if (text.startsWith('/*', start)) return blockComment(text, start);
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const end = start + found.length;
    if (kind === 'name') return wordToken(found, start);
    const runsOn = kind === 'number' && /[A-Za-z_@]/.test(text.charAt(end));
    return { kind: runsOn ? 'unknown' : kind, text: found, value: found, start, end };
  }
  throw new RangeError(`no text at ${start}`);
}

function wordToken(text: string, start: number): SqlToken {
  const lower = text.toLowerCase();
  const end = start + text.length;
  return reservedWords.has(lower)
    ? { kind: 'keyword', text, value: lower, start, end }
    : { kind: 'name', text, value: text, start, end };
}

function blockComment(text: string, start: number): SqlToken {
  const close = text.indexOf('*/', start + 2);
  const end = close < 0 ? text.length : close + 2;
  const comment = text.slice(start, end);
  return { kind: close < 0 ? 'unclosed' : 'comment', text: comment, value: comment, start, end };
}

/** A backslash and the character after it, where they are more than that character. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['b', '\b'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['Z', '\x1a'],
]);

/** A quote inside is written twice; strings, but not names, know backslashes too. */
function quoted(text: string, start: number, quote: string): SqlToken {
  const pieces: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\' && quote !== '`') {
      pieces.push(text.slice(from, at));
      at++;
      const escaped = text.charAt(at);
      pieces.push(escapes.get(escaped) ?? escaped);
      from = at + 1;
    } else if (char === quote) {
      pieces.push(text.slice(from, at));
      from = at + 1;
      if (text.charAt(from) !== quote) {
        const value = pieces.join('');
        const kind = quote === '`' ? (value === '' ? 'unknown' : 'quotedName') : 'string';
        return { kind, text: text.slice(start, from), value, start, end: from };
      }
      pieces.push(quote);
      at++;
      from = at + 1;
    }
  }
  const value = pieces.join('') + text.slice(from);
  return { kind: 'unclosed', text: text.slice(start), value, start, end: text.length };
}
