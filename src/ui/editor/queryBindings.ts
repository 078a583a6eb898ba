import type { Memento } from 'vscode';
import { localConnectionId, type Connection } from '../connections/connection';
import { movedKeys } from './documentKeys';

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
 * What query files run on where no comment says: the user's choice, or what a file once ran on, remembered for each document
 * of the workspace; else what it was shown with in this window; else the choice for another one; else the only connection.
 */
export class QueryBindings {
  /** By document. A connection that comes or goes, or a choice elsewhere, binds nothing anew. */
  private readonly shown = new Map<string, string>();

  constructor(
    private readonly list: () => readonly Connection[],
    private readonly memento: Pick<Memento, 'get' | 'update'>,
  ) {}

  /** @param uri of the document; undefined for one that has none */
  of(uri: string | undefined): Bound {
    const connections = this.list();
    const own = uri === undefined ? undefined : (this.choices()[uri] ?? this.shown.get(uri));
    const id = own ?? this.memento.get<string>(lastKey);
    const [only, ...others] = connections;
    // A choice for another document is of no use where it is gone.
    const fallback = own === localConnectionId || others.length > 0 ? undefined : only;
    const connection = connections.find((each) => each.id === id) ?? fallback;
    if (connection) {
      // What stands in for a choice that is not there, as the local service at first, does so only for a while.
      const isMeant = id === undefined || id === connection.id;
      if (uri !== undefined && isMeant) this.shown.set(uri, connection.id);
      return { connection, name: connection.name };
    }
    return id === localConnectionId ? { connection, name: 'Local', isLocal: true } : undefined;
  }

  /** The user chose: for this document, and for the next ones. */
  async choose(uri: string | undefined, { id }: Pick<Connection, 'id'>): Promise<void> {
    if (uri !== undefined) await this.remember(uri, id);
    await this.memento.update(lastKey, id);
  }

  /** The document ran on what it is bound to, and stays with it; a connection that a comment named binds nothing else. */
  async ran(uri: string, { id }: Pick<Connection, 'id'>): Promise<void> {
    if (this.of(uri)?.connection?.id !== id || this.choices()[uri] === id) return;
    await this.remember(uri, id);
  }

  /** The next document of this name is another one. */
  async forget(uri: string): Promise<void> {
    this.shown.delete(uri);
    const { [uri]: known, ...others } = this.choices();
    if (known !== undefined) await this.memento.update(chosenKey, others);
  }

  /** A copy runs where the original does, unless it has a choice of its own. */
  async inherit(from: string, to: string): Promise<void> {
    const id = this.choices()[from] ?? this.shown.get(from);
    if (id !== undefined && this.choices()[to] === undefined) await this.remember(to, id);
  }

  /** The document, or all in a folder, has another URI from now on. */
  async move(from: string, to: string): Promise<void> {
    const shown = movedKeys(Object.fromEntries(this.shown), from, to);
    this.shown.clear();
    for (const [uri, id] of Object.entries(shown)) this.shown.set(uri, id);
    await this.memento.update(chosenKey, movedKeys(this.choices(), from, to));
  }

  private async remember(uri: string, id: string): Promise<void> {
    this.shown.set(uri, id);
    const others = Object.entries(this.choices()).filter(([other]) => other !== uri);
    const kept = [...others, [uri, id] as const].slice(-maxRemembered);
    await this.memento.update(chosenKey, Object.fromEntries(kept));
  }

  private choices(): Readonly<Record<string, string>> {
    return this.memento.get<Readonly<Record<string, string>>>(chosenKey, {});
  }
}
