import type { Backend } from '../../frames/collection';
import { printTableName } from '../../language/sql/print';
import { collectionOf, type ExplorerNode } from '../explorer/node';

export interface NewQueryText {
  readonly content: string;
  /** Where the cursor goes; to the end unless given. */
  readonly cursor?: number;
}

/** What a new query file says: a query over what is selected in the tree, or the beginning of one. */
export function newQueryText(node?: ExplorerNode): NewQueryText {
  const collection = node?.kind === 'leaf' ? collectionOf(node) : undefined;
  if (collection === undefined) {
    const content = '-- @start now-1d\n\nSELECT * FROM ';
    return { content, cursor: content.length };
  }
  return { content: selectAll(collection.backend, collection.path) };
}

function selectAll(backend: Backend, path: string): string {
  const table = printTableName(path);
  switch (backend) {
    case 'tsdb':
      return `-- @start now-1d\n-- @end now\n\nSELECT *\nFROM ${table};\n`;
    case 'stream':
      return `-- @seek earliest\n\nSELECT *\nFROM stream.${quoted(table)};\n`;
    case 'nosql':
    case 'csv':
      return `SELECT *\nFROM ${backend}.${quoted(table)};\n`;
  }
}

/** Behind a qualifier a path stands in quotes, as users know it. */
function quoted(table: string): string {
  return table.startsWith("'") ? table : `'${table}'`;
}
