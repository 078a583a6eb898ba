import { commands } from 'vscode';
import { execute } from './commands';
import type { Remedies } from './reporter';
import type { Situation } from './report';

const edit = async ({ connection }: Situation): Promise<void> =>
  connection === undefined
    ? execute('frames.editConnection')
    : execute('frames.editConnection', { connectionId: connection.id });

/** What each button of a failure does. */
export const remedies: Remedies = {
  startLocalService: () => execute('frames.startLocalService'),
  editConnection: edit,
  enterCredentials: edit,
  refresh: () => execute('frames.refresh'),
  manageTrust: async () => {
    await commands.executeCommand('workbench.trust.manage');
  },
  showLog: () => execute('frames.showLog'),
  showServiceLog: () => execute('frames.showServiceLog'),
};
