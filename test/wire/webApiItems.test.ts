import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRows, session, twoColumns, writeFrames } from './calls';
import { startService, type ServiceProcess } from './serviceProcess';
import { WebApiClient, type Refusal } from './webApiClient';

type Typed = Record<string, Record<string, unknown>>;

interface ItemsAnswer {
  readonly LastItemIncluded: 'TRUE' | 'FALSE';
  readonly NumItems: number;
  readonly NextMarker?: string;
  readonly Items: Typed[];
}

let service: ServiceProcess;
let api: WebApiClient;

beforeAll(async () => {
  service = await startService();
  api = new WebApiClient(service.ready.webapi);
  for (const name of ['mike.aa', 'mike.bb', 'mike.cc', 'joe.aa', 'jim']) {
    await put(`/bigdata/people/${name}`, { name: { S: name }, age: { N: String(name.length) } });
  }
});
afterAll(() => service.stop());

const put = (path: string, item: Typed, more: object = {}) =>
  api.answer('PutItem', path, { Item: item, ...more });

async function get(path: string, attributes?: string): Promise<Typed> {
  const args = attributes === undefined ? {} : { AttributesToGet: attributes };
  return (await api.answer<{ Item: Typed }>('GetItem', path, args)).Item;
}

const scan = (args: object, path = '/bigdata/people/') => api.answer<ItemsAnswer>('GetItems', path, args);

async function names(args: object): Promise<unknown[]> {
  return (await scan(args)).Items.map((item) => item['__name']?.['S']);
}

async function refused(name: string, path: string, args: object | string): Promise<[number, number, string]> {
  const { status, body } = await api.call(name, path, args);
  const { ErrorCode, ErrorMessage } = JSON.parse(body) as Refusal;
  return [status, ErrorCode, ErrorMessage];
}

describe('values', () => {
  test.each([
    [{ N: '1' }],
    [{ N: '9223372036854775807' }],
    [{ N: '-9223372036854775808' }],
    [{ N: '0.0' }],
    [{ N: '-0.0' }],
    [{ N: '0.1' }],
    [{ N: '1.7976931348623157e+308' }],
    [{ N: 'NaN' }],
    [{ N: '-Inf' }],
    [{ S: '' }],
    [{ S: 'ü🙂\n"\\' }],
    [{ BOOL: true }],
    [{ BOOL: false }],
    [{ B: '' }],
    [{ B: 'AAH/' }],
    [{ TS: '1556450700:123456789' }],
    [{ TS: '-1:999999999' }],
  ])('%j comes back as it was put', async (value) => {
    await put('/bigdata/values/one', { a: value });
    expect(await get('/bigdata/values/one')).toEqual({ a: value });
  });

  test.each([
    ['1.5E+00', '1.5'],
    ['5E+00', '5.0'],
    ['+7', '7'],
    ['1e21', '1e+21'],
    ['100000000000000000000.0', '100000000000000000000.0'],
    ['infinity', 'Inf'],
  ])('the number %s is %s', async (given, kept) => {
    await put('/bigdata/values/one', { a: { N: given } });
    expect(await get('/bigdata/values/one')).toEqual({ a: { N: kept } });
  });

  test.each([
    [{ N: 1 }],
    [{ N: '' }],
    [{ N: '1 2' }],
    [{ N: '0x10' }],
    [{ N: '9223372036854775808' }],
    [{ N: '1e999' }],
    [{ S: 1 }],
    [{ BOOL: 'true' }],
    [{ B: 'AAH' }],
    [{ B: '!!!!' }],
    [{ TS: '1' }],
    [{ TS: '1:1000000000' }],
    [{ TS: '9223372036854775807:0' }],
    [{ X: 'a' }],
    [{}],
    [{ S: 'a', N: '1' }],
    ['a'],
    [null],
  ])('%j is refused, and what was there stays', async (value) => {
    await put('/bigdata/values/kept', { a: { S: 'old' } });
    const [status, code, text] = await refused('PutItem', '/bigdata/values/kept', {
      Item: { b: { N: '1' }, a: value },
    });
    expect([status, code]).toEqual([400, -201326592]);
    expect(text).toContain("'a'");
    expect(await get('/bigdata/values/kept')).toEqual({ a: { S: 'old' } });
  });

  test('names that no attribute can have are refused', async () => {
    for (const name of ['', 'a b', '1a', '__name', '__mtime_secs', 'x'.repeat(257), 'ü']) {
      const [status] = await refused('PutItem', '/bigdata/values/names', { Item: { [name]: { N: '1' } } });
      expect(status, name).toBe(400);
    }
    expect((await api.call('GetItem', '/bigdata/values/names')).status).toBe(404);
  });
});

describe('GetItem', () => {
  test.each([
    ['*', ['age', 'name']],
    ['age', ['age']],
    ['age,nosuch,__name,__size', ['__name', '__size', 'age']],
  ])('%s', async (attributes, expected) => {
    expect(Object.keys(await get('/bigdata/people/jim', attributes)).sort()).toEqual(expected);
  });

  test('with two asterisks gives what the system knows as well', async () => {
    expect(await get('/bigdata/people/jim', '**')).toMatchObject({
      __name: { S: 'jim' },
      __size: { N: '0' },
      __mtime_secs: { N: expect.stringMatching(/^\d+$/) as string },
      __inode_number: { N: expect.stringMatching(/^\d+$/) as string },
      age: { N: '3' },
    });
  });

  test('knows objects and directories too', async () => {
    await api.ask('/bigdata/files/a', { method: 'PUT', body: '12345' });
    expect(await get('/bigdata/files/a', '__size,__name')).toEqual({
      __name: { S: 'a' },
      __size: { N: '5' },
    });
    expect(await get('/bigdata/files/', '__name')).toEqual({ __name: { S: 'files' } });
    expect(await refused('GetItem', '/bigdata/files/b', {})).toEqual([404, -2, 'No such file or directory']);
  });

  test('takes the key from the body', async () => {
    expect(await api.answer('GetItem', '/bigdata/people/', { Key: 'jim', AttributesToGet: 'age' })).toEqual({
      Item: { age: { N: '3' } },
    });
    expect((await refused('GetItem', '/bigdata/', { Key: 'people/jim' }))[0]).toBe(400);
  });
});

describe('GetItems', () => {
  test.each([
    [{}, ['jim', 'joe.aa', 'mike.aa', 'mike.bb', 'mike.cc']],
    [{ FilterExpression: 'age == 6' }, ['joe.aa']],
    [{ FilterExpression: "starts(name, 'mike') AND name > 'mike.aa'" }, ['mike.bb', 'mike.cc']],
    [{ FilterExpression: 'nosuch == 1' }, []],
    [{ ShardingKey: 'mike' }, ['mike.aa', 'mike.bb', 'mike.cc']],
    [{ ShardingKey: 'mike.' }, ['mike.aa', 'mike.bb', 'mike.cc']],
    [{ ShardingKey: 'mike', SortKeyRangeStart: 'bb' }, ['mike.bb', 'mike.cc']],
    [{ ShardingKey: 'mike', SortKeyRangeStart: 'aa', SortKeyRangeEnd: 'cc' }, ['mike.aa', 'mike.bb']],
    [{ ShardingKey: 'mike', SortKeyRangeStart: 'cc0' }, []],
    [{ ShardingKey: 'jim' }, ['jim']],
    [{ Limit: 2 }, ['jim', 'joe.aa']],
    [{ Marker: 'joe.aa', Limit: 1 }, ['mike.aa']],
  ])('%j', async (args, expected) => {
    expect(await names(args)).toEqual(expected);
  });

  test('goes on where it stopped, to the end', async () => {
    const found: unknown[] = [];
    let marker: string | undefined;
    let pages = 0;
    do {
      const page = await scan({ Limit: 2, FilterExpression: 'age >= 6', ...(marker && { Marker: marker }) });
      expect(page.NumItems).toBe(page.Items.length);
      found.push(...page.Items.map((item) => item['name']?.['S']));
      expect(page.LastItemIncluded === 'TRUE').toBe(page.NextMarker === undefined);
      marker = page.NextMarker;
    } while (marker !== undefined && ++pages < 9);
    expect(found).toEqual(['joe.aa', 'mike.aa', 'mike.bb', 'mike.cc']);
  });

  test('comes in segments that make up the whole', async () => {
    const segments = await Promise.all(
      [0, 1, 2].map((segment) => names({ Segment: segment, TotalSegment: 3 })),
    );
    expect(segments.flat().sort()).toEqual(await names({}));
  });

  test('asks for attributes that a filter need not see', async () => {
    const { Items } = await scan({ AttributesToGet: 'age', FilterExpression: "name == 'jim'" });
    expect(Items).toEqual([{ age: { N: '3' } }]);
    const { Items: system } = await scan({
      AttributesToGet: '__size,__name',
      FilterExpression: "__name == 'jim'",
    });
    expect(system).toEqual([{ __name: { S: 'jim' }, __size: { N: '0' } }]);
  });

  test('finds the table in the body, over several names', async () => {
    await put('/bigdata/a/b/c', { n: { N: '1' } });
    expect((await scan({ TableName: 'a/b' }, '/bigdata')).Items).toEqual([
      { __name: { S: 'c' }, n: { N: '1' } },
    ]);
  });

  test('ends an answer when it is long', async () => {
    const long = 'x'.repeat(600_000);
    for (let i = 0; i < 6; i++) await put(`/bigdata/long/${i}`, { text: { S: long } });
    const first = await scan({}, '/bigdata/long/');
    expect(first.LastItemIncluded).toBe('FALSE');
    const rest = await scan({ Marker: first.NextMarker }, '/bigdata/long/');
    expect([first.NumItems + rest.NumItems, rest.LastItemIncluded]).toEqual([6, 'TRUE']);
  });

  test('shows objects among items', async () => {
    await writeFrames(service.client, { backend: 'kv', table: 'mixed' }, twoColumns([1n], ['x'], ['a']));
    await api.ask('/bigdata/mixed/z', { method: 'PUT', body: '123' });
    await api.ask('/bigdata/mixed/sub/file', { method: 'PUT', body: '123' });
    const { Items } = await scan({ AttributesToGet: '*,__size' }, '/bigdata/mixed/');
    expect(Items.map((item) => [item['__name']?.['S'], item['number']?.['N']])).toEqual([
      ['.#schema', undefined],
      ['a', '1'],
      ['z', undefined],
    ]);
    expect((await scan({ FilterExpression: '__size == 3' }, '/bigdata/mixed/')).NumItems).toBe(1);
  });

  test.each([
    [{ FilterExpression: 'age = 3' }, 400],
    [{ FilterExpression: 'age >' }, 400],
    [{ FilterExpression: '('.repeat(9000) }, 400],
    [{ SortKeyRangeStart: 'a' }, 400],
    [{ ShardingKey: 'mike', TotalSegment: 2, Segment: 0 }, 400],
    [{ TotalSegment: 2, Segment: 2 }, 400],
    [{ TotalSegment: 1025 }, 400],
    [{ Limit: 0 }, 400],
    [{ Limit: -1 }, 400],
    [{ Limit: 1.5 }, 400],
    [{ Limit: '1' }, 400],
    [{ AttributesToGet: ['a'] }, 400],
    [{ TableName: 'nosuch' }, 404],
    [{ TableName: '..' }, 400],
  ])('that cannot be: %j', async (args, status) => {
    expect((await refused('GetItems', '/bigdata/people/', args))[0]).toBe(status);
  });
});

describe('PutItem', () => {
  test.each([
    [undefined, { b: { N: '2' } }],
    ['OverWriteAttributes', { b: { N: '2' } }],
    ['CreateOrReplaceAttributes', { a: { N: '1' }, b: { N: '2' } }],
  ])('with the mode %s', async (mode, expected) => {
    await put('/bigdata/modes/x', { a: { N: '1' }, b: { S: 'old' } });
    await put('/bigdata/modes/x', { b: { N: '2' } }, mode === undefined ? {} : { UpdateMode: mode });
    expect(await get('/bigdata/modes/x')).toEqual(expected);
  });

  test('tells when the change was made, and no two changes at one time', async () => {
    const headers: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const { headers: told } = await api.call('PutItem', '/bigdata/modes/t', {
        Item: { i: { N: String(i) } },
      });
      headers.push(told['x-v3io-transaction-verifier']);
    }
    expect(new Set(headers).size).toBe(3);
    const { __mtime_secs: seconds, __mtime_nsecs: nanos } = await get(
      '/bigdata/modes/t',
      '__mtime_secs,__mtime_nsecs',
    );
    const last = `__mtime_secs==${String(seconds?.['N'])} and __mtime_nsecs==${String(nanos?.['N'])}`;
    expect(headers[2]).toBe(last);
    const condition = last.replaceAll('==', ' == ');
    await put('/bigdata/modes/t', { i: { N: '9' } }, { ConditionExpression: condition });
    expect(
      (await refused('PutItem', '/bigdata/modes/t', { Item: {}, ConditionExpression: condition }))[0],
    ).toBe(400);
  });

  test.each([
    ['a == 2', 1, ['16777244']],
    ['NOT exists(_enc) AND a == 2', 2, ['16777244', '16777245']],
    ['__mtime_secs == 1 and __mtime_nsecs == 2', 2, ['16777244', '16777245']],
  ])('whose condition is false, as its readers expect: %s', async (condition, count, codes) => {
    await put('/bigdata/modes/c', { a: { N: '1' } });
    for (const [name, args] of [
      ['PutItem', { Item: { a: { N: '5' } } }],
      ['UpdateItem', { UpdateExpression: 'a=5' }],
    ] as const) {
      const { status, body } = await api.call(name, '/bigdata/modes/c', {
        ...args,
        ConditionExpression: condition,
      });
      expect(status).toBe(400);
      expect(body.match(/ErrorCode/g)).toHaveLength(count);
      for (const code of codes) expect(body).toContain(code);
    }
    expect(await get('/bigdata/modes/c')).toEqual({ a: { N: '1' } });
  });

  test('that may only create leaves an item alone', async () => {
    const args = { Item: { a: { N: '1' } }, UpdateMode: 'CreateNewItemOnly' };
    await api.answer('PutItem', '/bigdata/modes/once', args);
    const { status, body } = await api.call('PutItem', '/bigdata/modes/once', args);
    expect([status, body.match(/ErrorCode/g)?.length, body.includes('369098809')]).toEqual([400, 2, true]);
  });

  test.each([
    ['/bigdata/people/x', { Item: { a: { N: '1' } }, UpdateMode: 'Sometimes' }],
    ['/bigdata/people/x', { Item: { a: { N: '1' } }, ConditionExpression: 'a = 1' }],
    ['/bigdata/people/x', {}],
    ['/bigdata/people/x', { Item: [] }],
    ['/bigdata/', { Item: {} }],
    [`/bigdata/people/${'x'.repeat(256)}`, { Item: {} }],
    ['/bigdata/people/x', '{"Item":{"a":{"N":"1"}}'],
    ['/bigdata/people/x', '[]'],
    ['/bigdata/people/x', '['.repeat(20_000)],
    ['/bigdata/people/x', '\xff\xfe'],
  ])('that cannot be: %s %j', async (path, args) => {
    const before = await names({});
    const [status, code] = await refused('PutItem', path, args);
    expect([status, code]).toEqual([400, -201326592]);
    expect(await names({})).toEqual(before);
  });
});

describe('UpdateItem', () => {
  const update = (path: string, expression: string, more: object = {}) =>
    api.answer('UpdateItem', path, { UpdateExpression: expression, ...more });

  test('runs an expression over what is there, and makes what is not', async () => {
    await update('/bigdata/updates/a', "n = 1; m = n + 0.5; s = 'x'; t = true");
    expect(await get('/bigdata/updates/a')).toEqual({
      n: { N: '1' },
      m: { N: '1.5' },
      s: { S: 'x' },
      t: { BOOL: true },
    });
    await update('/bigdata/updates/a', 'n = n + 9007199254740992; delete(s)', {
      UpdateMode: 'CreateOrReplaceAttributes',
    });
    expect(await get('/bigdata/updates/a', 'n,s')).toEqual({ n: { N: '9007199254740993' } });
  });

  test('may read what it drops', async () => {
    await put('/bigdata/updates/o', { n1: { N: '1' }, n2: { N: '2.0' } });
    await update('/bigdata/updates/o', 'n3=n1+n2', { UpdateMode: 'OverWriteAttributes' });
    expect(await get('/bigdata/updates/o')).toEqual({ n3: { N: '3.0' } });
  });

  test('runs another expression where the condition is false', async () => {
    await put('/bigdata/updates/c', { n: { N: '1' } });
    await update('/bigdata/updates/c', 'n=100', {
      ConditionExpression: 'n==2',
      AlternateUpdateExpression: 'n=n+1',
    });
    await update('/bigdata/updates/c', 'n=100', {
      ConditionExpression: 'n==2',
      AlternateUpdateExpression: 'n=n+1',
    });
    expect(await get('/bigdata/updates/c')).toEqual({ n: { N: '100' } });
  });

  test('keeps arrays, as writers of time series do', async () => {
    const path = '/bigdata/updates/array';
    await update(path, "_v_count=init_array(3,'int'); _v_max=init_array(2,'double',-Inf); _v5=blob('AAE=')");
    await update(
      path,
      "_v_count[2]=_v_count[2]+7; _v_max[1]=max(_v_max[1],2.5e00); _v5=if_not_exists(_v5,blob('')) + blob('Ag==')",
    );
    const item = await get(path);
    const header = (type: number, values: Buffer): string => {
      const bytes = Buffer.alloc(16);
      [11223344, 1, values.length, type].forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
      return Buffer.concat([bytes, values]).toString('base64');
    };
    expect(item).toEqual({
      _v_count: { B: header(259, Buffer.from(BigInt64Array.of(0n, 0n, 7n).buffer)) },
      _v_max: { B: header(261, Buffer.from(Float64Array.of(-Infinity, 2.5).buffer)) },
      _v5: { B: 'AAEC' },
    });
  });

  test('takes long blobs', async () => {
    const blob = Buffer.alloc(100_000, 1).toString('base64');
    await update('/bigdata/updates/long', `b=blob('${blob}')`);
    expect(await get('/bigdata/updates/long')).toEqual({ b: { B: blob } });
  });

  test('with nothing to do succeeds', async () => {
    await update('/bigdata/updates/none', '');
    expect(await get('/bigdata/updates/none')).toEqual({});
  });

  test.each(['n = nosuch + 1', 'n = ', 'n = 1; m = n[0]', 'a[5] = 1', "n = 'a' * 2"])(
    'that fails changes nothing: %s',
    async (expression) => {
      await put('/bigdata/updates/f', { a: { N: '1' } });
      const [status, code] = await refused('UpdateItem', '/bigdata/updates/f', {
        UpdateExpression: `x = 1; ${expression}`,
      });
      expect([status, code]).toEqual([400, -201326592]);
      expect(await get('/bigdata/updates/f')).toEqual({ a: { N: '1' } });
    },
  );
});

describe('Frames clients', () => {
  test('read what was put here', async () => {
    const schema = { fields: [], key: 'key', hashingBucketNum: 0 } as { fields: object[] };
    for (const [name, type] of [
      ['key', 'string'],
      ['n', 'long'],
      ['d', 'double'],
      ['when', 'timestamp'],
    ])
      schema.fields.push({ name, type, nullable: true });
    await api.ask('/bigdata/direct/.%23schema', { method: 'PUT', body: JSON.stringify(schema) });
    await put('/bigdata/direct/a', {
      key: { S: 'a' },
      n: { N: '9223372036854775807' },
      d: { N: '0.0' },
      when: { TS: '1:5' },
    });
    await put('/bigdata/direct/b', { key: { S: 'b' } });
    expect(await readRows(service.client, { session, backend: 'kv', table: 'direct' })).toEqual([
      ['a', '9223372036854775807', '0', '1000000005'],
      ['b', 'null', 'null', 'null'],
    ]);
  });

  test('write what is read here', async () => {
    const rows = twoColumns([9223372036854775807n, -1n], ['', 'ü'], ['x', 'y']);
    await writeFrames(service.client, { backend: 'kv', table: 'framed' }, rows);
    expect(await get('/bigdata/framed/x')).toEqual({
      key: { S: 'x' },
      number: { N: '9223372036854775807' },
      text: { S: '' },
    });
  });
});

test('writers side by side lose nothing', async () => {
  await put('/bigdata/counter/x', { n: { N: '0' } });
  await Promise.all(
    Array.from({ length: 40 }, () =>
      api.answer('UpdateItem', '/bigdata/counter/x', { UpdateExpression: 'n=n+1' }),
    ),
  );
  expect(await get('/bigdata/counter/x')).toEqual({ n: { N: '40' } });
});

test('the number of parts to scan in is known', async () => {
  expect(await api.answer('GetClusterMD', '/bigdata')).toEqual({ NumberOfVNs: 1 });
});
