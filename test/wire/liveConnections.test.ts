import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as library from '../../src/frames';
import { FramesError } from '../../src/frames';
import type { Connection } from '../../src/ui/connections/connection';
import { ConnectionAccess } from '../../src/ui/connections/connectionAccess';
import { LiveConnections, type LiveConnection } from '../../src/ui/connections/liveConnections';
import { reportOf } from '../../src/ui/report';
import { startService, type ServiceProcess } from './serviceProcess';

const clean: (() => unknown)[] = [];
let data: string;
let connection: Connection;
let live: LiveConnections;
let key: string | undefined;
let service: ServiceProcess;

beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'frames-live-'));
  clean.push(() => rm(data, { recursive: true, maxRetries: 5, retryDelay: 100 }));
  service = await startService({ data });
  const { grpc, webapi } = service.ready;
  connection = { id: '1', name: 'Lab', address: grpc, webApi: webapi };
  key = undefined;
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const secrets = {
    get: () => Promise.resolve(key === undefined ? undefined : ({ kind: 'accessKey', key } as const)),
  };
  live = new LiveConnections({
    find: () => connection,
    access: new ConnectionAccess(secrets, { require: () => Promise.resolve() }),
    trust: { isTrusted: true },
    log,
    load: () => Promise.resolve(library),
  });
  clean.push(() => live.dispose());
});

afterEach(async () => {
  await service.kill();
  for (const step of clean.splice(0).reverse()) await step();
});

it('works again by itself when a service that was killed is back on its port', async () => {
  await works();
  const { client } = await live.get('1');
  const cut = client.read({ backend: 'nosql', table: 'bigdata/none' });
  await service.kill();
  await expect(cut.next()).rejects.toMatchObject({ code: 'unavailable' });
  await expectFailure('unavailable', /nothing listens at/);
  await restart();
  // The same client: nothing was opened anew by hand.
  expect((await live.get('1')).client).toBe(client);
  await works();
});

it('says so when something else has taken the port, and works again when it is gone', async () => {
  await works();
  const { client } = await live.get('1');
  const cut = client.read({ backend: 'nosql', table: 'bigdata/none' });
  await service.kill();
  // Then the client knows that its connection is gone, and makes a new one.
  await expect(cut.next()).rejects.toMatchObject({ code: 'unavailable' });
  const other = createServer((_request, response) => response.end('<html>hello</html>'));
  const { port } = new URL(`http://${service.ready.grpc}`);
  await new Promise<void>((resolve) => other.listen(Number(port), '127.0.0.1', resolve));
  await expectFailure('unavailable', /answers in HTTP, not in gRPC|not as a Frames service/);
  other.closeAllConnections();
  await new Promise((resolve) => other.close(resolve));
  await restart();
  await works();
});

it('lets go at once of a service that hangs, and works again when that goes on', async () => {
  await works();
  service.process.kill('SIGSTOP');
  const { client, source } = await live.get('1');
  const started = performance.now();
  const signal = AbortSignal.timeout(300);
  await expect(client.version({ signal })).rejects.toMatchObject({ code: 'cancelled' });
  await expect(source?.containers({ signal: AbortSignal.timeout(300) })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(performance.now() - started).toBeLessThan(3000);
  service.process.kill('SIGCONT');
  await works();
});

it('names a key that was revoked, and works with the new one', async () => {
  key = 'first';
  await service.kill();
  await restart('first');
  await works();
  await service.kill();
  await restart('second');
  const error = await failure();
  expect(error.code).toBe('unauthenticated');
  const report = reportOf(error, { intent: 'read', connection, canRetry: true });
  expect(report?.remedies[0]).toBe('enterCredentials');
  expect(report?.message).not.toContain('first');
  // As saving the connection does.
  key = 'second';
  live.close('1');
  await works();
});

it.each([
  ['a read', ({ client }: LiveConnection) => client.read({ backend: 'nosql', table: 'bigdata/none' }).next()],
  ['a listing', ({ source }: LiveConnection) => source?.containers({})],
])('reads a key anew that was replaced elsewhere after it was refused to %s', async (_, call) => {
  key = 'first';
  await service.kill();
  await restart('first');
  await works();
  await service.kill();
  await restart('second');
  const first = await live.get('1');
  await expect(call(first)).rejects.toMatchObject({ code: 'unauthenticated' });
  // The same key is no reason to open anything anew: what else goes on over the connection goes on.
  const again = await live.get('1');
  expect(again.client).toBe(first.client);
  await expect(call(again)).rejects.toMatchObject({ code: 'unauthenticated' });
  key = 'second';
  // Whoever asks while the key is read anew gets what comes of it too, and not what is about to be closed.
  const [one, other] = await Promise.all([live.get('1'), live.get('1')]);
  expect(one.client).not.toBe(first.client);
  expect(other.client).toBe(one.client);
  await works();
});

it('refuses a change over a read-only connection, and lets it through once that is changed', async () => {
  connection = { ...connection, readOnly: true };
  const stream = { backend: 'stream', table: 'bigdata/live', shards: 1, retentionHours: 1 } as const;
  const refused = await live.get('1');
  await expect(refused.client.create(stream)).rejects.toThrow(/Lab is read-only/);
  await works();
  connection = { ...connection, readOnly: false };
  live.close('1');
  await (await live.get('1')).client.create(stream);
});

async function works(): Promise<void> {
  const { client, source } = await live.get('1');
  expect(await client.version()).toMatch(/^\d/);
  expect(await source?.containers({})).toContain('bigdata');
  await expect(client.read({ backend: 'nosql', table: 'bigdata/none' }).next()).rejects.toMatchObject({
    code: 'notFound',
  });
}

async function expectFailure(code: FramesError['code'], words: RegExp): Promise<void> {
  const error = await failure();
  expect(error.code).toBe(code);
  const report = reportOf(error, { intent: 'read bigdata/none', connection, canRetry: true });
  expect(report?.message).toMatch(words);
  expect(report?.remedies.slice(0, 3)).toEqual(['retry', 'testConnection', 'editConnection']);
}

async function failure(): Promise<FramesError> {
  const { client }: LiveConnection = await live.get('1');
  try {
    await client.read({ backend: 'nosql', table: 'bigdata/none' }).next();
  } catch (error) {
    if (error instanceof FramesError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** On the ports that it had. */
async function restart(accessKey?: string): Promise<void> {
  const { grpc, http, webapi } = service.ready;
  const args = [
    '--grpc',
    grpc,
    '--http',
    http.replace('http://', ''),
    '--webapi',
    webapi.replace('http://', ''),
  ];
  if (accessKey !== undefined) {
    const file = path.join(data, 'key');
    await writeFile(file, accessKey);
    args.push('--access-key-file', file);
  }
  service = await startService({ data, args });
  expect(service.ready.grpc).toBe(grpc);
}

function ignore(): void {
  // Nobody reads this log.
}
