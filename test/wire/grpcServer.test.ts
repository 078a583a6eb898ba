import { status, type ServiceError } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StringColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import { listenGrpc } from '../../src/service/grpcServer';
import type { Handlers } from '../../src/service/handlers';
import type { Listening } from '../../src/service/listen';
import { FramesError, type ErrorCode } from '../../src/wire/errors';
import * as messages from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { pathOf, RawClient } from './rawClient';

const mebibyte = 1024 * 1024;
const same = (bytes: Buffer): Buffer => bytes;

let listening: Listening;
let client: RawClient;
/** What the calls do; each test puts its own here. */
let handlers: Handlers;

beforeEach(async () => {
  const refuse = () => Promise.reject(new FramesError({ code: 'unsupported', detail: 'not in this test' }));
  handlers = {
    read: () => never(),
    write: refuse,
    create: refuse,
    delete: refuse,
    exec: refuse,
    history: () => never(),
    version: () => '1.2.3',
  };
  listening = await listenGrpc(
    { host: '127.0.0.1', port: 0 },
    {
      read: (...args) => handlers.read(...args),
      write: (...args) => handlers.write(...args),
      create: (...args) => handlers.create(...args),
      delete: (...args) => handlers.delete(...args),
      exec: (...args) => handlers.exec(...args),
      history: (...args) => handlers.history(...args),
      version: () => handlers.version(),
    },
  );
  client = new RawClient(`127.0.0.1:${listening.address.port}`);
});

afterEach(async () => {
  client.close();
  await listening.stop();
});

async function* never(): AsyncGenerator<Frame> {
  yield* await Promise.resolve([]);
}

function textFrame(bytes: number): Frame {
  return frameOf({ columns: [new StringColumn('text', ['x'.repeat(bytes)])] });
}

const readRequest = methods.read.encodeRequest(messages.emptyReadRequest);
const firstWrite = methods.write.encodeRequest({
  kind: 'request',
  request: messages.emptyInitialWriteRequest,
});

/** For a machine that has much else to do. */
const patience = { timeout: 10_000 };

const soon = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe('an error', () => {
  test.each<[ErrorCode, status]>([
    ['notFound', status.UNKNOWN],
    ['invalidArgument', status.UNKNOWN],
    ['internal', status.UNKNOWN],
    ['protocol', status.INTERNAL],
    ['cancelled', status.CANCELLED],
  ])('of code %s keeps its words and has status %i', async (code, expected) => {
    handlers = {
      ...handlers,
      create: () => Promise.reject(new FramesError({ code, detail: 'words: "ü"\n%' })),
    };
    const error = await client
      .unary('Create', Buffer.alloc(0))
      .catch((reason: unknown) => reason as ServiceError);
    expect(error).toMatchObject({ code: expected, details: 'words: "ü"\n%' });
    expect((error as ServiceError).metadata.get('frames-error-code')).toEqual([code]);
  });

  test('stands behind the frames that came before it', async () => {
    async function* read() {
      yield await Promise.resolve(textFrame(1));
      throw new FramesError({ code: 'invalidArgument', detail: 'later' });
    }
    handlers = { ...handlers, read };
    const { messages: frames, error } = await client.serverStream('Read', readRequest);
    expect(frames).toHaveLength(1);
    expect(error).toMatchObject({ code: status.UNKNOWN, details: 'later' });
    expect(error?.metadata.get('frames-error-code')).toEqual(['invalidArgument']);
  });

  test('that is none of ours is told as it is', async () => {
    handlers = { ...handlers, exec: () => Promise.reject(new TypeError('oops')) };
    await expect(client.unary('Exec', Buffer.alloc(0))).rejects.toMatchObject({
      code: status.UNKNOWN,
      details: 'oops',
    });
  });
});

test('a frame beyond 128 MiB is not sent', async () => {
  async function* read() {
    yield await Promise.resolve(textFrame(128 * mebibyte));
  }
  handlers = { ...handlers, read };
  const { error } = await client.serverStream('Read', readRequest);
  expect(error?.code).toBe(status.RESOURCE_EXHAUSTED);
  expect(error?.details).toMatch(/^trying to send message larger than max \(1342\d+ vs\. 134217728\)$/);
});

describe('the slower side holds up the faster one', () => {
  test('while a client takes nothing of a read, few frames are made', async () => {
    let made = 0;
    let ended = false;
    async function* read(_request: unknown, signal: AbortSignal) {
      try {
        for (; !signal.aborted; made++) yield await Promise.resolve(textFrame(mebibyte));
      } finally {
        ended = true;
      }
    }
    handlers = { ...handlers, read };
    const call = client.grpc.makeServerStreamRequest(pathOf('Read'), same, same, readRequest);
    call.on('error', () => undefined);
    await (call as AsyncIterable<Buffer>)[Symbol.asyncIterator]().next();
    let then = 0;
    while (made === 0 || made !== then) {
      then = made;
      // What the service lets wait, the window, and the 16 messages that the client takes ahead.
      expect(made).toBeLessThan(40);
      await soon(400);
    }
    call.cancel();
    await expect.poll(() => ended, patience).toBe(true);
  });

  test('while a write is not taken, little of it is received', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    let taken = 0;
    handlers = {
      ...handlers,
      async write(sent) {
        for await (const message of sent) {
          if (message.kind === 'frame') taken++;
          await gate;
        }
        return { frames: BigInt(taken), rows: 0n };
      },
    };
    const answer = new Promise<Buffer>((resolve, reject) => {
      const call = client.grpc.makeClientStreamRequest(pathOf('Write'), same, same, (error, response) => {
        if (error) reject(error);
        else resolve(response ?? Buffer.alloc(0));
      });
      call.write(firstWrite);
      const frame = methods.write.encodeRequest({ kind: 'frame', frame: textFrame(2 * mebibyte) });
      for (let i = 0; i < 30; i++) call.write(frame, () => left++);
      call.end();
    });
    let left = 0;
    await soon(700);
    expect(left).toBeLessThan(10);
    go();
    expect(methods.write.decodeResponse(await answer).frames).toBe(30n);
    expect(taken).toBe(30);
  });
});

describe('a call that is cancelled', () => {
  test('ends its work, whatever the kind', async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    const until = (name: string, signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        begun.push(name);
        signal.addEventListener('abort', () => {
          ended.push(name);
          reject(new FramesError({ code: 'cancelled', detail: 'gone' }));
        });
      });
    handlers = {
      ...handlers,
      async *read(_request, signal) {
        yield await until('read', signal);
      },
      exec: (_request, signal) => until('exec', signal),
      async write(sent, signal) {
        for await (const { kind } of sent) if (kind === 'empty') break;
        return until('write', signal);
      },
    };
    const nothing = (): void => undefined;
    const calls = [
      client.grpc.makeServerStreamRequest(pathOf('Read'), same, same, readRequest).on('error', nothing),
      client.grpc.makeUnaryRequest(pathOf('Exec'), same, same, Buffer.alloc(0), nothing),
    ];
    const write = client.grpc.makeClientStreamRequest(pathOf('Write'), same, same, nothing);
    write.write(firstWrite);
    write.end();
    const all = ['exec', 'read', 'write'];
    await expect.poll(() => begun.toSorted(), patience).toEqual(all);
    for (const call of [...calls, write]) call.cancel();
    await expect.poll(() => ended.toSorted(), patience).toEqual(all);
  });

  test('because the service stops says so', async () => {
    let begun = 0;
    const waiting = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        begun++;
        signal.addEventListener('abort', () =>
          reject(new FramesError({ code: 'cancelled', detail: 'ended' })),
        );
      });
    handlers = {
      ...handlers,
      async *read(_request, signal) {
        yield textFrame(1);
        yield await waiting(signal);
      },
      exec: (_request, signal) => waiting(signal),
    };
    const read = client.serverStream('Read', readRequest);
    const exec = client.unary('Exec', Buffer.alloc(0)).catch((error: unknown) => error);
    await expect.poll(() => begun, patience).toBe(2);
    await listening.stop();
    const told = { code: status.UNAVAILABLE, details: 'the service is stopping' };
    expect((await read).messages).toHaveLength(1);
    expect((await read).error).toMatchObject(told);
    expect(await exec).toMatchObject(told);
  });
});
