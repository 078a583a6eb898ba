import type { Catalog } from './catalog';
import type { Database } from './database';
import { itemsOf } from './itemRows';
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
      for await (const chunk of scan({ directory, name })) {
        for (const item of itemsOf(chunk)) return item;
      }
      return undefined;
    },
  };
}
