import { status, type ServiceError } from '@grpc/grpc-js';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import { pb } from '../../src/wire/gen/frames';
import * as messages from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { readRows, session, twoColumns, writeFrames, writeMessages } from './calls';
import { pathOf } from './rawClient';
import { startService, type ServiceProcess } from './serviceProcess';

/** Data that nothing here may change. */
const kept = [
  { backend: 'csv', table: 'kept.csv' },
  { backend: 'kv', table: 'kept' },
] as const;
const keptFrame = twoColumns([1n, 2n, -(2n ** 63n)], ['one', '', 'three'], ['a', 'b', 'c']);

let parent: string;
let service: ServiceProcess;
let before: string[][][];

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'frames-hostile-'));
  const data = join(parent, 'inner', 'data');
  await mkdir(data, { recursive: true });
  service = await startService({ data });
  for (const table of kept) await writeFrames(service.client, table, keptFrame);
  before = await keptRows();
  expect(before.map((rows) => rows.length)).toEqual([3, 3]);
});

/** Whatever was sent: the service answers, what is stored is what was stored, and nothing left the data folder. */
afterAll(async () => {
  expect(await keptRows()).toEqual(before);
  expect(await version()).toBe(service.ready.version);
  await service.stop();
  expect(await readdir(parent)).toEqual(['inner']);
  expect(await readdir(join(parent, 'inner'))).toEqual(['data']);
  await rm(parent, { recursive: true });
});

function keptRows(): Promise<string[][][]> {
  return Promise.all(kept.map((table) => readRows(service.client, table)));
}

async function version(): Promise<string> {
  return methods.version.decodeResponse(await service.client.unary('Version', Buffer.alloc(0))).version;
}

/** How a call ended, whatever its kind. */
async function send(method: string, ...sent: Buffer[]): Promise<{ code: status; details: string }> {
  const { client } = service;
  try {
    if (method === 'Write') await client.clientStream(method, sent);
    else if (method === 'Read' || method === 'History') {
      const { error } = await client.serverStream(method, sent[0] ?? Buffer.alloc(0));
      if (error) throw error;
    } else await client.unary(method, sent[0] ?? Buffer.alloc(0));
    return { code: status.OK, details: '' };
  } catch (error) {
    const { code, details } = error as ServiceError;
    return { code, details };
  }
}

const scratch = { session, backend: 'kv', table: 'scratch' };
const validWrite = writeMessages(scratch, twoColumns([7n, 8n], ['x', 'y'], ['k', 'l']));

/** A message that the service takes, for each call. */
const valid: Readonly<Record<string, Buffer[]>> = {
  Read: [
    methods.read.encodeRequest({
      ...messages.emptyReadRequest,
      ...scratch,
      filter: 'number > 1',
      columns: ['text'],
    }),
  ],
  Write: validWrite,
  Create: [
    methods.create.encodeRequest({
      ...messages.emptyCreateRequest,
      ...scratch,
      backend: 'csv',
      table: 'scratch.csv',
    }),
  ],
  Delete: [
    methods.delete.encodeRequest({
      ...messages.emptyDeleteRequest,
      ...scratch,
      filter: "text == 'x'",
      ifMissing: 1,
    }),
  ],
  Exec: [
    methods.exec.encodeRequest({ ...messages.emptyExecRequest, ...scratch, backend: 'csv', command: 'ping' }),
  ],
  History: [methods.history.encodeRequest({ ...messages.emptyHistoryRequest, session })],
};

const unmarshal = 'grpc: failed to unmarshal the received message';
const unmarshalUnary = 'grpc: error unmarshalling request';

describe('bytes that are no message', () => {
  test.each([
    ['Read', unmarshal],
    ['Write', unmarshal],
    ['History', unmarshal],
    ['Create', unmarshalUnary],
    ['Delete', unmarshalUnary],
    ['Exec', unmarshalUnary],
    ['Version', unmarshalUnary],
  ])('%s', async (method, words) => {
    for (const bytes of [
      Buffer.from('0aff', 'hex'),
      Buffer.from('ffffffffffffffffffff', 'hex'),
      Buffer.from('0b', 'hex'),
    ]) {
      expect(await send(method, bytes)).toMatchObject({
        code: status.INTERNAL,
        details: expect.stringMatching(`^${words}`) as string,
      });
    }
  });

  test('a message cut anywhere is refused or means less, and never more', async () => {
    for (const [method, [first = Buffer.alloc(0)]] of Object.entries(valid)) {
      for (let length = 0; length < first.length; length += 3) {
        const { code } = await send(method, first.subarray(0, length));
        expect([status.OK, status.UNKNOWN, status.INTERNAL], `${method} cut to ${length}`).toContain(code);
      }
    }
  });

  test('a frame cut in its middle ends the write', async () => {
    const [request = Buffer.alloc(0), frame = Buffer.alloc(0)] = validWrite;
    const { code, details } = await send('Write', request, frame.subarray(0, frame.length - 5));
    expect({ code, details }).toMatchObject({
      code: status.INTERNAL,
      details: expect.stringContaining(unmarshal) as string,
    });
  });

  test('a string that is not UTF-8', async () => {
    const request = methods.read.encodeRequest({ ...messages.emptyReadRequest, ...scratch, table: 'XXXX' });
    request.write('\xff\xfe', request.indexOf('XXXX'), 'latin1');
    expect(await send('Read', request)).toMatchObject({
      code: status.INTERNAL,
      details: expect.stringContaining('string field contains invalid UTF-8') as string,
    });
  });
});

describe('a request without a session', () => {
  test.each(['Read', 'Write', 'Create', 'Delete', 'Exec'])('%s is refused', async (method) => {
    const empty = method === 'Write' ? Buffer.from('0a00', 'hex') : Buffer.alloc(0);
    expect((await send(method, empty)).code).toBe(status.UNKNOWN);
  });

  test('History is told', async () => {
    expect((await send('History', Buffer.alloc(0))).code).toBe(status.OK);
  });

  test('still names its container in the path', async () => {
    const request = { session: messages.emptySession, backend: 'kv', table: 'bigdata/kept' };
    expect(await readRows(service.client, request)).toHaveLength(3);
  });
});

describe('a frame that makes no sense', () => {
  const column = (fields: pb.Column.$Properties): pb.Column.$Properties => ({ name: 'c', ...fields });
  const ints = { dtype: pb.DType.INTEGER, ints: [1n, 2n].map((value) => Number(value)) as never };
  test.each<[string, pb.Frame.$Properties]>([
    [
      'a label without a value',
      { columns: [column({ kind: pb.Column.Kind.LABEL, dtype: pb.DType.STRING, size: 5 as never })] },
    ],
    [
      'a label of 2⁶² rows',
      { columns: [column({ kind: pb.Column.Kind.LABEL, ...ints, size: (2 ** 62) as never })] },
    ],
    ['a label of -1 rows', { columns: [column({ kind: pb.Column.Kind.LABEL, ...ints, size: -1 as never })] }],
    [
      'columns of two lengths',
      { columns: [column(ints), column({ name: 'd', dtype: pb.DType.FLOAT, floats: [1] })] },
    ],
    ['an index without values', { indices: [column({ dtype: pb.DType.NULL })], columns: [column(ints)] }],
    ['an unknown dtype', { columns: [column({ dtype: 99 as never, ints: ints.ints })] }],
    ['values of another dtype', { columns: [column({ dtype: pb.DType.STRING, ints: ints.ints })] }],
    ['one name twice', { columns: [column(ints), column(ints)] }],
    [
      'nulls of columns that are not there',
      { columns: [column(ints)], nullValues: [{ nullColumns: { zz: true } }, {}] },
    ],
    ['fewer null rows than rows', { columns: [column(ints)], nullValues: [{}] }],
    ['nothing', {}],
  ])('%s', async (_what, frame) => {
    const bytes = Buffer.from(pb.WriteRequest.encode({ frame }).finish());
    for (const table of [
      { backend: 'kv', table: 'odd' },
      { backend: 'csv', table: 'odd.csv' },
    ]) {
      const { code } = await send('Write', ...writeMessages(table), bytes);
      expect([status.OK, status.UNKNOWN, status.INTERNAL]).toContain(code);
    }
    expect(await version()).toBe(service.ready.version);
  });
});

describe('sizes', () => {
  test('a message beyond 128 MiB is refused', async () => {
    const { code } = await send('Write', ...writeMessages(scratch), Buffer.alloc(128 * 1024 * 1024 + 1));
    expect(code).toBe(status.RESOURCE_EXHAUSTED);
  });

  test('a message that claims to be larger than it may be is refused before it comes', async () => {
    const { stream, close } = await openStream('Write');
    stream.write(Buffer.from('00ffffffff', 'hex'));
    expect(Number(await trailer(stream, 'grpc-status'))).toBe(status.RESOURCE_EXHAUSTED);
    close();
  });

  test('a message of many MiB arrives whole', async () => {
    const text = 'é'.repeat(8 * 1024 * 1024);
    const table = { backend: 'csv', table: 'large.csv' };
    await writeFrames(service.client, table, frameOf({ columns: [new StringColumn('text', [text])] }));
    const rows = await readRows(service.client, table);
    expect(rows[0]?.[0] === text).toBe(true);
  });

  test('an error text beyond what headers hold is cut', async () => {
    const { code, details } = await send('Exec', execOf('csv', `é ${'x'.repeat(100_000)}`));
    expect(code).toBe(status.UNKNOWN);
    expect(details).toMatch(/^can't exec: CSV backend doesn't support .*…$/);
    expect(details.length).toBeLessThan(8192);
  });

  test('an error text with half a surrogate pair and line ends gets through', async () => {
    const { details } = await send('Read', readOf({ ...scratch, backend: 'a\ud800\r\n%41' }));
    expect(details).toBe('unknown backend - "a\ufffd\\r\\n%41"');
  });

  test('a reply without bound is refused', async () => {
    const args = new Map([['rows', { dtype: 'integer', value: 2n ** 62n } as const]]);
    const bytes = methods.exec.encodeRequest({
      ...messages.emptyExecRequest,
      backend: 'csv',
      table: 't',
      command: 'ping',
      args,
    });
    expect((await send('Exec', bytes)).code).toBe(status.UNKNOWN);
  });
});

function execOf(backend: string, command: string): Buffer {
  return methods.exec.encodeRequest({ ...messages.emptyExecRequest, session, backend, table: 't', command });
}

function readOf(fields: Partial<messages.ReadRequest>): Buffer {
  return methods.read.encodeRequest({ ...messages.emptyReadRequest, session, ...fields });
}

describe('names', () => {
  const names = [
    '../escaped',
    'a/../../../escaped',
    '..',
    '.',
    '/..',
    '%2e%2e/%2e%2e/escaped',
    'a\0b',
    'x'.repeat(10_000),
    `${'d/'.repeat(5000)}x`,
  ];
  test.each(
    ['kv', 'csv'].flatMap((backend) => names.map((table) => ({ backend, table, shown: table.slice(0, 24) }))),
  )('$backend $shown', async ({ backend, table }) => {
    const to = { ...scratch, backend, table };
    const tried = [
      await send('Read', readOf(to)),
      await send('Delete', methods.delete.encodeRequest({ ...messages.emptyDeleteRequest, ...to })),
      await send('Write', ...writeMessages(to, keptFrame)),
      await send(
        'Exec',
        methods.exec.encodeRequest({ ...messages.emptyExecRequest, ...to, command: 'infer' }),
      ),
    ];
    for (const { code, details } of tried) {
      expect([status.OK, status.UNKNOWN]).toContain(code);
      expect(details).not.toContain(parent);
    }
    const [read, remove, write] = tried;
    expect([read?.code, remove?.code]).toEqual([status.UNKNOWN, status.UNKNOWN]);
    if (!table.includes('%')) expect(write?.code).toBe(status.UNKNOWN);
  });
});

describe('clients that do not behave', () => {
  test('one byte at a time', async () => {
    const { stream, close } = await openStream('Read');
    const message = readOf({ backend: 'csv', table: 'kept.csv' });
    for (const byte of framed(message)) {
      stream.write(Buffer.of(byte));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    stream.end();
    stream.resume();
    expect(await trailer(stream, 'grpc-status')).toBe('0');
    close();
  });

  test('one that stops in the middle of a message holds up nobody', async () => {
    const { stream, close } = await openStream('Write');
    stream.write(framed(validWrite[0] ?? Buffer.alloc(0)).subarray(0, 9));
    expect(await keptRows()).toEqual(before);
    close();
  });

  test('one that breaks off while it writes leaves nothing behind', async () => {
    const [request = Buffer.alloc(0), frame = Buffer.alloc(0)] = writeMessages(
      { backend: 'csv', table: 'broken.csv' },
      twoColumns([1n], ['x']),
    );
    const { stream, session: connection } = await openStream('Write');
    stream.write(framed(request));
    stream.write(framed(frame));
    const unfinished = join(service.data, 'csv', '.unfinished');
    await expect.poll(() => readdir(unfinished), { timeout: 10_000 }).toHaveLength(1);
    connection.destroy();
    await service.logged(
      ({ operation, table, code }) => operation === 'write' && table === 'broken.csv' && code === 'cancelled',
    );
    expect((await send('Read', readOf({ backend: 'csv', table: 'broken.csv' }))).details).toContain(
      'no such file',
    );
    expect(await readdir(unfinished)).toEqual([]);
  });

  test('one that is gone in the middle of a read ends the read', async () => {
    const table = { backend: 'csv', table: 'long.csv' };
    const block = frameOf({ columns: [new StringColumn('text', ['x'.repeat(100_000)])] });
    await writeFrames(service.client, table, ...Array.from({ length: 300 }, () => block));
    const { stream, session: connection } = await openStream('Read');
    stream.end(framed(readOf({ ...table, messageLimit: 1n })));
    // The answer has begun, but nobody takes the rest of it.
    await once(stream, 'response');
    stream.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    connection.destroy();
    const line = await service.logged(
      ({ operation, table: read }) => operation === 'read' && read === 'long.csv',
    );
    expect(line).toMatchObject({ code: 'cancelled', open: 0 });
    // What was not asked for was not read: of 30 MB no more than what may wait.
    expect(Number(line.rows)).toBeLessThan(120);
  });

  test('one that sends on after its write has failed is told why', async () => {
    const frames = Array.from({ length: 200 }, () => twoColumns([1n], ['x'.repeat(10_000)], ['k']));
    const { code, details } = await send(
      'Write',
      ...writeMessages({ ...scratch, backend: 'nosuch' }, ...frames),
    );
    expect({ code, details }).toEqual({ code: status.UNKNOWN, details: 'unknown backend - nosuch' });
  });

  test('an unknown call', async () => {
    expect((await send('Nope', Buffer.alloc(0))).code).toBe(status.UNIMPLEMENTED);
  });

  test('no gRPC at all', async () => {
    const response = await fetch(`http://${service.ready.grpc}/`).catch((error: unknown) => error);
    expect(response).toBeInstanceOf(Error);
  });
});

interface OpenStream {
  readonly session: ClientHttp2Session;
  readonly stream: ClientHttp2Stream;
  readonly close: () => void;
}

/** A call written by hand, for what no client library would send. */
async function openStream(method: string): Promise<OpenStream> {
  const connection = connect(`http://${service.ready.grpc}`);
  await once(connection, 'connect');
  connection.on('error', () => undefined);
  const stream = connection.request({
    ':method': 'POST',
    ':path': pathOf(method),
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  stream.on('error', () => undefined);
  return { session: connection, stream, close: () => connection.destroy() };
}

/** A message with its five bytes in front: not compressed, the length. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** A header of the end of the call, which stands in the first headers where there is no answer. */
async function trailer(stream: ClientHttp2Stream, name: string): Promise<string | undefined> {
  const heads: Record<string, string | string[] | undefined>[] = [];
  const take = (head: Record<string, string | string[] | undefined>): unknown => heads.push(head);
  stream.on('response', take);
  stream.on('trailers', take);
  stream.resume();
  await once(stream, 'end');
  return heads.map((head) => head[name]).find((value) => typeof value === 'string');
}
