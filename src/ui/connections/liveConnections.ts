import { isDeepStrictEqual } from 'node:util';
import type { Disposable } from 'vscode';
import type { CollectionSource } from '../../frames/collectionSource';
import type * as frames from '../../frames';
import type { FramesClient } from '../../frames/client';
import type { Session } from '../../frames/session';
import type { Logger } from '../logger';
import { requireTrust, type Trust } from '../trust';
import { UserError } from '../report';
import { localConnectionId, type Connection } from './connection';
import type { ConnectionAccess } from './connectionAccess';
import { readOnly } from './readOnly';
import { noticingRefusals } from './refusals';

/** The client library; loaded when something first connects. */
export type FramesLibrary = Pick<typeof frames, 'connect' | 'webApiSource' | 'Session'>;

export interface LiveConnectionsOptions {
  readonly find: (connectionId: string) => Connection | undefined;
  readonly trust: Trust;
  readonly access: ConnectionAccess;
  readonly log: Logger;
  readonly load: () => Promise<FramesLibrary>;
}

/** A connection in use. */
export interface LiveConnection {
  /** Refuses what changes something where the connection is read-only. */
  readonly client: FramesClient;
  /** Undefined where the connection has no web API. */
  readonly source: CollectionSource | undefined;
}

interface Opened extends LiveConnection {
  /** As which it talks to the service. */
  readonly session: Session;
  /** The service did not accept that. */
  isRefused: boolean;
  /** The look whether there is another key now; all who ask for the connection meanwhile wait for it. */
  renewal?: Promise<void> | undefined;
}

/**
 * The clients of all connections: each is opened on first use, shared from then on, and closed with its connection. One whose
 * key was refused is opened anew once there is another key, whoever put it there.
 */
export class LiveConnections implements Disposable {
  private readonly live = new Map<string, Promise<Opened>>();

  constructor(private readonly options: LiveConnectionsOptions) {}

  /**
   * The clients of a connection, at the address that it has now. Opening one does not talk to the service yet: the first
   * call does.
   * @throws RestrictedModeError before the workspace is trusted; UserError when there is no such connection;
   *   FramesError when its address cannot be used
   */
  async get(connectionId: string): Promise<LiveConnection> {
    requireTrust(this.options.trust);
    await this.renew(connectionId);
    let opening = this.live.get(connectionId);
    if (!opening) {
      const connection = this.options.find(connectionId);
      if (!connection) throw new UserError(gone(connectionId), { remedies: ['startLocalService'] });
      const opened = this.open(connection);
      this.live.set(connectionId, opened);
      // One that was opened meanwhile stays.
      opened.catch(() => this.live.get(connectionId) === opened && this.live.delete(connectionId));
      opening = opened;
    }
    return opening;
  }

  /** Whether a connection is in use, or was. */
  isOpen(connectionId: string): boolean {
    return this.live.has(connectionId);
  }

  /** Ends what goes on over a connection; the next use opens it anew. */
  close(connectionId: string): void {
    const closing = this.live.get(connectionId);
    this.live.delete(connectionId);
    closing
      ?.then(({ client }) => client.close())
      .catch((error: unknown) => this.options.log.warn(String(error)));
  }

  dispose(): void {
    for (const id of [...this.live.keys()]) this.close(id);
  }

  /** The window that replaced a key tells no other one. */
  private async renew(connectionId: string): Promise<void> {
    const opening = this.live.get(connectionId);
    const opened = await opening?.catch(() => undefined);
    const connection = this.options.find(connectionId);
    if (!opened || !connection) return;
    if (opened.isRefused) {
      opened.isRefused = false;
      opened.renewal = this.isOutdated(opened, connection)
        .then((isOutdated) => {
          if (isOutdated && this.live.get(connectionId) === opening) this.close(connectionId);
        })
        .finally(() => (opened.renewal = undefined));
    }
    await opened.renewal;
  }

  /** Whether the connection would be opened with another key now. */
  private async isOutdated({ session }: Opened, connection: Connection): Promise<boolean> {
    const { access, load } = this.options;
    const [{ Session }, credentials] = await Promise.all([load(), access.credentials(connection)]);
    const now = new Session({ ...credentials, dataUrl: connection.webApi });
    return !isDeepStrictEqual(now.toMessage(), session.toMessage());
  }

  private async open(connection: Connection): Promise<Opened> {
    const { access, load } = this.options;
    const { address, webApi } = connection;
    const [library, credentials, trust, serviceTrust] = await Promise.all([
      load(),
      access.credentials(connection),
      access.trust(connection),
      access.serviceTrust(connection),
    ]);
    const session = new library.Session({ ...credentials, dataUrl: webApi });
    const onRefused = (): void => {
      opened.isRefused = true;
    };
    const client = library.connect(address, { session, ...serviceTrust });
    if (connection.readOnly === true) readOnly(client, connection);
    const source = webApi === undefined ? undefined : library.webApiSource(webApi, credentials, trust);
    const opened: Opened = {
      client: noticingRefusals(client, onRefused),
      source: source && noticingRefusals(source, onRefused),
      session,
      isRefused: false,
    };
    return opened;
  }
}

function gone(connectionId: string): string {
  return connectionId === localConnectionId
    ? 'The local service is not running. Start it again.'
    : 'The connection was removed.';
}
