import { blobValue, DuckDBBlobValue } from '@duckdb/node-api';
import { directoryEntry, parentOf, type CatalogDraft, type Directory } from './catalog';
import type { Clock } from './clock';
import type { Connection } from './database';
import { fileEntry, filesOf } from './fileSql';
import { batchOf } from './itemBatch';
import { itemTableName } from './itemSql';
import { ItemTransaction } from './itemTransaction';
import type { SeriesCatalog } from './seriesCatalog';
import { SeriesTransaction } from './seriesTransaction';
import type { SharedChange } from './sharedCommits';
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
import { StreamTransaction } from './streamTransaction';
import type { NewBlock, NewRecords, RecordPosition, Shard, StreamShape } from './streams';

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
  private readonly items: ItemTransaction;
  private readonly streams: StreamTransaction;
  private readonly connection: Connection;
  private readonly draft: CatalogDraft;
  private readonly clock: Clock;
  private readonly removedIds = new Set<number>();

  constructor({ connection, draft, clock, series }: TransactionParts) {
    const signal = (): AbortSignal | undefined => this.signal;
    this.series = new SeriesTransaction({ connection, draft, catalog: series, signal });
    this.items = new ItemTransaction({ connection, draft, clock, signal });
    this.streams = new StreamTransaction({ connection, draft, clock });
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
    await this.streams.save();
    const found = this.draft.get(directory);
    if (found === undefined) return true;
    if (this.draft.children(found).length > 0) return false;
    const items = found.items === undefined ? '' : ` UNION ALL SELECT 1 FROM ${itemTableName(found.id)}`;
    const shards = ' UNION ALL SELECT 1 FROM shards WHERE directory = $1 AND last_sequence > 0';
    const sql = `SELECT 1 FROM objects WHERE directory = $1${items}${shards} LIMIT 1`;
    return (await this.connection.rows(sql, [found.id])).length === 0;
  }

  makeDirectory(directory: DirectoryPath): void {
    this.draft.touch(directory);
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
    await this.streams.save();
    const found = this.draft.get(directory);
    if (found === undefined) return undefined;
    const sql = `SELECT * FROM (${filesOf(found)}) WHERE name = $3`;
    const [row] = await this.connection.rows(sql, [found.id, found.created, name]);
    return row === undefined ? undefined : fileEntry(found, row);
  }

  async writeObject(directory: DirectoryPath, name: string, body: Uint8Array): Promise<void> {
    const { id } = this.draft.touch(directory);
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
    if (rowsChanged > 0) this.draft.touch(directory);
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
    } else if (this.draft.get(parentOf(found)) !== undefined) this.draft.touch(parentOf(found));
  }

  getItems(directory: DirectoryPath, names: readonly string[]): Promise<ReadonlyMap<string, Item>> {
    return this.items.get(directory, names);
  }

  scan(scan: ItemScan): AsyncIterable<ItemChunk> {
    return this.items.scan(scan);
  }

  putItems(directory: DirectoryPath, batches: readonly ItemBatch[], mode: PutMode): Promise<void> {
    return this.items.put(directory, batches, mode);
  }

  replaceItems(directory: DirectoryPath, items: ReadonlyMap<string, Item['attributes']>): Promise<void> {
    return this.items.put(directory, [batchOf(items)], 'replace');
  }

  arrangeItems(directory: DirectoryPath, written: number): Promise<void> {
    return this.items.arrange(directory, written);
  }

  removeItems(directory: DirectoryPath, names: readonly string[]): Promise<number> {
    return this.items.remove(directory, names);
  }

  createStream(directory: DirectoryPath, shape: StreamShape): Promise<void> {
    return this.streams.create(directory, shape);
  }

  putRecords(directory: DirectoryPath, records: NewRecords): Promise<readonly RecordPosition[]> {
    return this.streams.put(directory, records);
  }

  putBlocks(directory: DirectoryPath, blocks: readonly NewBlock[]): Promise<void> {
    return this.streams.putBlocks(directory, blocks);
  }

  growStream(directory: DirectoryPath, shards: number): Promise<void> {
    return this.streams.grow(directory, shards);
  }

  removeShard(shard: Shard): Promise<boolean> {
    return this.streams.removeShard(shard);
  }

  /** Writes to the database what the draft says of directories; the last thing before the commit. */
  async saveCatalog(): Promise<void> {
    await this.streams.save();
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
    await this.items.saveColumns(this.removedIds);
  }

  /** Tables that no directory has any more once this transaction is committed. */
  abandonedTables(): number[] {
    const tables = new Set(this.items.createdTables);
    for (const key of this.draft.changes.keys()) {
      const before = this.draft.committed(key);
      if (before?.items !== undefined) tables.add(before.id);
    }
    for (const directory of this.draft.changes.values())
      if (directory !== undefined) tables.delete(directory.id);
    return [...tables];
  }

  private async deleteRows(table: string, column: string, ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await this.connection.run(`DELETE FROM ${table} WHERE ${column} IN (${ids.join()})`);
  }
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
