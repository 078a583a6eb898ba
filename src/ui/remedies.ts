import { commands, Range, Uri, window } from 'vscode';
import { execute } from './commands';
import type { Remedies } from './reporter';
import { UserError, type Situation } from './report';

const edit = async ({ connection }: Situation): Promise<void> =>
  connection === undefined
    ? execute('frames.editConnection')
    : execute('frames.editConnection', { connectionId: connection.id });

/** What each button of a failure does. */
export const remedies: Remedies = {
  startLocalService: () => execute('frames.startLocalService'),
  editConnection: edit,
  chooseAuthority: async ({ connection }) => {
    if (connection) await execute('frames.editConnection', { connectionId: connection.id, property: 'ca' });
  },
  enterCredentials: async ({ connection }) =>
    connection === undefined
      ? execute('frames.enterCredentials')
      : execute('frames.enterCredentials', { connectionId: connection.id }),
  testConnection: async ({ connection }) =>
    connection === undefined
      ? execute('frames.testConnection')
      : execute('frames.testConnection', { connectionId: connection.id }),
  refresh: () => execute('frames.refresh'),
  manageTrust: async () => {
    await commands.executeCommand('workbench.trust.manage');
  },
  showLog: () => execute('frames.showLog'),
  showServiceLog: () => execute('frames.showServiceLog'),
  openFile: async (_situation, error) => {
    if (!(error instanceof UserError) || error.place === undefined) return;
    const { uri, line } = error.place;
    const start = new Range(line - 1, 0, line - 1, 0);
    await window.showTextDocument(Uri.parse(uri), { selection: start });
  },
};
