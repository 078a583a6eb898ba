import { setTimeout as sleep } from 'node:timers/promises';
import type { Disposable } from 'vscode';
import type { Connection } from '../connections/connection';
import { untilAborted } from '../untilAborted';
import type { ConnectionStatus } from './presentation';

export interface HealerOptions {
  /** Rejects while the service does not answer. */
  readonly ping: (connection: Connection, signal: AbortSignal) => Promise<unknown>;
  readonly onBack: (connectionId: string) => void;
  /** Whether anybody looks. */
  readonly isWatched: () => boolean;
  /** Milliseconds before the first question. */
  readonly firstDelay?: number;
}

/** Each wait is half as long again as the one before, up to this, in milliseconds. */
const maxDelay = 30_000;

/** Milliseconds that an answer may take. */
const pingTimeout = 5000;

/** Asks after services that went away until they are back. */
export class Healer implements Disposable {
  private readonly waits = new Map<string, AbortController>();

  constructor(private readonly options: HealerOptions) {}

  update(connection: Connection, status: ConnectionStatus): void {
    this.end(connection.id);
    if (status !== 'notConnected') return;
    const abort = new AbortController();
    this.waits.set(connection.id, abort);
    this.wait(connection, abort.signal).catch(() => undefined);
  }

  dispose(): void {
    for (const id of [...this.waits.keys()]) this.end(id);
  }

  private end(id: string): void {
    this.waits.get(id)?.abort();
    this.waits.delete(id);
  }

  private async wait(connection: Connection, signal: AbortSignal): Promise<void> {
    const { ping, onBack, isWatched, firstDelay = 2000 } = this.options;
    for (let delay = firstDelay; ; delay = Math.min(delay * 1.5, maxDelay)) {
      await sleep(delay, undefined, { signal, ref: false });
      if (!isWatched()) continue;
      const limited = AbortSignal.any([signal, AbortSignal.timeout(pingTimeout)]);
      const isBack = await untilAborted(ping(connection, limited), limited).then(
        () => true,
        () => false,
      );
      signal.throwIfAborted();
      if (isBack) {
        onBack(connection.id);
        return;
      }
    }
  }
}
