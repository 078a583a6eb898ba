import { expect, test } from 'vitest';
import { Int64Column } from '../../../src/data/column';
import { frameOf, type Frame } from '../../../src/data/frame';
import type { Handlers } from '../../../src/service/handlers';
import { jsonLog } from '../../../src/service/log';
import { logged } from '../../../src/service/operationLog';
import { FramesError } from '../../../src/wire/errors';
import * as messages from '../../../src/wire/messages';

const { signal } = new AbortController();
const frame = frameOf({ columns: [new Int64Column('a', 'integer', new BigInt64Array(4))] });
const secret = { ...messages.emptySession, user: 'me', password: 'hush', token: 'hush', id: 'hush' };
const read = { ...messages.emptyReadRequest, session: secret, backend: 'kv', table: 't' };

/** Calls that succeed, unless given otherwise, and what they leave in the log. */
function observed(overrides: Partial<Handlers> = {}) {
  const lines: string[] = [];
  async function* frames() {
    yield await Promise.resolve(frame);
    yield frame;
  }
  const handlers: Handlers = {
    read: frames,
    history: frames,
    async write(sent) {
      let rows = 0n;
      for await (const { kind } of sent) if (kind === 'frame') rows += 4n;
      return { frames: 1n, rows };
    },
    create: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    exec: () => Promise.resolve({ frame: undefined, rows: 0n }),
    version: () => '',
    ...overrides,
  };
  const service = logged(
    handlers,
    jsonLog((line) => lines.push(line)),
  );
  return { service, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>), lines };
}

/** Takes so many frames, then ends the iteration. */
async function drain(frames: AsyncIterable<Frame>, most = Infinity): Promise<void> {
  let count = 0;
  for await (const { length } of frames) {
    if (length > 0) count++;
    if (count >= most) break;
  }
}

test('each call leaves one line, without its secrets', async () => {
  const { service, entries, lines } = observed();
  await drain(service.read(read, signal));
  async function* sent(): AsyncGenerator<messages.WriteMessage> {
    const request = { ...messages.emptyInitialWriteRequest, session: secret, backend: 'csv', table: 'w' };
    yield await Promise.resolve({ kind: 'request', request });
    yield { kind: 'frame', frame };
  }
  await service.write(sent(), signal);
  await service.delete(
    { ...messages.emptyDeleteRequest, session: secret, backend: 'kv', table: 'd' },
    signal,
  );
  expect(entries()).toMatchObject([
    { level: 'info', operation: 'read', backend: 'kv', table: 't', rows: '8', open: 0 },
    { level: 'info', operation: 'write', backend: 'csv', table: 'w', rows: '4', open: 0 },
    { level: 'info', operation: 'delete', backend: 'kv', table: 'd', open: 0 },
  ]);
  for (const line of lines) {
    expect(line.endsWith('}\n')).toBe(true);
    expect(line).not.toContain('hush');
  }
});

test('a failure is logged with its code and reason, and thrown on', async () => {
  const fail = (code: 'notFound' | 'internal') => () =>
    Promise.reject(new FramesError({ code, detail: 'x'.repeat(1000) }));
  const { service, entries } = observed({ create: fail('notFound'), exec: fail('internal') });
  await expect(service.create(messages.emptyCreateRequest, signal)).rejects.toThrow(FramesError);
  await expect(service.exec(messages.emptyExecRequest, signal)).rejects.toThrow(FramesError);
  expect(entries()).toMatchObject([
    { level: 'warn', operation: 'create', code: 'notFound' },
    { level: 'error', operation: 'execute', code: 'internal' },
  ]);
  expect(String(entries()[0]?.['detail']).length).toBeLessThan(400);
});

test('a read that is ended early is one that was cancelled', async () => {
  const { service, entries } = observed();
  await drain(service.read(read, signal), 2);
  expect(entries()).toMatchObject([
    { level: 'info', operation: 'read', code: 'cancelled', rows: '4', open: 0 },
  ]);
});

test('calls that still run are counted', async () => {
  const { service, entries } = observed();
  const running = service.read(read, signal)[Symbol.asyncIterator]();
  await running.next();
  await service.create(messages.emptyCreateRequest, signal);
  await running.return?.();
  expect(entries().map(({ operation, open }) => [operation, open])).toEqual([
    ['create', 1],
    ['read', 0],
  ]);
});
