import { EventEmitter, type Disposable, type Memento } from 'vscode';
import type { QueryDocument, QueryStatement } from '../../language/fsql/document';
import { settingsOf, targetOf } from '../../language/fsql/settings';
import { localConnectionId, type Connection } from '../connections/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { findConnection } from './catalogKnown';

const chosenKey = 'frames.queryConnections';
const lastKey = 'frames.queryConnection';

/** Documents whose choice is remembered; the one chosen for longest ago goes first. */
const maxRemembered = 500;

/** What a statement runs on. */
export type Bound =
  | { readonly connection: Connection; readonly name: string }
  /** A comment or an earlier choice names one that is not there. */
  | { readonly connection: undefined; readonly name: string; readonly isLocal: boolean }
  | undefined;

/**
 * Binds query files to connections: by a comment `-- @connection name`, else by the user's choice, which is remembered for
 * each document of the workspace and is the first one for the next.
 */
export class QueryConnections implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** What the statements run on may have changed. */
  readonly onDidChange = this.changed.event;
  private readonly following: Disposable;

  constructor(
    private readonly store: Pick<ConnectionStore, 'list' | 'onDidChange'>,
    private readonly memento: Memento,
  ) {
    this.following = store.onDidChange(() => this.changed.fire());
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
    const connections = this.store.list();
    const [only] = connections;
    const id = (uri === undefined ? undefined : this.choices()[uri]) ?? this.memento.get<string>(lastKey);
    const connection = connections.find((each) => each.id === id);
    if (connection) return { connection, name: connection.name };
    if (only && connections.length === 1) return { connection: only, name: only.name };
    return id === localConnectionId ? { connection, name: 'Local', isLocal: true } : undefined;
  }

  async choose(uri: string | undefined, { id }: Pick<Connection, 'id'>): Promise<void> {
    if (uri !== undefined) {
      const others = Object.entries(this.choices()).filter(([other]) => other !== uri);
      const kept = [...others, [uri, id] as const].slice(-maxRemembered);
      await this.memento.update(chosenKey, Object.fromEntries(kept));
    }
    await this.memento.update(lastKey, id);
    this.changed.fire();
  }

  dispose(): void {
    this.following.dispose();
    this.changed.dispose();
  }

  private choices(): Readonly<Record<string, string>> {
    return this.memento.get<Readonly<Record<string, string>>>(chosenKey, {});
  }
}
