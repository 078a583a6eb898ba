import { expect, it } from 'vitest';
import { FramesClient } from '../../../../src/frames/client';
import { Session } from '../../../../src/frames/session';
import type { Transport } from '../../../../src/frames/transport/transport';
import { readOnly } from '../../../../src/ui/connections/readOnly';
import { UserError } from '../../../../src/ui/report';

/** Notes every call; none has an answer of use. */
function recording(sent: string[]): Transport {
  return {
    unary: ({ path }, _request, _options) => {
      sent.push(path);
      return Promise.reject(new Error('reached'));
    },
    // eslint-disable-next-line require-yield -- the call alone is looked at.
    async *serverStream({ path }) {
      sent.push(path);
      await Promise.resolve();
    },
    clientStream: ({ path }) => {
      sent.push(path);
      return Promise.reject(new Error('reached'));
    },
    close: () => undefined,
  };
}

it('refuses every change before anything is sent, and says how to allow it', async () => {
  const sent: string[] = [];
  const client = new FramesClient(recording(sent), new Session());
  readOnly(client, { name: 'Production' });
  let pulled = false;
  const frames = {
    [Symbol.asyncIterator]: () => {
      pulled = true;
      return { next: () => Promise.resolve({ done: true as const, value: undefined }) };
    },
  };
  const target = { backend: 'nosql', table: 'bigdata/t' } as const;
  const changes = [
    () => client.create({ backend: 'stream', table: 'bigdata/s' }),
    () => client.write(target, frames),
    () => client.delete(target),
    () => client.execute({ ...target, command: 'infer' }),
  ];
  for (const change of changes) {
    await expect(change()).rejects.toThrow(UserError);
    await expect(change()).rejects.toThrow(/Production is read-only.*Toggle Read-Only/);
  }
  expect(sent).toEqual([]);
  expect(pulled).toBe(false);

  for await (const frame of client.read(target)) expect(frame).toBeUndefined();
  await expect(client.version({ signal: AbortSignal.timeout(5000) })).rejects.toThrow('reached');
  expect(sent).toHaveLength(2);
});
