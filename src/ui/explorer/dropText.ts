import type { Collection } from '../../frames/collection';
import { pythonOf } from '../calls/python';
import { openingQuery, openingStatement } from '../collections/openingQuery';
import type { Connection } from '../connections/connection';

/** A collection that was dragged out of the tree. */
export interface Dragged {
  readonly connection: Pick<Connection, 'address' | 'webApi' | 'user'>;
  readonly collection: Collection;
}

/** In a query file a collection becomes a statement, and in a Python file the code that reads it. */
export function dropText(language: string, dragged: readonly Dragged[]): string {
  if (language === 'frames-sql') {
    return dragged.map(({ collection }) => openingStatement(collection)).join(';\n');
  }
  return dragged
    .map(({ connection, collection }) =>
      pythonOf({ method: 'read', query: openingQuery(collection) }, connection),
    )
    .join('\n');
}
