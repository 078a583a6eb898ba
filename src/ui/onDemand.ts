import type { Disposable } from 'vscode';
import { DisposableStore } from './lifecycle';
import type { Reporter } from './reporter';

/** Something that is loaded when it is first used, and once. A failure to load it is told, and can be tried again. */
export class OnDemand<T extends Disposable> implements Disposable {
  private readonly store = new DisposableStore();
  private loading: Promise<T> | undefined;

  constructor(
    private readonly load: () => Promise<T>,
    private readonly reporter: Pick<Reporter, 'show'>,
  ) {}

  /** @throws what loading throws; the next call tries again */
  get(): Promise<T> {
    return (this.loading ??= this.begin());
  }

  /**
   * Does something with it. Rejects with what `run` throws alone: whoever waits need not know of the loading. Where that
   * fails, this resolves once the user has been told and has answered.
   * @returns whether it was done: it is not when it could not be loaded, and the user left it at that
   */
  async use(run: (loaded: T) => unknown): Promise<boolean> {
    let loaded: T;
    try {
      loaded = await this.get();
    } catch (error) {
      let done = false;
      await this.reporter.show(error, { intent: 'load the rest of the extension' }, async () => {
        done = await this.use(run);
      });
      return done;
    }
    await run(loaded);
    return true;
  }

  /** What is being loaded is disposed of when it is there. */
  dispose(): void {
    this.store.dispose();
  }

  private async begin(): Promise<T> {
    try {
      return this.store.add(await this.load());
    } catch (error) {
      this.loading = undefined;
      throw error;
    }
  }
}
