import { localConnectionId } from '../connections/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { setContext } from '../contextKeys';
import type { ExplorerModel } from '../explorer/explorerModel';
import { DisposableStore } from '../lifecycle';
import type { Logger } from '../logger';
import { localConnection, type LocalService } from './localService';
import { StatusItem } from './statusItem';

export interface ShowLocalServiceOptions {
  readonly service: LocalService;
  readonly connections: ConnectionStore;
  readonly model: ExplorerModel;
  readonly log: Logger;
}

/** Keeps the tree, the status item and the menus in step with the local service. */
export function showLocalService({
  service,
  connections,
  model,
  log,
}: ShowLocalServiceOptions): DisposableStore {
  const disposables = new DisposableStore();
  const status = disposables.add(new StatusItem(service.dataFolder));
  disposables.add(
    service.onDidChangeState((state) => {
      status.update(state);
      setContext('frames.localService', state.kind).catch((error: unknown) => log.error(String(error)));
      switch (state.kind) {
        case 'running':
          connections.setLocal(localConnection(state.info));
          break;
        case 'failed':
          model.disconnected(localConnectionId, state.reason);
          break;
        case 'stopped':
          connections.setLocal(undefined);
          break;
        case 'starting':
      }
    }),
  );
  return disposables;
}
