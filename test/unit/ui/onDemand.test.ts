import { describe, expect, it } from 'vitest';
import { OnDemand } from '../../../src/ui/onDemand';
import type { Situation } from '../../../src/ui/report';

class Thing {
  disposed = 0;
  dispose(): void {
    this.disposed++;
  }
}

/** Takes what is shown, and answers as it is told. */
class Shown {
  readonly errors: unknown[] = [];
  /** Of the failures still to come; the others are closed. */
  readonly answers: 'retry'[] = [];

  async show(error: unknown, _situation: Situation, retry?: () => Promise<void>): Promise<void> {
    this.errors.push(error);
    if (this.answers.pop() === 'retry') await retry?.();
  }
}

function setUp() {
  const things: Thing[] = [];
  const loads: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const load = async (): Promise<Thing> => {
    await new Promise<void>((resolve, reject) => loads.push({ resolve, reject }));
    const thing = new Thing();
    things.push(thing);
    return thing;
  };
  const reporter = new Shown();
  return { things, loads, reporter, part: new OnDemand(load, reporter) };
}

describe('what is loaded on demand', () => {
  it('is not loaded before it is used', () => {
    const { part, loads } = setUp();
    part.dispose();
    expect(loads).toHaveLength(0);
  });

  it('is loaded once for all that wait, and then used in their order', async () => {
    const { part, loads, things } = setUp();
    const order: [string, Thing][] = [];
    const uses = ['a', 'b'].map((name) => part.use((thing) => order.push([name, thing])));
    loads[0]?.resolve();
    await Promise.all(uses);
    await part.use((thing) => order.push(['c', thing]));
    expect(loads).toHaveLength(1);
    expect(order).toEqual(['a', 'b', 'c'].map((name) => [name, things[0]]));
  });

  it('waits for what is done with it, and passes on how that fails', async () => {
    const { part, loads, reporter } = setUp();
    const failure = new Error('of the command');
    const used = part.use(() => Promise.reject(failure));
    loads[0]?.resolve();
    await expect(used).rejects.toBe(failure);
    expect(reporter.errors).toEqual([]);
  });

  it('tells a failure to load, and loads again when that is asked for', async () => {
    const { part, loads, reporter } = setUp();
    const failure = new Error('no such file');
    let used = 0;
    reporter.answers.push('retry');
    const use = part.use(() => used++);
    loads[0]?.reject(failure);
    await expect.poll(() => loads.length).toBe(2);
    expect(reporter.errors).toEqual([failure]);
    loads[1]?.resolve();
    expect(await use).toBe(true);
    expect(used).toBe(1);
  });

  it('is loaded once more, and no more, for all that try again', async () => {
    const { part, loads, reporter, things } = setUp();
    reporter.answers.push('retry', 'retry');
    const used: Thing[] = [];
    const uses = [part.use((thing) => used.push(thing)), part.use((thing) => used.push(thing))];
    loads[0]?.reject(new Error('no such file'));
    await expect.poll(() => reporter.errors).toHaveLength(2);
    loads[1]?.resolve();
    await Promise.all(uses);
    expect(loads).toHaveLength(2);
    expect(used).toEqual([things[0], things[0]]);
  });

  it('is loaded again for the next use after a failure', async () => {
    const { part, loads, reporter, things } = setUp();
    const failed = [part.use(() => undefined), part.get()] as const;
    loads[0]?.reject(new Error('no such file'));
    expect(await failed[0]).toBe(false);
    await expect(failed[1]).rejects.toThrow('no such file');
    expect(reporter.errors).toHaveLength(1);
    const next = part.get();
    loads[1]?.resolve();
    expect(await next).toBe(things[0]);
  });

  it('is disposed of with its owner', async () => {
    const { part, loads, things } = setUp();
    const got = part.get();
    loads[0]?.resolve();
    await got;
    part.dispose();
    expect(things[0]?.disposed).toBe(1);
  });

  it('is disposed of when it is there, if its owner is gone by then', async () => {
    const { part, loads, things } = setUp();
    const got = part.get();
    part.dispose();
    loads[0]?.resolve();
    await got;
    expect(things[0]?.disposed).toBe(1);
  });
});
