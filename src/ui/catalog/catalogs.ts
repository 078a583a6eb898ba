import type { CollectionChange } from '../collections/collectionChanges';
import type { Connection } from '../connections/connection';
import { ConnectionCatalog } from './connectionCatalog';
import type { CatalogAccess } from './catalogAccess';

export interface CatalogsOptions {
  readonly find: (connectionId: string) => Connection | undefined;
  /** @throws what connecting throws */
  readonly access: (connectionId: string) => Promise<CatalogAccess>;
  /** There is more, or something else, to be known of a connection. */
  readonly onChange: (connectionId: string) => void;
}

/** What is known of each connection's collections, shared by all documents. */
export class Catalogs {
  private readonly catalogs = new Map<string, ConnectionCatalog>();

  constructor(private readonly options: CatalogsOptions) {}

  of(connectionId: string): ConnectionCatalog {
    const known = this.catalogs.get(connectionId);
    if (known) return known;
    const { find, access, onChange } = this.options;
    const catalog = new ConnectionCatalog({
      access: () => access(connectionId),
      container: find(connectionId)?.container,
      onChange: () => onChange(connectionId),
    });
    this.catalogs.set(connectionId, catalog);
    return catalog;
  }

  /** One of our own operations changed a collection. */
  changed({ connectionId, collection, kind }: CollectionChange): void {
    this.catalogs.get(connectionId)?.changed(collection, kind);
  }

  /** A connection was removed, or leads elsewhere. */
  forget(connectionId: string): void {
    this.catalogs.get(connectionId)?.dispose();
    this.catalogs.delete(connectionId);
    this.options.onChange(connectionId);
  }

  dispose(): void {
    for (const catalog of this.catalogs.values()) catalog.dispose();
    this.catalogs.clear();
  }
}
