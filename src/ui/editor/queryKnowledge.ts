import { EventEmitter, type Disposable } from 'vscode';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { Wanted } from '../../language/fsql/known/known';
import { Catalogs } from '../catalog/catalogs';
import type { Connection } from '../connections/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveConnections } from '../connections/liveConnections';
import { DisposableStore } from '../lifecycle';
import { Throttle } from '../results/throttle';
import type { Awaited } from './arrivals';
import { CatalogKnown } from './catalogKnown';
import type { QueryConnections } from './queryConnections';
import { whenBound } from './whenBound';

/** Milliseconds between two tellings that there is more to know, while a listing is on its way. */
const tellEvery = 250;

/** Milliseconds that a list of a document without a connection waits for one. */
const arrivalPatience = 300;

export interface QueryKnowledgeParts {
  readonly store: ConnectionStore;
  readonly live: Pick<LiveConnections, 'get' | 'isOpen'>;
  readonly changes: CollectionChanges;
  readonly connections: QueryConnections;
}

/** What is known about the tables that query files name: completion, checks and hovers ask here. */
export class QueryKnowledge implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** There is more, or something else, to know. */
  readonly onDidChange = this.changed.event;
  private readonly disposables = new DisposableStore();
  readonly catalogs: Catalogs;
  private arriving: Promise<void> | undefined;

  constructor(private readonly parts: QueryKnowledgeParts) {
    const { store, live, changes } = parts;
    const telling = this.disposables.add(new Throttle(() => this.changed.fire(), tellEvery));
    this.catalogs = this.disposables.add(
      new Catalogs({
        find: (id) => store.find(id),
        access: (id) => live.get(id),
        onChange: () => telling.ask(),
      }),
    );
    this.disposables.add(changes.onDidChange((change) => this.catalogs.changed(change)));
    this.disposables.add(store.onDidChange(({ id }) => this.catalogs.forget(id)));
    this.disposables.add(parts.connections.onDidChange(() => telling.ask()));
  }

  /** @param uri of the document */
  known(uri: string): CatalogKnown {
    return new CatalogKnown({
      connections: () => this.parts.store.list(),
      active: () => this.active(uri),
      catalogOf: (id) => this.catalogs.of(id),
      isOpen: (id) => this.parts.live.isOpen(id),
    });
  }

  /**
   * Resolves when a document has a connection, or after a moment in which none came; of that moment there is one for a window.
   * @param uri of the document
   */
  async bound(uri: string): Promise<void> {
    if (this.active(uri)) return;
    const { onDidChange } = this.parts.connections;
    this.arriving ??= whenBound(() => this.active(uri) !== undefined, {
      onDidChange,
      milliseconds: arrivalPatience,
    });
    await this.arriving;
  }

  /**
   * Over which connections something is on its way that a document asked for.
   * @param uri of the document
   */
  awaited(uri: string, wanted: readonly Wanted[]): readonly Awaited[] {
    const known = this.known(uri);
    return wanted.flatMap((each) => {
      if (each.kind === 'connections') return [];
      const id = known.connection(each.kind === 'containers' ? each.connection : each.target.connection)?.id;
      return id === undefined ? [] : [{ key: `${id} ${JSON.stringify(each)}`, connectionId: id }];
    });
  }

  /** Resolves when nothing is on its way over a connection. Never rejects. */
  settled(connectionId: string): Promise<void> {
    return this.catalogs.of(connectionId).settled();
  }

  /** Asks the services anew for everything that is looked at from now on. */
  refresh(): void {
    for (const { id } of this.parts.store.list()) this.catalogs.of(id).refresh();
  }

  dispose(): void {
    this.disposables.dispose();
    this.changed.dispose();
  }

  private active(uri: string): Connection | undefined {
    return this.parts.connections.chosen(uri)?.connection;
  }
}
