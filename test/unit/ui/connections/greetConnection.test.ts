import { expect, it, vi } from 'vitest';
import type { FramesClient } from '../../../../src/frames/client';
import { greetConnection } from '../../../../src/ui/connections/greetConnection';

vi.mock('vscode', () => ({ ProgressLocation: {}, window: { setStatusBarMessage: () => undefined } }));

const connection = { id: 'prod', name: 'Prod', address: 'framesd:8081' };

/** Greets a service that answers when it is told to. @returns what the tree was told to do, in its order */
function greet({ stays, fails = [] }: { readonly stays: boolean; readonly fails?: readonly string[] }) {
  const told: string[] = [];
  let answer: (version: string) => void = () => undefined;
  const version = new Promise<string>((resolve) => (answer = resolve));
  const tell = (what: string, id: string): Promise<void> => {
    told.push(`${what} ${id}`);
    return fails.includes(what) ? Promise.reject(new Error(`no ${what}`)) : Promise.resolve();
  };
  const tree = {
    isInSight: false,
    reveal: (id: string) => {
      tree.isInSight = true;
      return tell('reveal', id);
    },
    expand: (id: string) => tell('expand', id),
  };
  const log: string[] = [];
  const client = { version: () => version } as unknown as FramesClient;
  const done = greetConnection(connection, {
    live: { get: () => Promise.resolve({ client, source: undefined }) },
    reporter: { show: (error) => Promise.resolve(void told.push(String(error))) },
    log: { info: (line) => void log.push(line), warn: (line) => void log.push(line) },
    tree,
  });
  const finish = async (): Promise<readonly string[]> => {
    tree.isInSight = stays;
    answer('0.13.0');
    await done;
    return told;
  };
  return { told, log, finish };
}

it('shows a new connection at once, and what is in it when it has answered', async () => {
  const { told, finish } = greet({ stays: true });
  await new Promise(setImmediate);
  expect(told).toEqual(['reveal prod']);
  expect(await finish()).toEqual(['reveal prod', 'expand prod']);
});

it('brings nothing to the front for who has gone elsewhere meanwhile', async () => {
  expect(await greet({ stays: false }).finish()).toEqual(['reveal prod']);
});

it('connects where the tree fails, and only logs that', async () => {
  const { log, finish } = greet({ stays: true, fails: ['reveal', 'expand'] });
  expect(await finish()).toEqual(['reveal prod', 'expand prod']);
  expect(log).toEqual([
    'Prod was not shown in the tree: no reveal',
    'connected to Prod: version 0.13.0',
    'Prod was not shown in the tree: no expand',
  ]);
});
