import { describe, expect, it } from 'vitest';
import { LabelColumn, NullColumn } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import { temporaryStorage } from '../storage/temporaryStorage';
import { frame, kvOf } from './kv';

describe('the schema object', () => {
  it('lists keys first, then columns in frame order, compactly', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ v: [1n], '#k': ['a'], f: [1.5], '#s': [2n], b: [true], t: [new Date(0)] }));
    expect(await kv.schema('t')).toBe(
      '{"fields":[{"name":"k","type":"string","nullable":false},{"name":"s","type":"long","nullable":false},' +
        '{"name":"v","type":"long","nullable":true},{"name":"f","type":"double","nullable":true},' +
        '{"name":"b","type":"boolean","nullable":true},{"name":"t","type":"timestamp","nullable":true}],' +
        '"key":"k","sortingKey":"s","hashingBucketNum":0}',
    );
  });

  it('is written by a frame without rows', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ v: [] }));
    expect(await kv.schema('t')).toBe(
      '{"fields":[{"name":"idx","type":"long","nullable":false},{"name":"v","type":"string","nullable":true}],"key":"idx","hashingBucketNum":0}',
    );
    expect((await kv.read('t')).rows).toEqual([]);
  });

  it('takes no part of frame labels', async () => {
    const kv = kvOf(await temporaryStorage());
    const { indices, columns } = frame({ '#k': ['a'], v: [1n] });
    await kv.write(
      't',
      frameOf({ indices, columns, labels: new Map([['l', { dtype: 'string', value: 'x' }]]) }),
    );
    expect(await kv.read('t')).toMatchObject({ columns: ['#k', 'v'] });
  });
});

describe('a refused frame', () => {
  const long = 'a'.repeat(257);
  it.each([
    { what: 'no columns', cells: { '#k': ['a'] }, error: 'empty frame' },
    {
      what: 'three indices',
      cells: { '#a': ['a'], '#b': ['b'], '#c': ['c'], v: [1n] },
      error: 'can only write up to two indices',
    },
    {
      what: 'an unnamed column',
      cells: { '#k': ['a'], v: [1n], '': [1n] },
      error: 'column number 1 has an empty name',
    },
    { what: 'a bad column', cells: { '#k': ['a'], é: [1n] }, error: "column 'é' has an invalid name" },
    {
      what: 'a long column',
      cells: { '#k': ['a'], [long]: [1n] },
      error: `column '${long}' exceeding maximum allowed attribute name of 256`,
    },
    { what: 'a bad index', cells: { '#k k': ['a'], v: [1n] }, error: "index 'k k' has an invalid name" },
    {
      what: 'an empty key',
      cells: { '#k': ['a', ''], v: [1n, 2n] },
      error: 'invalid input. key "k" should not be empty',
    },
    {
      what: 'a null key',
      cells: { '#k': ['a', null], v: [1n, 2n] },
      error: 'invalid input. key "k" should not be empty',
    },
    {
      what: 'an empty sorting key',
      cells: { '#k': ['a'], '#s': [''], v: [1n] },
      error: 'invalid input. sorting key "s" should not be empty',
    },
    {
      what: 'two types of one name',
      cells: { '#v': ['a'], v: [1n] },
      error: 'failed to merge schema: schema change for column v from type string to long is not allowed',
    },
  ])('with $what leaves nothing behind', async ({ cells, error }) => {
    const storage = await temporaryStorage();
    const kv = kvOf(storage);
    await expect(kv.write('t', frame(cells as never))).rejects.toMatchObject({
      code: 'invalidArgument',
      detail: error,
    });
    expect(await storage.objects.directoryExists('bigdata', 't')).toBe(false);
  });

  it.each([
    ['columns', frame({ '#k': ['a'], v: [1n] }), 'v'],
    ['indices', frame({ '#k': ['a'], v: [1n] }), 'k'],
  ] as const)('with two %s of one name says so', async (part, once, name) => {
    const kv = kvOf(await temporaryStorage());
    const twice = { ...once, [part]: [...once[part], ...once[part]] };
    await expect(kv.write('t', twice)).rejects.toThrow(`duplicate column name - "${name}"`);
  });

  it('does not take back the frames before it', async () => {
    const kv = kvOf(await temporaryStorage());
    const bad = kv.write('t', [frame({ '#k': ['a'], v: [1n] }), frame({ '#k': ['b', ''], v: [2n, 3n] })]);
    await expect(bad).rejects.toThrow('should not be empty');
    expect((await kv.read('t')).rows).toEqual([['a', 1n]]);
  });

  it('asks for the sorting key that the table has', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a'], '#s': ['b'], v: [1n] }));
    const bad = kv.write('t', frame({ '#k': ['c'], v: [1n] }), { saveMode: 'overwriteItem' });
    await expect(bad).rejects.toThrow('invalid input. sorting key "s" should not be empty');
  });

  it.each([
    {
      keys: ['nosuch'],
      error: 'column \'nosuch\' does not exist in the dataframe: column "nosuch" not found',
    },
    { keys: ['v', 'v'], error: "column 'v' appears more than once as a partition key" },
  ])('with partition keys $keys says why', async ({ keys, error }) => {
    const kv = kvOf(await temporaryStorage());
    const bad = kv.write('t', frame({ '#k': ['a'], v: [1n] }), { partitionKeys: keys });
    await expect(bad).rejects.toMatchObject({ detail: error });
  });

  it('is one whose partition would lie elsewhere', async () => {
    const storage = await temporaryStorage();
    const bad = kvOf(storage).write('t', frame({ '#k': ['a'], p: ['x/../../other'], v: [1n] }), {
      partitionKeys: ['p'],
    });
    await expect(bad).rejects.toMatchObject({ code: 'invalidArgument' });
    expect(await storage.objects.directoryExists('bigdata', 't')).toBe(false);
  });
});

describe('rows of one key in one request', () => {
  const frames = [
    frame({ '#k': ['a', 'a', 'b'], v: [1n, 2n, 3n], w: ['x', null, 'y'] }),
    frame({ '#k': ['a', 'b'], v: [null, 4n], w: ['z', 'y'] }),
  ];
  it.each([
    {
      saveMode: 'overwriteTable',
      rows: [
        ['a', 2n, 'z'],
        ['b', 4n, 'y'],
      ],
    },
    {
      saveMode: 'updateItem',
      rows: [
        ['a', null, 'z'],
        ['b', 4n, 'y'],
      ],
    },
    {
      saveMode: 'overwriteItem',
      rows: [
        ['a', null, 'z'],
        ['b', 4n, 'y'],
      ],
    },
    {
      saveMode: 'createNewItemsOnly',
      rows: [
        ['a', 1n, 'x'],
        ['b', 3n, 'y'],
      ],
    },
  ])('are applied in order: $saveMode', async ({ saveMode, rows }) => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frames, { saveMode });
    expect((await kv.read('t')).rows).toEqual(rows);
    // One by one, with a condition that looks at each item, it comes out the same.
    await kv.write('u', frames, { saveMode, condition: '1 == 1' });
    expect((await kv.read('u')).rows).toEqual(rows);
  });
});

describe('frames of several shapes in one request', () => {
  const frames = [
    frame({ '#k': ['b', 'a'], v: [10n, 20n] }),
    frame({ '#k': ['c', 'a'], w: ['x', 'y'] }),
    frame({ '#k': ['a', 'd'], v: [1.5, 2.5], u: [true, false] }),
  ];
  it.each(['', '1 == 1'])('add their columns to items that exist: condition "%s"', async (condition) => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a', 'c'], v: [1n, 2n] }));
    await kv.write('t', frames, { saveMode: 'updateItem', condition });
    expect(await kv.read('t')).toMatchObject({
      columns: ['#k', 'v', 'w', 'u'],
      rows: [
        ['a', 1.5, 'y', true],
        ['b', 10, null, null],
        ['c', 2, 'x', null],
        ['d', 2.5, null, false],
      ],
    });
  });
});

describe('overwriteTable', () => {
  it('forgets columns, keys and partitions, and does so without any frame', async () => {
    const storage = await temporaryStorage();
    const kv = kvOf(storage);
    await kv.write('t', frame({ '#k': ['a', 'b'], p: ['x', 'y'], old: [1n, 2n] }), { partitionKeys: ['p'] });
    await kv.write('t', frame({ '#q': ['c'], v: ['new'] }), { saveMode: 'overwriteTable' });
    expect(await kv.read('t')).toMatchObject({ columns: ['#q', 'v'], rows: [['c', 'new']] });
    await kv.write('t', [], { saveMode: 'overwriteTable' });
    expect(await storage.objects.directoryExists('bigdata', 't')).toBe(false);
  });

  it('keeps the old table when the new data are refused', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a'], v: [1n] }));
    const bad = kv.write('t', frame({ '#k': [''], v: ['x'] }), { saveMode: 'overwriteTable' });
    await expect(bad).rejects.toThrow('should not be empty');
    expect((await kv.read('t')).rows).toEqual([['a', 1n]]);
  });
});

describe('conditions', () => {
  it('see data with quotes as data', async () => {
    const kv = kvOf(await temporaryStorage());
    const name = "x' OR 1==1";
    await kv.write('t', frame({ '#k': ['a', 'b'], s: [name, 'y'] }), { condition: "{s} == 'y'" });
    expect((await kv.read('t')).rows).toEqual([['b', 'y']]);
  });

  it('are false where a null cell is looked at', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a', 'b', 'c'], v: [null, 7n, 0n] }), { condition: '{v} == 0' });
    expect((await kv.read('t')).rows).toEqual([['c', 0n]]);
  });

  it('know the system attributes of the stored item', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a'], v: [1n] }));
    await kv.write('t', frame({ '#k': ['a', 'b'], v: [2n, 2n] }), {
      condition: "__name == 'a' AND __mtime_secs > 0",
      saveMode: 'updateItem',
    });
    expect((await kv.read('t')).rows).toEqual([['a', 2n]]);
  });

  it('look into the partition of the row', async () => {
    const kv = kvOf(await temporaryStorage());
    const partitionKeys = ['p'];
    await kv.write('t', frame({ '#k': ['a', 'a'], p: ['x', 'y'], v: [1n, 10n] }), { partitionKeys });
    await kv.write('t', frame({ '#k': ['a', 'a'], p: ['x', 'y'], v: [2n, 20n] }), {
      partitionKeys,
      saveMode: 'updateItem',
      condition: 'v < 5',
    });
    expect((await kv.read('t')).rows).toEqual([
      ['a', 'x', 2n],
      ['a', 'y', 10n],
    ]);
  });

  it('say where they are wrong when the write ends, and write nothing but the schema', async () => {
    const kv = kvOf(await temporaryStorage());
    const bad = kv.write('t', frame({ '#k': ['a'], v: [1n] }), { condition: '{v} = 1' });
    await expect(bad).rejects.toMatchObject({
      code: 'invalidArgument',
      detail: expect.stringMatching(
        /^Expected a 2xx response status code: HTTP\/1.1 400 Bad Request[^]*at character 5/,
      ) as string,
    });
    expect((await kv.read('t')).rows).toEqual([]);
  });
});

describe('expressions', () => {
  it('write the good rows and tell of a bad one', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a', 'b'], v: [1n, 2n] }));
    const write = kv.write('t', frame({ '#k': ['a', 'c', 'b'], d: [10n, 10n, 10n] }), {
      saveMode: 'updateItem',
      expression: 'v = v + {d}',
    });
    await expect(write).rejects.toThrow("the item 'c'");
    expect((await kv.read('t')).rows).toEqual([
      ['a', 11n],
      ['b', 12n],
    ]);
  });

  it('make arrays that later expressions can read', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a'], v: [1n] }));
    await kv.exec('t', 'update', { key: 'a', expression: "arr = init_array(3, 'int'); arr[1] = 5" });
    await kv.exec('t', 'update', { key: 'a', expression: 'v = arr[1] + 1; REMOVE arr' });
    expect((await kv.read('t')).rows).toEqual([['a', 6n]]);
  });

  it('see the rows before them', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a'], v: [1n] }));
    await kv.write('t', frame({ '#k': ['a', 'a', 'a'], d: [1n, 2n, 3n] }), {
      saveMode: 'updateItem',
      expression: 'v = v * 10 + {d}',
    });
    expect((await kv.read('t')).rows).toEqual([['a', 1123n]]);
  });
});

describe('columns of one value and of none', () => {
  it('stand for every row; an update removes what has no value', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a', 'b'], v: [1n, 2n], w: ['x', 'y'] }));
    const { indices } = frame({ '#k': ['a', 'b'], v: [1n, 2n] });
    const label = new LabelColumn('w', { dtype: 'string', value: 'same' }, 2);
    await kv.write('t', frameOf({ indices, columns: [label, new NullColumn('v', 2)] }), {
      saveMode: 'updateItem',
    });
    expect((await kv.read('t')).rows).toEqual([
      ['a', null, 'same'],
      ['b', null, 'same'],
    ]);
    await kv.write('t', frameOf({ indices, columns: [new NullColumn('w', 2)] }), {
      saveMode: 'updateItem',
      condition: "__name == 'a'",
    });
    expect((await kv.read('t', { columns: ['__name', 'w'] })).rows).toEqual([
      [null, 'a'],
      ['same', 'b'],
    ]);
  });
});

describe('many writers', () => {
  it('to one new table: one of those that want it new wins', async () => {
    const kv = kvOf(await temporaryStorage());
    const writes = ['a', 'b', 'c'].map((key) => kv.write('t', frame({ '#k': [key], v: [1n] })));
    const results = await Promise.allSettled(writes);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await kv.read('t')).rows).toHaveLength(1);
  });

  it('add columns beside each other', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a'], v: [1n] }));
    const names = ['b', 'c', 'd', 'e'];
    await Promise.all(
      names.map((name) => kv.write('t', frame({ '#k': [name], [name]: [1n] }), { saveMode: 'updateItem' })),
    );
    const { columns, rows } = await kv.read('t');
    expect(columns.toSorted()).toEqual(['#k', 'b', 'c', 'd', 'e', 'v']);
    expect(rows.map(([key]) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

it('keys are named as the original names them', async () => {
  const kv = kvOf(await temporaryStorage());
  const named = async (table: string): Promise<unknown[]> =>
    (await kv.read(table, { columns: ['__name'] })).rows.flat();
  await kv.write(
    'f',
    frame({
      '#k': [1, 1 / 3, 2.5, -0, 1e21, NaN, -Infinity, 1 / 128, 3 / 128, 1e-9],
      v: Array.from('0123456789'),
    }),
  );
  expect(await named('f')).toEqual([
    '-0.0',
    '-Inf',
    '0.0',
    '0.007812',
    '0.023438',
    '0.333333',
    '1.0',
    '1000000000000000000000.0',
    '2.5',
    'NaN',
  ]);
  await kv.write('b', frame({ '#k': [true, false], v: [1n, 2n] }));
  expect(await named('b')).toEqual(['False', 'True']);
  await kv.write('d', frame({ '#k': [new Date(0), new Date(1500)], v: [1n, 2n] }));
  expect(await named('d')).toEqual(['1970-01-01 00:00:00 +0000 UTC', '1970-01-01 00:00:01.5 +0000 UTC']);
});
