import {
  ProgressLocation,
  window,
  type CancellationToken,
  type Progress,
  type ProgressOptions,
} from 'vscode';
import { CancelledError } from './quickInput';
import { untilAborted } from './untilAborted';

export interface WorkProgress {
  /** @param fraction what is done so far, in [0, 1] */
  readonly report: (message: string, fraction?: number) => void;
  readonly signal: AbortSignal;
}

type Shown = Progress<{ message?: string; increment?: number }>;

/**
 * Milliseconds after which a wait is shown. What comes and goes at once only distracts, and takes the place of the message that
 * tells how the work ended: VS Code shows no more than three notifications within 800 ms.
 */
const patience = 500;

/**
 * Runs work that, when it takes long, shows a notification with a Cancel button, which takes effect at once, whatever the work
 * does with the signal.
 * @throws CancelledError; what the work throws
 */
export async function withCancellableProgress<T>(
  title: string,
  work: (progress: WorkProgress) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const reports = new Reports();
  const running = untilAborted(work({ signal, report: (...report) => reports.add(...report) }), signal);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  try {
    return await shownWhenLong(options, running, (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      reports.showIn(progress);
    });
  } catch (error) {
    throw signal.aborted ? new CancelledError() : error;
  }
}

/** Shows that work goes on, when it takes long. How it ends is told by the work. */
export async function shownWhenLong<T>(
  options: ProgressOptions,
  work: Promise<T>,
  onShown?: (progress: Shown, token: CancellationToken) => void,
): Promise<T> {
  const ended = work.then(
    () => undefined,
    () => undefined,
  );
  const show = (progress: Shown, token: CancellationToken): Promise<void> => {
    onShown?.(progress, token);
    return ended;
  };
  const timer = setTimeout(() => {
    window.withProgress(options, show).then(undefined, () => undefined);
  }, patience);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds between two changes of the notification. */
const interval = 100;

/** What work says of how far it is: shown from the moment that there is something to show it in. */
class Reports {
  private progress: Shown | undefined;
  private newest: Parameters<WorkProgress['report']> | undefined;
  /** In percent, as VS Code takes its steps. */
  private shown = 0;
  private last = -Infinity;

  add(...report: Parameters<WorkProgress['report']>): void {
    this.newest = report;
    this.show();
  }

  showIn(progress: Shown): void {
    this.progress = progress;
    this.show();
  }

  private show(): void {
    const now = performance.now();
    if (!this.progress || !this.newest || now - this.last < interval) return;
    this.last = now;
    const [message, fraction] = this.newest;
    const percent = Math.min(100, Math.max(this.shown, (fraction ?? 0) * 100));
    this.progress.report(fraction === undefined ? { message } : { message, increment: percent - this.shown });
    this.shown = percent;
  }
}
