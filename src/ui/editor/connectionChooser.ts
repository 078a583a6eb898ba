import type { Connection } from '../connections/connection';
import { execute } from '../commands';
import { askChoice, back, CancelledError, type Choice } from '../quickInput';

type Answer =
  { readonly connection: Connection } | { readonly command: 'startLocalService' | 'addConnection' };

/** Asks which connection a query runs on. */
export class ConnectionChooser {
  constructor(private readonly list: () => readonly Connection[]) {}

  /** @throws CancelledError also when the user rather makes a new connection */
  async ask(preferred: Connection | undefined): Promise<Connection> {
    const connections = this.list();
    const choices: Choice<Answer>[] = connections.map((connection) => ({
      label: `$(plug) ${connection.name}`,
      description: connection.address,
      value: { connection },
    }));
    if (!connections.some(({ id }) => id === 'local')) {
      choices.push({ label: '$(play) Start Local Service', value: { command: 'startLocalService' } });
    }
    choices.push({ label: '$(add) Add Connection…', value: { command: 'addConnection' } });
    const answer = await askChoice<Answer>({
      title: 'Connection of the query',
      step: 1,
      total: 1,
      placeholder: 'What the queries of this file run on',
      choices,
      preferred: choices.find(({ value }) => 'connection' in value && value.connection.id === preferred?.id)
        ?.value,
    });
    if (answer === back) throw new CancelledError();
    if ('connection' in answer) return answer.connection;
    const before = new Set(connections.map(({ id }) => id));
    await (answer.command === 'addConnection'
      ? execute('frames.addConnection')
      : execute('frames.startLocalService'));
    const added = this.list().find(({ id }) => !before.has(id));
    if (!added) throw new CancelledError();
    return added;
  }
}
