import { EventEmitter, type Disposable, type Memento } from 'vscode';
import { isConnection, type Connection } from './connection';

const storageKey = 'frames.connections';

/**
 * The connections of the user, kept by the editor for all workspaces, and in front of them the one that the local
 * service brings. `onDidChange` names the connection, and says whether it is still there.
 */
export class ConnectionStore implements Disposable {
  private readonly changed = new EventEmitter<{
    readonly id: string;
    readonly current: Connection | undefined;
  }>();
  readonly onDidChange = this.changed.event;
  private localConnection: Connection | undefined;

  constructor(private readonly memento: Memento) {}

  list(): readonly Connection[] {
    return this.localConnection === undefined ? this.saved() : [this.localConnection, ...this.saved()];
  }

  find(id: string): Connection | undefined {
    return this.list().find((connection) => connection.id === id);
  }

  /** Adds a connection, or replaces the one of the same id in its place. */
  async save(connection: Connection): Promise<void> {
    const saved = this.saved();
    const known = saved.some(({ id }) => id === connection.id);
    await this.memento.update(
      storageKey,
      known
        ? saved.map((other) => (other.id === connection.id ? connection : other))
        : [...saved, connection],
    );
    this.changed.fire({ id: connection.id, current: connection });
  }

  async remove(id: string): Promise<void> {
    await this.memento.update(
      storageKey,
      this.saved().filter((connection) => connection.id !== id),
    );
    this.changed.fire({ id, current: undefined });
  }

  /** The local service came, went (undefined) or moved to other ports. */
  setLocal(connection: Connection | undefined): void {
    const id = connection?.id ?? this.localConnection?.id;
    this.localConnection = connection;
    if (id !== undefined) this.changed.fire({ id, current: connection });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private saved(): readonly Connection[] {
    // What an older or newer version of the extension left behind is shown only if it can be used.
    return this.memento.get<readonly Connection[]>(storageKey, []).filter(isConnection);
  }
}
