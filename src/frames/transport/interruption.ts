/**
 * Waits that can be cut short from outside, once and for all. Unlike `Promise.race` against one long-lived promise it keeps
 * nothing of the waits that are over, so it can stand beside a stream of any length.
 */
export class Interruption {
  #isCut = false;
  #release: (() => void) | undefined;

  /** Ends the wait in progress and all later ones. */
  cut(): void {
    this.#isCut = true;
    this.#release?.();
  }

  /** Settles as `promise` does, or with undefined when cut short. One call at a time. */
  async wait<T extends object>(promise: Promise<T>): Promise<T | undefined> {
    try {
      return await new Promise<T | undefined>((resolve, reject) => {
        promise.then(resolve, reject);
        this.#release = () => resolve(undefined);
        if (this.#isCut) this.#release();
      });
    } finally {
      this.#release = undefined;
    }
  }
}
