import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRows, twoColumns, writeFrames } from './calls';
import { startService, type ServiceProcess } from './serviceProcess';
import { WebApiClient, type Reply } from './webApiClient';

let service: ServiceProcess;
let api: WebApiClient;

beforeAll(async () => {
  service = await startService();
  api = new WebApiClient(service.ready.webapi);
});
afterAll(() => service.stop());

const put = (path: string, body: string | Uint8Array = '', headers = {}): Promise<Reply> =>
  api.ask(path, { method: 'PUT', body, headers });
const append = (path: string, body: string): Promise<Reply> => put(path, body, { range: '-1' });
const remove = (path: string): Promise<Reply> => api.ask(path, { method: 'DELETE' });
const statusOf = async (path: string): Promise<number> => (await api.ask(path, { method: 'HEAD' })).status;

describe('an object', () => {
  test('is written, replaced, added to and removed', async () => {
    const path = '/bigdata/deep/down/a%23b%20%C3%BC.txt';
    expect(await put(path, 'first')).toMatchObject({ status: 200, body: '' });
    expect((await api.ask(path, { method: 'POST', body: 'one' })).status).toBe(200);
    expect((await append(path, ' two')).status).toBe(200);
    const { status, body, headers } = await api.ask(path);
    expect({ status, body }).toEqual({ status: 200, body: 'one two' });
    expect(headers['x-v3io-transaction-verifier']).toMatch(/^__mtime_secs==\d+ and __mtime_nsecs==\d+$/);
    expect(Math.abs(Date.parse(String(headers['last-modified'])) - Date.now())).toBeLessThan(60_000);
    expect((await remove(path)).status).toBe(204);
    expect((await api.ask(path)).status).toBe(404);
  });

  test('comes into being when it is added to', async () => {
    for (const part of ['a', 'b', 'c']) expect((await append('/bigdata/log', part)).status).toBe(200);
    expect((await api.ask('/bigdata/log')).body).toBe('abc');
  });

  test('keeps every byte', async () => {
    const body = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);
    await put('/bigdata/bytes', body);
    const response = await fetch(`${service.ready.webapi}/bigdata/bytes`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
    await put('/bigdata/bytes', '');
    expect(await api.ask('/bigdata/bytes', { headers: { range: 'bytes=0-9' } })).toMatchObject({
      status: 200,
      body: '',
    });
  });

  test('is read by ranges until one is the last', async () => {
    const text = '0123456789'.repeat(6);
    await put('/bigdata/ranges', text);
    let read = '';
    const statuses: number[] = [];
    for (let at = 0; ; at += 20) {
      const { status, body } = await api.ask('/bigdata/ranges', {
        headers: { range: `bytes=${at}-${at + 19}` },
      });
      statuses.push(status);
      read += body;
      if (status !== 206) break;
    }
    expect({ read, statuses }).toEqual({ read: text, statuses: [206, 206, 200] });
  });

  test('is no directory, and a directory no object', async () => {
    await put('/bigdata/place/thing', 'x');
    expect(await put('/bigdata/place', 'y')).toMatchObject({ status: 409 });
    expect(await put('/bigdata/place/other', 'y', { range: 'bytes=3-4' })).toMatchObject({ status: 400 });
    expect(await statusOf('/bigdata/place/other')).toBe(404);
  });

  test('can have attributes as well, and is listed once', async () => {
    await put('/bigdata/both/file', 'body');
    await api.answer('PutItem', '/bigdata/both/file', { Item: { a: { N: '1' } } });
    expect((await api.ask('/bigdata/both/file')).body).toBe('body');
    expect((await api.ask('/bigdata?prefix=both')).body.match(/<Key>/g)).toHaveLength(1);
    expect(await api.answer('GetItems', '/bigdata/both/', { AttributesToGet: '__name,__size,a' })).toEqual({
      LastItemIncluded: 'TRUE',
      NumItems: 1,
      Items: [{ __name: { S: 'file' }, __size: { N: '4' }, a: { N: '1' } }],
    });
    expect((await remove('/bigdata/both/file')).status).toBe(204);
    expect((await remove('/bigdata/both')).status).toBe(204);
  });
});

describe('a directory', () => {
  test('is made by a slash and removed when nothing is in it', async () => {
    expect((await put('/bigdata/new/sub/')).status).toBe(200);
    expect(await statusOf('/bigdata/new/sub/')).toBe(200);
    const { status, body } = await remove('/bigdata/new/');
    expect({ status, error: JSON.parse(body) as unknown }).toEqual({
      status: 409,
      error: { ErrorCode: -39, ErrorMessage: 'Directory not empty' },
    });
    expect((await remove('/bigdata/new/sub/')).status).toBe(204);
    expect((await remove('/bigdata/new')).status).toBe(204);
    expect((await remove('/bigdata/new')).status).toBe(404);
  });

  test('takes attributes, which are those of the service all the same', async () => {
    await put('/bigdata/attributes/');
    expect((await api.call('DirSetAttr', '/bigdata/attributes/', { mode: 511 })).status).toBe(200);
    expect((await api.call('DirSetAttr', '/bigdata/nosuch/', { mode: 511 })).status).toBe(404);
  });
});

describe('a table of Frames', () => {
  test('can be taken apart and put together object by object', async () => {
    const { client } = service;
    const rows = twoColumns([1n, 2n], ['x', 'y'], ['a', 'b']);
    await writeFrames(client, { backend: 'kv', table: 'taken' }, rows);
    const schema = (await api.ask('/bigdata/taken/.%23schema')).body;
    expect((await remove('/bigdata/taken/.%23schema')).status).toBe(204);
    await expect(readRows(client, { backend: 'kv', table: 'taken' })).rejects.toThrow(
      /Failed to find a schema/,
    );
    await put('/bigdata/taken/.%23schema', schema);
    expect((await remove('/bigdata/taken/a')).status).toBe(204);
    expect(await readRows(client, { backend: 'kv', table: 'taken' })).toEqual([['b', '2', 'y']]);
  });
});

describe('nothing is written', () => {
  test.each([
    ['PUT', '/csv/new.csv', 403, -13],
    ['DELETE', '/csv/new.csv', 403, -13],
    ['DELETE', '/bigdata', 403, -1],
    ['PUT', '/', 400, -201326592],
    ['PUT', '/nosuch/x', 404, -2],
    ['PUT', '/bigdata/../x', 400, -201326592],
    ['PUT', '/bigdata/a%00b', 400, -201326592],
    ['PUT', '/bigdata/a%0Ab', 400, -201326592],
    ['PUT', `/bigdata/${'x'.repeat(256)}`, 400, -201326592],
    ['PUT', '/-bad-', 400, -201326592],
    ['PATCH', '/bigdata/x', 405, -38],
  ])('%s %s', async (method, path, status, code) => {
    const reply = await api.ask(path, method === 'DELETE' ? { method } : { method, body: 'x' });
    expect(reply.status, reply.body).toBe(status);
    expect(JSON.parse(reply.body)).toMatchObject({ ErrorCode: code });
  });

  test('of a body that is too large, and the next request is answered', async () => {
    const { hostname, port } = new URL(service.ready.webapi);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ hostname, port, path: '/bigdata/huge', method: 'PUT' }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.setHeader('content-length', String(300 << 20));
      sent.write('x');
    });
    expect(status).toBe(413);
    expect(await statusOf('/bigdata/huge')).toBe(404);
    const chunked = await api.call('PutItem', '/bigdata/huge', ' '.repeat((16 << 20) + 1));
    expect(chunked.status).toBe(413);
    expect(JSON.parse(chunked.body)).toMatchObject({ ErrorCode: -27 });
  });

  test('of a body that breaks off', async () => {
    const { hostname, port } = new URL(service.ready.webapi);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write('PUT /bigdata/half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345');
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });
    expect(await statusOf('/bigdata/half')).toBe(404);
  });
});

test('a container is made', async () => {
  expect((await put('/my-own')).status).toBe(200);
  expect((await put('/my-own/x', '1')).status).toBe(200);
  expect((await api.ask('/')).body).toContain('<Name>my-own</Name>');
});
