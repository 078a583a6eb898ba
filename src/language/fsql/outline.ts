import type { SqlNode } from '../sql/ast';
import { printSqlExpression } from '../sql/print';
import type { QueryDocument, QueryStatement } from './document';
import type { Backend } from './pragmas';

/** A statement as an outline lists it. */
export interface OutlineSymbol extends SqlNode {
  /** What `@name` says, or else what is selected. */
  readonly name: string;
  /** The table. */
  readonly detail: string;
  readonly backend: Backend;
  /** What to reveal: the statement without the comments above it. */
  readonly selection: SqlNode;
}

export function outlineOf(document: QueryDocument): OutlineSymbol[] {
  return document.statements.map((statement) => {
    const { content, section, start, end } = statement;
    const above = statement.pragmas[0]?.start ?? start;
    const line = document.text.lastIndexOf('\n', Math.min(above, start) - 1) + 1;
    return {
      name: nameOf(statement),
      detail: content.table,
      backend: content.backend,
      start: Math.max(section.start, line),
      end,
      selection: { start, end },
    };
  });
}

const LONGEST_NAME = 60;

/** What a statement is called. */
export function nameOf({ pragmas, content }: QueryStatement): string {
  const name = pragmas.findLast((pragma) => pragma.name === 'name')?.value ?? '';
  if (name !== '') return name;
  const { select, text, statement } = content;
  const items = select?.items.map((item) => {
    if (item.kind === 'star') return '*';
    if (item.kind === 'nextValue') return item.text;
    return item.alias?.name ?? printSqlExpression(item.expression);
  });
  const written = items?.join(', ') ?? text.slice(statement?.start, statement?.end).replace(/\s+/g, ' ');
  const said = written === '' ? 'query' : written;
  return said.length > LONGEST_NAME ? `${said.slice(0, LONGEST_NAME - 1)}…` : said;
}

export interface Fold extends SqlNode {
  readonly kind: 'statement' | 'comment';
}

/** What can be folded: statements, and blocks of comments, of more than one line. */
export function foldsOf(document: QueryDocument): Fold[] {
  const folds: Fold[] = [];
  const add = (kind: Fold['kind'], start: number, end: number): void => {
    if (document.text.slice(start, end).includes('\n')) folds.push({ kind, start, end });
  };
  for (const { start, content } of document.sections) {
    const { statement, text } = content;
    const above = text.slice(0, statement?.start ?? text.length);
    for (const block of above.matchAll(
      /(?:^|(?<=\n))[ \t]*(?:--|#|\/\/)[^\n]*(?:\n[ \t]*(?:--|#|\/\/)[^\n]*)*/g,
    )) {
      add('comment', start + block.index, start + block.index + block[0].length);
    }
    for (const block of above.matchAll(/\/\*[^]*?\*\//g)) {
      add('comment', start + block.index, start + block.index + block[0].length);
    }
    if (statement) add('statement', start + statement.start, start + statement.end);
  }
  return folds;
}
