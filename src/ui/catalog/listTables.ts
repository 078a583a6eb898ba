import type { Collection } from '../../frames/collection';
import type { CollectionSource, Entry } from '../../frames/collectionSource';
import { FramesError } from '../../wire/errors';
import { columnsOfSchema } from './describeTable';
import type { TableDetails } from './tableDetails';

export interface ListedTable extends Collection {
  /** What the listing tells of its columns. */
  readonly details?: TableDetails | undefined;
  /** Of a stream. */
  readonly shardCount?: number | undefined;
}

export interface ListedTables {
  readonly containers: readonly string[];
  readonly tables: readonly ListedTable[];
  /** Whether the listing ended before the tables did: what is not in it may exist. */
  readonly isPartial: boolean;
}

export interface ListTablesOptions {
  readonly signal: AbortSignal;
  /** Gets what has been found so far, folder by folder. */
  readonly publish: (part: ListedTables) => void;
  /** The one container to look into; all unless given. */
  readonly container?: string | undefined;
}

/** Folders looked into and tables kept: an account may hold millions, and all that is gained is a list to choose from. */
const maxFolders = 500;
const maxTables = 5000;

/** All collections of a connection, those near the top first. @throws FramesError */
export async function listTables(
  source: CollectionSource,
  { signal, publish, container: only }: ListTablesOptions,
): Promise<ListedTables> {
  const containers = only === undefined ? await source.containers({ signal }) : [only];
  const tables: ListedTable[] = [];
  const folders = containers.map((container) => ({ container, path: '' }));
  publish({ containers, tables, isPartial: true });
  let looked = 0;
  for (const { container, path } of folders) {
    if (++looked > maxFolders || tables.length >= maxTables) return { containers, tables, isPartial: true };
    try {
      for await (const entry of source.children(container, path, { signal })) {
        if (entry.kind === 'folder') folders.push({ container, path: entry.path });
        else if (entry.kind !== 'file') tables.push(tableOf(container, entry));
        if (tables.length >= maxTables) break;
      }
    } catch (error) {
      // One that may not be looked into, or is gone meanwhile, hides no other.
      const code = error instanceof FramesError ? error.code : undefined;
      if (code !== 'notFound' && code !== 'permissionDenied') throw error;
    }
    publish({ containers, tables: [...tables], isPartial: true });
  }
  return { containers, tables, isPartial: false };
}

type TableEntry = Exclude<Entry, { readonly kind: 'folder' | 'file' }>;

/** Named as a session without a container names it. */
function tableOf(container: string, entry: TableEntry): ListedTable {
  const { kind, path } = entry;
  switch (kind) {
    case 'csv':
      return { backend: kind, path };
    case 'tsdb':
      return { backend: kind, path: `${container}/${path}` };
    case 'stream':
      return { backend: kind, path: `${container}/${path}`, shardCount: entry.shardCount };
    case 'nosql': {
      const details = { columns: columnsOfSchema(entry.schema), labels: [] };
      return { backend: kind, path: `${container}/${path}`, details };
    }
  }
}
