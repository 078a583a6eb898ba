import type { SqlNode } from '../sql/ast';

/**
 * Cuts a document into sections: a statement with the comments above it, up to and with its `;` and what else stands on that
 * line. They follow each other without a gap.
 *
 * A `;` ends a statement. So that a mistake spoils no more than its own statement, these do too: a `SELECT` that begins a
 * line, unless it stands in parentheses or after UNION; such a `SELECT` behind a blank line anywhere; and, inside a quote that
 * nobody closed, a `;` at the end of a line. A text in quotes can therefore not have a `;` at the end of one of its lines.
 * @param from where a section begins
 */
export function* sectionsOf(text: string, from = 0): Generator<SqlNode, void, undefined> {
  const scanner = new Scanner(text, from);
  for (let start = from; start < text.length;) {
    const end = scanner.sectionEnd();
    yield { start, end };
    start = end;
  }
}

class Scanner {
  private at: number;

  constructor(
    private readonly text: string,
    from: number,
  ) {
    this.at = from;
  }

  sectionEnd(): number {
    const { text } = this;
    let depth = 0;
    let isSelect: boolean | undefined;
    let lastWord = '';
    /** After the line of the last word; -1 before its end. */
    let boundary = -1;
    while (this.at < text.length) {
      const char = text.charAt(this.at);
      if (char === '\n') {
        this.at++;
        if (boundary < 0 && isSelect !== undefined) boundary = this.at;
        continue;
      }
      if (char === ' ' || char === '\t' || char === '\r' || this.skipComment(char)) {
        if (char === ' ' || char === '\t' || char === '\r') this.at++;
        continue;
      }
      const word = this.word();
      if (word === 'select' && isSelect !== undefined && boundary >= 0 && this.beginsLine(this.at)) {
        const united = lastWord === 'union' || lastWord === 'all' || lastWord === 'distinct';
        const another = (isSelect && depth === 0) || this.hasBlankLine(boundary, this.at);
        if (another && !united) return (this.at = boundary);
      }
      isSelect ??= word === 'select';
      boundary = -1;
      lastWord = word;
      if (word !== '') {
        this.at += word.length;
        continue;
      }
      if (char === "'" || char === '"' || char === '`') {
        if (!this.skipQuoted(char)) return this.afterLine();
        continue;
      }
      this.at++;
      if (char === ';') return this.afterLine();
      if (char === '(') depth++;
      else if (char === ')') depth = Math.max(0, depth - 1);
    }
    // Comments behind the last line wait for a statement of their own.
    const rest = boundary < 0 ? '' : text.slice(boundary);
    return (this.at = rest.trim() === '' ? text.length : boundary);
  }

  /** The word that stands here, in lower case; empty where none does. */
  private word(): string {
    words.lastIndex = this.at;
    return words.exec(this.text)?.[0].toLowerCase() ?? '';
  }

  private beginsLine(offset: number): boolean {
    const line = this.text.lastIndexOf('\n', offset - 1) + 1;
    return this.text.slice(line, offset).trim() === '';
  }

  private hasBlankLine(start: number, end: number): boolean {
    return /(?:^|\n)[ \t\r]*\n/.test(this.text.slice(start, end));
  }

  private skipComment(char: string): boolean {
    const { text, at } = this;
    if (char === '/' && text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      this.at = close < 0 ? text.length : close + 2;
      return true;
    }
    if (char !== '#' && !text.startsWith('--', at) && !text.startsWith('//', at)) return false;
    const line = text.indexOf('\n', at);
    this.at = line < 0 ? text.length : line;
    return true;
  }

  /** Over a text in quotes; false where a statement ends inside it. */
  private skipQuoted(quote: string): boolean {
    const { text } = this;
    for (this.at++; this.at < text.length; this.at++) {
      const char = text.charAt(this.at);
      if (char === '\\' && quote !== '`') this.at++;
      else if (char === quote) {
        this.at++;
        return true;
      } else if (char === ';') {
        lineEnd.lastIndex = this.at + 1;
        if (!lineEnd.test(text)) continue;
        this.at++;
        return false;
      }
    }
    this.at = text.length;
    return true;
  }

  /** Past the rest of the line, where it is blank or a comment. */
  private afterLine(): number {
    trail.lastIndex = this.at;
    return (this.at += trail.exec(this.text)?.[0].length ?? 0);
  }
}

const words = /[A-Za-z_@][A-Za-z0-9_@]*/y;
const lineEnd = /[ \t\r]*(?:\n|$)/y;
const trail = /[ \t\r]*(?:(?:--|\/\/|#)[^\n]*)?(?:\n|$)/y;
