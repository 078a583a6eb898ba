import { expect, it, vi } from 'vitest';
import type { FramesClient } from '../../../../src/frames/client';
import { greetConnection } from '../../../../src/ui/connections/greetConnection';

vi.mock('vscode', () => ({ ProgressLocation: {}, window: { setStatusBarMessage: () => undefined } }));

const connection = { id: 'prod', name: 'Prod', address: 'framesd:8081' };

/** Greets a service that answers when it is told to. @returns what the tree was told to do, in its order */
function greet({ stays }: { readonly stays: boolean }) {
  const told: string[] = [];
  let answer: (version: string) => void = () => undefined;
  const version = new Promise<string>((resolve) => (answer = resolve));
  const tree = {
    isInSight: false,
    reveal: (id: string) => {
      told.push(`reveal ${id}`);
      tree.isInSight = true;
      return Promise.resolve();
    },
    expand: (id: string) => Promise.resolve(void told.push(`expand ${id}`)),
  };
  const client = { version: () => version } as unknown as FramesClient;
  const done = greetConnection(connection, {
    live: { get: () => Promise.resolve({ client, source: undefined }) },
    reporter: { show: (error) => Promise.resolve(void told.push(String(error))) },
    log: { info: () => undefined },
    tree,
  });
  const finish = async (): Promise<readonly string[]> => {
    tree.isInSight = stays;
    answer('0.13.0');
    await done;
    return told;
  };
  return { told, finish };
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
