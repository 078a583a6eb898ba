import { describe, expect, it } from 'vitest';
import { nosqlBackend } from '../../../../src/service/backends/nosql';
import { emptyReadRequest, emptySession } from '../../../../src/wire/messages';
import { temporaryStorage } from '../storage/temporaryStorage';
import { frame, kvOf } from './kv';

const people = frame({
  '#name': ['ann', 'bob', 'cy'],
  age: [30n, 41n, null],
  city: ['rome', '', null],
});

describe('columns', () => {
  it.each([
    { columns: [], shape: ['#name', 'age', 'city'] },
    { columns: ['city', 'age'], shape: ['age', 'city'] },
    { columns: ['name'], shape: ['name'] },
    { columns: ['age', 'name'], shape: ['#_name', 'name', 'age'] },
    { columns: ['__uid', '__name', 'age', '__gid'], shape: ['age', '__name', '__gid', '__uid'] },
    { columns: ['name', 'age'], resetIndex: true, shape: ['name', 'age'] },
  ])('$columns give $shape', async ({ columns, shape, resetIndex = false }) => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', people);
    expect((await kv.read('t', { columns, resetIndex })).columns).toEqual(shape);
  });

  it.each([{ columns: ['*'] }, { columns: [''] }, { columns: ['age', ''] }, { columns: ['age', 'Age'] }])(
    '$columns are not there',
    async ({ columns }) => {
      const kv = kvOf(await temporaryStorage());
      await kv.write('t', people);
      await expect(kv.read('t', { columns })).rejects.toMatchObject({
        code: 'notFound',
        detail: `column '${columns.at(-1) ?? ''}' doesn't exist`,
      });
    },
  );

  it('of the system never bring the schema object', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', people);
    expect(await kv.read('t', { columns: ['age', '__size', '__mode', '__obj_type'] })).toMatchObject({
      columns: ['age', '__mode', '__size', '__obj_type'],
      rows: [
        [30n, 33204n, 0n, 1n],
        [41n, 33204n, 0n, 1n],
        [null, 33204n, 0n, 1n],
      ],
    });
    const now = BigInt(Math.floor(Date.now() / 1000));
    for (const [seconds] of (await kv.read('t', { columns: ['__mtime_secs'] })).rows) {
      expect(now - (seconds as bigint)).toBeLessThan(60n);
    }
  });

  it('that an item has none of leave it out', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', people);
    expect((await kv.read('t', { columns: ['age', 'city'] })).rows).toEqual([
      [30n, 'rome'],
      [41n, ''],
    ]);
    expect((await kv.read('t', { columns: ['age', '__name'] })).rows).toEqual([
      [30n, 'ann'],
      [41n, 'bob'],
      [null, 'cy'],
    ]);
  });
});

describe('items without their key attribute', () => {
  it.each([
    { key: 'text', row: ['z', 5n] },
    { key: 12n, name: '7', row: [7n, 5n] },
    { key: 12n, name: 'seven', row: [null, 5n] },
    { key: 1.5, name: '2.25', row: [2.25, 5n] },
    { key: true, name: 'False', row: [false, 5n] },
  ])('take it from their name: $name for $key', async ({ key, name = 'z', row }) => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': [key], v: [1n] }));
    await kv.exec('t', 'update', { key: name, expression: 'v=5' });
    expect((await kv.read('t', { filter: 'v==5' })).rows).toEqual([row]);
    expect((await kv.read('t', { columns: ['k', 'v', '__name'], filter: 'v==5' })).rows).toEqual([
      [row[0], ...row, name],
    ]);
    expect((await kv.read('t', { columns: ['k'] })).rows).toHaveLength(1);
  });

  it('take both keys from it', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#a': ['x'], '#b': [1n], v: [1n] }));
    await kv.exec('t', 'update', { key: 'y.2', expression: 'v=5' });
    expect((await kv.read('t')).rows).toEqual([
      ['x', 1n, 1n],
      ['y', 2n, 5n],
    ]);
  });
});

describe('frames', () => {
  it.each([
    { messageLimit: 0n, frames: [256, 256, 256, 232] },
    { messageLimit: 1n, frames: Array<number>(1000).fill(1) },
    { messageLimit: 700n, frames: [700, 300] },
    { messageLimit: 2n ** 62n, frames: [1000] },
  ])('hold $messageLimit rows at most', async ({ messageLimit, frames }) => {
    const kv = kvOf(await temporaryStorage());
    const rows = Array.from({ length: 1000 }, (_, row) => row);
    await kv.write(
      't',
      frame({
        '#k': rows.map((row) => String(row).padStart(4, '0')),
        v: rows.map(BigInt),
        s: rows.map((row) => (row % 7 === 0 ? null : `é${row}`)),
      }),
    );
    const read = await kv.read('t', { messageLimit });
    expect(read.frames).toEqual(frames);
    expect(read.rows).toEqual(
      rows.map((row) => [String(row).padStart(4, '0'), BigInt(row), row % 7 === 0 ? null : `é${row}`]),
    );
  });

  it('are put together from several chunks, nulls of every type included', async () => {
    const kv = kvOf(await temporaryStorage());
    const rows = Array.from({ length: 5000 }, (_, row) => row);
    const cells = <T>(make: (row: number) => T): (T | null)[] =>
      rows.map((row) => (row % 3 === 0 ? null : make(row)));
    await kv.write(
      't',
      frame({
        '#k': rows.map((row) => String(row).padStart(4, '0')),
        i: cells(BigInt),
        f: cells((row) => row / 2),
        s: cells((row) => 'x'.repeat(row % 40)),
        b: cells((row) => row % 2 === 0),
        t: cells((row) => new Date(row)),
      }),
    );
    const read = await kv.read('t', { messageLimit: 4999n });
    expect(read.frames).toEqual([4999, 1]);
    expect(read.rows).toEqual(
      rows.map((row) => [
        String(row).padStart(4, '0'),
        ...(row % 3 === 0
          ? [null, null, null, null, null]
          : [BigInt(row), row / 2, 'x'.repeat(row % 40), row % 2 === 0, BigInt(row) * 1_000_000n]),
      ]),
    );
  });
});

describe('a filter', () => {
  it.each([
    { filter: 'age==30', names: ['ann'] },
    { filter: 'NOT exists(age)', names: ['cy'] },
    { filter: "city==''", names: ['bob'] },
    { filter: "__name > 'b' and __mode == 33204", names: ['bob', 'cy'] },
    { filter: '__ctime_secs > 0 and __mtime_secs > 0', names: ['ann', 'bob', 'cy'] },
    { filter: '  ', names: ['ann', 'bob', 'cy'] },
  ])('$filter', async ({ filter, names }) => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', people);
    expect((await kv.read('t', { filter, columns: ['__name'] })).rows.flat()).toEqual(names);
  });

  it('says where it is wrong', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', people);
    await expect(kv.read('t', { filter: 'age == 30 and' })).rejects.toMatchObject({
      code: 'invalidArgument',
      detail: expect.stringMatching(/400 Bad Request[^]*filter[^]*at character \d+/) as string,
    });
  });
});

describe('partitions', () => {
  const partitioned = frame({
    '#k': ['a', 'b', 'c'],
    p: [1e-7, 1e21, 1.5],
    q: [true, false, null],
    v: [1n, 2n, 3n],
  });
  it('lie in directories with Go’s words for the values, and are read in path order', async () => {
    const storage = await temporaryStorage();
    const kv = kvOf(storage);
    await kv.write('t', partitioned, { partitionKeys: ['p', 'q'] });
    const listing = await storage.objects.list({ container: 'bigdata', directory: 't' });
    expect(listing?.directories.map(({ prefix }) => prefix)).toEqual([
      't/p=1.5/',
      't/p=1e+21/',
      't/p=1e-07/',
    ]);
    expect(await storage.objects.directoryExists('bigdata', 't/p=1.5/q=null')).toBe(true);
    expect((await kv.read('t')).rows.map(([key]) => key)).toEqual(['c', 'b', 'a']);
    expect(
      (await kv.read('t', { filter: 'v>=2', shardingKeys: ['b', 'a', 'c'] })).rows.map(([key]) => key),
    ).toEqual(['c', 'b']);
  });

  it('hold whatever the value is', async () => {
    const kv = kvOf(await temporaryStorage());
    const values = ['a/b', '', 'ü %41', 'x=y', '.'];
    await kv.write('t', frame({ '#k': values.map((_, i) => `k${i}`), p: values }), { partitionKeys: ['p'] });
    expect((await kv.read('t')).rows.map(([, value]) => value).toSorted()).toEqual(values.toSorted());
    await kv.delete('t');
    await expect(kv.read('t')).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('delete', () => {
  it('takes partitions along, but no table below', async () => {
    const storage = await temporaryStorage();
    const kv = kvOf(storage);
    await kv.write('t', frame({ '#k': ['a'], p: ['x'], v: [1n] }), { partitionKeys: ['p'] });
    await kv.write('t/sub', people);
    await kv.write('t/own=table', people);
    await kv.delete('t');
    expect(await storage.objects.directoryExists('bigdata', 't/p=x')).toBe(false);
    expect((await kv.read('t/sub')).rows).toHaveLength(3);
    expect((await kv.read('t/own=table')).rows).toHaveLength(3);
    await expect(kv.read('t')).rejects.toThrow('Failed to find a schema for table "/bigdata/t"');
  });

  it('with a filter reaches partitions and leaves the rest', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a', 'b', 'c'], p: ['x', 'y', 'x'], v: [1n, 2n, 3n] }), {
      partitionKeys: ['p'],
    });
    await kv.delete('t', { filter: 'v < 3' });
    expect((await kv.read('t')).rows).toEqual([['c', 'x', 3n]]);
  });

  it('with a wrong filter deletes nothing', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', people);
    await expect(kv.delete('t', { filter: 'age ==' })).rejects.toMatchObject({
      code: 'invalidArgument',
      detail: expect.stringMatching(
        /^Delete failed during recursive delete of 't\/'\.: Expected[^]*400/,
      ) as string,
    });
    expect((await kv.read('t')).rows).toHaveLength(3);
  });
});

describe('the schema', () => {
  it('that is gone is asked for', async () => {
    const storage = await temporaryStorage();
    const kv = kvOf(storage);
    await kv.write('t', people);
    await storage.objects.remove('bigdata', 't/.#schema');
    await expect(kv.read('/t/')).rejects.toMatchObject({
      code: 'notFound',
      detail: `Failed to find a schema for table "/bigdata//t/"; use the \`execute\` 'infer' command to infer the schema and generate a schema file.`,
    });
    await kv.exec('t', 'infer');
    expect((await kv.read('t')).rows).toHaveLength(3);
  });

  it('that somebody spoilt is named as the cause', async () => {
    const storage = await temporaryStorage();
    const kv = kvOf(storage);
    await kv.write('t', people);
    for (const body of ['', '{', 'null', '[]', '{"fields":[{"name":1}],"key":"k"}', '{"key":5}']) {
      await storage.objects.write('bigdata', 't/.#schema', Buffer.from(body));
      await expect(kv.read('t')).rejects.toThrow('the schema object of the table cannot be read');
    }
  });

  it.each([
    { key: 'k', expression: "v='text'", error: 'wrong type for int64 - string' },
    { key: 'k', expression: 'v=1.5', error: 'wrong type for int64 - float64' },
    { key: 'k', expression: 's=true', error: 'wrong type for string - bool' },
    { key: 'k', expression: 't=1', error: 'wrong type for time.Time - int' },
    {
      key: 'k',
      expression: 'zz=1',
      error:
        "column 'zz' for item with key: 'k' doesn't exist in the schema file. Your data structure was probably changed; try re-inferring the schema for the table",
    },
  ])('does not hold after $expression', async ({ key, expression, error }) => {
    const kv = kvOf(await temporaryStorage());
    await kv.write(
      't',
      frame({ '#k': ['k', 'other'], v: [1n, 2n], s: ['x', 'y'], t: [new Date(1), new Date(2)] }),
    );
    await kv.exec('t', 'update', { key, expression });
    await expect(kv.read('t')).rejects.toMatchObject({ code: 'invalidArgument', detail: error });
    expect((await kv.read('t', { filter: "__name=='other'" })).rows).toHaveLength(1);
  });
});

describe('a read beside writes', () => {
  it('sees rows and schema of one moment, in order', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['m'], v: [0n] }));
    const progress = { written: 0 };
    const writing = (async () => {
      for (; progress.written < 25; progress.written++) {
        const i = progress.written;
        // Now a new column, now another type of the first one, each with a name before all that are there.
        const cells = i % 2 === 0 ? { [`c${i}`]: [1n, 2n] } : { v: [i / 2, i / 4] };
        const keys = [String.fromCharCode(121 - i), 'm'];
        await kv.write('t', frame({ '#k': keys, ...cells }), { saveMode: 'updateItem' });
      }
    })();
    while (progress.written < 25) {
      const { columns, rows } = await kv.read('t');
      const keys = rows.map(([key]) => key);
      expect(keys).toEqual(keys.toSorted());
      expect(columns.slice(0, 2)).toEqual(['#k', 'v']);
    }
    await writing;
    expect((await kv.read('t')).rows).toHaveLength(25);
  });

  it('begun before them stays as it was', async () => {
    const storage = await temporaryStorage();
    const kv = kvOf(storage);
    const keys = Array.from({ length: 6000 }, (_, i) => String(i).padStart(5, '0'));
    await kv.write('t', frame({ '#k': keys, v: keys.map(() => 1n) }));
    const backend = nosqlBackend(storage);
    const session = { ...emptySession, container: 'bigdata' };
    const request = { ...emptyReadRequest, session, table: 't' };
    let rows = 0;
    for await (const part of await backend.read(request, new AbortController().signal)) {
      if (rows === 0) await kv.write('t', frame({ '#q': ['x'], w: ['y'] }), { saveMode: 'overwriteTable' });
      expect(part.columns.map(({ name }) => name)).toEqual(['v']);
      rows += part.length;
    }
    expect(rows).toBe(6000);
    expect((await kv.read('t')).rows).toEqual([['x', 'y']]);
  });
});
