import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenBound } from '../../../../src/ui/editor/whenBound';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Something that can come, and whoever waits for it. */
function world() {
  const listeners = new Set<() => void>();
  let there = false;
  const done = vi.fn();
  return {
    listeners,
    done,
    change: (isThere: boolean) => {
      there = isThere;
      for (const each of [...listeners]) each();
    },
    wait: async () => {
      await whenBound(() => there, {
        milliseconds: 300,
        onDidChange: (listener) => {
          listeners.add(listener);
          return { dispose: () => listeners.delete(listener) };
        },
      }).then(done);
    },
  };
}

it('what is there is not waited for', async () => {
  const { change, wait, done, listeners } = world();
  change(true);
  await wait();
  expect(done).toHaveBeenCalledOnce();
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('ends when it comes, whatever changes before', async () => {
  const { change, wait, done, listeners } = world();
  const waiting = wait();
  await vi.advanceTimersByTimeAsync(100);
  change(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(done).not.toHaveBeenCalled();
  change(true);
  await waiting;
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('ends when nothing comes in time', async () => {
  const { wait, done, listeners } = world();
  const waiting = wait();
  await vi.advanceTimersByTimeAsync(299);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await waiting;
  expect(listeners.size).toBe(0);
});
