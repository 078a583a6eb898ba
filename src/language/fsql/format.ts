import type { SqlNode } from '../sql/ast';
import { clauseWords, functionWords } from '../sql/keywords';
import { tokenizeSql, type SqlToken } from '../sql/tokenize';
import { placedPragma, type QueryDocument } from './document';
import { maskParameters } from './parameters';
import type { Edit } from './problems/problem';
import type { SectionContent } from './statement';

/** A clause longer than this goes over several lines. */
const WIDTH = 100;

/**
 * The changes that lay a document out: keywords in capitals, each clause on a line of its own, one blank between words. What
 * statements mean, comments and the order of everything stay; statements with mistakes in them are left alone.
 * @param range only what stands in it
 */
export function formatDocument(document: QueryDocument, range?: SqlNode): Edit[] {
  const edits: Edit[] = [];
  const inRange = ({ start, end }: SqlNode): boolean =>
    range === undefined || (start < range.end && end > range.start);
  for (const section of document.sections) {
    const { content } = section;
    for (const each of content.pragmas) {
      const pragma = placedPragma(each, section.start);
      const edit = pragmaEdit(document.text, pragma);
      const isInside = content.statement && each.start > content.statement.start;
      if (edit && inRange(pragma) && isInside !== true) edits.push(edit);
    }
    if (content.statement === undefined || content.select === undefined) continue;
    const { start, end } = content.statement;
    const whole = { start: start + section.start, end: end + section.start };
    const text = formatStatement(content);
    if (text === undefined || !inRange(whole)) continue;
    const behind = /;([ \t]*)$/.exec(document.text.slice(Math.max(0, section.start - 1), whole.start))?.[1];
    if (behind !== undefined)
      edits.push({ start: whole.start - behind.length, end: whole.end, text: `\n\n${text}` });
    else if (text !== content.text.slice(start, end)) edits.push({ ...whole, text });
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** A document after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.end), text);
}

function pragmaEdit(
  text: string,
  { name, value, start, end }: { readonly name: string; readonly value: string } & SqlNode,
): Edit | undefined {
  const lead = /(--|\/\/|#)[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
  if (lead === null) return undefined;
  const from = start - lead[0].length;
  const written = `${lead[1] ?? '--'} @${name}${value === '' ? '' : ` ${value}`}`;
  return text.slice(from, end) === written ? undefined : { start: from, end, text: written };
}

/** @returns undefined where the statement is not understood well enough to be touched */
function formatStatement(content: SectionContent): string | undefined {
  if (content.statement === undefined || content.sql.parse.problems.length > 0) return undefined;
  const { start, end } = content.statement;
  const masked = maskParameters(content.text, content.parameters.filter(isBare));
  const tokens = tokenizeSql(masked)
    .filter((token) => token.start >= start && token.end <= end && token.kind !== 'end')
    .map((token) => ({ ...token, text: content.text.slice(token.start, token.end) }));
  const text = new Layout(content, tokens).print();
  return sameTokens(tokens, text, content) ? text : undefined;
}

function isBare({ place }: SectionContent['parameters'][number]): boolean {
  return place !== 'quoted' && place !== 'pragma';
}

/** Whether a text has the same words, whatever their case where it does not matter. */
function sameTokens(tokens: readonly SqlToken[], text: string, content: SectionContent): boolean {
  // Comments read alike but for the blanks behind them.
  const key = ({ kind, value }: SqlToken): string =>
    `${kind} ${kind === 'comment' ? value.trimEnd() : value}`;
  const bare = content.parameters.some(isBare);
  const again = tokenizeSql(text).filter(({ kind }) => kind !== 'end');
  if (bare) {
    // Stand-ins went back to `${name}`, which is several tokens.
    const letters = (of: readonly SqlToken[]): string =>
      of
        .map((token) => token.text.toLowerCase())
        .join('')
        .replace(/\s/g, '');
    return letters(tokens) === letters(again);
  }
  return (
    again.length === tokens.length &&
    again.every((token, index) => key(token) === key(tokens[index] ?? token))
  );
}

interface Clause {
  readonly tokens: SqlToken[];
}

/** Writes the words of one statement. */
class Layout {
  private written = '';
  private previous: SqlToken | undefined;
  private beforePrevious: SqlToken | undefined;

  constructor(
    private readonly content: SectionContent,
    private readonly tokens: readonly SqlToken[],
  ) {}

  print(): string {
    for (const { tokens } of this.clauses()) this.clause(tokens);
    return this.written;
  }

  /** Cut before the words that begin a part of the outermost select; comments above such a word go with it. */
  private clauses(): Clause[] {
    const clauses: Clause[] = [];
    let depth = 0;
    let comments: SqlToken[] = [];
    let before: SqlToken | undefined;
    for (const token of this.tokens) {
      if (token.kind === 'comment' && this.beginsLine(token)) {
        comments.push(token);
        continue;
      }
      const begins = depth === 0 && before?.text !== '.' && this.isClauseWord(token);
      const last = clauses.at(-1);
      if (begins || last === undefined) clauses.push({ tokens: [...comments, token] });
      else last.tokens.push(...comments, token);
      comments = [];
      before = token;
      if (token.text === '(') depth++;
      else if (token.text === ')') depth--;
    }
    clauses.at(-1)?.tokens.push(...comments);
    return clauses;
  }

  private isClauseWord({ kind, value }: SqlToken): boolean {
    return kind === 'keyword' && (clauseWords.has(value) || value === 'select');
  }

  private clause(tokens: readonly SqlToken[]): void {
    const words = tokens.filter(({ kind }) => kind !== 'comment');
    const [first] = words;
    const isLong = this.inlineWidth(words) > WIDTH;
    const breaks = isLong ? breaksOf(words) : new Set<SqlToken>();
    for (const token of tokens) {
      if (token.kind === 'comment')
        this.comment(token, words.length === 0 || tokens.indexOf(token) < tokens.indexOf(first ?? token));
      else if (token === first) this.word(token, this.written === '' ? '' : '\n');
      else if (breaks.has(token)) this.word(token, '\n  ');
      else this.word(token, undefined);
    }
  }

  private inlineWidth(words: readonly SqlToken[]): number {
    let width = 0;
    words.forEach((token, index) => {
      const before = words[index - 1];
      width += token.text.length + (before ? this.gap(before, token, words[index - 2]).length : 0);
    });
    return width;
  }

  /** @param gap what stands before it; the usual unless given */
  private word(token: SqlToken, gap: string | undefined): void {
    const atLineStart = this.written.endsWith('\n') || this.written === '';
    const usual = this.previous ? this.gap(this.previous, token, this.beforePrevious) : '';
    if (atLineStart) this.written += gap === undefined || gap.endsWith('  ') ? '  ' : '';
    else this.written += gap ?? usual;
    this.written += this.spelling(token);
    this.beforePrevious = this.previous;
    this.previous = token;
  }

  /** @param isAbove whether it stands above a clause rather than in it */
  private comment(token: SqlToken, isAbove: boolean): void {
    const text = token.text.trimEnd();
    const atLineStart = this.written.endsWith('\n') || this.written === '';
    if (text.startsWith('/*') && !this.beginsLine(token)) {
      this.written += `${atLineStart ? '' : ' '}${text}`;
      return;
    }
    if (this.beginsLine(token)) {
      if (!atLineStart) this.written += '\n';
      this.written += `${isAbove ? '' : '  '}${text}\n`;
      return;
    }
    this.written += `${atLineStart ? '' : ' '}${text}\n`;
  }

  private beginsLine({ start }: SqlToken): boolean {
    const { text } = this.content;
    return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '' && start > 0;
  }

  private spelling(token: SqlToken): string {
    const { kind, text, value } = token;
    if (kind !== 'keyword' || this.previous?.text === '.') return text;
    const next = this.tokens[this.tokens.indexOf(token) + 1];
    if (next?.text === '.' || (isFunctionWord(token, this.content) && next?.text === '(')) return text;
    return value.toUpperCase();
  }

  private gap(a: SqlToken, b: SqlToken, beforeA: SqlToken | undefined): string {
    if (
      a.text === '(' ||
      a.text === '.' ||
      b.text === ')' ||
      b.text === ',' ||
      b.text === ';' ||
      b.text === '.'
    )
      return '';
    if (b.text === '(') {
      const isCall = a.kind === 'name' || a.kind === 'quotedName' || isFunctionWord(a, this.content);
      return isCall && a.kind !== 'operator' ? '' : ' ';
    }
    if (isUnary(a, beforeA)) return b.kind === 'operator' ? ' ' : '';
    return ' ';
  }
}

const forms = new Set(['cast', 'convert', 'substr', 'substring', 'match', 'group_concat', 'values']);

function isFunctionWord({ kind, value }: SqlToken, { backend }: SectionContent): boolean {
  if (kind !== 'keyword') return false;
  return functionWords.has(value) || forms.has(value) || (value === 'exists' && backend === 'nosql');
}

function isUnary({ kind, text }: SqlToken, before: SqlToken | undefined): boolean {
  if (kind !== 'operator' || !['-', '+', '~', '!'].includes(text)) return false;
  if (before === undefined) return true;
  if (before.kind === 'operator') return before.text !== ')' && before.text !== '*';
  return before.kind === 'keyword' && !['null', 'true', 'false', 'end'].includes(before.value);
}

/** Where a long clause is cut: its items behind SELECT, its conditions behind WHERE. */
function breaksOf(words: readonly SqlToken[]): Set<SqlToken> {
  const breaks = new Set<SqlToken>();
  const [first] = words;
  let depth = 0;
  let between = false;
  words.forEach((token, index) => {
    const { kind, value, text } = token;
    const before = words[index - 1];
    if (first?.value === 'select' && depth === 0 && (before?.text === ',' || before === first))
      breaks.add(token);
    if (
      first?.value === 'where' &&
      depth === 0 &&
      kind === 'keyword' &&
      (value === 'and' || value === 'or')
    ) {
      if (between) between = false;
      else breaks.add(token);
    }
    if (kind === 'keyword' && value === 'between' && depth === 0) between = true;
    if (text === '(') depth++;
    else if (text === ')') depth--;
  });
  return breaks;
}
