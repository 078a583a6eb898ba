import type { SqlNode } from '../../sql/ast';
import { printString } from '../../sql/print';
import type { SqlProblem } from '../../sql/problem';
import type { SqlToken } from '../../sql/tokenize';
import { nearest } from './nearest';
import { fix, type Fix, type Problem } from './problem';

interface Parsed {
  readonly text: string;
  readonly sql: { readonly parse: { readonly tokens: readonly SqlToken[] } };
}

/** A mistake of the grammar, in a writer's words: the service's position means nothing to one. */
export function syntaxProblem({ message, advice, start, end }: SqlProblem, statement: Parsed): Problem {
  const said = advice ?? message;
  const usual = said.charAt(0).toUpperCase() + said.slice(1);
  const found = mistakeAt({ start, end }, said, statement);
  return {
    severity: 'error',
    code: 'syntax',
    message: found?.message ?? usual,
    advice: undefined,
    fixes: found?.fixes ?? [],
    start: found?.node?.start ?? start,
    end: found?.node?.end ?? end,
  };
}

interface Mistake {
  /** Instead of what the parser says. */
  readonly message?: string;
  readonly fixes: readonly Fix[];
  readonly node?: SqlNode;
}

/** What people often write, and what they mean by it. */
function mistakeAt(place: SqlNode, said: string, { text, sql }: Parsed): Mistake | undefined {
  const words = sql.parse.tokens.filter(({ kind }) => kind !== 'comment');
  const index = words.findIndex(({ start }) => start === place.start);
  const token = words[index];
  const before = words[index - 1];
  if (token === undefined) return undefined;
  if (token.kind === 'unclosed') return unclosed(token, text);
  if (token.text === '=' && before?.text === '=') {
    return {
      message: 'In SQL, equality is "="',
      fixes: [fix('Write =', { start: before.start, end: token.end, text: '=' })],
      node: { start: before.start, end: token.end },
    };
  }
  const duration = /^\d+[smhd]\b/.exec(text.slice(token.start))?.[0];
  if (token.kind === 'unknown' && duration !== undefined) {
    const node = { start: token.start, end: token.start + duration.length };
    const quoted = `'${duration}'`;
    return {
      message: `A duration stands in quotes: ${quoted}`,
      fixes: [fix(`Write ${quoted}`, { ...node, text: quoted })],
      node,
    };
  }
  const path = pathAround(words, index, text);
  if (path) {
    const quoted = printString(text.slice(path.start, path.end));
    return {
      message: `A path with other signs than letters needs quotes: ${quoted}`,
      fixes: [fix(`Write ${quoted}`, { ...path, text: quoted })],
      node: path,
    };
  }
  if (before?.text === ',' && (token.kind === 'end' || clauseStarts.includes(token.value))) {
    return {
      message: 'A comma too many, or something is missing behind it',
      fixes: [fix('Remove the comma', { start: before.start, end: before.end, text: '' })],
      node: { start: before.start, end: before.end },
    };
  }
  if (said.startsWith('expected ")"') && before && before.text !== '(') {
    return { fixes: [fix('Add )', { start: before.end, end: before.end, text: ')' })] };
  }
  if (token.kind === 'name') {
    const meant = nearest(token.text, said.startsWith('expected SELECT') ? ['select'] : clauseStarts);
    if (meant === undefined) return undefined;
    const word = meant.toUpperCase();
    return {
      message: `${token.text} means nothing here: did you mean ${word}?`,
      fixes: [fix(`Write ${word}`, { start: token.start, end: token.end, text: word })],
    };
  }
  return undefined;
}

const clauseStarts = ['from', 'where', 'group', 'order', 'having', 'limit', 'and'];

/** Where the quote was probably meant to end: at the next blank, or the end of the line. */
function unclosed(token: SqlToken, text: string): Mistake {
  if (token.text.startsWith('/*')) return { message: 'A comment without its end: */', fixes: [] };
  const quote = token.text.charAt(0);
  const body = token.text.slice(1);
  const clause = body.search(/\s+(?:from|where|group\s+by|and|or)\s/i);
  const line = body.search(/[;)\s]*(?:\n|$)/);
  const at = token.start + 1 + (clause >= 0 && clause < line ? clause : line);
  const end = Math.max(at, token.start + 1);
  return {
    message: `A quote without its end: ${text.slice(token.start, end)}`,
    fixes: [fix(`Add ${quote}`, { start: end, end, text: quote })],
    node: { start: token.start, end },
  };
}

/** A bare path behind FROM that is more than one word. */
function pathAround(words: readonly SqlToken[], index: number, text: string): SqlNode | undefined {
  const from = words.findLastIndex(
    (word, at) => at < index && word.kind === 'keyword' && word.value === 'from',
  );
  const first = words[from + 1];
  const token = words[index];
  if (from < 0 || first === undefined || token === undefined || !/^[/\-.:]$|^(?:\/\/|->)/.test(token.text))
    return undefined;
  const qualifier = /^[A-Za-z]+\s*\.\s*/.exec(text.slice(first.start))?.[0].length ?? 0;
  const isQualified =
    first.start > (words[from]?.end ?? 0) &&
    /^(?:tsdb|nosql|kv|stream|csv)\s*\./i.test(text.slice(first.start));
  const start = first.start + (isQualified ? qualifier : 0);
  const path = /^[A-Za-z0-9_./:-]+/.exec(text.slice(start))?.[0] ?? '';
  const end = start + path.length;
  return /^\w.*[/\-.:]\w/.test(path) && end >= token.end ? { start, end } : undefined;
}
