import { compareBytewise } from '../../data/textOrder';
import { blobValue, DuckDBBlobValue } from '@duckdb/node-api';
import {
  directoryEntry,
  parentOf,
  type CatalogDraft,
  type Directory,
  type ItemTable,
  type TableColumn,
} from './catalog';
import type { Clock } from './clock';
import type { Connection } from './database';
import { fileEntry, filesOf } from './fileSql';
import { batchOf } from './itemBatch';
import { itemsOf } from './itemRows';
import {
  addColumn,
  createItemTable,
  deleteStaged,
  insertMissing,
  itemTableName,
  selectItems,
  stagingTable,
  updateExisting,
} from './itemSql';
import { chunkOf, scanItems } from './itemScan';
import { FramesError } from '../../wire/errors';
import type { SeriesCatalog } from './seriesCatalog';
import { SeriesTransaction } from './seriesTransaction';
import type { SharedChange } from './sharedCommits';
import { appendItems, stage } from './staging';
import {
  addShards,
  createStream,
  emptyShard,
  loadShardCounts,
  putRecords,
  saveShardCounts,
  type ShardCounts,
} from './streamStore';
import type { NewRecords, RecordPosition, Shard, StreamShape } from './streams';
import type {
  DirectoryEntry,
  DirectoryPath,
  Item,
  ItemBatch,
  ItemChunk,
  ItemScan,
  ObjectEntry,
  PutMode,
} from './storage';

/** Many times what the platform allows (spec/kv.md §12); the engine takes seconds for a table of more columns. */
const mostColumns = 10_000;

/** Up to so many names stand in a query themselves; more go through a table. */
const fewNames = 16;

export interface TransactionParts {
  /** Of the writer; a transaction has begun on it. */
  readonly connection: Connection;
  readonly draft: CatalogDraft;
  readonly clock: Clock;
  readonly series: SeriesCatalog;
}

/** What is done in one transaction, be it one work or several. */
export class Transaction implements SharedChange {
  readonly series: SeriesTransaction;
  signal: AbortSignal | undefined;
  private readonly connection: Connection;
  private readonly draft: CatalogDraft;
  private readonly clock: Clock;
  private readonly createdTables: number[] = [];
  private readonly changedTables = new Set<number>();
  private readonly addedColumns: (readonly [id: number, column: TableColumn])[] = [];
  private readonly removedIds = new Set<number>();
  private readonly shardCounts = new Map<number, ShardCounts>();

  constructor({ connection, draft, clock, series }: TransactionParts) {
    this.series = new SeriesTransaction({ connection, draft, catalog: series, signal: () => this.signal });
    this.connection = connection;
    this.draft = draft;
    this.clock = clock;
  }

  directoryExists(directory: DirectoryPath): boolean {
    return this.draft.get(directory) !== undefined;
  }

  stream(directory: DirectoryPath): StreamShape | undefined {
    return this.draft.get(directory)?.stream;
  }

  directories(directory: DirectoryPath): readonly DirectoryEntry[] {
    return this.draft.children(directory).map(directoryEntry);
  }

  async isEmpty(directory: DirectoryPath): Promise<boolean> {
    await this.saveShards();
    const found = this.draft.get(directory);
    if (found === undefined) return true;
    if (this.draft.children(found).length > 0) return false;
    const items = found.items === undefined ? '' : ` UNION ALL SELECT 1 FROM ${itemTableName(found.id)}`;
    const shards = ' UNION ALL SELECT 1 FROM shards WHERE directory = $1 AND last_sequence > 0';
    const sql = `SELECT 1 FROM objects WHERE directory = $1${items}${shards} LIMIT 1`;
    return (await this.connection.rows(sql, [found.id])).length === 0;
  }

  makeDirectory(directory: DirectoryPath): void {
    this.touch(directory);
  }

  async readObject(directory: DirectoryPath, name: string): Promise<Uint8Array | undefined> {
    const found = this.draft.get(directory);
    if (found === undefined) return undefined;
    const sql = 'SELECT body FROM objects WHERE directory = $1 AND name = $2';
    const [row] = await this.connection.rows(sql, [found.id, name]);
    const body = row?.[0];
    return body instanceof DuckDBBlobValue ? body.bytes : undefined;
  }

  async findObject(directory: DirectoryPath, name: string): Promise<ObjectEntry | undefined> {
    await this.saveShards();
    const found = this.draft.get(directory);
    if (found === undefined) return undefined;
    const sql = `SELECT * FROM (${filesOf(found)}) WHERE name = $3`;
    const [row] = await this.connection.rows(sql, [found.id, found.created, name]);
    return row === undefined ? undefined : fileEntry(found, row);
  }

  async writeObject(directory: DirectoryPath, name: string, body: Uint8Array): Promise<void> {
    const { id } = this.touch(directory);
    const time = this.clock.take();
    const updated = await this.connection.run(
      'UPDATE objects SET body = $3, modified = $4 WHERE directory = $1 AND name = $2',
      [id, name, blobValue(body), time],
    );
    if (updated.rowsChanged > 0) return;
    await this.connection.run('INSERT INTO objects VALUES ($1, $2, $3, $4, $4)', [
      id,
      name,
      blobValue(body),
      time,
    ]);
  }

  async removeObject(directory: DirectoryPath, name: string): Promise<boolean> {
    const found = this.draft.get(directory);
    if (found === undefined) return false;
    const sql = 'DELETE FROM objects WHERE directory = $1 AND name = $2';
    const { rowsChanged } = await this.connection.run(sql, [found.id, name]);
    if (rowsChanged > 0) this.touch(directory);
    return rowsChanged > 0;
  }

  removeDirectory(directory: DirectoryPath): void {
    const found = this.draft.get(directory);
    if (found === undefined) return;
    this.removedIds.add(found.id);
    // Readers may still be at the table of items: the directory leaves its id, and the table with it, to be swept later.
    this.draft.remove(found);
    if (found.path === '' || this.draft.children(found).length > 0) {
      const time = this.clock.take();
      this.draft.set({
        ...found,
        id: this.draft.nextId(),
        modified: time,
        items: undefined,
        stream: undefined,
      });
    } else if (this.draft.get(parentOf(found)) !== undefined) this.touch(parentOf(found));
  }

  async getItems(directory: DirectoryPath, names: readonly string[]): Promise<ReadonlyMap<string, Item>> {
    const found = this.draft.get(directory);
    const items = new Map<string, Item>();
    if (found?.items === undefined || names.length === 0) return items;
    const isFew = names.length <= fewNames;
    if (!isFew) await this.stageNames(names);
    const { columns } = found.items;
    const wanted = isFew ? names.map((_, i) => `$${i + 1}`).join() : `SELECT name FROM ${stagingTable}`;
    const where = [`name IN (${wanted})`];
    const sql = selectItems({ directoryId: found.id, columns, where, ordered: false });
    for await (const chunk of this.connection.chunks(sql, isFew ? [...names] : [])) {
      for (const item of itemsOf(chunkOf(chunk, columns))) items.set(item.name, item);
    }
    return items;
  }

  async *scan(scan: ItemScan): AsyncGenerator<ItemChunk> {
    const found = this.draft.get(scan.directory);
    if (found?.items === undefined) return;
    for await (const chunk of scanItems(this.connection, { ...found, items: found.items }, scan)) {
      this.signal?.throwIfAborted();
      yield chunk;
    }
  }

  async putItems(directory: DirectoryPath, batches: readonly ItemBatch[], mode: PutMode): Promise<void> {
    const filled = batches.filter(({ names }) => names.length > 0);
    if (filled.length === 0) return;
    let target = await this.prepareTable(directory, filled);
    this.changedTables.add(target.id);
    for (const batch of filled) {
      target = { ...target, items: { ...target.items, lastName: await this.putBatch(target, batch, mode) } };
    }
    this.draft.set(target);
  }

  /** @returns the table's last name afterwards */
  private async putBatch(
    { id: directoryId, items: table }: TableDirectory,
    batch: ItemBatch,
    mode: PutMode,
  ): Promise<string | undefined> {
    const appending = { batch, firstTime: this.clock.take(batch.names.length), signal: this.signal };
    const { first, last, isAscending } = orderOf(batch.names);
    const areNew = table.lastName !== undefined && compareBytewise(first, table.lastName) > 0;
    if (areNew && isAscending) {
      await appendItems(this.connection, { directoryId, columns: table.columns }, appending);
      return last;
    }
    await stage(this.connection, appending);
    const staged = { directoryId, table, targets: columnsFor(table, batch) };
    const update = areNew ? undefined : updateExisting(staged, mode);
    if (update !== undefined) await this.connection.run(update);
    const { rowsChanged } = await this.connection.run(insertMissing(staged, areNew));
    if (rowsChanged === 0) return table.lastName;
    return areNew ? last : undefined;
  }

  replaceItems(directory: DirectoryPath, items: ReadonlyMap<string, Item['attributes']>): Promise<void> {
    return this.putItems(directory, [batchOf(items)], 'replace');
  }

  async createStream(directory: DirectoryPath, shape: StreamShape): Promise<void> {
    const made = { ...this.touch(directory), stream: shape };
    this.draft.set(made);
    await createStream(this.connection, made.id, shape);
  }

  async putRecords(directory: DirectoryPath, records: NewRecords): Promise<readonly RecordPosition[]> {
    const { id: directoryId, stream } = this.streamAt(directory);
    const firstArrival = this.clock.take(records.length);
    let counts = this.shardCounts.get(directoryId);
    if (counts === undefined) {
      counts = await loadShardCounts(this.connection, directoryId, stream);
      this.shardCounts.set(directoryId, counts);
    }
    return putRecords(this.connection, counts, { directoryId, records, firstArrival });
  }

  /** Several works may put records to one stream: how far it is gets written once, before anybody looks. */
  private async saveShards(): Promise<void> {
    for (const [directoryId, counts] of this.shardCounts) {
      await saveShardCounts(this.connection, directoryId, counts);
    }
    this.shardCounts.clear();
  }

  async growStream(directory: DirectoryPath, shards: number): Promise<void> {
    await this.saveShards();
    const { id, stream } = this.streamAt(directory);
    if (shards < stream.shards) {
      throw new FramesError({
        code: 'invalidArgument',
        detail: `a stream of ${stream.shards} shards cannot have ${shards}`,
      });
    }
    this.draft.set({ ...this.touch(directory), stream: { ...stream, shards } });
    await addShards(this.connection, id, { from: stream.shards, to: shards });
  }

  async removeShard({ directory, shard }: Shard): Promise<boolean> {
    await this.saveShards();
    const { id, stream } = this.draft.get(directory) ?? {};
    if (id === undefined || stream === undefined) return false;
    return emptyShard(this.connection, id, shard);
  }

  async removeItems(directory: DirectoryPath, names: readonly string[]): Promise<number> {
    const found = this.draft.get(directory);
    if (found?.items === undefined || names.length === 0) return 0;
    await this.stageNames(names);
    const { rowsChanged } = await this.connection.run(deleteStaged(found.id));
    this.changedTables.add(found.id);
    if (rowsChanged > 0) this.touch(directory);
    return rowsChanged;
  }

  private streamAt(directory: DirectoryPath): Directory & { readonly stream: StreamShape } {
    const found = this.draft.get(directory);
    if (found?.stream === undefined) {
      throw new FramesError({ code: 'notFound', detail: `'${directory.path}' is no stream` });
    }
    return { ...found, stream: found.stream };
  }

  /** Writes to the database what the draft says of directories; the last thing before the commit. */
  async saveCatalog(): Promise<void> {
    await this.saveShards();
    const changed = [...this.draft.changes.keys()].flatMap((key) => this.draft.committed(key)?.id ?? []);
    const present = [...this.draft.changes.values()].filter((directory) => directory !== undefined);
    await this.series.drop([...this.removedIds]);
    await this.deleteRows('directories', 'id', changed);
    await this.deleteRows('objects', 'directory', [...this.removedIds]);
    await this.deleteRows('item_columns', 'directory', [...this.removedIds]);
    for (const table of ['streams', 'shards', 'records']) {
      await this.deleteRows(table, 'directory', [...this.removedIds]);
    }
    await this.connection.insert('directories', present.map(directoryRow));
    const columns = this.addedColumns.filter(([id]) => !this.removedIds.has(id));
    await this.connection.insert(
      'item_columns',
      columns.map(([id, { position, attribute, type }]) => [BigInt(id), BigInt(position), attribute, type]),
    );
  }

  /** Tables that no directory has any more once this transaction is committed. */
  abandonedTables(): number[] {
    const tables = new Set(this.createdTables);
    for (const key of this.draft.changes.keys()) {
      const before = this.draft.committed(key);
      if (before?.items !== undefined) tables.add(before.id);
    }
    for (const directory of this.draft.changes.values())
      if (directory !== undefined) tables.delete(directory.id);
    return [...tables];
  }

  private stageNames(names: readonly string[]): Promise<void> {
    return stage(this.connection, { batch: { names, columns: [] }, firstTime: 0n, signal: this.signal });
  }

  private async deleteRows(table: string, column: string, ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await this.connection.run(`DELETE FROM ${table} WHERE ${column} IN (${ids.join()})`);
  }

  /** The directory, made if need be with those above it, with a modification time of now. */
  private touch(directory: DirectoryPath): Directory {
    const { container, path } = directory;
    const found = this.draft.get(directory);
    if (found === undefined && path !== '') this.touch(parentOf(directory));
    const time = this.clock.take();
    const touched: Directory =
      found === undefined
        ? { id: this.draft.nextId(), container, path, created: time, modified: time, items: undefined }
        : { ...found, modified: time };
    this.draft.set(touched);
    return touched;
  }

  /** Gives the directory a table with a column for every attribute and type of the batches. */
  private async prepareTable(
    directory: DirectoryPath,
    batches: readonly ItemBatch[],
  ): Promise<TableDirectory> {
    const touched = this.touch(directory);
    const columns = [...(touched.items?.columns ?? [])];
    const added: TableColumn[] = [];
    for (const { attribute, type } of batches.flatMap((batch) => batch.columns)) {
      if (columns.some((column) => column.attribute === attribute && column.type === type)) continue;
      if (columns.length === mostColumns) {
        const detail = `the items of a directory have at most ${mostColumns} attributes`;
        throw new FramesError({ code: 'invalidArgument', detail });
      }
      const column = { position: columns.length, attribute, type };
      columns.push(column);
      added.push(column);
    }
    if (touched.items === undefined) {
      await this.connection.run(createItemTable(touched.id, columns));
      this.createdTables.push(touched.id);
    } else {
      if (added.length > 0 && this.changedTables.has(touched.id)) {
        throw new TypeError(`all items of '${directory.path}' must be put in one call`);
      }
      for (const column of added) await this.connection.run(addColumn(touched.id, column));
    }
    for (const column of added) this.addedColumns.push([touched.id, column]);
    const ready = { ...touched, items: { columns, lastName: touched.items ? touched.items.lastName : '' } };
    this.draft.set(ready);
    return ready;
  }
}

/** A directory with a table. */
type TableDirectory = Directory & { readonly items: ItemTable };

/** Drops the tables of directories that are gone. */
export async function dropItemTables(connection: Connection, directoryIds: readonly number[]): Promise<void> {
  if (directoryIds.length === 0) return;
  const drops = directoryIds.map((id) => `DROP TABLE IF EXISTS ${itemTableName(id)};`);
  await connection.run(`BEGIN TRANSACTION; ${drops.join(' ')} COMMIT`);
}

function directoryRow({
  id,
  container,
  path,
  created,
  modified,
  items,
}: Directory): (bigint | string | boolean | null)[] {
  return [BigInt(id), container, path, created, modified, items !== undefined, items?.lastName ?? null];
}

function columnsFor(table: ItemTable, { columns }: ItemBatch): TableColumn[] {
  return columns.map(({ attribute, type }) => {
    const found = table.columns.find((column) => column.attribute === attribute && column.type === type);
    if (found === undefined) throw new TypeError(`no column for ${attribute} as ${type}`);
    return found;
  });
}

interface Order {
  readonly first: string;
  readonly last: string;
  /** Whether each name is greater than the one before. */
  readonly isAscending: boolean;
}

function orderOf(names: readonly string[]): Order {
  let first = names[0] ?? '';
  let last = first;
  let isAscending = true;
  for (let i = 1; i < names.length; i++) {
    const name = names[i] ?? '';
    if (compareBytewise(name, last) > 0) last = name;
    else {
      isAscending = false;
      if (compareBytewise(name, first) < 0) first = name;
    }
  }
  return { first, last, isAscending };
}
