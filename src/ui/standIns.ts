import { commands, Disposable } from 'vscode';

/**
 * Stands in for commands until their code is loaded: the first one that is run loads it, and is run again.
 * @param loaded has what is given to it run when, in the place of those that this returns, the commands themselves are
 *   registered
 */
export function registerStandIns(
  ids: readonly string[],
  loaded: (run: () => Thenable<unknown>) => Promise<void>,
): Disposable {
  const registered = ids.map((id) =>
    commands.registerCommand(id, (...args: unknown[]) => loaded(() => commands.executeCommand(id, ...args))),
  );
  return Disposable.from(...registered);
}
