import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Memento } from 'vscode';
import { LocalService } from '../../../../src/ui/localService/localService';
import { CancelledError } from '../../../../src/ui/quickInput';

const { start, window } = vi.hoisted(() => ({
  start: vi.fn<(signal: AbortSignal) => Promise<unknown>>(),
  window: {
    withProgress: async (_options: unknown, show: (...args: unknown[]) => Promise<void>) =>
      show({ report: () => undefined }, { onCancellationRequested: (cancel: () => void) => cancel() }),
  },
}));
vi.mock('vscode', () => ({
  EventEmitter: class {
    dispose = () => undefined;
  },
  ProgressLocation: {},
  window,
}));
vi.mock('../../../../src/ui/localService/supervisor', () => ({
  Supervisor: class {
    start = start;
  },
}));

const nothing = (): void => undefined;

function made(): LocalService {
  const kept = new Map<string, unknown>();
  const memento: Memento = {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
  return new LocalService({
    script: 'service.js',
    dataFolder: () => 'data',
    onOutput: nothing,
    trust: { isTrusted: true },
    memento,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
}

beforeEach(() => {
  start.mockReset();
});

describe('the local service', () => {
  it('is in use once it was started', async () => {
    const service = made();
    start.mockResolvedValue({});
    await service.start();
    expect(service.isInUse).toBe(true);
  });

  it('is not in use when its start was cancelled, though it came to run', async () => {
    const service = made();
    let finish: (info: unknown) => void = () => undefined;
    start.mockReturnValue(new Promise((resolve) => (finish = resolve)));
    await expect(service.start()).rejects.toThrow(CancelledError);
    finish({});
    await new Promise(setImmediate);
    expect(service.isInUse).toBe(false);
  });
});
