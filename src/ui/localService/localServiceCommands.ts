import { env, window, type QuickPickItem } from 'vscode';
import { execute, register, type CommandBoundary } from '../commands';
import { DisposableStore } from '../lifecycle';
import type { LocalService } from './localService';

interface Action extends QuickPickItem {
  readonly run: () => Promise<unknown>;
}

export function registerLocalServiceCommands(
  service: LocalService,
  boundary: CommandBoundary,
): DisposableStore {
  const commands = new DisposableStore();
  commands.add(
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
  commands.add(
    register(
      'frames.stopLocalService',
      { run: () => service.stop(), situation: () => ({ intent: 'stop the local service' }) },
      boundary,
    ),
  );
  commands.add(
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
  return commands;
}

const placeholders: Readonly<Record<LocalService['state']['kind'], string>> = {
  stopped: 'Not running',
  starting: 'Starting…',
  running: 'Running',
  failed: 'Ended by itself',
};

function actions({ state, dataFolder }: LocalService): Action[] {
  const start = (label: string): Action => ({
    label: `$(play) ${label}`,
    run: () => execute('frames.startLocalService'),
  });
  const running: Action[] = [
    { label: '$(debug-stop) Stop Local Service', run: () => execute('frames.stopLocalService') },
  ];
  const byState: Readonly<Record<typeof state.kind, Action[]>> = {
    stopped: [start('Start Local Service')],
    starting: [],
    running,
    failed: [start('Restart Local Service')],
  };
  return [
    ...byState[state.kind],
    { label: '$(output) Show Service Log', run: () => execute('frames.showServiceLog') },
    {
      label: '$(folder) Copy Path of Data Folder',
      description: dataFolder,
      run: async () => env.clipboard.writeText(dataFolder),
    },
  ];
}
