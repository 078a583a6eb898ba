import { XMLParser } from 'fast-xml-parser';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoColumns, writeFrames } from './calls';
import { startService, type ServiceProcess } from './serviceProcess';
import { WebApiClient, type Asked, type Reply } from './webApiClient';

let service: ServiceProcess;

beforeAll(async () => {
  service = await startService();
  const { client, data } = service;
  for (const table of ['people', 'shop/orders', 'shop/items & <more>']) {
    await writeFrames(client, { backend: 'kv', table }, twoColumns([1n, 2n], ['x', 'y'], ['a', 'b']));
  }
  await writeFrames(client, { backend: 'csv', table: 'numbers.csv' }, twoColumns([1n, 2n], ['x', 'y']));
  await mkdir(join(data, 'csv', 'more'));
  for (let i = 0; i < 5; i++) await writeFile(join(data, 'csv', 'more', `${i}.csv`), 'a\n1\n');
  await writeFile(join(data, 'secret'), 'no');
  await symlink(join(data, 'secret'), join(data, 'csv', 'link.csv'));
  await symlink(data, join(data, 'csv', 'up'));
});
afterAll(() => service.stop());

/** A request with its path exactly as it stands here. */
function ask(path: string, asked?: Asked): Promise<Reply> {
  return new WebApiClient(service.ready.webapi).ask(path, asked);
}

interface Listed {
  readonly Name: string;
  readonly Prefix: string;
  readonly NextMarker: string;
  readonly IsTruncated: string;
  readonly Contents?: Record<string, string>[];
  readonly CommonPrefixes?: Record<string, string>[];
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => ['Contents', 'CommonPrefixes', 'Bucket'].includes(name),
});

async function list(path: string): Promise<Listed> {
  const { status, body } = await ask(path);
  expect(status, body).toBe(200);
  return (parser.parse(body) as { ListBucketResult: Listed }).ListBucketResult;
}

async function names(path: string): Promise<string[]> {
  const { Contents = [], CommonPrefixes = [] } = await list(path);
  return [...Contents.map(({ Key = '' }) => Key), ...CommonPrefixes.map(({ Prefix = '' }) => Prefix)];
}

describe('containers', () => {
  test('are listed with the folder of csv tables', async () => {
    const { body, headers } = await ask('/');
    expect(headers['content-type']).toBe('application/xml');
    const { ListAllMyBucketsResult: result } = parser.parse(body) as {
      ListAllMyBucketsResult: { Buckets: { Bucket: Record<string, string>[] } };
    };
    const buckets = result.Buckets.Bucket;
    expect(buckets.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(['users', 'projects', 'bigdata', 'csv']),
    );
    expect(new Set(buckets.map(({ Id }) => Id)).size).toBe(buckets.length);
    for (const { Id, CreationDate = '' } of buckets) {
      expect(Id).toMatch(/^\d+$/);
      expect(Date.parse(CreationDate)).toBeGreaterThan(0);
    }
  });

  test('can be probed', async () => {
    for (const name of ['bigdata', 'csv'])
      expect((await ask(`/${name}`, { method: 'HEAD' })).status).toBe(200);
    expect((await ask('/nosuch', { method: 'HEAD' })).status).toBe(404);
    expect((await ask('/nosuch')).status).toBe(404);
  });
});

describe('a listing', () => {
  test.each([
    ['/bigdata', ['people/', 'shop/']],
    ['/bigdata/?prefix=', ['people/', 'shop/']],
    ['/bigdata?prefix=people', ['people/.#schema', 'people/a', 'people/b']],
    ['/bigdata?prefix=%2Fpeople%2F', ['people/.#schema', 'people/a', 'people/b']],
    ['/bigdata?prefix=people&prefix-only=1', []],
    ['/bigdata?prefix=shop/&prefix-only=1', ['shop/items & <more>/', 'shop/orders/']],
    ['/csv', ['numbers.csv', 'more/']],
    ['/csv?prefix=more/', ['more/0.csv', 'more/1.csv', 'more/2.csv', 'more/3.csv', 'more/4.csv']],
    ['/csv?prefix-only=1', ['more/']],
  ])('%s', async (path, expected) => {
    expect(await names(path)).toEqual(expected);
  });

  test('shows more where asked to', async () => {
    const plain = await list('/bigdata?prefix=people');
    expect(Object.keys(plain.Contents?.[0] ?? {})).toEqual(['Key', 'Size', 'LastModified']);
    for (const path of ['/bigdata?prefix=people&prefix-info=1', '/csv?prefix-info=1']) {
      for (const entry of (await list(path)).Contents ?? []) {
        expect(entry).toMatchObject({ Mode: '0100664', GID: '3e8', UID: '3e8' });
        expect(Number(entry['InodeNumber'])).toBeGreaterThan(0);
        for (const time of ['LastModified', 'AccessTime', 'CreatingTime']) {
          expect(Math.abs(Date.parse(entry[time] ?? '') - Date.now())).toBeLessThan(600_000);
        }
      }
    }
    expect((await list('/csv?prefix-info=1')).CommonPrefixes?.[0]).toMatchObject({
      Prefix: 'more/',
      Mode: '040775',
    });
  });

  test.each([
    ['/bigdata?prefix=people', 3],
    ['/csv?prefix=more', 5],
    ['/csv?prefix=', 2],
    ['/bigdata?prefix=', 2],
  ])('of %s comes in pages', async (path, count) => {
    const found: string[] = [];
    let marker = '';
    let pages = 0;
    for (; ; pages++) {
      const page = await list(`${path}&max-keys=1&marker=${encodeURIComponent(marker)}`);
      marker = page.NextMarker;
      if (marker === '') break;
      expect(page.IsTruncated).toBe(String(pages < count - 1));
      found.push(
        ...[...(page.Contents ?? []), ...(page.CommonPrefixes ?? [])].map(
          ({ Key, Prefix }) => Key ?? Prefix ?? '',
        ),
      );
    }
    expect(pages).toBe(count);
    expect(found.sort()).toEqual((await names(path)).sort());
  });

  test.each([
    ['/bigdata?prefix=nosuch', 404],
    ['/csv?prefix=nosuch', 404],
    ['/csv?prefix=up', 404],
    ['/csv?prefix=numbers.csv', 404],
    ['/bigdata?max-keys=x', 400],
    ['/bigdata?max-keys=-1', 400],
    ['/bigdata?prefix=../..', 400],
    ['/csv?prefix=%2e%2e', 400],
    ['/csv?prefix=a%00b', 400],
    [`/csv?prefix=${'x'.repeat(5000)}`, 400],
  ])('that cannot be: %s', async (path, status) => {
    const reply = await ask(path);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toEqual({
      ErrorCode: expect.any(Number) as number,
      ErrorMessage: expect.any(String) as string,
    });
    if (status === 404)
      expect(JSON.parse(reply.body)).toEqual({ ErrorCode: -2, ErrorMessage: 'No such file or directory' });
  });
});

describe('an object', () => {
  test('of the database', async () => {
    const { status, body, headers } = await ask('/bigdata/people/.%23schema');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      key: 'key',
      fields: [{ name: 'key' }, { name: 'number' }, { name: 'text' }],
    });
    expect(headers).toMatchObject({
      'content-length': String(body.length),
      'x-content-type-options': 'nosniff',
    });
    expect((await ask(`/bigdata/${encodeURIComponent('shop/items & <more>/.#schema')}`)).status).toBe(200);
  });

  test.each([
    [undefined, 200, 'number,text\n1,x\n2,y\n'],
    ['bytes=0-5', 206, 'number'],
    ['bytes=7', 200, 'text\n1,x\n2,y\n'],
    ['bytes=7-', 200, 'text\n1,x\n2,y\n'],
    ['bytes=7-1000', 200, 'text\n1,x\n2,y\n'],
    ['bytes=20-', 416, undefined],
    ['bytes=5-2', 416, undefined],
    ['lines=1-2', 200, 'number,text\n1,x\n2,y\n'],
  ])('of the csv folder, range %s', async (range, status, expected) => {
    const reply = await ask('/csv/numbers.csv', range === undefined ? {} : { headers: { range } });
    expect(reply.status).toBe(status);
    if (expected !== undefined) expect(reply.body).toBe(expected);
  });

  test('can be probed', async () => {
    const head = (path: string) => ask(path, { method: 'HEAD' });
    expect(await head('/csv/numbers.csv')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '20' },
    });
    expect(await head('/csv/more/')).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
    expect(await head('/bigdata/shop')).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
    expect((await head('/bigdata/nosuch')).status).toBe(404);
  });

  test.each([
    '/bigdata/nosuch',
    '/bigdata/people/nosuch',
    '/csv/nosuch.csv',
    '/csv/link.csv',
    '/csv/up/secret',
    '/csv/more',
    '/csv/numbers.csv/x',
    '/csv/%252e%252e/secret',
  ])('that is not there: %s', async (path) => {
    const { status, body } = await ask(path);
    expect({ status, ...(JSON.parse(body) as object) }).toEqual({
      status: 404,
      ErrorCode: -2,
      ErrorMessage: 'No such file or directory',
    });
  });
});

test('a container that is not there', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'POST']) {
    const { status, body } = await ask('/nosuch/x', { method });
    expect({ status, ...(JSON.parse(body) as object) }).toEqual({
      status: 404,
      ErrorCode: -2,
      ErrorMessage: 'Container not found',
    });
  }
});

describe('a request that is none', () => {
  test.each([
    ['/csv/../secret', 400],
    ['/csv/%2e%2e/secret', 400],
    ['/csv/..%2fsecret', 400],
    ['/%2e%2e/%2e%2e/etc/passwd', 400],
    ['/csv/a%00b', 400],
    ['/csv/%zz', 400],
    ['/csv/%ff', 400],
    [`/csv/${'x'.repeat(5000)}`, 400],
    [`/csv/${'x'.repeat(100_000)}`, 431],
  ])('%s', async (path, status) => {
    expect((await ask(path)).status).toBe(status);
  });

  test.each([
    [{ method: 'OPTIONS' }, 405],
    [{ method: 'PUT', headers: { 'x-v3io-function': 'NoSuch' } }, 501],
    [{ method: 'DELETE', headers: { 'x-v3io-function': 'GetItems' } }, 405],
    [{ headers: { host: 'evil.example:80' } }, 403],
    [{ headers: { host: 'localhost.evil.example' } }, 403],
    [{ headers: { host: '10.0.0.1' } }, 403],
    [{ headers: { host: 'localhost:1' } }, 200],
    [{ headers: { host: '[::1]:1' } }, 200],
  ])('%j', async (asked, status) => {
    const reply = await ask('/bigdata', asked);
    expect(reply.status).toBe(status);
    expect(reply.headers['access-control-allow-origin']).toBe(undefined);
    if (status === 405) expect(reply.headers['allow']).toContain('PUT, POST');
    if (status === 405 || status === 501) expect(JSON.parse(reply.body)).toHaveProperty('ErrorMessage');
  });

  test('no HTTP at all', async () => {
    const { hostname, port } = new URL(service.ready.webapi);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('\0\x01garbage\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += String(chunk)));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect((await ask('/')).status).toBe(200);
  });
});
