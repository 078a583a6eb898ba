import { request as httpRequest, type IncomingMessage, type ClientRequest } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StringColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import type { Handlers } from '../../src/service/handlers';
import { httpOf } from '../../src/service/http/httpServer';
import { listenHttp, type Listening } from '../../src/service/listen';
import { silentLog } from '../../src/service/log';
import { FramesError } from '../../src/wire/errors';
import { decodeFrameMessage, encodeFrame } from '../../src/wire/frameCodec';
import { unframed } from '../../src/wire/framing';
import { framed } from './framed';
import * as messages from '../../src/wire/messages';
import { encodeInitialWrite, encodeWriteMessage } from '../../src/wire/writeMessages';
import { Random } from './random';

const idleMillis = 400;

let listening: Listening;
let address: string;
/** What the calls do; each test puts its own here. */
let handlers: Handlers;
/** What they were asked. */
let asked: { readonly session: messages.SessionMessage } | undefined;

beforeEach(async () => {
  asked = undefined;
  const take = (request: { readonly session: messages.SessionMessage }): Promise<void> => {
    asked = request;
    return Promise.resolve();
  };
  handlers = {
    read: (request) => {
      asked = request;
      return framesOf();
    },
    write: count,
    create: take,
    delete: take,
    exec: (request) => take(request).then(() => ({ frame: undefined, rows: 0n })),
    history: () => framesOf(),
    version: () => '1.2.3',
  };
  const current: Handlers = {
    read: (...args) => handlers.read(...args),
    write: (...args) => handlers.write(...args),
    create: (...args) => handlers.create(...args),
    delete: (...args) => handlers.delete(...args),
    exec: (...args) => handlers.exec(...args),
    history: (...args) => handlers.history(...args),
    version: () => handlers.version(),
  };
  const config = { password: 'secret', backends: [] };
  const listener = httpOf({ handlers: current, config, log: silentLog, idleMillis });
  listening = await listenHttp({ address: { host: '127.0.0.1', port: 0 } }, listener);
  address = `http://127.0.0.1:${listening.address.port}`;
});

afterEach(() => listening.stop());

async function* framesOf(...frames: Frame[]): AsyncGenerator<Frame> {
  yield* await Promise.resolve(frames);
}

const count: Handlers['write'] = async (all) => {
  let frames = 0n;
  let rows = 0n;
  for await (const message of all) {
    if (message.kind === 'request') asked = message.request;
    if (message.kind !== 'frame') continue;
    frames++;
    rows += BigInt(message.frame.length);
  }
  return { frames, rows };
};

function textFrame(bytes: number): Frame {
  return frameOf({ columns: [new StringColumn('text', ['x'.repeat(bytes)])] });
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${address}${path}`, { method: 'POST', ...init });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const unsupported = (detail: string) => () =>
  Promise.reject(new FramesError({ code: 'unsupported', detail }));

const writeHead = framed(
  encodeInitialWrite({ ...messages.emptyInitialWriteRequest, backend: 'kv', table: 't' }),
);
const oneRow = framed(encodeFrame(textFrame(1)));

/** A request whose body the test sends as it likes. */
function open(
  path: string,
  headers: Record<string, string> = {},
): { request: ClientRequest; answer: Promise<IncomingMessage> } {
  const request = httpRequest(`${address}${path}`, { method: 'POST', headers });
  const answer = once(request, 'response').then(([response]) => response as IncomingMessage);
  answer.catch(() => undefined);
  request.on('error', () => undefined);
  return { request, answer };
}

const soon = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe('a path', () => {
  test.each([
    ['/', 200, '{"state":"running"}\n'],
    ['/_/status', 200, '{"state":"running"}\n'],
    ['/_/config', 200, '{"password":"***","backends":[]}\n'],
    ['/version?x=1', 200, '{"version":"1.2.3"}\n'],
    ['//version/', 200, '{"version":"1.2.3"}\n'],
    ['/x/../version', 200, '{"version":"1.2.3"}\n'],
    ['/%76ersion', 404, 'unknown path - "/version"'],
    ['/Version', 404, 'unknown path - "/Version"'],
    ['/a%22b', 404, 'unknown path - "/a\\"b"'],
  ])('%s is answered with %i', async (path, status, text) => {
    const { port } = listening.address;
    // As it stands: other clients tidy the path up.
    const request = httpRequest({ port, host: '127.0.0.1', path, method: 'GET' }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect([response.statusCode, await textOf(response)]).toEqual([status, text]);
  });

  test.each(['/read', '/write', '/create', '/delete', '/exec', '/history'])(
    '%s is for POST alone, and then nothing is done',
    async (path) => {
      const answer = await ask(path, { method: 'PUT', body: '{"backend":"kv","table":"t"}' });
      expect(answer).toMatchObject({ status: 405, text: 'unsupported method' });
      expect(asked).toBeUndefined();
    },
  );
});

describe('a request in JSON', () => {
  test.each(['/create', '/delete', '/exec', '/read', '/history', '/query', '/search'])(
    'to %s is refused when it is none',
    async (path) => {
      expect(await ask(path, { body: '{' })).toMatchObject({
        status: 400,
        text: 'bad request - unexpected end of JSON input',
      });
      expect(await ask(path)).toMatchObject({ status: 400 });
    },
  );

  test.each(['/create', '/delete', '/exec', '/read'])('to %s needs no session', async (path) => {
    expect((await ask(path, { body: '{"session":null}' })).status).toBe(200);
    expect(asked?.session).toEqual(messages.emptySession);
    const authorization = `Basic ${Buffer.from('me:pass').toString('base64')}`;
    await ask(path, { body: '{}', headers: { authorization } });
    expect(asked?.session).toMatchObject({ user: 'me', password: 'pass' });
    await ask(path, {
      body: '{"session":{"token":"old","user":"u"}}',
      headers: { authorization: 'Bearer new' },
    });
    expect(asked?.session).toMatchObject({ user: 'u', token: 'new' });
  });

  test('may be of any content type and encoding', async () => {
    const headers = {
      'content-type': 'text/plain',
      'content-encoding': 'chunked',
      'accept-encoding': 'gzip',
    };
    const answer = await ask('/create', { body: '{}', headers });
    expect(answer).toMatchObject({ status: 200, text: 'OK' });
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('may have long headers, but not any length', async () => {
    expect((await ask('/create', { body: '{}', headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(
      200,
    );
    expect(await ask('/create', { body: '{}', headers: { 'x-long': 'x'.repeat(100_000) } })).toMatchObject({
      status: 431,
      text: 'Too big request header',
    });
  });

  test('is refused at once when it says that it is too long, and when it is', async () => {
    const { request, answer } = open('/create', { 'content-length': '2147483648' });
    request.write('{');
    expect((await answer).statusCode).toBe(413);
    request.destroy();
    expect((await ask('/create', { body: 'x'.repeat(5_000_000) })).status).toBe(413);
  });

  test('that does not come is waited for no longer than agreed', async () => {
    const { request, answer } = open('/create', { 'content-length': '10' });
    request.write('{');
    expect((await answer).statusCode).toBe(408);
    request.destroy();
  });
});

describe('a failure', () => {
  test.each([
    ['/create', 'words'],
    ['/delete', 'words'],
    ['/exec', "can't exec: words"],
  ])('of %s is told in its words, without line feed', async (path, text) => {
    const fail = unsupported('words');
    handlers = { ...handlers, create: fail, delete: fail, exec: fail };
    const answer = await ask(path, { body: '{}' });
    expect(answer).toMatchObject({ status: 500, text });
    expect(answer.headers.get('frames-error-code')).toBe('unsupported');
  });

  test('of exec says so once', async () => {
    handlers = { ...handlers, exec: unsupported("can't exec: words") };
    expect((await ask('/exec', { body: '{}' })).text).toBe("can't exec: words");
  });

  test('that is none of ours is told as it is', async () => {
    handlers = { ...handlers, create: () => Promise.reject(new TypeError('oops')) };
    expect(await ask('/create', { body: '{}' })).toMatchObject({ status: 500, text: 'oops' });
  });
});

describe('a read', () => {
  async function read(
    headers: Record<string, string> = {},
  ): Promise<{ frames: number; error: string; response: IncomingMessage }> {
    const { request, answer } = open('/read', headers);
    request.end('{}');
    const response = await answer;
    let frames = 0;
    let error = '';
    for await (const bytes of unframed(response as AsyncIterable<Uint8Array>)) {
      const message = decodeFrameMessage(bytes);
      if (message.error === '') frames++;
      error = message.error;
    }
    return { frames, error, response };
  }

  test('ends with its failure, and its code for those who take trailers', async () => {
    handlers = {
      ...handlers,
      async *read() {
        yield await Promise.resolve(textFrame(1));
        throw new FramesError({ code: 'notFound', detail: 'later' });
      },
    };
    const plain = await read();
    expect(plain).toMatchObject({ frames: 1, error: 'later', response: { statusCode: 200, trailers: {} } });
    const { response } = await read({ te: 'trailers' });
    expect(response.trailers).toEqual({ 'frames-error-code': 'notFound' });
  });

  test('of nothing is an empty body', async () => {
    const { response, ...rest } = await read({ connection: 'close' });
    expect(rest).toEqual({ frames: 0, error: '' });
    expect(response.headers.connection).toBe('close');
  });

  test('goes no faster than its client, and ends with it', async () => {
    let sent = 0;
    let isOver = false;
    handlers = {
      ...handlers,
      async *read() {
        try {
          for (; ; sent++) yield await Promise.resolve(textFrame(1_000_000));
        } finally {
          isOver = true;
        }
      },
    };
    const { request, answer } = open('/read');
    request.end('{}');
    const response = await answer;
    response.pause();
    await expect
      .poll(
        async () => {
          const before = sent;
          await soon(100);
          return before > 0 && before === sent;
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(sent).toBeLessThan(50);
    request.destroy();
    await expect.poll(() => isOver, { timeout: 5000 }).toBe(true);
  });
});

describe('a write', () => {
  test('counts', async () => {
    const body = Buffer.concat([writeHead, oneRow, framed(Buffer.alloc(0)), oneRow]);
    const answer = await ask('/write', { body, headers: { authorization: 'Bearer key' } });
    expect(answer).toMatchObject({ status: 200, text: '{"num_frames":3,"num_rows":2}\n' });
    expect(asked).toMatchObject({ backend: 'kv', table: 't', session: { token: 'key' } });
  });

  const wrapped = framed(encodeWriteMessage({ kind: 'frame', frame: textFrame(1) }));
  test.each<[string, Buffer, number, string]>([
    ['nothing', Buffer.alloc(0), 400, 'bad write request'],
    ['no request', Buffer.from('hello world, this is no frame'), 400, 'bad write request'],
    ['a cut length', writeHead.subarray(0, 5), 400, 'bad write request'],
    ['a negative length', Buffer.alloc(8, 0xff), 400, 'bad write request'],
    ['a cut frame', Buffer.concat([writeHead, oneRow.subarray(0, -1)]), 500, 'decode error'],
    [
      'a giant length',
      Buffer.concat([writeHead, Buffer.from('ffffffffffffff7f', 'hex')]),
      500,
      'decode error',
    ],
    [
      'garbage for a frame',
      Buffer.concat([writeHead, framed(Buffer.from([0x0a, 0xff]))]),
      500,
      'decode error',
    ],
    ['a frame in another message', Buffer.concat([writeHead, wrapped]), 500, 'decode error'],
    [
      'an unknown save mode',
      framed(encodeInitialWrite({ ...messages.emptyInitialWriteRequest, saveMode: 'x' })),
      400,
      "no save mode named 'x'",
    ],
  ])('with %s is refused', async (_, body, status, text) => {
    expect(await ask('/write', { body })).toMatchObject({ status, text });
  });

  test('that fails is answered when all of it is taken, unless its client looks earlier', async () => {
    handlers = {
      ...handlers,
      async write(all) {
        for await (const message of all) if (message.kind === 'frame') break;
        throw new FramesError({ code: 'invalidArgument', detail: 'no' });
      },
    };
    for (const headers of [{}, { prefer: 'respond-early' }] as Record<string, string>[]) {
      const { request, answer } = open('/write', { ...headers, connection: 'close' });
      let isAnswered = false;
      const answered = answer.then((response) => {
        isAnswered = true;
        return response;
      });
      request.write(writeHead);
      for (let i = 0; i < 50; i++) request.write(framed(encodeFrame(textFrame(100_000))));
      await soon(200);
      expect(isAnswered).toBe('prefer' in headers);
      request.end(oneRow);
      const response = await answered;
      expect([response.statusCode, await textOf(response)]).toEqual([500, 'write error: no']);
    }
  });

  test('whose client goes silent or away is ended', async () => {
    let outcome = '';
    handlers = {
      ...handlers,
      write: (all, signal) =>
        count(all, signal).catch((error: unknown) => {
          outcome = error instanceof FramesError ? error.code : String(error);
          throw error;
        }),
    };
    const silent = open('/write');
    silent.request.write(writeHead);
    expect((await silent.answer).statusCode).toBe(408);
    expect(outcome).toBe('deadline');
    silent.request.destroy();
    asked = undefined;
    const gone = open('/write');
    gone.request.write(writeHead);
    await expect.poll(() => asked).toBeDefined();
    gone.request.destroy();
    await expect.poll(() => outcome).toBe('cancelled');
  });
});

describe('noise', () => {
  const whole = Buffer.concat([writeHead, oneRow, oneRow]);
  const read = Buffer.from(
    '{"session":{"user":"u"},"backend":"kv","table":"t","columns":["a"],"limit":5,"join":[{}],"args":{"a":-1.5e3}}',
  );
  const query = Buffer.from(
    '{"range":{"from":"a"},"targets":[{"type":"table","target":"backend=kv;table=t"}]}',
  );

  test('is answered, whatever it is, and the next call as well', async () => {
    const random = new Random();
    const paths = ['/read', '/write', '/create', '/delete', '/exec', '/history', '/query', '/search'];
    for (let round = 0; round < 500; round++) {
      const path = paths[random.below(paths.length)] ?? '/read';
      const body = Buffer.from(
        path === '/write' ? whole : path === '/query' || path === '/search' ? query : read,
      );
      for (let flips = random.below(6); flips > 0; flips--)
        body[random.below(body.length)] = random.below(256);
      const cut = body.subarray(0, random.below(3) === 0 ? random.below(body.length) : body.length);
      const { status } = await ask(path, { body: cut });
      expect([200, 400, 500], `${path} (seed ${random.seed}, round ${round})`).toContain(status);
    }
    expect((await ask('/version')).status).toBe(200);
  });

  test.each([
    ['/exec', '{}'],
    ['/history', '{}'],
    ['/read', '{"backend":"kv","table":"t"}'],
    ['/delete', '{"backend":"stream","table":"t"}'],
    ['/write', '\0'.repeat(8)],
    ['/query', '{"targets":[null]}'],
    ['/query', '{"targets":[{"target":""}]}'],
    ['/create', '{"backend":"csv","table":"t","schema":{"fields":[null]}}'],
    ['/read', `{"filter":${'['.repeat(9000)}${']'.repeat(9000)}}`],
  ])('that ended the original is answered: %s %s', async (path, body) => {
    expect((await ask(path, { body })).status).toBeLessThan(501);
  });
});

describe('who may ask', () => {
  test.each([
    [{ host: 'evil.example' }, 'unexpected Host header'],
    [{ origin: 'http://evil.example' }, 'unexpected Origin header'],
  ])('is not a page of another origin: %o', async (headers, text) => {
    const { request, answer } = open('/delete', headers);
    request.end('{"backend":"kv","table":"t"}');
    const response = await answer;
    expect([response.statusCode, await textOf(response)]).toEqual([403, text]);
    expect(asked).toBeUndefined();
  });

  test('is nobody who does not speak HTTP', async () => {
    const socket = connect(listening.address.port, '127.0.0.1');
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 400 [^]*Error when parsing request$/);
    expect((await ask('/version')).status).toBe(200);
  });
});

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}
