import type { Disposable } from 'vscode';

/** Runs an action at once, and then no more often than the interval allows; what was asked for last still happens. */
export class Throttle implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private last = -Infinity;

  constructor(
    private readonly action: () => void,
    private readonly intervalMs: number,
  ) {}

  ask(): void {
    if (this.timer !== undefined) return;
    const wait = this.last + this.intervalMs - performance.now();
    if (wait <= 0) this.now();
    else this.timer = setTimeout(() => this.now(), wait);
  }

  /** Without waiting. */
  now(): void {
    this.dispose();
    this.last = performance.now();
    this.action();
  }

  /** Forgets what was asked for and not done yet. */
  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
