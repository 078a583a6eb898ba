import type { SqlNode } from '../sql/ast';
import { tokenizeSql, type SqlToken } from '../sql/tokenize';
import { sectionAt, type QueryDocument, type QueryStatement, type Section } from './document';
import { backendOf, readSection } from './statement';
import type { Backend } from './pragmas';

export type CursorClause =
  'start' | 'select' | 'from' | 'where' | 'group' | 'group by' | 'order by' | 'limit' | 'other';

/** A call or list whose parenthesis is open. */
export interface OpenCall extends SqlNode {
  /** As written; empty where no name stands before the parenthesis. */
  readonly name: string;
  /** The argument that the place is in, from 0. */
  readonly argument: number;
}

/** What the text before a place says about what can stand there; a text in quotes that is still open is no part of it. */
export interface Cursor {
  readonly section: Section | undefined;
  readonly statement: QueryStatement | undefined;
  readonly backend: Backend;
  /** The path behind FROM, wherever that stands; empty where there is none. */
  readonly table: string;
  readonly clause: CursorClause;
  /** Whether a name or value is due, rather than an operator, a comma or the next clause. */
  readonly expects: 'operand' | 'operator';
  /** The innermost last. */
  readonly calls: readonly OpenCall[];
  /** Words before the place, the one that is being written left out. */
  readonly before: readonly SqlToken[];
  /** What is written at the place: the word, the path or the text in quotes around it; empty where nothing is. */
  readonly written: Written;
}

export interface Written extends SqlNode {
  readonly kind: 'word' | 'path' | 'string' | 'comment';
  /** From its start to the place, the quote included. */
  readonly text: string;
}

/** Looks at a place in a document. Every offset is one of the document. */
export function cursorAt(document: QueryDocument, offset: number): Cursor {
  const section = sectionOf(document, offset);
  const start = section?.start ?? 0;
  const tokens = tokenizeSql(document.text.slice(start, offset)).map((token) => ({
    ...token,
    start: token.start + start,
    end: token.end + start,
  }));
  tokens.pop();
  const statement = document.statements.find((each) => each.section === section);
  const last = tokens.at(-1);
  if (last?.kind === 'comment' && last.end === offset && !last.text.startsWith('/*')) {
    return readBefore(
      tokens.slice(0, -1),
      { section, statement },
      written('comment', last, document, offset),
    );
  }
  if (last?.kind === 'unclosed') {
    const kind = last.text.startsWith('/*') ? 'comment' : 'string';
    const open = written(kind, last, document, offset);
    const cursor = readBefore(tokens.slice(0, -1), { section, statement }, open);
    return kind === 'string' && cursor.clause === 'select' ? withClosedQuote(document, cursor) : cursor;
  }
  const cursor = readBefore(
    tokens,
    { section, statement },
    { kind: 'word', text: '', start: offset, end: offset },
  );
  const word = wordBefore(document.text, offset, cursor);
  const outside = tokens.filter((token) => token.start < word.start);
  return readBefore(outside, { section, statement }, word);
}

/** A text in quotes that is being written runs into what follows it: the FROM is read as if it were whole. */
function withClosedQuote({ text }: QueryDocument, cursor: Cursor): Cursor {
  const { section, written: open } = cursor;
  if (section === undefined) return cursor;
  const quote = open.text.charAt(0);
  const whole = `${text.slice(section.start, open.start)}${quote}x${quote}${text.slice(open.end, section.end)}`;
  const { backend, table } = readSection(whole);
  return { ...cursor, backend, table };
}

/**
 * The section that a place belongs to. In the blanks between a statement without `;` and the next one, it goes on with the
 * first.
 */
function sectionOf(document: QueryDocument, offset: number): Section | undefined {
  const section = sectionAt(document, offset);
  if (section === undefined) return undefined;
  const isAbove = document.text.slice(section.start, offset).trim() === '';
  if (!isAbove) return section;
  const before = document.sections[document.sections.indexOf(section) - 1];
  const isOpen = before?.content.statement !== undefined && !endsWithSemicolon(before);
  return isOpen && !/\n[ \t\r]*\n/.test(document.text.slice(before.end - 1, offset)) ? before : section;
}

function endsWithSemicolon({ content }: Section): boolean {
  return content.tokens.findLast(({ kind }) => kind !== 'comment' && kind !== 'end')?.text === ';';
}

function written(kind: Written['kind'], token: SqlToken, { text }: QueryDocument, offset: number): Written {
  let end = offset;
  if (kind === 'string') {
    const quote = token.text.charAt(0);
    const rest = text.slice(offset).split('\n', 1)[0] ?? '';
    const close = rest.search(quote === "'" ? /[';]/ : quote === '"' ? /[";]/ : /[`;]/);
    // A quote behind blanks or more words would belong to another text.
    if (
      close >= 0 &&
      rest.charAt(close) === quote &&
      !/\s(?:and|or|from|where|group)\s/i.test(rest.slice(0, close))
    ) {
      end = offset + close + 1;
    }
  } else {
    const line = text.indexOf('\n', offset);
    end = line < 0 ? text.length : line;
  }
  return { kind, text: text.slice(token.start, offset), start: token.start, end };
}

/** The word around a place, or after FROM the path, whose letters a bare name could not have. */
function wordBefore(text: string, offset: number, { clause, expects }: Cursor): Written {
  const isPath = clause === 'from';
  const letters = isPath ? /[A-Za-z0-9_@/.$-]/ : /[A-Za-z0-9_@]/;
  let start = offset;
  while (start > 0 && letters.test(text.charAt(start - 1))) start--;
  if (isPath) {
    const qualifier = /^([A-Za-z]+)\./.exec(text.slice(start, offset))?.[0];
    if (qualifier && backendOf(qualifier.slice(0, -1))) start += qualifier.length;
  }
  if (text.slice(start - 2, start) === '${') start -= 2;
  let end = offset;
  while (end < text.length && letters.test(text.charAt(end))) end++;
  if (text.charAt(end) === '}' && text.startsWith('${', start)) end++;
  const kind = isPath && expects === 'operand' ? 'path' : 'word';
  return { kind, text: text.slice(start, offset), start, end };
}

function readBefore(
  tokens: readonly SqlToken[],
  { section, statement }: Pick<Cursor, 'section' | 'statement'>,
  what: Written,
): Cursor {
  let clause: CursorClause = 'start';
  let backend: Backend | undefined;
  const calls: { name: string; argument: number; start: number; end: number }[] = [];
  const before: SqlToken[] = [];
  for (const token of tokens) {
    const previous = before.at(-1);
    if (token.kind === 'comment') continue;
    before.push(token);
    const { kind, value, text } = token;
    if (text === ';') {
      clause = 'start';
      calls.length = 0;
      before.length = 0;
    } else if (text === '(') {
      const isCall = previous?.kind === 'name' || previous?.kind === 'keyword';
      const name = isCall ? previous.text : '';
      calls.push({ name, argument: 0, start: (isCall ? previous : token).start, end: token.end });
    } else if (text === ')') calls.pop();
    else if (text === ',') {
      const call = calls.at(-1);
      if (call) call.argument++;
    } else if (text === '.' && clause === 'from' && previous) {
      backend ??= backendOf(previous.text);
    } else if (kind === 'keyword' && previous?.text !== '.') clause = clauseAfter(value, clause);
    else if (clause === 'start') clause = 'other';
  }
  const expects = expectsOperand(before.at(-1), clause) ? 'operand' : 'operator';
  const behind = statement?.content.qualifier && statement.content.backend;
  return {
    section,
    statement,
    backend: backend ?? behind ?? 'tsdb',
    table: statement?.content.table ?? '',
    clause,
    expects,
    calls,
    before,
    written: what,
  };
}

function clauseAfter(word: string, clause: CursorClause): CursorClause {
  switch (word) {
    case 'select':
    case 'from':
    case 'where':
    case 'group':
    case 'limit':
      return word;
    case 'by':
      return clause === 'group' ? 'group by' : 'order by';
    case 'order':
    case 'having':
    case 'union':
    case 'for':
    case 'lock':
      return 'other';
    default:
      return clause;
  }
}

const wordOperators = new Set([
  'and',
  'or',
  'not',
  'in',
  'like',
  'between',
  'regexp',
  'is',
  'distinct',
  'as',
  'div',
  'mod',
]);

function expectsOperand(last: SqlToken | undefined, clause: CursorClause): boolean {
  if (last === undefined || clause === 'start') return true;
  switch (last.kind) {
    case 'operator':
      // A star behind SELECT, a comma or a parenthesis means all columns.
      return last.text !== ')' && last.text !== '*';
    case 'keyword':
      return (
        wordOperators.has(last.value) ||
        ['select', 'from', 'where', 'by', 'having', 'limit'].includes(last.value)
      );
    default:
      return false;
  }
}
