import { EventEmitter, workspace, type Disposable, type Memento } from 'vscode';
import type { QueryDocument, QueryStatement } from '../../language/fsql/document';
import { settingsOf, targetOf } from '../../language/fsql/settings';
import { localConnectionId, type Connection } from '../connections/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { DisposableStore } from '../lifecycle';
import type { Logger } from '../logger';
import { findConnection } from './catalogKnown';
import type { DocumentMemory } from './followedFiles';
import { QueryBindings, type Bound } from './queryBindings';

/** Binds query files to connections: by a comment `-- @connection name`, else as `QueryBindings` knows. */
export class QueryConnections implements Disposable, DocumentMemory {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  /** What the statements run on may have changed. */
  readonly onDidChange = this.changed.event;
  private readonly bindings: QueryBindings;

  constructor(
    private readonly store: Pick<ConnectionStore, 'list' | 'onDidChange'>,
    memento: Memento,
    log: Pick<Logger, 'warn'>,
  ) {
    const bindings = (this.bindings = new QueryBindings(() => store.list(), memento));
    this.disposables.add(store.onDidChange(() => this.changed.fire()));
    this.disposables.add(
      workspace.onDidCloseTextDocument(({ uri, isUntitled }) => {
        // The next text without a file may get the same name.
        if (!isUntitled) return;
        bindings
          .forget(uri.toString())
          .catch((error: unknown) => log.warn(`forget ${uri.toString()}: ${String(error)}`));
      }),
    );
  }

  /** @param uri of the document; undefined for one that has none */
  of(document: QueryDocument, statement: QueryStatement | undefined, uri: string | undefined): Bound {
    const { connection: named } = targetOf(settingsOf(document, statement));
    if (named === undefined || named.includes('${')) return this.chosen(uri);
    const connection = findConnection(this.store.list(), named);
    if (connection) return { connection, name: connection.name };
    return { connection, name: named, isLocal: named.toLowerCase() === localConnectionId };
  }

  /** What is meant where no comment says. */
  chosen(uri: string | undefined): Bound {
    return this.bindings.of(uri);
  }

  async choose(uri: string | undefined, connection: Pick<Connection, 'id'>): Promise<void> {
    await this.bindings.choose(uri, connection);
    this.changed.fire();
  }

  /** A statement of the document runs on this: what it was bound to without a comment stays so. */
  async ran(uri: string, connection: Pick<Connection, 'id'>): Promise<void> {
    await this.bindings.ran(uri, connection);
  }

  async inherit(from: string, to: string): Promise<void> {
    await this.bindings.inherit(from, to);
    this.changed.fire();
  }

  async move(from: string, to: string): Promise<void> {
    await this.bindings.move(from, to);
    this.changed.fire();
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
