import { commands, Disposable } from 'vscode';
import { MutableDisposable } from './lifecycle';

/** Stands in for commands until their code is loaded: the first one that is run loads it, and is run again. */
export class StandIns implements Disposable {
  private readonly registered = new MutableDisposable<Disposable>();

  /** @param loaded has what is given to it run when the commands themselves are registered */
  constructor(
    private readonly ids: readonly string[],
    private readonly loaded: (run: () => Thenable<unknown>) => Promise<unknown>,
  ) {
    this.stand();
  }

  /** Makes way for what registers the commands themselves; where that fails, these are back. @throws what `build` throws */
  replaceBy<T>(build: () => T): T {
    this.registered.value = undefined;
    try {
      return build();
    } catch (error) {
      this.stand();
      throw error;
    }
  }

  dispose(): void {
    this.registered.dispose();
  }

  private stand(): void {
    const standIn =
      (id: string) =>
      async (...args: unknown[]): Promise<void> => {
        await this.loaded(() => commands.executeCommand(id, ...args));
      };
    this.registered.value = Disposable.from(
      ...this.ids.map((id) => commands.registerCommand(id, standIn(id))),
    );
  }
}
