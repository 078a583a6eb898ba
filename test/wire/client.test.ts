import { Metadata, status } from '@grpc/grpc-js';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame } from '../../src/data/frame';
import { connect, type ConnectOptions, type FramesClient } from '../../src/frames';
import { encodeFrame } from '../../src/wire/frameCodec';
import { rows, startFaultServer, until, type FaultServer, type Misbehaviour } from './clientFaultServer';
import { failureOf, readAll } from './outcome';

const secret = 'rabbit-season';
const query = { backend: 'nosql', table: 'a/t' } as const;
const target = { backend: 'nosql', table: 'a/t' } as const;

const clean: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function serve(misbehaviour: Misbehaviour, address?: string): Promise<FaultServer> {
  const server = await startFaultServer(misbehaviour, address);
  clean.push(() => server.stop());
  return server;
}

function clientOf(
  address: string,
  options: ConnectOptions = { user: 'daffy', password: secret },
): FramesClient {
  const client = connect(address, options);
  clean.push(() => client.close());
  return client;
}

describe('a read', () => {
  it('delivers the frames that came before a failure', async () => {
    const { address, openCalls } = await serve({
      read(stream) {
        for (let i = 0; i < 40; i++) stream.write(rows(10, { start: i * 10, bytes: 1000 }));
        const metadata = new Metadata();
        metadata.set('frames-error-code', 'internal');
        stream.emit('error', {
          code: status.UNKNOWN,
          details: 'error during iteration: the disk is gone',
          metadata,
        });
      },
    });
    const seen: Frame[] = [];
    const failure = await failureOf(readAll(clientOf(address).read(query), seen));
    expect(seen.map((frame) => frame.columns[0]?.at(0))).toEqual(
      Array.from({ length: 40 }, (_, i) => BigInt(i * 10)),
    );
    expect(failure).toMatchObject({
      code: 'internal',
      operation: 'read',
      backend: 'nosql',
      table: 'a/t',
      detail: 'error during iteration: the disk is gone',
      message: "read nosql 'a/t': error during iteration: the disk is gone",
    });
    await until(() => openCalls() === 0, 'the call ends');
  });

  it('delivers them also when all arrives in one breath', async () => {
    const frames = Array.from({ length: 200 }, (_, i) => encodeFrame(rows(3, { start: i })));
    const server = createHttp2Server().on('stream', (stream) => {
      stream.on('wantTrailers', () =>
        stream.sendTrailers({ 'grpc-status': '2', 'grpc-message': 'then%20it%20failed' }),
      );
      stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
      stream.end(Buffer.concat(frames.flatMap((bytes) => [prefixOf(bytes), bytes])));
    });
    const seen: Frame[] = [];
    const failure = await failureOf(readAll(clientOf(await listen(server)).read(query), seen));
    expect(failure).toMatchObject({ code: 'unknown', detail: 'then it failed' });
    expect(seen.length).toBe(frames.length);
  });

  it('delivers them also when the service dies', async () => {
    const server = await serve({
      read(stream) {
        for (let i = 0; i < 3; i++) stream.write(rows(10));
      },
    });
    const client = clientOf(server.address);
    const seen: Frame[] = [];
    const reading = failureOf(readAll(client.read(query), seen));
    await until(() => seen.length === 3, 'three frames');
    await server.stop();
    expect(await reading).toMatchObject({ code: 'unavailable' });
    expect((await reading).detail).toContain('may have stopped or restarted');
  });

  it('ends the call on the service when the loop is left, when it is aborted, and when the client closes', async () => {
    const { address, openCalls } = await serve({ read: (stream) => stream.write(rows(10)) });
    const client = clientOf(address);
    for await (const frame of client.read(query)) {
      expect(frame.length).toBe(10);
      expect(openCalls()).toBe(1);
      break;
    }
    await until(() => openCalls() === 0, 'the call that was left');

    const abort = new AbortController();
    const aborted = failureOf(readAll(client.read(query, { signal: abort.signal })));
    await until(() => openCalls() === 1, 'the second call');
    const start = performance.now();
    abort.abort(new Error('closed the panel'));
    expect(await aborted).toMatchObject({
      code: 'cancelled',
      operation: 'read',
      cause: { message: 'closed the panel' },
    });
    expect(performance.now() - start).toBeLessThan(200);
    await until(() => openCalls() === 0, 'the call that was aborted');

    const closed = failureOf(readAll(client.read(query)));
    await until(() => openCalls() === 1, 'the third call');
    client.close();
    expect(await closed).toMatchObject({ code: 'cancelled' });
    await until(() => openCalls() === 0, 'the call of the closed client');
    expect(await failureOf(client.version())).toMatchObject({ code: 'unavailable', operation: 'version' });
  });

  it('sends nothing when it is aborted before it begins', async () => {
    let calls = 0;
    const { address } = await serve({ read: () => (calls += 1) });
    const failure = await failureOf(readAll(clientOf(address).read(query, { signal: AbortSignal.abort() })));
    expect(failure.code).toBe('cancelled');
    expect(calls).toBe(0);
  });

  it('makes the service wait while its consumer does', async () => {
    const messageBytes = 1_000_000;
    const messages = 200;
    let sent = 0;
    const { address } = await serve({
      read(stream) {
        const frame = rows(1, { bytes: messageBytes });
        const send = (): void => {
          while (sent < messages) {
            sent++;
            if (!stream.write(frame)) return void stream.once('drain', send);
          }
          stream.end();
        };
        send();
      },
    });
    const frames = clientOf(address).read(query);
    expect((await frames.next()).done).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Window and read-ahead of 4 MiB each on this side; on the other a window and what its stream holds (16 messages).
    const stalledAt = sent;
    expect(stalledAt).toBeLessThan(40);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sent).toBe(stalledAt);
    expect((await readAll(frames)).length).toBe(messages - 1);
  });

  it('takes messages of up to 128 MiB and says which are larger', async () => {
    const { address } = await serve({
      read(stream) {
        stream.write(rows(100, { bytes: 1_000_000 }));
        stream.write(rows(140, { bytes: 1_000_000 }));
        stream.end();
      },
    });
    const seen: Frame[] = [];
    const failure = await failureOf(readAll(clientOf(address).read(query), seen));
    expect(seen.map(({ length }) => length)).toEqual([100]);
    expect(failure).toMatchObject({ code: 'invalidArgument' });
    expect(failure.detail).toContain('larger than max');
  });

  it('calls garbage garbage', async () => {
    const { address, openCalls } = await serve({
      read(stream) {
        stream.write(rows(2));
        stream.write(Buffer.from([0x0a, 0xff, 0xff, 0x03]));
        stream.write(rows(2));
      },
    });
    const seen: Frame[] = [];
    expect(await failureOf(readAll(clientOf(address).read(query), seen))).toMatchObject({ code: 'protocol' });
    expect(seen.length).toBe(1);
    await until(() => openCalls() === 0, 'the call ends');
  });
});

describe('a write', () => {
  it('stops taking frames when the service has refused', async () => {
    const { address, openCalls } = await serve({
      write(_stream, answer) {
        answer({
          code: status.UNKNOWN,
          details: "backend Write failed: table 't/' already exists; either use …",
        });
      },
    });
    let isReturned = false;
    async function* endless(): AsyncGenerator<Frame> {
      try {
        for (;;) {
          yield rows(100);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      } finally {
        isReturned = true;
      }
    }
    const failure = await failureOf(clientOf(address).write(target, endless()));
    expect(failure).toMatchObject({ code: 'alreadyExists', operation: 'write', table: 'a/t' });
    await until(() => isReturned, 'the source is told');
    await until(() => openCalls() === 0, 'the call ends');
  });

  it('does not wait for a source that is busy', async () => {
    const { address } = await serve({
      write(_stream, answer) {
        answer({ code: status.UNKNOWN, details: 'missing parameters' });
      },
    });
    async function* stuck(): AsyncGenerator<Frame> {
      yield rows(1);
      await new Promise(() => undefined);
    }
    expect(await failureOf(clientOf(address).write(target, stuck()))).toMatchObject({
      code: 'invalidArgument',
    });
    const signal = AbortSignal.timeout(100);
    const { address: silent, openCalls } = await serve({ write: (stream) => void stream.resume() });
    expect(await failureOf(clientOf(silent).write(target, stuck(), { signal }))).toMatchObject({
      code: 'cancelled',
    });
    await until(() => openCalls() === 0, 'the call ends');
  });

  it('takes frames no faster than the service does', async () => {
    const { address, openCalls } = await serve({ write: () => undefined });
    let taken = 0;
    function* source(): Generator<Frame> {
      const frame = rows(1, { bytes: 1_000_000 });
      for (; taken < 200; taken++) yield frame;
    }
    const abort = new AbortController();
    const writing = failureOf(clientOf(address).write(target, source(), { signal: abort.signal }));
    await until(() => openCalls() === 1, 'the call begins');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(taken).toBeLessThan(40);
    abort.abort();
    expect((await writing).code).toBe('cancelled');
    await until(() => openCalls() === 0, 'the call ends');
  });

  it('throws what its source throws, unchanged, and is cancelled', async () => {
    const { address, openCalls } = await serve({ write: (stream) => void stream.resume() });
    const broken = new TypeError('line 7 is no row');
    function* source(): Generator<Frame> {
      yield rows(1);
      throw broken;
    }
    await expect(clientOf(address).write(target, source())).rejects.toBe(broken);
    await until(() => openCalls() === 0, 'the call ends');
  });

  it('says when a frame is too large for a message, and is cancelled', async () => {
    const { address, openCalls } = await serve({ write: (stream) => void stream.resume() });
    const failure = await failureOf(clientOf(address).write(target, [rows(140, { bytes: 1_000_000 })]));
    expect(failure).toMatchObject({ code: 'invalidArgument', operation: 'write' });
    expect(failure.detail).toContain('134217728');
    await until(() => openCalls() === 0, 'the call ends');
  });

  it('is never repeated', async () => {
    let calls = 0;
    const { address } = await serve({
      write(_stream, answer) {
        calls++;
        answer({ code: status.UNAVAILABLE, details: 'not now' });
      },
    });
    const failure = await failureOf(clientOf(address).write(target, [rows(1)]));
    expect(failure).toMatchObject({ code: 'unavailable', detail: 'not now' });
    expect(calls).toBe(1);
  });
});

describe('a version', () => {
  it('is asked for again while the service is unavailable', async () => {
    const { address } = await serve({
      version(call, answer) {
        if (call < 3) answer({ code: status.UNAVAILABLE, details: 'starting' });
        else answer(null, { version: '1.2.3' });
      },
    });
    expect(await clientOf(address).version()).toBe('1.2.3');
  });

  it('is not asked for again after another failure', async () => {
    let calls = 0;
    const { address } = await serve({
      version(call, answer) {
        calls = call;
        answer({ code: status.PERMISSION_DENIED, details: 'no' });
      },
    });
    expect(await failureOf(clientOf(address).version())).toMatchObject({
      code: 'permissionDenied',
      detail: 'no',
    });
    expect(calls).toBe(1);
  });
});

describe('a service that cannot be reached', () => {
  it('is unavailable at once when nothing listens', async () => {
    const { address, stop } = await startFaultServer({});
    await stop();
    const start = performance.now();
    const failure = await failureOf(readAll(clientOf(address).read(query)));
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(failure.detail).toContain(`nothing listens at ${address}`);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is unavailable when its name does not exist', async () => {
    const failure = await failureOf(clientOf('grpc://nosuch.invalid:8081').version());
    expect(failure).toMatchObject({ code: 'unavailable', operation: 'version' });
    expect(failure.detail).toContain('cannot be resolved');
  });

  it('is unavailable after the time to connect when it says nothing, and aborting works before', async () => {
    const address = await listen(createServer());
    const client = clientOf(address, { connectTimeout: 300 });
    const start = performance.now();
    const failure = await failureOf(readAll(client.read(query)));
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(failure.detail).toContain('no answer');
    expect(performance.now() - start).toBeLessThan(1500);

    for (const call of [
      (signal: AbortSignal) => readAll(clientOf(address).read(query, { signal })),
      (signal: AbortSignal) => clientOf(address).version({ signal }),
      (signal: AbortSignal) => clientOf(address).write(target, [rows(1)], { signal }),
    ]) {
      const abort = new AbortController();
      const hanging = failureOf(call(abort.signal));
      await new Promise((resolve) => setTimeout(resolve, 50));
      const abortedAt = performance.now();
      abort.abort();
      expect(await hanging).toMatchObject({ code: 'cancelled' });
      expect(performance.now() - abortedAt).toBeLessThan(200);
    }
  });

  it('may be an HTTP port, or something that hangs up', async () => {
    const http = await listen(createHttpServer((_request, response) => response.end('hello')));
    expect((await failureOf(clientOf(http).version())).detail).toContain('answers in HTTP, not in gRPC');
    const rude = await listen(createServer((socket) => socket.destroy()));
    expect((await failureOf(clientOf(rude).version())).detail).toContain('does it expect TLS');
  });

  it('is found again by the same client as soon as it is back', async () => {
    const version: Misbehaviour['version'] = (_call, answer) => answer(null, { version: '1.0.0' });
    const first = await serve({ version });
    const client = clientOf(first.address);
    expect(await client.version()).toBe('1.0.0');
    await first.stop();
    expect(await failureOf(readAll(client.read(query)))).toMatchObject({ code: 'unavailable' });
    await serve(
      {
        version,
        read(stream) {
          stream.write(rows(1));
          stream.end();
        },
      },
      first.address,
    );
    expect((await readAll(client.read(query))).length).toBe(1);
    expect(await client.version()).toBe('1.0.0');
  });
});

describe('a client', () => {
  it('refuses arguments that cannot be meant before it sends anything', async () => {
    const client = clientOf('127.0.0.1:1');
    const blank = { backend: 'csv', table: '' } as const;
    const failures = await Promise.all([
      failureOf(readAll(client.read(blank))),
      failureOf(client.write(blank, [])),
      failureOf(client.create(blank)),
      failureOf(client.delete(blank)),
      failureOf(client.execute({ ...blank, command: 'ping' })),
      failureOf(readAll(client.history({ minDuration: -1 }))),
    ]);
    expect(failures.map(({ code, operation }) => [code, operation])).toEqual(
      ['read', 'write', 'create', 'delete', 'execute', 'history'].map((operation) => [
        'invalidArgument',
        operation,
      ]),
    );
  });

  it('shows its secret in no printed form, whatever goes wrong', async () => {
    const { address } = await serve({
      read(stream) {
        const { session } = stream.request;
        if (session.password !== secret) throw new Error('the secret did not arrive');
        stream.emit('error', { code: status.UNAUTHENTICATED, details: 'wrong password' });
      },
    });
    const client = clientOf(address);
    const failures = [
      await failureOf(readAll(client.read(query))),
      await failureOf(readAll(clientOf('127.0.0.1:1').read(query))),
      await failureOf(client.write({ ...target, saveMode: 'x' as 'updateItem' }, [])),
    ];
    expect(failures.map(({ code }) => code)).toEqual(['unauthenticated', 'unavailable', 'invalidArgument']);
    for (const printed of [client, ...failures]) {
      expect(inspect(printed, { showHidden: true, depth: 20, getters: true })).not.toContain(secret);
      expect(JSON.stringify(printed)).not.toContain(secret);
      expect(String(printed instanceof Error ? printed.stack : 'FramesClient')).not.toContain(secret);
    }
  });
});

/** What stands before a message on the wire: no compression, its length. */
function prefixOf(bytes: Uint8Array): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(bytes.length, 1);
  return prefix;
}

async function listen(server: Server): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a service that quotes the request', () => {
  it('does not get the secret into any failure', async () => {
    const metadata = new Metadata();
    metadata.set('token', secret);
    const refuse = { code: status.UNKNOWN, details: `no: ${secret}`, metadata };
    const { address } = await serve({
      version: (_, answer) => answer(refuse),
      read: (stream) => stream.emit('error', refuse),
      write: (_, answer) => answer(refuse),
    });
    const client = clientOf(address);
    const calls = [() => readAll(client.read(query)), () => client.write(target, []), () => client.version()];
    for (const call of calls) {
      const failure = await failureOf(call());
      expect(failure.detail).toContain('***');
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(secret);
    }
  });
});
