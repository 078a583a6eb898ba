import { describe, expect, it } from 'vitest';
import { Remembered } from '../../../../src/ui/catalog/remembered';

interface Load {
  readonly signal: AbortSignal;
  readonly publish: (part: string) => void;
  readonly resolve: (value: string) => void;
  readonly reject: (error: Error) => void;
}

function remembering(): {
  readonly names: Remembered<string>;
  readonly loads: Load[];
  changes: () => number;
  pass: (ms: number) => void;
} {
  const loads: Load[] = [];
  let changes = 0;
  let now = 0;
  const names = new Remembered<string>({
    load: (signal, publish) =>
      new Promise((resolve, reject) => loads.push({ signal, publish, resolve, reject })),
    maxAge: 1000,
    now: () => now,
    onChange: () => (changes += 1),
  });
  return { names, loads, changes: () => changes, pass: (ms) => (now += ms) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what is remembered', () => {
  it('is loaded once, and given at once from then on', async () => {
    const { names, loads, changes } = remembering();
    expect([names.value, names.value]).toEqual([undefined, undefined]);
    await turn();
    expect(loads).toHaveLength(1);
    loads[0]?.resolve('a');
    await names.settled();
    expect([names.value, names.isCurrent, changes()]).toEqual(['a', true, 1]);
  });

  it('shows a part early, and does not take it for all', async () => {
    const { names, loads } = remembering();
    expect(names.value).toBeUndefined();
    await turn();
    loads[0]?.publish('part');
    expect([names.value, names.isCurrent]).toEqual(['part', false]);
  });

  it('is given while an old one is loaded again', async () => {
    const { names, loads, pass } = remembering();
    expect(names.value).toBeUndefined();
    await turn();
    loads[0]?.resolve('old');
    await names.settled();
    pass(1000);
    expect([names.value, names.isCurrent]).toEqual(['old', false]);
    await turn();
    loads[1]?.resolve('new');
    await names.settled();
    expect(names.value).toBe('new');
  });

  it('does not come from a load that began before it was forgotten', async () => {
    const { names, loads } = remembering();
    expect(names.value).toBeUndefined();
    await turn();
    names.forget();
    expect(loads[0]?.signal.aborted).toBe(true);
    loads[0]?.publish('stale');
    loads[0]?.resolve('stale');
    await turn();
    expect(names.peek).toBeUndefined();
    expect(names.value).toBeUndefined();
    await turn();
    loads[1]?.resolve('fresh');
    await names.settled();
    expect(names.value).toBe('fresh');
  });

  it('keeps an amendment that was made while it was being loaded', async () => {
    const { names, loads, pass } = remembering();
    expect(names.value).toBeUndefined();
    await turn();
    loads[0]?.resolve('a');
    await names.settled();
    pass(1000);
    expect(names.value).toBe('a');
    await turn();
    names.amend((known) => `${known}+b`);
    loads[1]?.resolve('a');
    await turn();
    expect(names.peek).toBe('a+b');
  });

  it('is not asked for again and again where it fails', async () => {
    const { names, loads, pass } = remembering();
    expect(names.value).toBeUndefined();
    await turn();
    loads[0]?.reject(new Error('down'));
    await names.settled();
    expect([names.value, names.failure]).toEqual([undefined, new Error('down')]);
    await turn();
    expect(loads).toHaveLength(1);
    pass(10_000);
    expect(names.value).toBeUndefined();
    await turn();
    expect(loads).toHaveLength(2);
  });
});
