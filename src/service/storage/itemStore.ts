import type { Catalog } from './catalog';
import type { Database } from './database';
import { itemsOf } from './itemRows';
import { scanItems } from './itemScan';
import { openSnapshot } from './snapshot';
import type { TableLeases } from './tableLeases';
import type { AttributeType, DirectoryPath, Item, ItemChunk, ItemScan, ItemStore } from './storage';

export interface ItemStoreParts {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly leases: TableLeases;
}

export function itemStoreOf({ database, catalog, leases }: ItemStoreParts): ItemStore {
  async function* scan(request: ItemScan, signal?: AbortSignal): AsyncGenerator<ItemChunk> {
    const snapshot = await openSnapshot({ database, leases }, request.directory, signal);
    try {
      yield* snapshot.scan(request);
    } finally {
      snapshot.close();
    }
  }

  return {
    attributes(directory: DirectoryPath): readonly { attribute: string; type: AttributeType }[] {
      return catalog.get(directory)?.items?.columns ?? [];
    },
    scan,
    async get(directory: DirectoryPath, name: string): Promise<Item | undefined> {
      // One query is of one moment by itself: no snapshot is needed.
      const found = catalog.get(directory);
      if (found?.items === undefined) return undefined;
      const release = leases.take(found.id);
      try {
        const connection = await database.connect();
        try {
          for await (const chunk of scanItems(
            connection,
            { ...found, items: found.items },
            { directory, name },
          )) {
            for (const item of itemsOf(chunk)) return item;
          }
          return undefined;
        } finally {
          connection.close();
        }
      } finally {
        release();
      }
    },
  };
}
