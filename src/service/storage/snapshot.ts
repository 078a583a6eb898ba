import { DuckDBBlobValue } from '@duckdb/node-api';
import { cancelled } from './cancelled';
import { Catalog, directoryEntry } from './catalog';
import { loadDirectories } from './catalogRows';
import type { Connection, Database } from './database';
import { fileEntry, filesOf } from './fileSql';
import { scanItems } from './itemScan';
import type { DirectoryPath, ItemChunk, ItemScan, Snapshot } from './storage';
import type { TableLeases } from './tableLeases';

export interface SnapshotParts {
  readonly database: Database;
  readonly leases: TableLeases;
}

/** Takes a snapshot of a directory and those below it, on a connection of its own. */
export async function openSnapshot(
  { database, leases }: SnapshotParts,
  directory: DirectoryPath,
  signal?: AbortSignal,
): Promise<Snapshot> {
  if (signal?.aborted) throw cancelled('read');
  // No table is dropped between the moment that the snapshot shows and the moment that its tables are held.
  const unblock = leases.block();
  let connection: Connection | undefined;
  try {
    connection = await database.connect();
    await connection.run('BEGIN TRANSACTION READ ONLY');
    const directories = await loadDirectories(connection, directory);
    const releases = directories.map(({ id }) => leases.take(id));
    return snapshotOf(connection, new Catalog(directories), { signal, releases });
  } catch (error) {
    connection?.close();
    throw error;
  } finally {
    unblock();
  }
}

interface Holding {
  readonly signal: AbortSignal | undefined;
  readonly releases: readonly (() => void)[];
}

function snapshotOf(connection: Connection, tree: Catalog, { signal, releases }: Holding): Snapshot {
  const stopListening = connection.interruptOn(signal);

  async function* scan(request: ItemScan): AsyncGenerator<ItemChunk> {
    const found = tree.get(request.directory);
    if (found?.items === undefined) return;
    try {
      if (signal?.aborted) throw cancelled('read');
      for await (const chunk of scanItems(connection, { ...found, items: found.items }, request)) {
        if (signal?.aborted) throw cancelled('read');
        yield chunk;
      }
    } catch (error) {
      throw signal?.aborted ? cancelled('read') : error;
    }
  }

  return {
    scan,
    directories: (directory) => tree.children(directory).map(directoryEntry),
    async readObject(directory, name) {
      const found = tree.get(directory);
      if (found === undefined) return undefined;
      const sql = 'SELECT body FROM objects WHERE directory = $1 AND name = $2';
      const [row] = await connection.rows(sql, [found.id, name]);
      const body = row?.[0];
      return body instanceof DuckDBBlobValue ? body.bytes : undefined;
    },
    async objects(directory, { after, limit }) {
      const found = tree.get(directory);
      if (found === undefined) return [];
      const rows = await connection.rows(
        `SELECT * FROM (${filesOf({ ...found, stream: undefined })}) WHERE name > $3 ORDER BY name LIMIT ${limit}`,
        [found.id, found.created, after],
      );
      return rows.map((row) => fileEntry(found, row));
    },
    close() {
      stopListening();
      connection.interrupt();
      connection.close();
      for (const release of releases) release();
    },
  };
}
