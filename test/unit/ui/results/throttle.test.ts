import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from '../../../../src/ui/results/throttle';

describe('a throttle', () => {
  const action = vi.fn();
  let throttle: Throttle;
  beforeEach(() => {
    vi.useFakeTimers();
    action.mockClear();
    throttle = new Throttle(action, 50);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('acts at once, then once for all that is asked within the interval', () => {
    for (let i = 0; i < 10; i++) throttle.ask();
    expect(action).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(49);
    expect(action).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(500);
    expect(action).toHaveBeenCalledTimes(2);
  });

  it('acts without waiting when it must, and not twice for it', () => {
    throttle.ask();
    throttle.ask();
    throttle.now();
    expect(action).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(500);
    expect(action).toHaveBeenCalledTimes(2);
  });

  it('forgets what it was asked when disposed', () => {
    throttle.ask();
    throttle.ask();
    throttle.dispose();
    vi.advanceTimersByTime(500);
    expect(action).toHaveBeenCalledTimes(1);
  });
});
