import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame } from '../../src/data/frame';
import { connect, type ConnectOptions, type FramesClient } from '../../src/frames';
import { encodeErrorFrame, encodeFrame } from '../../src/wire/frameCodec';
import { frameHeader } from '../../src/wire/framing';
import { rows, until } from './clientFaultServer';
import { framed } from './framed';
import { failureOf, readAll } from './outcome';

const secret = 'rabbit-season';
const query = { backend: 'nosql', table: 'a/t' } as const;

const clean: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

interface Serving {
  readonly address: string;
  readonly sockets: ReadonlySet<Socket>;
}

async function listen(server: Server): Promise<Serving> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

/** Something that answers HTTP, well or badly. */
function serve(listener: RequestListener): Promise<Serving> {
  return listen(createHttpServer(listener));
}

function clientOf(
  address: string,
  options: ConnectOptions = { user: 'daffy', password: secret },
): FramesClient {
  const client = connect(address, options);
  clean.push(() => client.close());
  return client;
}

const oneFrame = framed(encodeFrame(rows(3)));

describe('a read over HTTP', () => {
  it('delivers the frames before the failure, whose kind is in its words or behind them', async () => {
    const words = "can't query: HTTP/1.1 401 Unauthorized";
    const { address } = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { trailer: 'frames-error-code' });
      response.write(Buffer.concat([oneFrame, oneFrame]));
      response.write(framed(encodeErrorFrame(words)));
      if (request.url === '/history') response.addTrailers({ 'frames-error-code': 'deadline' });
      response.end();
    });
    const client = clientOf(address);
    const seen: Frame[] = [];
    expect(await failureOf(readAll(client.read(query), seen))).toMatchObject({
      code: 'unauthenticated',
      detail: words,
      operation: 'read',
      table: 'a/t',
    });
    expect(seen.length).toBe(2);
    expect((await failureOf(readAll(client.history()))).code).toBe('deadline');
  });

  it.each<[string, Buffer, string]>([
    ['a cut header', Buffer.concat([oneFrame, Buffer.alloc(3)]), "can't read header: unexpected EOF"],
    [
      'a cut frame',
      Buffer.concat([oneFrame, oneFrame.subarray(0, -1)]),
      "can't read message body: unexpected EOF",
    ],
    ['garbage', Buffer.concat([oneFrame, framed(Buffer.from([0x0a, 0xff]))]), 'cannot decode frame'],
    ['a giant', Buffer.concat([oneFrame, frameHeader(2 ** 40)]), 'larger than max'],
  ])('calls %s what it is', async (_, body, words) => {
    const { address } = await serve((_request, response) => response.end(body));
    const seen: Frame[] = [];
    const failure = await failureOf(readAll(clientOf(address).read(query), seen));
    expect(failure.code).toBe('protocol');
    expect(failure.detail).toContain(words);
    expect(seen.length).toBe(1);
  });

  it('makes the service wait while its consumer does, and frees the connection when it is left', async () => {
    let sent = 0;
    const { address, sockets } = await serve((_request, response) => {
      const message = framed(encodeFrame(rows(1, { bytes: 1_000_000 })));
      const send = (): void => {
        while (sent < 200) {
          sent++;
          if (!response.write(message)) return void response.once('drain', send);
        }
        response.end();
      };
      send();
    });
    const frames = clientOf(address).read(query);
    expect((await frames.next()).done).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(sent).toBeLessThan(40);
    await frames.return();
    await until(() => sockets.size === 0, 'the connection ends');
  });

  it('uses a connection again after it was read to its end, and forgets one that has died', async () => {
    const ports = new Set<number | undefined>();
    const { address, sockets } = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      request.resume();
      response.end(oneFrame);
    });
    const client = clientOf(address);
    for (let i = 0; i < 3; i++) expect((await readAll(client.read(query))).length).toBe(1);
    expect(ports.size).toBe(1);
    for (const socket of sockets) socket.resetAndDestroy();
    expect((await readAll(client.read(query))).length).toBe(1);
    expect(ports.size).toBe(2);
  });

  it('ends when it is aborted, and when the client closes', async () => {
    const { address, sockets } = await serve((_request, response) => void response.write(oneFrame));
    const client = clientOf(address);
    const abort = new AbortController();
    const seen: Frame[] = [];
    const aborted = failureOf(readAll(client.read(query, { signal: abort.signal }), seen));
    await until(() => seen.length === 1, 'a frame');
    abort.abort(new Error('closed the panel'));
    expect(await aborted).toMatchObject({ code: 'cancelled', cause: { message: 'closed the panel' } });
    await until(() => sockets.size === 0, 'the connection ends');
    const closed = failureOf(readAll(client.read(query)));
    await until(() => sockets.size === 1, 'the second call');
    client.close();
    expect((await closed).code).toBe('cancelled');
    expect((await failureOf(client.version())).detail).toContain('closed');
  });

  it('says that the connection was lost', async () => {
    const { address } = await serve((_request, response) => {
      response.write(oneFrame, () => setTimeout(() => response.destroy(), 20));
    });
    const failure = await failureOf(readAll(clientOf(address).read(query)));
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(failure.detail).toContain('was lost');
  });
});

describe('a write over HTTP', () => {
  it('stops taking frames when the service has refused', async () => {
    const { address } = await serve((request, response) => {
      request.resume();
      const text = "write error: backend Write failed: table 't/' already exists";
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', 'content-length': text.length });
      response.write(text);
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
    expect(await failureOf(clientOf(address).write(query, endless()))).toMatchObject({
      code: 'alreadyExists',
      detail: "backend Write failed: table 't/' already exists",
    });
    await until(() => isReturned, 'the source is told');
  });

  it('takes frames no faster than the service does, and ends when it is aborted', async () => {
    let goOn = (): void => undefined;
    const { address, sockets } = await serve((request) => {
      request.on('error', () => undefined);
      goOn = () => void request.resume();
    });
    let taken = 0;
    function* source(): Generator<Frame> {
      for (; taken < 200; taken++) yield rows(1, { bytes: 1_000_000 });
    }
    const abort = new AbortController();
    const writing = failureOf(clientOf(address).write(query, source(), { signal: abort.signal }));
    await until(() => taken > 0, 'the call begins');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(taken).toBeLessThan(40);
    abort.abort();
    expect((await writing).code).toBe('cancelled');
    goOn();
    await until(() => sockets.size === 0, 'the connection ends');
  });

  it('throws what its source throws, unchanged, and sends no end', async () => {
    let isComplete = false;
    const { address, sockets } = await serve((request) => {
      request.resume().on('end', () => (isComplete = true));
      request.on('error', () => undefined);
    });
    const broken = new TypeError('line 7 is no row');
    function* source(): Generator<Frame> {
      yield rows(1);
      throw broken;
    }
    await expect(clientOf(address).write(query, source())).rejects.toBe(broken);
    await until(() => sockets.size === 0, 'the connection ends');
    expect(isComplete).toBe(false);
  });

  it('says when a frame is too large for a message', async () => {
    const { address } = await serve((request) => void request.resume());
    const failure = await failureOf(clientOf(address).write(query, [rows(140, { bytes: 1_000_000 })]));
    expect(failure.code).toBe('invalidArgument');
    expect(failure.detail).toContain('134217728');
  });
});

describe('what answers instead of a Frames service', () => {
  it.each<[string, RequestListener]>([
    ['a page', (_request, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>')],
    ['a redirect', (_request, response) => response.writeHead(302, { location: '/login' }).end()],
  ])('is known by %s', async (_, listener) => {
    const { address } = await serve(listener);
    const failure = await failureOf(clientOf(address).delete(query));
    expect(failure.code).toBe('unavailable');
    expect(failure.detail).toContain('not as a Frames service');
  });

  it('is known by other JSON', async () => {
    const { address } = await serve((_request, response) => response.end('[1]'));
    expect(await failureOf(clientOf(address).version())).toMatchObject({ code: 'protocol' });
  });

  it('may hang up, listen no more, or have no name', async () => {
    const rude = await listen(createServer((socket) => socket.destroy()));
    expect((await failureOf(clientOf(rude.address).delete(query))).code).toBe('unavailable');
    expect((await failureOf(clientOf('http://127.0.0.1:1').delete(query))).detail).toContain(
      'nothing listens',
    );
    expect((await failureOf(clientOf('http://nosuch.invalid').delete(query))).detail).toContain(
      'cannot be resolved',
    );
  });

  it('never makes the secret visible', async () => {
    let body = '';
    const { address } = await serve((request, response) => {
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => response.writeHead(500, { 'content-type': 'text/plain' }).end('no'));
    });
    const client = clientOf(address);
    const failure = await failureOf(client.delete(query));
    expect(body).toContain(`"password":"${secret}"`);
    for (const printed of [client, failure])
      expect(inspect(printed, { showHidden: true, depth: 20, getters: true })).not.toContain(secret);
  });
});
