import { backends } from '../../frames/collection';
import { isConnection, type Connection } from '../connections/connection';
import type { OpenedCollection } from './collectionRead';

/** What a panel needs to be read again in another window; a connection holds no secret. */
export interface CollectionOrigin {
  readonly connection: Connection;
  readonly collection: OpenedCollection;
}

/** The collection that a panel of this origin shows; undefined when it shows something else. */
export function openedFrom(origin: unknown): CollectionOrigin | undefined {
  const { connection, collection } = (origin ?? {}) as Partial<CollectionOrigin>;
  return isConnection(connection) && isCollection(collection) ? { connection, collection } : undefined;
}

function isCollection(value: unknown): value is OpenedCollection {
  const { backend, path } = (value ?? {}) as Partial<OpenedCollection>;
  return typeof path === 'string' && backends.some((known) => known === backend);
}
