import { window } from 'vscode';
import { register, type CommandBoundary } from '../commands';
import { DisposableStore } from '../lifecycle';
import { withCancellableProgress } from '../progress';
import { askChoice, back, CancelledError } from '../quickInput';
import { UserError } from '../report';
import { requireTrust, type Trust } from '../trust';
import { localConnectionId, type Connection } from './connection';
import { askConnection } from './connectionForm';
import type { ConnectionStore } from './connectionStore';
import type { LiveConnections } from './liveConnections';
import type { SecretStore } from './secretStore';

export interface ConnectionCommandsOptions extends CommandBoundary {
  readonly store: ConnectionStore;
  readonly secrets: SecretStore;
  readonly live: LiveConnections;
  readonly trust: Trust;
  /** Opens a connection in the tree. */
  readonly reveal: (connectionId: string) => Promise<void>;
}

export function registerConnectionCommands(options: ConnectionCommandsOptions): DisposableStore {
  const { store, secrets, trust } = options;
  const commands = new DisposableStore();

  const savedConnection = (id: string | undefined): Connection | undefined =>
    store.list().find((connection) => connection.id === id && connection.id !== localConnectionId);

  const choose = async (title: string, placeholder: string): Promise<Connection> => {
    const saved = store.list().filter(({ id }) => id !== localConnectionId);
    if (saved.length === 0) throw new UserError('there is no connection yet. Add one first.');
    const choices = saved.map((connection) => ({
      label: connection.name,
      description: connection.address,
      value: connection,
    }));
    const answer = await askChoice({ title, placeholder, choices, step: 1, total: 1 });
    if (answer === back) throw new CancelledError();
    return answer;
  };

  const fill = async (connection?: Connection): Promise<Connection> => {
    requireTrust(trust);
    const otherNames = store.list().flatMap(({ id, name }) => (id === connection?.id ? [] : [name]));
    const hasAccessKey = connection !== undefined && (await secrets.get(connection)) !== undefined;
    const form = connection === undefined ? { otherNames } : { connection, hasAccessKey, otherNames };
    const answers = await askConnection(form);
    if (answers.accessKey !== undefined) {
      await secrets.set(answers.connection, { kind: 'accessKey', key: answers.accessKey });
    }
    await store.save(answers.connection);
    return answers.connection;
  };

  commands.add(
    register(
      'frames.addConnection',
      {
        run: async () => greet(options, await fill()),
        situation: () => ({ intent: 'add a connection' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.editConnection',
      {
        run: async (target) => {
          const id =
            target === undefined ? undefined : 'kind' in target ? target.connection.id : target.connectionId;
          const connection = savedConnection(id) ?? (await choose('Edit Connection', 'Which connection?'));
          await greet(options, await fill(connection));
        },
        situation: () => ({ intent: 'edit the connection' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.removeConnection',
      {
        run: async (node) => {
          const connection =
            savedConnection(node?.connection.id) ?? (await choose('Remove Connection', 'Which connection?'));
          const remove = 'Remove';
          const detail = 'Its access key is deleted too. The data of the service stays as it is.';
          const chosen = await window.showWarningMessage(
            `Remove the connection ${connection.name}?`,
            { modal: true, detail },
            remove,
          );
          if (chosen !== remove) return;
          await store.remove(connection.id);
          await secrets.delete(connection.id);
        },
        situation: () => ({ intent: 'remove the connection' }),
      },
      options,
    ),
  );
  return commands;
}

/** Says at once whether a new connection works; it is kept either way. */
async function greet(
  { live, reporter, log, reveal }: ConnectionCommandsOptions,
  connection: Connection,
): Promise<void> {
  const attempt = async (): Promise<void> => {
    try {
      const version = await withCancellableProgress(
        `Connecting to ${connection.name}`,
        async ({ signal }) => {
          const { client } = await live.get(connection.id);
          return client.version({ signal });
        },
      );
      log.info(`connected to ${connection.name}: version ${version}`);
      await reveal(connection.id);
      window.setStatusBarMessage(`$(check) Connected to ${connection.name} (Frames ${version})`, 5000);
    } catch (error) {
      await reporter.show(error, { intent: `connect to ${connection.name}`, connection }, attempt);
    }
  };
  await attempt();
}
