/**
 * A wait that can be cut short from outside. Unlike `Promise.race` against one long-lived promise it keeps nothing of
 * the waits that are over, so it can stand beside a stream of any length.
 */
export class Interruption {
  #error: Error | undefined;
  #reject: ((error: Error) => void) | undefined;

  /** Fails the wait in progress and all later ones; only the first call counts. */
  interrupt(error: Error): void {
    this.#error ??= error;
    this.#reject?.(this.#error);
  }

  /** Settles as `promise` does, or fails when interrupted. One call at a time. */
  async wait<T>(promise: Promise<T>): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        if (this.#error !== undefined) reject(this.#error);
        this.#reject = reject;
        promise.then(resolve, reject);
      });
    } finally {
      this.#reject = undefined;
    }
  }
}
