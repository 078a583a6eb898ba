import type { SqlItem, SqlNode, SqlSelect } from '../../sql/ast';
import type { Edit } from './problem';

/** Takes a clause away, with the blanks before it. */
export function removal(text: string, { start, end }: SqlNode): Edit {
  let from = start;
  while (from > 0 && /\s/.test(text.charAt(from - 1))) from--;
  return { start: from, end, text: '' };
}

/** Takes a word away, with the blanks behind it. */
export function wordRemoval(text: string, { start, end }: SqlNode): Edit {
  let to = end;
  while (to < text.length && /\s/.test(text.charAt(to))) to++;
  return { start, end: to, text: '' };
}

/** Takes away the line of a comment, if there is nothing else on it, or the comment. */
export function lineRemoval(text: string, { start, end }: SqlNode): Edit {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const comment = /(?:--|\/\/|#)[ \t]*$/.exec(text.slice(line, start))?.[0] ?? '';
  const before = text.slice(line, start - comment.length);
  const next = text.indexOf('\n', end);
  if (before.trim() !== '') return { start: line + before.trimEnd().length, end, text: '' };
  return { start: line, end: next < 0 ? text.length : next + 1, text: '' };
}

/** Takes an item of the select list away, with one of the commas around it. */
export function itemRemoval(select: SqlSelect, item: SqlItem): Edit {
  const index = select.items.indexOf(item);
  const before = select.items[index - 1];
  const after = select.items[index + 1];
  if (before) return { start: before.end, end: item.end, text: '' };
  return { start: item.start, end: after?.start ?? item.end, text: '' };
}

/** Replaces the whole select list. */
export function itemsReplacement(select: SqlSelect, text: string): Edit {
  const first = select.items[0];
  const last = select.items.at(-1);
  return { start: first?.start ?? select.end, end: last?.end ?? select.end, text };
}
