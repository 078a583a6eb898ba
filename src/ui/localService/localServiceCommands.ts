import { mkdir } from 'node:fs/promises';
import { commands, env, Uri, window, type QuickPickItem } from 'vscode';
import { execute, register, type CommandBoundary } from '../commands';
import { DisposableStore } from '../lifecycle';
import type { LocalService } from './localService';
import type { ServiceState } from './supervisor';

interface Action extends QuickPickItem {
  readonly run: () => Promise<unknown>;
}

export function registerLocalServiceCommands(
  service: LocalService,
  boundary: CommandBoundary,
): DisposableStore {
  const registered = new DisposableStore();
  registered.add(
    register(
      'frames.startLocalService',
      {
        run: async () => {
          await service.start();
        },
        situation: () => ({ intent: 'start the local service' }),
      },
      boundary,
    ),
  );
  registered.add(
    register(
      'frames.stopLocalService',
      { run: () => service.stop(), situation: () => ({ intent: 'stop the local service' }) },
      boundary,
    ),
  );
  registered.add(
    register(
      'frames.restartLocalService',
      {
        run: async () => {
          await service.restart();
        },
        situation: () => ({ intent: 'restart the local service' }),
      },
      boundary,
    ),
  );
  registered.add(
    register(
      'frames.revealLocalData',
      {
        run: () => revealFolder(service.dataFolder),
        situation: () => ({ intent: 'show the data folder' }),
      },
      boundary,
    ),
  );
  registered.add(
    register(
      'frames.showLocalService',
      {
        run: async () => {
          const chosen = await window.showQuickPick<Action>(actions(service), {
            title: 'Local Frames Service',
            placeHolder: placeholders[service.state.kind],
          });
          await chosen?.run();
        },
        situation: () => ({ intent: 'show the local service' }),
      },
      boundary,
    ),
  );
  return registered;
}

/** The file manager shows a folder of its own machine only; elsewhere the path must do. */
async function revealFolder(folder: string): Promise<void> {
  if (env.remoteName === undefined) {
    await mkdir(folder, { recursive: true });
    await commands.executeCommand('revealFileInOS', Uri.file(folder));
    return;
  }
  const copy = 'Copy Path';
  const chosen = await window.showInformationMessage(
    `The local service keeps its tables in ${folder}.`,
    copy,
  );
  if (chosen === copy) await env.clipboard.writeText(folder);
}

const placeholders: Readonly<Record<ServiceState['kind'], string>> = {
  stopped: 'Not running',
  starting: 'Starting…',
  running: 'Running',
  hanging: 'Does not answer',
  recovering: 'Ended by itself; it is started again',
  failed: 'Ended by itself',
};

function actions({ state, dataFolder }: LocalService): Action[] {
  const start = { label: '$(play) Start Local Service', run: () => execute('frames.startLocalService') };
  const stop = { label: '$(debug-stop) Stop Local Service', run: () => execute('frames.stopLocalService') };
  const restart = {
    label: '$(debug-restart) Restart Local Service',
    run: () => execute('frames.restartLocalService'),
  };
  const byState: Readonly<Record<typeof state.kind, Action[]>> = {
    stopped: [start],
    starting: [],
    running: [stop, restart],
    hanging: [restart, stop],
    recovering: [start, stop],
    failed: [start],
  };
  return [
    ...byState[state.kind],
    { label: '$(output) Show Service Log', run: () => execute('frames.showServiceLog') },
    {
      label: '$(folder-opened) Reveal Data Folder',
      description: dataFolder,
      run: () => execute('frames.revealLocalData'),
    },
  ];
}
