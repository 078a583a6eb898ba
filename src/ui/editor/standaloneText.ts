import type { QueryDocument, QueryStatement } from '../../language/fsql/document';

/** A statement with the comments that bind it, its file's included: as a file of its own it reads the same. */
export function standaloneText(document: QueryDocument, { section }: QueryStatement): string {
  const own = section.content.text.trim();
  if (section.start === 0 || document.header.length === 0) return own;
  const header = document.header.map(({ name, value }) => `-- @${name} ${value}`.trimEnd());
  return `${header.join('\n')}\n\n${own}`;
}
