import {
  commands,
  env,
  ProgressLocation,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
} from 'vscode';
import { execute } from '../commands';
import type { Logger } from '../logger';
import { shownWhenLong } from '../progress';
import { setting } from '../settings';
import { localConnectionId } from './connection';
import type { ConnectionStore } from './connectionStore';
import { Keychain } from './keychain';
import { SecretKeeper } from './secretKeeper';
import { messageOf, secretActionLabels, type SecretAction, type SecretNotice } from './secretNotice';
import type { SecretStore } from './secretStore';
import { EditorVault, MemoryVault, type SecretVault } from './secretVault';

const settingName = 'frames.secretStore';

export interface SecretSetupOptions {
  readonly context: Pick<ExtensionContext, 'globalState' | 'secrets'>;
  readonly connections: ConnectionStore;
  readonly log: Logger;
}

/** The secret store over what the editor and its machine offer. It follows the setting, and tells the user. */
export function openSecretStore({ context, connections, log }: SecretSetupOptions): {
  readonly store: SecretStore;
  readonly following: Disposable;
} {
  const onFault = (error: unknown): void => log.error(`secrets: ${String(error)}`);
  const actions: Readonly<Record<SecretAction, () => PromiseLike<unknown>>> = {
    tryAgain: () => keeper.choose(),
    deleteStored: () => keeper.forgetStored(),
    openSetting: () => commands.executeCommand('workbench.action.openSettings', settingName),
    showLog: () => execute('frames.showLog'),
  };
  const notify = async (notice: SecretNotice): Promise<void> => {
    const { severity, text, actions: offered } = messageOf(notice);
    log[severity === 'info' ? 'info' : 'warn'](`secrets: ${text}`);
    const show = severity === 'info' ? window.showInformationMessage : window.showWarningMessage;
    const chosen = await show(text, ...offered.map((action) => secretActionLabels[action]));
    const action = offered.find((each) => secretActionLabels[each] === chosen);
    if (action !== undefined) await actions[action]();
  };
  const keeper: SecretKeeper = new SecretKeeper({
    vaults: {
      keychain: withProgress(new Keychain()),
      vscode: new EditorVault(context.secrets),
      memory: new MemoryVault(),
    },
    choice: () => setting(settingName),
    remoteName: env.remoteName,
    connections: () => connections.list().filter(({ id }) => id !== localConnectionId),
    memento: context.globalState,
    log,
    notify: (notice) => {
      notify(notice).catch(onFault);
    },
  });
  const following = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(settingName)) keeper.choose().catch(onFault);
  });
  return { store: keeper, following };
}

/** A keychain that is locked asks for its password: what takes long is shown in the status bar. */
function withProgress(vault: SecretVault): SecretVault {
  const shown = <T>(work: Promise<T>): Promise<T> =>
    shownWhenLong({ location: ProgressLocation.Window, title: 'Waiting for the keychain…' }, work);
  return {
    get: (id) => shown(vault.get(id)),
    set: (id, text) => shown(vault.set(id, text)),
    delete: (id) => shown(vault.delete(id)),
  };
}
