import type { Catalog } from './catalog';
import type { Database } from './database';
import { itemsOf } from './itemRows';
import { scanItems } from './itemScan';
import type { TableLeases } from './tableLeases';
import type { AttributeType, DirectoryPath, Item, ItemChunk, ItemScan, ItemStore } from './storage';

export interface ItemStoreParts {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly leases: TableLeases;
}

export function itemStoreOf({ database, catalog, leases }: ItemStoreParts): ItemStore {
  async function* scan(request: ItemScan, signal?: AbortSignal): AsyncGenerator<ItemChunk> {
    const directory = catalog.get(request.directory);
    if (directory?.items === undefined) return;
    // Taken in the same turn in which the directory was looked up: its table cannot be dropped in between.
    const release = leases.take(directory.id);
    try {
      yield* scanItems(database, { ...directory, items: directory.items }, request, signal);
    } finally {
      release();
    }
  }

  return {
    attributes(directory: DirectoryPath): readonly { attribute: string; type: AttributeType }[] {
      return catalog.get(directory)?.items?.columns ?? [];
    },
    scan,
    async get(directory: DirectoryPath, name: string): Promise<Item | undefined> {
      for await (const chunk of scan({ directory, name })) {
        for (const item of itemsOf(chunk)) return item;
      }
      return undefined;
    },
  };
}
