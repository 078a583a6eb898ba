import type { SqlNode } from '../sql/ast';
import { placed } from './problems/problem';
import type { Pragma } from './pragmas';
import { sectionsOf } from './sections';
import { readSection, type SectionContent } from './statement';

/** A piece of a document: see `sectionsOf`. */
export interface Section extends SqlNode {
  readonly content: SectionContent;
}

/** A statement in its document; offsets inside `content` count from the start of its section. */
export interface QueryStatement extends SqlNode {
  /** With the comments above it, and what stands on its last line. */
  readonly section: Section;
  readonly content: SectionContent;
  /** Those that bind it alone. */
  readonly pragmas: readonly Pragma[];
  /** From 0. */
  readonly index: number;
}

/** A query file. It never changes; `updateDocument` makes the next one. */
export interface QueryDocument {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly statements: readonly QueryStatement[];
  /** The pragmas that bind the whole file. */
  readonly header: readonly Pragma[];
  /** How many sections had to be read anew to make it: what a change costs. */
  readonly sectionsRead: number;
}

/** Reads a query file. Never throws: what is wrong with it, `diagnose` tells. */
export function readDocument(text: string): QueryDocument {
  const sections: Section[] = [];
  for (const { start, end } of sectionsOf(text)) {
    sections.push({ start, end, content: readSection(text.slice(start, end)) });
  }
  return assemble(text, sections, sections.length);
}

/** Reads the next version of a query file, and of that only the sections that a change touched. */
export function updateDocument(previous: QueryDocument, text: string): QueryDocument {
  if (text === previous.text) return previous;
  const old = previous.sections;
  const kept = sectionsBefore(old, text);
  // Where a section ends may depend on the next one, so the last two that are the same are cut again.
  const sections = old.slice(0, Math.max(0, kept - 2));
  const known = new Map(
    old.slice(sections.length, kept + 1).map((each) => [each.content.text, each.content]),
  );
  const shift = text.length - previous.text.length;
  const tail = text.length - commonEnd(previous.text, text);
  const starts = new Map(old.map(({ start }, index) => [start, index]));
  let read = 0;
  for (const { start, end } of sectionsOf(text, sections.at(-1)?.end ?? 0)) {
    const same = start >= tail ? starts.get(start - shift) : undefined;
    if (same !== undefined) {
      for (const section of old.slice(same)) sections.push(shift === 0 ? section : placed(section, shift));
      break;
    }
    const slice = text.slice(start, end);
    const content = known.get(slice) ?? readSection(slice);
    if (!known.has(slice)) read++;
    sections.push({ start, end, content });
  }
  return assemble(text, sections, read);
}

/** How many sections stand in the text where they stood. */
function sectionsBefore(sections: readonly Section[], text: string): number {
  const changed = sections.findIndex(({ start, content }) => !text.startsWith(content.text, start));
  return changed < 0 ? sections.length : changed;
}

function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let same = 0;
  while (same < most && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same++;
  return same;
}

function assemble(text: string, sections: readonly Section[], sectionsRead: number): QueryDocument {
  const statements: QueryStatement[] = [];
  let header: readonly Pragma[] = [];
  for (const section of sections) {
    const { content } = section;
    let { pragmas } = content;
    if (section.start === 0) {
      const end = headerEnd(content);
      header = pragmas.filter((pragma) => pragma.start < end);
      pragmas = pragmas.filter((pragma) => pragma.start >= end);
    }
    if (content.statement === undefined) continue;
    const { start, end } = placed(content.statement, section.start);
    const placedPragmas = pragmas.map((pragma) => placedPragma(pragma, section.start));
    statements.push({ start, end, section, content, pragmas: placedPragmas, index: statements.length });
  }
  return { text, sections, statements, header, sectionsRead };
}

/** Of the first section: where the block of comments right above the statement begins, if there are others above it. */
function headerEnd({ text, statement, pragmas }: SectionContent): number {
  if (statement === undefined) return text.length;
  const above = text.slice(0, statement.start);
  const blankLines = [...above.matchAll(/\n[ \t\r]*(?=\n)/g)];
  const lastBlank = blankLines.at(-1)?.index ?? 0;
  const isHeader = pragmas.some(({ start }) => start < lastBlank);
  return isHeader ? lastBlank : statement.start;
}

export function placedPragma(pragma: Pragma, base: number): Pragma {
  if (base === 0) return pragma;
  return {
    ...placed(pragma, base),
    nameNode: placed(pragma.nameNode, base),
    valueNode: placed(pragma.valueNode, base),
  };
}

/**
 * The statement that a command at this place means: the one around it, or else the one whose comments it stands in; in the
 * blank lines between two, the nearer one; behind the last, the last.
 */
export function statementAt(document: QueryDocument, offset: number): QueryStatement | undefined {
  const { statements } = document;
  let low = 0;
  for (let high = statements.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.section.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = statements[low];
  const before = statements[low - 1];
  // Right behind its end, on its last line or where nothing follows, the statement before is still meant.
  if (found === undefined) return before;
  if (before && offset < found.start && isNearer(document.text, { before, offset, found })) return before;
  return found;
}

/** Whether a place in the gap between two statements belongs to the first: on its last line, or in blanks closer to it. */
function isNearer(
  text: string,
  { before, offset, found }: { readonly before: SqlNode; readonly offset: number; readonly found: SqlNode },
): boolean {
  const above = text.slice(before.end, offset);
  const lines = linesIn(above);
  if (lines === 0) return true;
  const lineEnd = text.indexOf('\n', offset);
  const isBlank = /^[\s;]*$/.test(text.slice(before.end, lineEnd < 0 ? text.length : lineEnd));
  const below = text.slice(offset, found.start);
  const next = below.search(/\S/);
  return isBlank && lines <= linesIn(next < 0 ? below : below.slice(0, next));
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

/** The section around a place. */
export function sectionAt(document: QueryDocument, offset: number): Section | undefined {
  const { sections } = document;
  let low = 0;
  for (let high = sections.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return sections[low] ?? sections.at(-1);
}
