import { setTimeout as sleep } from 'node:timers/promises';

/** Something that is on its way over a connection. */
export interface Awaited {
  /** Tells it from everything else. */
  readonly key: string;
  readonly connectionId: string;
}

export interface ArrivalsOptions {
  /** Resolves when nothing is on its way over a connection. Never rejects. */
  readonly settled: (connectionId: string) => Promise<void>;
  /** Milliseconds that nobody waits for what did not come in time, unless the connection answers before. */
  readonly rest: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Waits for what is on its way, but not again and again for the same over a connection that does not answer. */
export class Arrivals {
  private readonly restsUntil = new Map<string, number>();
  private readonly now: () => number;

  constructor(private readonly options: ArrivalsOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /** @returns whether there is nothing more to wait for; else the milliseconds have passed */
  async wait(awaited: readonly Awaited[], milliseconds: number): Promise<boolean> {
    const ids = awaited.filter(({ key }) => !this.rests(key)).map(({ connectionId }) => connectionId);
    if (ids.length === 0) return true;
    const over = new AbortController();
    const settled = Promise.all(ids.map((id) => this.options.settled(id))).then(() => true);
    try {
      return await Promise.race([settled, sleep(milliseconds, false, { signal: over.signal })]);
    } finally {
      over.abort();
    }
  }

  /** These did not come in time. */
  giveUp(awaited: readonly Awaited[]): void {
    for (const { key, connectionId } of awaited) {
      if (this.rests(key)) continue;
      this.restsUntil.set(key, this.now() + this.options.rest);
      const wake = (): boolean => this.restsUntil.delete(key);
      this.options.settled(connectionId).then(wake, wake);
    }
  }

  private rests(key: string): boolean {
    return this.now() < (this.restsUntil.get(key) ?? -Infinity);
  }
}
