import { describe, expect, it } from 'vitest';
import { Interruption } from '../../../../src/frames/transport/interruption';

const never = new Promise<object>(() => undefined);

describe('an interruption', () => {
  it('lets a wait settle as its promise does', async () => {
    const interruption = new Interruption();
    const value = {};
    expect(await interruption.wait(Promise.resolve(value))).toBe(value);
    await expect(interruption.wait(Promise.reject<object>(new Error('no')))).rejects.toThrow('no');
  });

  it('cuts the wait in progress and all later ones', async () => {
    const interruption = new Interruption();
    const waiting = interruption.wait(never);
    interruption.cut();
    expect(await waiting).toBeUndefined();
    expect(await interruption.wait(never)).toBeUndefined();
    expect(await interruption.wait(Promise.reject<object>(new Error('nobody minds')))).toBeUndefined();
  });
});
