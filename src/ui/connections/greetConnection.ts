import { window } from 'vscode';
import type { FramesClient } from '../../frames/client';
import type { Logger } from '../logger';
import { withCancellableProgress } from '../progress';
import { UserError, withCauses } from '../report';
import type { Reporter } from '../reporter';
import type { Connection } from './connection';
import type { LiveConnections } from './liveConnections';

/** The tree, as far as a new connection needs it. */
export interface ConnectionTree {
  readonly isInSight: boolean;
  /** Brings a connection to the front, and leaves the focus where it is. */
  reveal(connectionId: string): Promise<void>;
  /** Shows what is in a connection. */
  expand(connectionId: string): Promise<void>;
}

export interface GreetingParts {
  readonly live: Pick<LiveConnections, 'get'>;
  readonly reporter: Pick<Reporter, 'show'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly tree: ConnectionTree;
}

/**
 * Says whether a new connection works; it is kept either way. It is shown in the tree at once, and opened there when it has
 * answered: by then the user may have gone elsewhere, and nothing comes to the front.
 */
export async function greetConnection(
  connection: Connection,
  { live, reporter, log, tree }: GreetingParts,
): Promise<void> {
  const notShown = (error: unknown): void =>
    log.warn(`${connection.name} was not shown in the tree: ${withCauses(error)}`);
  const attempt = async (): Promise<void> => {
    try {
      const version = await withCancellableProgress(
        `Connecting to ${connection.name}`,
        async ({ signal }) => {
          const { client } = await live.get(connection.id);
          return versionInTime(client, connection, signal);
        },
      );
      log.info(`connected to ${connection.name}: version ${version}`);
      if (tree.isInSight) await tree.expand(connection.id).catch(notShown);
      window.setStatusBarMessage(`$(check) Connected to ${connection.name} (Frames ${version})`, 5000);
    } catch (error) {
      await reporter.show(error, { intent: `connect to ${connection.name}`, connection }, attempt);
    }
  };
  await tree.reveal(connection.id).catch(notShown);
  await attempt();
}

/** Milliseconds after which a service that took the connection and says nothing is taken to hang. */
const greetingPatience = 15_000;

async function versionInTime(
  client: Pick<FramesClient, 'version'>,
  { name }: Connection,
  signal: AbortSignal,
): Promise<string> {
  const late = AbortSignal.timeout(greetingPatience);
  try {
    return await client.version({ signal: AbortSignal.any([signal, late]) });
  } catch (error) {
    if (!late.aborted) throw error;
    throw new UserError(`${name} takes the connection, but says nothing. The service may hang.`, {
      remedies: ['retry', 'testConnection', 'editConnection'],
      cause: error,
    });
  }
}
