import { status, type ServiceError } from '@grpc/grpc-js';
import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type FramesClient } from '../../src/frames';
import { frameHeader } from '../../src/wire/framing';
import {
  createRequest,
  deleteRequest,
  encodeJson,
  execRequest,
  historyRequest,
  readRequest,
} from '../../src/wire/json/requests';
import * as messages from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { encodeInitialWrite } from '../../src/wire/writeMessages';
import { malformedMessages } from '../soak/counts';
import { malformed } from '../soak/malformed';
import { residentMemory } from '../soak/residentMemory';
import { session, twoColumns, writeMessages } from './calls';
import { contentsOf, floats, indexed, strings, times, type Contents } from './contract/table';
import { Random } from './random';
import { pathOf } from './rawClient';
import { startService, type ServiceProcess } from './serviceProcess';

const atOnce = 8;
/** MiB that the service may hold more than before, whatever it was sent. */
const memoryBound = 400;
/** One in how many is sent a few bytes at a time. */
const slowOnes = 100;

let service: ServiceProcess;
let client: FramesClient;
let before: Contents[];

beforeAll(async () => {
  service = await startService();
  client = connect(service.ready.grpc, { container: 'bigdata' });
  const rows = indexed(strings('idx', ['a', 'b']), floats('n', [1, 2]));
  await client.write({ backend: 'nosql', table: 'kept' }, [rows]);
  await client.write({ backend: 'csv', table: 'kept.csv' }, [rows]);
  for (const table of ['kept-stream', 'scratch-stream']) await client.create({ backend: 'stream', table });
  await client.write({ backend: 'stream', table: 'kept-stream' }, [rows]);
  for (const table of ['kept-series', 'scratch-series']) {
    await client.create({ backend: 'tsdb', table, rate: '1/s' });
  }
  await client.write({ backend: 'tsdb', table: 'kept-series' }, [
    indexed(times('time', [0n, 1_000_000_000n]), floats('n', [1, 2])),
  ]);
  before = await kept();
});

/** Nothing that was sent is to change what it did not name. */
afterAll(async () => {
  expect(await kept()).toEqual(before);
  client.close();
  await service.stop();
});

function kept(): Promise<Contents[]> {
  return Promise.all([
    contentsOf(client, { backend: 'nosql', table: 'kept' }),
    contentsOf(client, { backend: 'csv', table: 'kept.csv' }),
    contentsOf(client, { backend: 'stream', table: 'kept-stream', shardId: '0', seek: 'earliest' }),
    contentsOf(client, { backend: 'tsdb', table: 'kept-series', start: '0', end: 'now' }),
  ]);
}

const backends = [
  { backend: 'kv', table: 'scratch' },
  { backend: 'csv', table: 'scratch.csv' },
  { backend: 'stream', table: 'scratch-stream' },
  { backend: 'tsdb', table: 'scratch-series' },
];
const column = twoColumns([7n, -8n], ['x', 'y'], ['k', 'l']);
const samples = indexed(times('time', [1n, 2_000_000_000n]), floats('cpu', [1, 2]));

/** Requests that the service takes, of every call and kind of table. */
const requests = backends.map((target) => ({
  read: {
    ...messages.emptyReadRequest,
    session,
    ...target,
    filter: 'number > 1',
    columns: ['text'],
    ...(target.backend === 'stream' ? { filter: '', columns: [], seek: 'earliest', shardId: '0' } : {}),
    ...(target.backend === 'tsdb' ? { aggregators: 'avg', start: '0', end: '9000', step: '1m' } : {}),
  },
  create: { ...messages.emptyCreateRequest, session, ...target, rate: '1/s', shards: 1n, retentionHours: 1n },
  delete: { ...messages.emptyDeleteRequest, session, ...target, filter: "text == 'x'", ifMissing: 1 },
  exec: {
    ...messages.emptyExecRequest,
    session,
    ...target,
    command: target.backend === 'stream' ? 'put' : 'infer',
    args: new Map([['data', { dtype: 'string', value: '{"a":1}' } as const]]),
  },
  history: { ...messages.emptyHistoryRequest, session, ...target },
  write: { ...messages.emptyInitialWriteRequest, session, ...target, saveMode: 'updateItem' },
  frame: target.backend === 'tsdb' ? samples : column,
}));

type Send = (random: Random, isSlow: boolean) => Promise<void>;

/** Sends many, a few at a time, and watches how much memory the service takes. */
async function flood(name: string, send: Send): Promise<void> {
  const random = new Random();
  console.log(`seed of the messages over ${name}: ${random.seed}`);
  let left = malformedMessages;
  let most = 0;
  const first = await residentMemory(service.ready.pid);
  const sender = async (): Promise<void> => {
    while (left-- > 0) {
      await send(random, left % slowOnes === 0);
      if (left % 50 !== 0) continue;
      const now = await residentMemory(service.ready.pid);
      most = Math.max(most, now);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  expect(await client.version()).toBe(service.ready.version);
  console.log(`memory over ${name}: ${Math.round(first)} MiB before, ${Math.round(most)} MiB at most`);
  expect(most - first).toBeLessThan(memoryBound);
}

function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[random.below(from.length)];
  if (picked === undefined) throw new RangeError('nothing to pick from');
  return picked;
}

const answers: readonly number[] = [status.OK, status.UNKNOWN, status.INTERNAL, status.RESOURCE_EXHAUSTED];

async function sendOverGrpc(random: Random, isSlow: boolean): Promise<void> {
  const request = pick(random, requests);
  if (isSlow) {
    const parts = writeMessages(request.write, request.frame).map(grpcFramed);
    const code = await callSlowly('Write', malformed(random, Buffer.concat(parts)));
    expect(answers, `seed ${random.seed}, slow Write: ${status[code]}`).toContain(code);
    return;
  }
  const method = pick(random, ['Read', 'Write', 'Create', 'Delete', 'Exec', 'History']);
  const { client: raw } = service;
  const sent = (bytes: Buffer): Buffer => malformed(random, bytes);
  try {
    switch (method) {
      case 'Read':
      case 'History': {
        const bytes =
          method === 'Read'
            ? methods.read.encodeRequest(request.read)
            : methods.history.encodeRequest(request.history);
        const { error } = await raw.serverStream(method, sent(bytes));
        if (error) throw error;
        return;
      }
      case 'Write': {
        const parts = writeMessages(request.write, request.frame);
        const spoiled = random.below(parts.length);
        await raw.clientStream(
          method,
          parts.map((bytes, i) => (i === spoiled ? sent(bytes) : bytes)),
        );
        return;
      }
      case 'Create':
        await raw.unary(method, sent(methods.create.encodeRequest(request.create)));
        return;
      case 'Delete':
        await raw.unary(method, sent(methods.delete.encodeRequest(request.delete)));
        return;
      default:
        await raw.unary(method, sent(methods.exec.encodeRequest(request.exec)));
    }
  } catch (error) {
    const { code, details } = error as ServiceError;
    expect(answers, `seed ${random.seed}, ${method}: ${status[code]} ${details}`).toContain(code);
  }
}

/** A message with its five bytes in front: not compressed, the length. */
function grpcFramed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** The status of a call whose bytes, those between the messages among them, come in ten pieces. */
async function callSlowly(method: string, body: Buffer): Promise<number> {
  const connection = connectHttp2(`http://${service.ready.grpc}`);
  try {
    const stream = connection.request({
      ':method': 'POST',
      ':path': pathOf(method),
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const heads: IncomingHttpHeaders[] = [];
    const take = (head: IncomingHttpHeaders): unknown => heads.push(head);
    stream.on('response', take);
    stream.on('trailers', take);
    stream.resume();
    const ended = once(stream, 'close');
    const size = Math.max(1, Math.ceil(body.length / 10));
    for (let start = 0; start < body.length && !stream.closed; start += size) {
      stream.write(body.subarray(start, start + size));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    stream.end();
    await ended;
    return Number(heads.map((head) => head['grpc-status']).find((code) => code !== undefined));
  } finally {
    connection.close();
  }
}

async function sendOverHttp(random: Random, isSlow: boolean): Promise<void> {
  const request = pick(random, requests);
  const json = (bytes: Buffer): Buffer => malformed(random, bytes, 'json');
  const path = pick(random, [
    '/read',
    '/write',
    '/create',
    '/delete',
    '/exec',
    '/history',
    '/query',
    '/search',
  ]);
  const bodies: Readonly<Record<string, () => Buffer>> = {
    '/read': () => json(encodeJson(readRequest, request.read)),
    '/create': () => json(encodeJson(createRequest, request.create)),
    '/delete': () => json(encodeJson(deleteRequest, request.delete)),
    '/exec': () => json(encodeJson(execRequest, request.exec)),
    '/history': () => json(encodeJson(historyRequest, request.history)),
    '/query': () =>
      json(Buffer.from('{"targets":[{"type":"table","target":"backend=kv;table=bigdata/kept"}]}')),
    '/search': () => json(Buffer.from('{"target":"backend=kv;table=bigdata/kept;fields=n"}')),
    '/write': () =>
      writeBody(random, encodeInitialWrite(request.write), methods.read.encodeResponse(request.frame)),
  };
  const body = bodies[path]?.() ?? Buffer.alloc(0);
  const code = await post(path, body, { pieces: isSlow ? 10 : 1 });
  expect([200, 400, 405, 413, 500], `seed ${random.seed}, ${path}: ${code}`).toContain(code);
}

/** Messages with their lengths, either of which may be spoiled. */
function writeBody(random: Random, ...parts: Buffer[]): Buffer {
  const spoiled = random.below(parts.length + 1);
  const framed = parts.map((bytes, i) => {
    const part = i === spoiled ? malformed(random, bytes) : bytes;
    return Buffer.concat([frameHeader(part.length), part]);
  });
  const body = Buffer.concat(framed);
  return spoiled === parts.length ? malformed(random, body) : body;
}

/** The status that was answered; a body in pieces takes its time between them. */
function post(path: string, body: Buffer, { pieces }: { readonly pieces: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      `${service.ready.http}${path}`,
      { method: 'POST', timeout: 30_000 },
      (response) => {
        response.resume();
        response.on('close', () => resolve(response.statusCode ?? 0));
      },
    );
    sending.on('timeout', () => sending.destroy(new Error(`${path} was not answered within 30 s`)));
    sending.on('error', reject);
    const size = Math.ceil(body.length / pieces);
    const sendFrom = (start: number): void => {
      if (start >= body.length) {
        sending.end();
        return;
      }
      sending.write(body.subarray(start, start + size));
      if (start + size < body.length) setTimeout(() => sendFrom(start + size), 20);
      else sendFrom(start + size);
    };
    sendFrom(0);
  });
}

/** What is no HTTP at all, or hardly: it is answered with an error or cut off, and its client may stop at any place. */
async function sendToHttpPort(random: Random): Promise<void> {
  const { hostname, port } = new URL(service.ready.http);
  const head = `POST /read HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
  const socket = connectSocket(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(malformed(random, Buffer.from(head)));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the connection stays open after its end')), 30_000);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const timeout = 60_000 + malformedMessages * 60;

test('malformed messages over gRPC', { timeout }, () => flood('gRPC', sendOverGrpc));
test('malformed messages over HTTP', { timeout }, () => flood('HTTP', sendOverHttp));
test('bytes that are hardly HTTP', { timeout }, () =>
  flood('sockets', (random) => (random.next() < 0.2 ? sendToHttpPort(random) : Promise.resolve())),
);
