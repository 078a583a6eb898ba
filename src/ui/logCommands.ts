import type { OutputChannel } from 'vscode';
import { register, type CommandBoundary } from './commands';
import { DisposableStore } from './lifecycle';

export interface LogCommandsOptions extends CommandBoundary {
  readonly channel: OutputChannel;
  readonly serviceChannel: OutputChannel;
}

export function registerLogCommands(options: LogCommandsOptions): DisposableStore {
  const { channel, serviceChannel } = options;
  const commands = new DisposableStore();
  commands.add(
    register(
      'frames.showLog',
      { run: () => channel.show(true), situation: () => ({ intent: 'show the log' }) },
      options,
    ),
  );
  commands.add(
    register(
      'frames.showServiceLog',
      { run: () => serviceChannel.show(true), situation: () => ({ intent: 'show the log' }) },
      options,
    ),
  );
  return commands;
}
