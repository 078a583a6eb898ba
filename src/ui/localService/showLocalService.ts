import { window } from 'vscode';
import { execute } from '../commands';
import { localConnectionId } from '../connections/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { setContext } from '../contextKeys';
import type { ExplorerModel } from '../explorer/explorerModel';
import { DisposableStore } from '../lifecycle';
import type { Logger } from '../logger';
import { localConnection, type LocalService } from './localService';
import { noticeOf, serviceActionLabels, type ServiceAction, type ServiceNotice } from './localServiceNotice';
import { StatusItem } from './statusItem';
import type { ServiceState } from './supervisor';

export interface ShowLocalServiceOptions {
  readonly service: LocalService;
  readonly connections: ConnectionStore;
  readonly model: ExplorerModel;
  readonly log: Logger;
}

/** Keeps the tree, the status item and the menus in step with the local service, and tells what it does by itself. */
export function showLocalService({
  service,
  connections,
  model,
  log,
}: ShowLocalServiceOptions): DisposableStore {
  const disposables = new DisposableStore();
  const status = disposables.add(new StatusItem(() => service.dataFolder));
  const onFault = (error: unknown): void => log.error(String(error));
  let before: ServiceState = service.state;
  disposables.add(
    service.onDidChangeState((state) => {
      const notice = noticeOf(before, state);
      if (notice !== undefined) tell(notice).catch(onFault);
      status.update(state);
      setContext('frames.localService', state.kind).catch(onFault);
      switch (state.kind) {
        case 'running':
          // What the tree shows of one that only hung is still right.
          if (before.kind !== 'hanging' || before.info !== state.info)
            connections.setLocal(localConnection(state.info));
          break;
        case 'failed':
        case 'recovering':
          model.disconnected(localConnectionId, state.reason);
          break;
        case 'stopped':
          connections.setLocal(undefined);
          break;
        case 'hanging':
        case 'starting':
      }
      before = state;
    }),
  );
  return disposables;
}

const actions: Readonly<Record<ServiceAction, () => Promise<void>>> = {
  restart: () => execute('frames.restartLocalService'),
  start: () => execute('frames.startLocalService'),
  stop: () => execute('frames.stopLocalService'),
  showLog: () => execute('frames.showServiceLog'),
};

async function tell(notice: ServiceNotice): Promise<void> {
  if (notice.severity === 'passing') {
    window.setStatusBarMessage(`$(check) ${notice.text}`, 5000);
    return;
  }
  const show = notice.severity === 'error' ? window.showErrorMessage : window.showWarningMessage;
  const chosen = await show(notice.text, ...notice.actions.map((action) => serviceActionLabels[action]));
  const action = notice.actions.find((each) => serviceActionLabels[each] === chosen);
  if (action !== undefined) await actions[action]();
}
