import { commands, Disposable } from 'vscode';
import type { CommandId } from './ids';

/**
 * Stands in for commands until their code is loaded: the first one that is run loads it, and is run again.
 * @param load disposes of what this returns, then registers the commands themselves
 */
export function registerStandIns(ids: readonly CommandId[], load: () => Promise<unknown>): Disposable {
  const registered = ids.map((id) =>
    commands.registerCommand(id, async (...args: unknown[]) => {
      await load();
      await commands.executeCommand(id, ...args);
    }),
  );
  return Disposable.from(...registered);
}
