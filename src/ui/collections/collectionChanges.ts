import { EventEmitter, type Disposable } from 'vscode';
import type { Collection } from '../../frames/collection';

/** Something that this window did to a collection. */
export interface CollectionChange {
  readonly connectionId: string;
  /** As a session without a container names it: the first segment of the path is the container, but for csv. */
  readonly collection: Collection;
  readonly kind: 'created' | 'written' | 'deleted' | 'inferred';
}

/**
 * Tells whoever remembers something about collections (the tree, the names that are completed) what our own operations
 * changed. Whoever changes a collection announces it here once the service has answered, or failed half-way.
 */
export class CollectionChanges implements Disposable {
  private readonly changed = new EventEmitter<CollectionChange>();
  readonly onDidChange = this.changed.event;

  announce(change: CollectionChange): void {
    this.changed.fire(change);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
