import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  FramesError,
  Session,
  WebApi,
  webApiSource,
  type CollectionSource,
  type Credentials,
  type Entry,
} from '../../src/frames';
import { failureOf, readAll } from './outcome';

/** What a platform holds: objects by path, and the streams among its directories. */
interface Platform {
  readonly objects: Readonly<Record<string, string>>;
  readonly streams?: readonly string[];
  readonly status?: (target: string) => number;
  readonly pageSize?: number;
}

const schema =
  '{"fields":[{"name":"k","type":"string","nullable":false},{"name":"v","type":"long","nullable":true}],"key":"k","sortingKey":"v","hashingBucketNum":0}';
const clean: (() => void)[] = [];

afterEach(() => {
  for (const step of clean.splice(0)) step();
});

describe('what a web API lists', () => {
  it('is classified by what lies in the directories', async () => {
    const { source } = await serve({
      objects: {
        'c/taxi/.#schema': schema,
        'c/taxi/one': '',
        'c/cpu/.schema': '{"tableSchemaInfo":{"version":4}}',
        'c/cpu/names/cpu': '',
        'c/notes/.schema': 'not ours',
        'c/notes/.#schema': '{"fields":7}',
        'c/s/0': '',
        'c/read me.txt': 'hello',
        'c/a&b<c>/deep/x': '',
        'c/.#hidden': '',
      },
      streams: ['s'],
    });
    expect(await source.containers({})).toEqual(['c']);
    expect(await readAll(source.children('c', '', {}))).toEqual<Entry[]>([
      { kind: 'folder', path: 'a&b<c>' },
      { kind: 'tsdb', path: 'cpu' },
      { kind: 'folder', path: 'notes' },
      { kind: 'stream', path: 's', shardCount: 8, retentionHours: 24 },
      {
        kind: 'nosql',
        path: 'taxi',
        schema: {
          fields: [
            { name: 'k', type: 'string', isNullable: false },
            { name: 'v', type: 'long', isNullable: true },
          ],
          key: 'k',
          sortingKey: 'v',
        },
      },
      { kind: 'file', path: 'read me.txt', size: 5 },
    ]);
    expect(await readAll(source.children('c', 'a&b<c>', {}))).toEqual([
      { kind: 'folder', path: 'a&b<c>/deep' },
    ]);
  });

  it('hides what is internal to a collection, on every page', async () => {
    const { source } = await serve({
      objects: {
        'c/t/.#schema': schema,
        'c/t/p=1/a': '',
        'c/t/p=2/a': '',
        'c/t/sub/.#schema': schema,
        'c/cpu/.schema': '{"tableSchemaInfo":{}}',
        'c/cpu/names/x': '',
        'c/cpu/1576108800/x': '',
        'c/cpu/more/x': '',
      },
      pageSize: 1,
    });
    expect((await readAll(source.children('c', 't', {}))).map(({ path }) => path)).toEqual(['t/sub']);
    expect((await readAll(source.children('c', 'cpu', {}))).map(({ path }) => path)).toEqual(['cpu/more']);
  });

  it('comes page by page, as it is pulled', async () => {
    const objects = Object.fromEntries(
      Array.from({ length: 25 }, (_, i) => [`c/f${String(i).padStart(2, '0')}`, '']),
    );
    const { source, requests } = await serve({ objects, pageSize: 10 });
    expect((await readAll(source.children('c', '', {}))).map(({ path }) => `c/${path}`)).toEqual(
      Object.keys(objects),
    );
    expect(requests.length).toBe(3);
    for await (const entry of source.children('c', '', {})) {
      expect(entry.path).toBe('f00');
      break;
    }
    expect(requests.length).toBe(4);
  });

  it('is csv tables in the container csv', async () => {
    const { source } = await serve({ objects: { 'csv/a.csv': 'a\n1\n', 'csv/sub/b.csv': '' } });
    expect(await readAll(source.children('csv', '', {}))).toEqual([
      { kind: 'folder', path: 'sub' },
      { kind: 'csv', path: 'a.csv', size: 4 },
    ]);
    expect(await readAll(source.children('csv', 'sub', {}))).toEqual([
      { kind: 'csv', path: 'sub/b.csv', size: 0 },
    ]);
  });

  it('keeps a directory that may not be looked into, as a folder', async () => {
    const { source } = await serve({
      objects: { 'c/private/.#schema': schema },
      status: (target) => (target.includes('schema') ? 403 : 200),
    });
    expect(await readAll(source.children('c', '', {}))).toEqual([{ kind: 'folder', path: 'private' }]);
  });
});

describe('a request to the web API', () => {
  it.each<[Credentials, Readonly<Record<string, string | undefined>>]>([
    [{ token: 'key' }, { 'x-v3io-session-key': 'key', authorization: undefined }],
    [{ user: 'u', password: 'p:q' }, { authorization: `Basic ${Buffer.from('u:p:q').toString('base64')}` }],
    [{}, { 'x-v3io-session-key': undefined, authorization: undefined }],
  ])('is signed with %o', async (credentials, headers) => {
    const { source, requests } = await serve({ objects: { 'c/x': '' } }, credentials);
    await source.containers({});
    expect(requests[0]?.headers).toMatchObject(JSON.parse(JSON.stringify(headers)) as object);
    for (const [name, value] of Object.entries(headers)) expect(requests[0]?.headers[name]).toBe(value);
  });

  it('encodes names', async () => {
    const path = 'a b/#?%2e&+ü';
    const { api, requests } = await serve({ objects: { [`c/${path}`]: 'text' } });
    expect(await api.readObject('c', path)).toBe('text');
    expect(requests[0]?.url).toBe('/c/a%20b/%23%3F%252e%26%2B%C3%BC');
    expect(await api.readObject('c', 'nosuch')).toBeUndefined();
  });

  it.each([
    [401, 'unauthenticated'],
    [403, 'permissionDenied'],
    [404, 'notFound'],
    [503, 'unavailable'],
  ])('that is answered %i fails with %s and the words of the platform', async (status, code) => {
    const { source } = await serve({ objects: {}, status: () => status });
    const failure = await failureOf(readAll(source.children('c', 'd', {})));
    expect(failure).toMatchObject({ code, operation: 'list', detail: 'Operation not permitted' });
  });

  it.each(['', 'hello', '<html><body>x', '{"a":1}'])('that is answered with %j says so', async (body) => {
    const server = createServer((_request, response) => response.end(body));
    const url = await listen(server);
    const source = webApiSource(url, {});
    expect(await failureOf(source.containers({}))).toMatchObject({ code: 'protocol', operation: 'list' });
  });

  it.each(['', 'http://', 'ftp://h', 'a b', 'http://h:99999', 'http://daffy:rabbit-season@h:1'])(
    'to %j is refused before anything is sent',
    (url) => {
      expect(() => webApiSource(url, {})).toThrow(FramesError);
      expect(() => webApiSource(url, {})).toThrow(/web API address/);
      expect(() => webApiSource(url, {})).not.toThrow('rabbit-season');
    },
  );

  it('says what to check when nothing listens', async () => {
    const server = createServer();
    const url = await listen(server);
    server.close();
    const failure = await failureOf(webApiSource(url, { token: 'rabbit-season' }).containers({}));
    expect(failure).toMatchObject({ code: 'unavailable', operation: 'list' });
    expect(failure.detail).toContain('nothing listens at 127.0.0.1');
  });

  it('ends when it is aborted', async () => {
    let closed = 0;
    const url = await listen(createServer((request) => request.on('close', () => closed++)));
    const abort = new AbortController();
    const listing = failureOf(webApiSource(url, {}).containers({ signal: abort.signal }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    abort.abort();
    expect(await listing).toMatchObject({ code: 'cancelled', operation: 'list' });
    await expect.poll(() => closed).toBe(1);
  });
});

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers as spec/webapi.md §2 shows, indented and all. */
async function serve(
  platform: Platform,
  credentials: Credentials = {},
): Promise<{ source: CollectionSource; api: WebApi; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const url = new URL(request.url ?? '', 'http://h');
    const path = decodeURIComponent(url.pathname).slice(1);
    const status = platform.status?.(path) ?? 200;
    const object = platform.objects[path];
    if (status !== 200) {
      response.writeHead(status).end('{"ErrorCode":-1,"ErrorMessage":"Operation not permitted"}');
    } else if (path === '') {
      response.end(containersXml(platform));
    } else if (!path.includes('/')) {
      response.end(listingXml(path, url.searchParams, platform));
    } else if (object === undefined) {
      response.writeHead(404).end('{"ErrorCode":-2,"ErrorMessage":"No such file or directory"}');
    } else {
      response.end(object);
    }
  });
  const url = await listen(server);
  const api = new WebApi({ url, session: new Session(credentials) });
  return { source: webApiSource(url, credentials), api, requests };
}

function containersXml({ objects }: Platform): string {
  const names = [...new Set(Object.keys(objects).map((path) => path.split('/')[0] ?? ''))];
  const buckets = names.map(
    (name) =>
      `<Bucket><Name>${name}</Name><CreationDate>2021-01-17T12:41:10Z</CreationDate><Id>1</Id></Bucket>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListAllMyBucketsResult><Owner><ID>1</ID></Owner>\n  <Buckets>${buckets.join('\n')}</Buckets></ListAllMyBucketsResult>`;
}

function listingXml(
  container: string,
  query: URLSearchParams,
  { objects, streams = [], pageSize = 1000 }: Platform,
): string {
  const prefix = query.get('prefix') ?? '';
  const inside = Object.entries(objects)
    .filter(([path]) => path.startsWith(`${container}/${prefix}`))
    .map(([path, text]) => ({ key: path.slice(container.length + 1), size: text.length }));
  const directories = new Set<string>();
  const files = inside.filter(({ key }) => {
    const rest = key.slice(prefix.length);
    if (rest.includes('/')) directories.add(`${prefix}${rest.slice(0, rest.indexOf('/'))}`);
    return !rest.includes('/');
  });
  const entries = [
    ...[...directories].map((name) => ({ name, xml: directoryXml(name, streams.includes(name)) })),
    ...files.map(({ key, size }) => ({
      name: key,
      xml: `<Contents>\n<Key>${escapeXml(key)}</Key><Size>${size}</Size></Contents>`,
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const marker = query.get('marker') ?? '';
  const rest = entries.filter(({ name }) => name > marker);
  const page = rest.slice(0, pageSize);
  const next = page.at(-1)?.name ?? '';
  return `<?xml version="1.0"?>
    <ListBucketResult>
      <Name>${container}</Name><Prefix>${escapeXml(prefix)}</Prefix><Marker/>
      <NextMarker>${escapeXml(next)}</NextMarker><MaxKeys>${pageSize}</MaxKeys><IsTruncated>${rest.length > page.length}</IsTruncated>
      ${page.map(({ xml }) => xml).join('\n      ')}
    </ListBucketResult>`;
}

function directoryXml(name: string, isStream: boolean): string {
  const shards = isStream ? '<ShardCount>8</ShardCount><RetentionPeriodHours>24</RetentionPeriodHours>' : '';
  return `<CommonPrefixes><Prefix>${escapeXml(name)}/</Prefix><Mode>040775</Mode>${shards}</CommonPrefixes>`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&#62;');
}
