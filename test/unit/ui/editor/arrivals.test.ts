import { describe, expect, it } from 'vitest';
import { Arrivals, type Awaited } from '../../../../src/ui/editor/arrivals';

const tables: Awaited = { key: 'tables', connectionId: 'prod' };
const columns: Awaited = { key: 'columns', connectionId: 'prod' };
const others: Awaited = { key: 'other tables', connectionId: 'lab' };
const patience = 10;
const rest = 300;

/** Connections that answer when they are told to. */
function waiting() {
  const answers = new Map<string, () => void>();
  const settled = new Map(
    ['prod', 'lab'].map((id) => [id, new Promise<void>((resolve) => answers.set(id, resolve))]),
  );
  let now = 0;
  let asked = 0;
  const arrivals = new Arrivals({
    settled: (id) => {
      asked++;
      return settled.get(id) ?? Promise.resolve();
    },
    rest,
    now: () => now,
  });
  return {
    arrivals,
    answer: (id: string) => answers.get(id)?.(),
    pass: (milliseconds: number) => (now += milliseconds),
    /** Whether anything was waited for since this was called last. */
    waited: async (...awaited: readonly Awaited[]) => {
      asked = 0;
      const isAll = await arrivals.wait(awaited, patience);
      return { isAll, hasWaited: asked > 0 };
    },
  };
}

describe('what is on its way', () => {
  it('is waited for until it is there', async () => {
    const { waited, answer } = waiting();
    const waits = waited(tables);
    answer('prod');
    expect(await waits).toEqual({ isAll: true, hasWaited: true });
  });

  it('is waited for no longer than the patience lasts', async () => {
    expect(await waiting().waited(tables)).toEqual({ isAll: false, hasWaited: true });
  });

  it('is not waited for a second time, but for some time only', async () => {
    const { arrivals, waited, pass } = waiting();
    arrivals.giveUp([tables]);
    pass(rest - 1);
    expect(await waited(tables)).toEqual({ isAll: true, hasWaited: false });
    pass(1);
    expect(await waited(tables)).toEqual({ isAll: false, hasWaited: true });
  });

  it('is not given up for longer by those who did not wait', async () => {
    const { arrivals, waited, pass } = waiting();
    arrivals.giveUp([tables]);
    pass(rest - 1);
    arrivals.giveUp([tables]);
    pass(1);
    expect((await waited(tables)).hasWaited).toBe(true);
  });

  it('is waited for beside something else that did not come', async () => {
    const { arrivals, waited } = waiting();
    arrivals.giveUp([tables]);
    expect((await waited(tables, columns)).hasWaited).toBe(true);
    expect((await waited(others)).hasWaited).toBe(true);
  });

  it('is waited for again once its connection has answered', async () => {
    const { arrivals, waited, answer } = waiting();
    arrivals.giveUp([tables]);
    answer('prod');
    await new Promise(setImmediate);
    expect((await waited(tables)).hasWaited).toBe(true);
  });
});
