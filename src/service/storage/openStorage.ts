import { FramesError } from '../../wire/errors';
import { beginWriting } from './beginWriting';
import { Catalog, CatalogDraft, type Directory } from './catalog';
import { loadDirectories } from './catalogRows';
import { Clock } from './clock';
import { Database, type Connection, type DatabaseOptions } from './database';
import { historyStoreOf, historyTables } from './historyStore';
import { itemStoreOf } from './itemStore';
import { objectStoreOf } from './objectStore';
import { streamStoreOf } from './streamStore';
import { streamTables } from './streamTables';
import type { SeriesCatalog } from './seriesCatalog';
import { seriesTables } from './seriesSql';
import { loadSeries, seriesStoreOf } from './seriesStore';
import { itemTableName } from './itemSql';
import { SharedCommits, type OpenTransaction } from './sharedCommits';
import { openSnapshot } from './snapshot';
import type { Change, DirectoryPath, Snapshot, Storage } from './storage';
import { TableLeases } from './tableLeases';
import { Transaction } from './transaction';

/** The data folder is made when missing. Its file `frames.duckdb` belongs to one process at a time. */
export type StorageOptions = DatabaseOptions;

/** Containers that are there from the start, in this order of ids (spec/webapi.md §2). */
const predefinedContainers = ['bigdata', 'users', 'projects'];

/** Raised whenever the tables below change their meaning, so that an earlier version of the service leaves them alone. */
const formatVersion = 2;
/** Those that the tables' own statements bring up to date. */
const earlierVersions: readonly unknown[] = [1];

const tables = [
  `CREATE TABLE IF NOT EXISTS directories (id BIGINT, container VARCHAR, path VARCHAR, created BIGINT, modified BIGINT,
    has_items BOOLEAN, last_name VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS objects (directory BIGINT, name VARCHAR, body BLOB, created BIGINT, modified BIGINT)`,
  `CREATE TABLE IF NOT EXISTS item_columns (directory BIGINT, position BIGINT, attribute VARCHAR, type VARCHAR)`,
  ...streamTables,
  ...historyTables,
  ...seriesTables,
];

/**
 * Opens the database of a data folder.
 * @throws FramesError `unavailable` when another process has it open: the text says which.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { folder } = options;
  const database = await Database.open(options);
  try {
    const writer = await database.connect();
    const catalog = await loadCatalog(writer, folder);
    const storage = new DuckStorage(database, writer, { catalog, series: await loadSeries(writer) });
    await storage.makeContainers(predefinedContainers);
    return storage;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What is committed and kept in memory. */
interface Known {
  readonly catalog: Catalog;
  readonly series: SeriesCatalog;
}

class DuckStorage implements Storage {
  readonly objects;
  readonly items;
  readonly streams;
  readonly history;
  readonly series;
  private readonly clock = new Clock();
  readonly leases = new TableLeases();
  private readonly commits = new SharedCommits(() => this.begin());

  constructor(
    readonly database: Database,
    private readonly writer: Connection,
    private readonly known: Known,
  ) {
    const { leases } = this;
    const { catalog, series } = known;
    this.items = itemStoreOf({ database, catalog, leases });
    this.streams = streamStoreOf({ database, catalog });
    this.history = historyStoreOf(database);
    this.series = seriesStoreOf({ database, catalog, series });
    this.objects = objectStoreOf({
      database,
      catalog,
      leases,
      change: (work, signal) => this.change(work, signal),
    });
  }

  change<T>(work: (change: Change) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.commits.run(work, signal);
  }

  snapshot(directory: DirectoryPath, signal?: AbortSignal): Promise<Snapshot> {
    return openSnapshot(this, directory, signal);
  }

  async close(): Promise<void> {
    await this.commits.close();
    await this.database.close();
  }

  async makeContainers(names: readonly string[]): Promise<void> {
    for (const container of names) {
      const root = { container, path: '' };
      if (this.known.catalog.get(root) !== undefined) continue;
      await this.change((change) => {
        change.makeDirectory(root);
        return Promise.resolve();
      });
    }
  }

  private async begin(): Promise<OpenTransaction> {
    const { writer: connection, clock } = this;
    const { catalog, series } = this.known;
    const draft = new CatalogDraft(catalog, clock);
    const change = new Transaction({ connection, draft, clock, series });
    await this.database.checkpoint(connection);
    await beginWriting(connection);
    return {
      change,
      commit: async () => {
        await change.saveCatalog();
        await connection.run('COMMIT');
        this.leases.retire(change.abandonedTables());
        catalog.apply(draft.changes);
        change.series.publish();
        await this.dropRetired();
      },
      rollBack: () => this.rollBack(),
    };
  }

  private async rollBack(): Promise<void> {
    try {
      await this.writer.run('ROLLBACK');
    } catch {
      // The engine has ended the transaction already; the error that made it do so is on its way.
    }
  }

  private async dropRetired(): Promise<void> {
    try {
      await dropItemTables(this.writer, this.leases.takeUnread());
    } catch {
      // The change is durable all the same; tables without a directory are dropped at the next start.
    }
  }
}

async function loadCatalog(connection: Connection, folder: string): Promise<Catalog> {
  await checkFormat(connection, folder);
  for (const table of tables) await connection.run(table);
  const directories = await loadDirectories(connection);
  await dropOrphans(connection, directories);
  return new Catalog(directories);
}

async function checkFormat(connection: Connection, folder: string): Promise<void> {
  await connection.run('CREATE TABLE IF NOT EXISTS format (version INTEGER)');
  const [row] = await connection.rows('SELECT version FROM format');
  if (row === undefined) await connection.run('INSERT INTO format VALUES ($1)', [formatVersion]);
  else if (earlierVersions.includes(row[0])) {
    await connection.run('UPDATE format SET version = $1', [formatVersion]);
  } else if (row[0] !== formatVersion) {
    throw new FramesError({
      code: 'unavailable',
      detail: `the data folder '${folder}' was written by another version of the service (format ${String(row[0])})`,
    });
  }
}

/** Tables of directories that were removed while somebody read them, and of a process that ended right after. */
async function dropOrphans(connection: Connection, directories: readonly Directory[]): Promise<void> {
  const known = new Set(directories.map(({ id }) => id));
  const rows = await connection.rows(
    "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'items\\_%' ESCAPE '\\'",
  );
  const ids = rows.map(([name]) => Number((name as string).slice('items_'.length)));
  await dropItemTables(
    connection,
    ids.filter((id) => !known.has(id)),
  );
}

/** Drops the tables of directories that are gone. */
async function dropItemTables(connection: Connection, directoryIds: readonly number[]): Promise<void> {
  if (directoryIds.length === 0) return;
  const drops = directoryIds.map((id) => `DROP TABLE IF EXISTS ${itemTableName(id)};`);
  await connection.run(`BEGIN TRANSACTION; ${drops.join(' ')} COMMIT`);
}
