import { compareBytewise } from '../../data/textOrder';
import { FramesError } from '../../wire/errors';
import type { CatalogDraft, Directory, ItemTable, TableColumn } from './catalog';
import type { Clock } from './clock';
import type { Connection } from './database';
import { arrangeRows } from './itemOrder';
import { itemsOf } from './itemRows';
import { chunkOf, scanItems } from './itemScan';
import {
  addColumn,
  createItemTable,
  deleteStaged,
  insertMissing,
  selectItems,
  stagingTable,
  updateExisting,
} from './itemSql';
import { appendItems, stage } from './staging';
import type { DirectoryPath, Item, ItemBatch, ItemChunk, ItemScan, PutMode } from './storage';
import { Turns } from './turns';

/** Many times what the platform allows (spec/kv.md §12); the engine takes seconds for a table of more columns. */
const mostColumns = 10_000;

/** Up to so many names stand in a query themselves; more go through a table. */
const fewNames = 16;

export interface ItemTransactionParts {
  readonly connection: Connection;
  readonly draft: CatalogDraft;
  readonly clock: Clock;
  /** Of the work that is running. */
  readonly signal: () => AbortSignal | undefined;
}

/** What one change does to items and the tables that hold them. */
export class ItemTransaction {
  /** By the ids of their directories. */
  readonly createdTables: number[] = [];
  private readonly changedTables = new Set<number>();
  private readonly addedColumns: (readonly [id: number, column: TableColumn])[] = [];

  constructor(private readonly parts: ItemTransactionParts) {}

  /** As `Change.getItems`. */
  async get(directory: DirectoryPath, names: readonly string[]): Promise<ReadonlyMap<string, Item>> {
    const found = this.parts.draft.get(directory);
    const items = new Map<string, Item>();
    if (found?.items === undefined || names.length === 0) return items;
    const isFew = names.length <= fewNames;
    if (!isFew) await this.stageNames(names);
    const { columns } = found.items;
    const wanted = isFew ? names.map((_, i) => `$${i + 1}`).join() : `SELECT name FROM ${stagingTable}`;
    const where = [`name IN (${wanted})`];
    const sql = selectItems({ directoryId: found.id, columns, times: true, where, ordered: false });
    const { connection } = this.parts;
    const chunks = isFew ? connection.chunksAtOnce(sql, [...names]) : connection.chunks(sql);
    for await (const chunk of chunks) {
      for (const item of itemsOf(chunkOf(chunk, columns))) items.set(item.name, item);
    }
    return items;
  }

  /** As `Change.scan`. */
  async *scan(scan: ItemScan): AsyncGenerator<ItemChunk> {
    const found = this.parts.draft.get(scan.directory);
    if (found?.items === undefined) return;
    for await (const chunk of scanItems(this.parts.connection, { ...found, items: found.items }, scan)) {
      this.parts.signal()?.throwIfAborted();
      yield chunk;
    }
  }

  /** As `Change.putItems`. */
  async put(directory: DirectoryPath, batches: readonly ItemBatch[], mode: PutMode): Promise<void> {
    const filled = batches.filter(({ names }) => names.length > 0);
    if (filled.length === 0) return;
    let target = await this.prepareTable(directory, filled);
    this.changedTables.add(target.id);
    for (const batch of filled) {
      target = { ...target, items: { ...target.items, lastName: await this.putBatch(target, batch, mode) } };
    }
    this.parts.draft.set(target);
  }

  /** As `Change.arrangeItems`. */
  async arrange(directory: DirectoryPath, written: number): Promise<void> {
    const found = this.parts.draft.get(directory);
    if (found?.items === undefined || found.items.lastName !== undefined) return;
    const { id, items } = found;
    const table = { directoryId: id, columns: items.columns, written, signal: this.parts.signal() };
    const lastName = await arrangeRows(this.parts.connection, table);
    if (lastName === undefined) return;
    this.changedTables.add(id);
    this.parts.draft.set({ ...found, items: { ...items, lastName } });
  }

  /** As `Change.removeItems`. */
  async remove(directory: DirectoryPath, names: readonly string[]): Promise<number> {
    const found = this.parts.draft.get(directory);
    if (found?.items === undefined || names.length === 0) return 0;
    await this.stageNames(names);
    const { rowsChanged } = await this.parts.connection.run(deleteStaged(found.id));
    this.changedTables.add(found.id);
    if (rowsChanged > 0) this.parts.draft.touch(directory);
    return rowsChanged;
  }

  /** Writes down the columns that tables were given, but those of directories that are gone. */
  async saveColumns(removedIds: ReadonlySet<number>): Promise<void> {
    const columns = this.addedColumns.filter(([id]) => !removedIds.has(id));
    await this.parts.connection.insert(
      'item_columns',
      columns.map(([id, { position, attribute, type }]) => [BigInt(id), BigInt(position), attribute, type]),
    );
  }

  /** @returns the table's last name afterwards */
  private async putBatch(
    { id: directoryId, items: table }: TableDirectory,
    batch: ItemBatch,
    mode: PutMode,
  ): Promise<string | undefined> {
    const appending = {
      batch,
      firstTime: this.parts.clock.take(batch.names.length),
      signal: this.parts.signal(),
    };
    const { first, last, isAscending } = await orderOf(batch.names);
    const areNew = table.lastName !== undefined && compareBytewise(first, table.lastName) > 0;
    if (areNew && isAscending) {
      await appendItems(this.parts.connection, { directoryId, columns: table.columns }, appending);
      return last;
    }
    await stage(this.parts.connection, appending);
    const staged = { directoryId, table, targets: columnsFor(table, batch) };
    const update = areNew ? undefined : updateExisting(staged, mode);
    if (update !== undefined) await this.parts.connection.run(update);
    const { rowsChanged } = await this.parts.connection.run(insertMissing(staged, areNew));
    if (rowsChanged === 0) return table.lastName;
    return areNew ? last : undefined;
  }

  /** Gives the directory a table with a column for every attribute and type of the batches. */
  private async prepareTable(
    directory: DirectoryPath,
    batches: readonly ItemBatch[],
  ): Promise<TableDirectory> {
    const touched = this.parts.draft.touch(directory);
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
      await this.parts.connection.run(createItemTable(touched.id, columns));
      this.createdTables.push(touched.id);
    } else {
      if (added.length > 0 && this.changedTables.has(touched.id)) {
        throw new TypeError(`all items of '${directory.path}' must be put in one call`);
      }
      for (const column of added) await this.parts.connection.run(addColumn(touched.id, column));
    }
    for (const column of added) this.addedColumns.push([touched.id, column]);
    const ready = { ...touched, items: { columns, lastName: touched.items ? touched.items.lastName : '' } };
    this.parts.draft.set(ready);
    return ready;
  }

  private stageNames(names: readonly string[]): Promise<void> {
    return stage(this.parts.connection, {
      batch: { names, columns: [] },
      firstTime: 0n,
      signal: this.parts.signal(),
    });
  }
}

/** A directory with a table. */
type TableDirectory = Directory & { readonly items: ItemTable };

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

async function orderOf(names: readonly string[]): Promise<Order> {
  let first = names[0] ?? '';
  let last = first;
  let isAscending = true;
  await new Turns().each(names.length - 1, (i) => {
    const name = names[i + 1] ?? '';
    if (compareBytewise(name, last) > 0) last = name;
    else {
      isAscending = false;
      if (compareBytewise(name, first) < 0) first = name;
    }
  });
  return { first, last, isAscending };
}
