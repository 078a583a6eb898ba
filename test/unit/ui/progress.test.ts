import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProgressOptions } from 'vscode';
import { withCancellableProgress, type WorkProgress } from '../../../src/ui/progress';
import { CancelledError } from '../../../src/ui/quickInput';

/** A notification: what it was shown with and told, and its Cancel button. */
interface Notification {
  readonly options: ProgressOptions;
  readonly told: { readonly message?: string; readonly increment?: number }[];
  cancel: () => void;
  closed: boolean;
}

const { notifications, window } = vi.hoisted(() => {
  const notifications: Notification[] = [];
  return {
    notifications,
    window: {
      withProgress: async (options: ProgressOptions, show: (...args: unknown[]) => Promise<void>) => {
        const made: Notification = { options, told: [], cancel: () => undefined, closed: false };
        notifications.push(made);
        const token = { onCancellationRequested: (cancel: () => void) => (made.cancel = cancel) };
        await show({ report: (step: Notification['told'][number]) => made.told.push(step) }, token);
        made.closed = true;
      },
    },
  };
});
vi.mock('vscode', () => ({ ProgressLocation: { Notification: 15 }, window }));

beforeEach(() => {
  notifications.length = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

/** Work that ends when it is told to. */
function begin() {
  let resolve: (value: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((...settle) => ([resolve, reject] = settle));
  let progress: WorkProgress | undefined;
  const running = withCancellableProgress('Reading a.csv', (given) => {
    progress = given;
    return promise;
  });
  const outcome = running.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!progress) throw new Error('the work has not begun');
  return { ...progress, resolve, reject, outcome };
}

describe('progress that can be cancelled', () => {
  it('is not shown for work that ends within half a second, nor afterwards', async () => {
    const { resolve, outcome } = begin();
    await vi.advanceTimersByTimeAsync(499);
    resolve('done');
    expect(await outcome).toEqual({ value: 'done' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(notifications).toEqual([]);
  });

  it('is shown after half a second, until the work ends', async () => {
    const { resolve, outcome } = begin();
    await vi.advanceTimersByTimeAsync(500);
    expect(notifications).toMatchObject([
      { options: { location: 15, title: 'Reading a.csv', cancellable: true }, closed: false },
    ]);
    resolve('done');
    expect(await outcome).toEqual({ value: 'done' });
    await vi.advanceTimersByTimeAsync(0);
    expect(notifications).toMatchObject([{ closed: true }]);
  });

  it('passes on how the work fails', async () => {
    const { reject, outcome } = begin();
    const failure = new Error('no such file');
    reject(failure);
    expect(await outcome).toEqual({ error: failure });
  });

  it('ends at once when it is cancelled, whatever the work does', async () => {
    const { signal, outcome } = begin();
    await vi.advanceTimersByTimeAsync(500);
    expect(signal.aborted).toBe(false);
    notifications[0]?.cancel();
    expect(signal.aborted).toBe(true);
    expect(await outcome).toEqual({ error: new CancelledError() });
  });

  it('shows what was reported before it was shown: the newest', async () => {
    const { report, resolve } = begin();
    report('1 row', 0.1);
    report('2 rows', 0.25);
    await vi.advanceTimersByTimeAsync(500);
    expect(notifications[0]?.told).toEqual([{ message: '2 rows', increment: 25 }]);
    resolve('done');
  });

  it('shows ten reports a second, by what was added since the last', async () => {
    const { report, resolve } = begin();
    await vi.advanceTimersByTimeAsync(500);
    report('1 row', 0.25);
    report('2 rows', 0.5);
    await vi.advanceTimersByTimeAsync(99);
    report('3 rows', 0.5);
    await vi.advanceTimersByTimeAsync(1);
    report('4 rows', 0.75);
    await vi.advanceTimersByTimeAsync(100);
    report('no more than all', 2);
    await vi.advanceTimersByTimeAsync(100);
    report('and how far is unknown');
    expect(notifications[0]?.told).toEqual([
      { message: '1 row', increment: 25 },
      { message: '4 rows', increment: 50 },
      { message: 'no more than all', increment: 25 },
      { message: 'and how far is unknown' },
    ]);
    resolve('done');
  });
});
