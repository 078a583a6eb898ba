import type { Listing } from './listing';

interface Load {
  readonly abort: AbortController;
  readonly done: Promise<Listing>;
}

/** Listings under way: one for a node at a time, and those who come later share it. */
export class Loads {
  private readonly running = new Map<string, Load>();

  /** @param onLoading whether anything is being listed right now */
  constructor(private readonly onLoading: (loading: boolean) => void) {}

  run(id: string, list: (signal: AbortSignal) => Promise<Listing>): Promise<Listing> {
    const running = this.running.get(id);
    if (running) return running.done;
    const abort = new AbortController();
    const done = list(abort.signal).finally(() => {
      this.running.delete(id);
      if (this.running.size === 0) this.onLoading(false);
    });
    this.running.set(id, { abort, done });
    if (this.running.size === 1) this.onLoading(true);
    return done;
  }

  /** Ends the listings of some nodes; what waits for one is told so. */
  stop(isMeant: (id: string) => boolean): void {
    this.running.forEach(({ abort }, id) => {
      if (isMeant(id)) abort.abort();
    });
  }
}
