import type { FramesClient } from '../../frames/client';
import type { CollectionSource } from '../../frames/collectionSource';

/** What tells about a connection's collections. */
export interface CatalogAccess {
  readonly client: Pick<FramesClient, 'read'>;
  /** Undefined where the connection has no web API. */
  readonly source: CollectionSource | undefined;
}
