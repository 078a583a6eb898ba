import { ProgressLocation, window, type Progress } from 'vscode';
import { toSignal } from './cancellation';
import { CancelledError } from './quickInput';
import { untilAborted } from './untilAborted';

export interface WorkProgress {
  /** @param fraction what is done so far, in [0, 1] */
  readonly report: (message: string, fraction?: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs work under a notification with a Cancel button, which takes effect at once, whatever the work does with the signal.
 * @throws CancelledError; what the work throws
 */
export async function withCancellableProgress<T>(
  title: string,
  work: (progress: WorkProgress) => Promise<T>,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const signal = toSignal(token);
    try {
      return await untilAborted(work({ signal, report: reporting(progress) }), signal);
    } catch (error) {
      throw signal.aborted ? new CancelledError() : error;
    }
  });
}

/** Milliseconds between two changes of the notification. */
const interval = 100;

/** VS Code takes steps in percent. */
function reporting(progress: Progress<{ message?: string; increment?: number }>): WorkProgress['report'] {
  let shown = 0;
  let last = -Infinity;
  return (message, fraction) => {
    const now = performance.now();
    if (now - last < interval) return;
    last = now;
    const percent = Math.min(100, Math.max(shown, (fraction ?? 0) * 100));
    progress.report(fraction === undefined ? { message } : { message, increment: percent - shown });
    shown = percent;
  };
}
