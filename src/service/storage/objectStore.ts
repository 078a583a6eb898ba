import { compareBytewise } from '../../data/textOrder';
import { DuckDBBlobValue, type DuckDBValue } from '@duckdb/node-api';
import { directoryEntry, type Catalog, type Directory } from './catalog';
import type { Database } from './database';
import { itemTableName } from './itemSql';
import type {
  DirectoryPath,
  Listing,
  ListRequest,
  ObjectEntry,
  ObjectStore,
  Storage,
  StoredObject,
} from './storage';
import { fileEntry, filesOf } from './fileSql';
import { shardObjects } from './streamTables';
import type { TableLeases } from './tableLeases';

export interface ObjectStoreParts {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly leases: TableLeases;
  readonly change: Storage['change'];
}

export function objectStoreOf({ database, catalog, leases, change }: ObjectStoreParts): ObjectStore {
  /** Runs a query over the objects and items of a directory. */
  async function query(directory: Directory, sql: string, values: DuckDBValue[]): Promise<DuckDBValue[][]> {
    const release = leases.take(directory.id);
    try {
      const connection = await database.connect();
      try {
        return await connection.rows(sql, values);
      } finally {
        connection.close();
      }
    } finally {
      release();
    }
  }

  async function objectsOf(directory: Directory, after: string, limit: number): Promise<ObjectEntry[]> {
    const sql =
      `WITH files AS (${filesOf(directory)}) SELECT name, size, created, modified, last_sequence, false FROM files` +
      ' WHERE name > $3' +
      (directory.items === undefined
        ? ''
        : ` UNION ALL SELECT name, 0, created, modified, NULL, true FROM ${itemTableName(directory.id)}` +
          ' WHERE name > $3 AND name NOT IN (SELECT name FROM files)') +
      ` ORDER BY 1 LIMIT ${limit}`;
    const rows = await query(directory, sql, [directory.id, directory.created, after]);
    return rows.map((row) => fileEntry(directory, row));
  }

  return {
    containers: () => Promise.resolve(catalog.containers()),

    directoryExists: (container, directory) =>
      Promise.resolve(catalog.get({ container, path: trimSlashes(directory) }) !== undefined),

    async list(request) {
      const { container, onlyDirectories = false, limit = 1_000_000_000 } = request;
      const directory = catalog.get({ container, path: trimSlashes(request.directory) });
      if (directory === undefined) return undefined;
      const after = nameAfter(request, directory);
      if (after === undefined) return { objects: [], directories: [], isTruncated: false, nextMarker: '' };
      const prefixLength = directory.path === '' ? 0 : directory.path.length + 1;
      const children = catalog
        .children(directory)
        .filter(({ path }) => compareBytewise(path.slice(prefixLength), after) > 0);
      const objects = onlyDirectories ? [] : await objectsOf(directory, after, limit + 1);
      return page(objects, children, limit);
    },

    async find(container, path) {
      const { directory: location, name } = splitPath(container, path);
      const directory = catalog.get(location);
      if (directory === undefined || name === '') return undefined;
      const sql = `SELECT * FROM (${filesOf(directory)}) WHERE name = $3`;
      const [row] = await query(directory, sql, [directory.id, directory.created, name]);
      return row === undefined ? undefined : fileEntry(directory, row);
    },

    async read(container, path): Promise<StoredObject | undefined> {
      const { directory: location, name } = splitPath(container, path);
      const directory = catalog.get(location);
      if (directory === undefined || name === '') return undefined;
      const empty = "SELECT ''::BLOB AS body, created, modified FROM";
      const sources = ['SELECT body, created, modified FROM objects WHERE directory = $1 AND name = $3'];
      if (directory.items !== undefined)
        sources.push(`${empty} ${itemTableName(directory.id)} WHERE name = $3`);
      if (directory.stream !== undefined) sources.push(`${empty} (${shardObjects}) WHERE name = $3`);
      // Of an object that has attributes too, or of a shard, the body is the longest there is.
      const sql = `SELECT max(body), min(created), max(modified), $2::BIGINT FROM (${sources.join(' UNION ALL ')})`;
      const [found] = await query(directory, sql, [directory.id, directory.created, name]);
      const [body, created, modified] = found ?? [];
      if (!(body instanceof DuckDBBlobValue)) return undefined;
      return { body: body.bytes, created: created as bigint, modified: modified as bigint };
    },

    write: (container, path, body) =>
      change(async (transaction) => {
        const { directory, name } = splitPath(container, path);
        if (name === '') transaction.makeDirectory(directory);
        else await transaction.writeObject(directory, name, body);
      }),

    remove: (container, path) =>
      change(async (transaction) => {
        const { directory, name } = splitPath(container, path);
        if (name !== '') {
          const hadBody = await transaction.removeObject(directory, name);
          const hadAttributes = (await transaction.removeItems(directory, [name])) > 0;
          const shard =
            /^\d{1,9}$/.test(name) && (await transaction.removeShard({ directory, shard: Number(name) }));
          return hadBody || hadAttributes || shard;
        }
        if (directory.path === '' || !transaction.directoryExists(directory)) return false;
        if (!(await transaction.isEmpty(directory))) return false;
        transaction.removeDirectory(directory);
        return true;
      }),
  };
}

/** Puts objects and directories into one order and keeps the first `limit` of them. */
function page(objects: readonly ObjectEntry[], children: readonly Directory[], limit: number): Listing {
  let fromObjects = 0;
  let fromChildren = 0;
  let nextMarker = '';
  while (fromObjects + fromChildren < limit) {
    const object = objects[fromObjects];
    const child = children[fromChildren];
    if (object === undefined && child === undefined) break;
    if (child === undefined || (object !== undefined && compareBytewise(object.key, child.path) <= 0)) {
      nextMarker = object?.key ?? '';
      fromObjects++;
    } else {
      nextMarker = child.path;
      fromChildren++;
    }
  }
  return {
    objects: objects.slice(0, fromObjects),
    directories: children.slice(0, fromChildren).map(directoryEntry),
    isTruncated: fromObjects < objects.length || fromChildren < children.length,
    nextMarker,
  };
}

/** The name after which a listing goes on: `''` from the start, undefined when the marker lies behind the directory. */
function nameAfter({ marker = '' }: ListRequest, { path }: Directory): string | undefined {
  const prefix = path === '' ? '' : `${path}/`;
  const trimmed = trimSlashes(marker);
  if (trimmed === '') return '';
  if (trimmed.startsWith(prefix)) return trimmed.slice(prefix.length);
  return compareBytewise(trimmed, prefix) < 0 ? '' : undefined;
}

function splitPath(container: string, path: string): { directory: DirectoryPath; name: string } {
  const trimmed = path.replace(/^\/+/, '');
  const slash = trimmed.lastIndexOf('/');
  return {
    directory: { container, path: trimSlashes(trimmed.slice(0, Math.max(0, slash))) },
    name: trimmed.slice(slash + 1),
  };
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|(?<!\/)\/+$/g, '');
}
