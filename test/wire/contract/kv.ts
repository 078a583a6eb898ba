import { expect } from 'vitest';
import { frameOf, type Frame } from '../../../src/data/frame';
import type { NosqlQuery, NosqlTarget } from '../../../src/frames';
import type { ContractCase, Subject } from './contractCase';
import {
  booleans,
  contentsOf,
  floats,
  indexed,
  integers,
  nulls,
  readAll,
  strings,
  times,
  typesOf,
  type Contents,
} from './table';

type Place = Pick<Subject, 'client' | 'table'>;
type Options<T> = Omit<T, 'backend' | 'table'>;

function write({ client, table }: Place, frame: Frame, options: Options<NosqlTarget> = {}) {
  const saveMode = options.saveMode ?? 'errorIfTableExists';
  return client.write({ backend: 'nosql', table, ...options, saveMode }, [frame]);
}

function read({ client, table }: Place, options: Options<NosqlQuery> = {}): Promise<Contents> {
  return contentsOf(client, { backend: 'nosql', table, ...options });
}

const keys = strings('idx', ['mike', 'joe', 'jim']);
const numbers = indexed(
  keys,
  floats('n1', [0, 1, 2]),
  floats('n2', [10, 11, 12]),
  floats('n3', [20, 21, 22]),
);
const byName = [
  ['jim', 2, 12],
  ['joe', 1, 11],
  ['mike', 0, 10],
];

const systemAttributes = [
  'idx',
  'n1',
  '__name',
  '__gid',
  '__mode',
  '__mtime_nsecs',
  '__mtime_secs',
  '__size',
  '__uid',
  '__ctime_nsecs',
  '__ctime_secs',
  '__atime_secs',
  '__atime_nsecs',
  '__obj_type',
  '__collection_id',
];

const wide = 2n ** 63n - 1n;

/** Items and their names, types, nulls, partitions (spec/peer-tests.md §2). */
export const kvCases: readonly ContractCase[] = [
  {
    name: 'a folder without a schema is not written into',
    async run({ client, table }) {
      await write({ client, table: `${table}/inner` }, numbers);
      await expect(write({ client, table }, numbers)).rejects.toMatchObject({
        detail: `backend Write failed: folder '${table}/' already exists; you can't write to an existing folder unless it already contains a schema file`,
      });
    },
  },
  ...(
    [
      ['float', floats('idx', [0, 1, 2]), ['0.0', '1.0', '2.0']],
      ['boolean', booleans('idx', [true]), ['True']],
      ['integer', integers('idx', [-wide, 7n]), [`${-wide}`, '7']],
      ['string', strings('idx', ['a', 'b c', 'ü']), ['a', 'b c', 'ü']],
      ['time', times('idx', [1_577_934_245_000_000_006n]), ['2020-01-02 03:04:05.000000006 +0000 UTC']],
    ] as const
  ).map(([type, index, names]) => ({
    name: `items named by a ${type} index`,
    async run(subject: Subject) {
      await write(
        subject,
        indexed(
          index,
          strings(
            'text',
            Array.from({ length: index.length }, () => 'x'),
          ),
        ),
      );
      const { rows } = await read(subject, { columns: ['__name'], resetIndex: true });
      expect(rows).toEqual(names.toSorted().map((name) => [name]));
    },
  })),
  {
    name: 'five rows written, read and deleted; each type to the last bit',
    async run(subject) {
      const index = ['e', 'd', 'c', 'b', 'a'];
      const frame = indexed(
        strings('idx', index),
        floats('f', [0, 1, 2, 0.1, 1e300]),
        strings('s', ['val-0', '', 'ü🙂', "it's", '"']),
        booleans('b', [true, true, true, false, true]),
        times('t', [0n, 1n, -1n, 1_700_000_000_123_456_789n, wide]),
        integers('i', [wide, -(2n ** 63n), 0n, 2n ** 53n + 1n, -1n]),
      );
      expect(await write(subject, frame)).toEqual({ frames: 1n, rows: 5n });
      const expected = index.map((key, row) => [key, ...frame.columns.map((column) => column.at(row))]);
      const { rows, columns, frames } = await read(subject);
      expect({ rows, columns, frames }).toEqual({
        rows: expected.toReversed(),
        columns: ['f', 's', 'b', 't', 'i'],
        frames: 1,
      });
      const { client, table } = subject;
      await client.delete({ backend: 'nosql', table });
      await expect(read(subject)).rejects.toMatchObject({ code: 'notFound' });
      await expect(client.delete({ backend: 'nosql', table })).rejects.toMatchObject({ code: 'notFound' });
    },
  },
  {
    name: 'range scans of a sharding key',
    async run(subject) {
      const frame = indexed(
        [
          strings('key', ['mike', 'joe', 'mike', 'jim', 'mike']),
          strings('sorting', ['aa', 'cc', 'bb', 'aa', 'dd']),
        ],
        strings('data', ['a', 'b', 'c', 'd', 'e']),
      );
      await write(subject, frame);
      expect(await read(subject, { shardingKeys: ['mike', 'joe'], sortKeyRangeStart: 'bb' })).toEqual({
        indices: ['key', 'sorting'],
        columns: ['data'],
        rows: [
          ['mike', 'bb', 'c'],
          ['mike', 'dd', 'e'],
          ['joe', 'cc', 'b'],
        ],
        frames: 1,
      });
      const { rows } = await read(subject, {
        shardingKeys: ['mike'],
        sortKeyRangeStart: 'aa',
        sortKeyRangeEnd: 'cc',
      });
      expect(rows).toEqual([
        ['mike', 'aa', 'a'],
        ['mike', 'bb', 'c'],
      ]);
    },
  },
  {
    name: 'null cells are absent, the others are there',
    async run(subject) {
      const frame = indexed(
        keys,
        floats('f', [null, 1, 2]),
        strings('s', ['a', null, 'c']),
        booleans('b', [true, true, null]),
        times('t', [null, 5n, 6n]),
      );
      await write(subject, frame);
      expect(await read(subject)).toEqual({
        indices: ['idx'],
        columns: ['f', 's', 'b', 't'],
        rows: [
          ['jim', 2, 'c', null, 6n],
          ['joe', 1, null, true, 5n],
          ['mike', null, 'a', true, null],
        ],
        frames: 1,
      });
      const { rows } = await read(subject, { filter: 'exists(f)', columns: ['idx'], resetIndex: true });
      expect(rows).toEqual([['jim'], ['joe']]);
    },
  },
  {
    name: 'a column of nulls is not stored',
    async run(subject) {
      await write(subject, indexed(keys, nulls('n1', 3), integers('n2', [1n, 2n, 3n])));
      const { columns, rows } = await read(subject);
      expect({ columns, rows }).toEqual({
        columns: ['n2'],
        rows: [
          ['jim', 3n],
          ['joe', 2n],
          ['mike', 1n],
        ],
      });
    },
  },
  {
    name: 'items that lack attributes read as nulls',
    async run(subject) {
      const { client, table } = subject;
      await write(subject, numbers);
      for (const expression of ['delete(n1)', 'delete(n2)']) {
        const args = { key: 'joe', expression };
        await client.execute({ backend: 'nosql', table, command: 'update', args });
      }
      const { rows, frames } = await read(subject);
      expect(rows[1]).toEqual(['joe', null, null, 21]);
      expect({ frames, count: rows.length }).toEqual({ frames: 1, count: 3 });
    },
  },
  {
    name: 'columns asked for, in their order',
    async run(subject) {
      await write(subject, numbers);
      const { columns, rows } = await read(subject, { columns: ['n1', 'n2'] });
      expect(columns).toEqual(['n1', 'n2']);
      expect(rows.map((row) => row.slice(-2))).toEqual(byName.map(([, ...cells]) => cells));
    },
  },
  {
    name: 'the key among the columns asked for',
    async run(subject) {
      await write(subject, numbers);
      const { indices, columns, rows } = await read(subject, { columns: ['idx', 'n1', 'n2'] });
      expect({ indices, columns }).toEqual({ indices: ['_idx'], columns: ['idx', 'n1', 'n2'] });
      expect(rows.map(([, ...cells]) => cells)).toEqual(byName);
    },
  },
  {
    name: 'a filter on system attributes deletes items and leaves the table',
    async run(subject) {
      const { client, table } = subject;
      await write(subject, numbers);
      await client.delete({ backend: 'nosql', table, filter: '__mtime_secs > 0' });
      expect((await read(subject)).rows).toEqual([]);
      await expect(write(subject, numbers)).rejects.toMatchObject({ code: 'alreadyExists' });
    },
  },
  {
    // Whichever comes first: what was written is there, as the filter means the items that are zero.
    name: 'a filter judges items by what they are when they go',
    async run(subject) {
      const { client, table } = subject;
      const rows = 50;
      const places = Array.from({ length: rows }, (_, i) => BigInt(i));
      const all = (value: bigint): Frame =>
        frameOf({
          indices: [integers('idx', places)],
          columns: [
            integers(
              'n',
              places.map(() => value),
            ),
          ],
        });
      const target = { backend: 'nosql', table, saveMode: 'updateItem' } as const;
      for (let round = 0; round < 10; round++) {
        await client.write(target, [all(0n)]);
        await Promise.all([
          client.delete({ backend: 'nosql', table, filter: 'n == 0' }),
          client.write(target, [all(1n)]),
        ]);
        expect((await read(subject)).rows).toHaveLength(rows);
      }
    },
  },
  {
    name: 'system attributes, in the order asked for',
    async run(subject) {
      await write(subject, numbers);
      const { columns, rows } = await read(subject, { columns: systemAttributes });
      expect(columns).toEqual(systemAttributes);
      expect(rows).toHaveLength(3);
      for (const row of rows) expect(row).not.toContain(null);
    },
  },
  {
    name: 'a column that is not there fails',
    async run(subject) {
      await write(subject, numbers);
      await expect(read(subject, { columns: ['n1', 'kk'] })).rejects.toMatchObject({ operation: 'read' });
    },
  },
  ...(['updateItem', 'overwriteItem'] as const).flatMap((saveMode) =>
    [
      { key: '', sorting: 'a', words: 'key "key"' },
      { key: 'a', sorting: '', words: 'sorting key "sorting_key"' },
    ].map(({ key, sorting, words }) => ({
      name: `${saveMode} without ${words}`,
      async run(subject: Subject) {
        const indices = [strings('key', [key, key]), strings('sorting_key', [sorting, sorting])];
        const failing = write(subject, indexed(indices, integers('n', [1n, 2n])), { saveMode });
        await expect(failing).rejects.toMatchObject({
          detail: expect.stringMatching(
            new RegExp(`invalid input\\. ${words} should not be empty$`),
          ) as string,
        });
      },
    })),
  ),
  {
    name: 'updateItem deletes attributes that are null in the row and keeps the others',
    async run(subject) {
      await write(subject, numbers);
      const update = indexed(
        keys,
        floats('n1', [null, 5, null]),
        floats('n2', [7, null, null]),
        floats('n3', [null, 8, null]),
      );
      await write(subject, update, { saveMode: 'updateItem' });
      expect((await read(subject)).rows).toEqual([
        ['jim', null, null, null],
        ['joe', 5, null, 8],
        ['mike', null, 7, null],
      ]);
    },
  },
  {
    name: 'a partitioned table reads as it was written, in one frame',
    async run(subject) {
      await write(subject, numbers, { partitionKeys: ['n2'] });
      const { rows, columns, indices, frames } = await read(subject);
      expect({ columns, indices, frames }).toEqual({
        columns: ['n1', 'n2', 'n3'],
        indices: ['idx'],
        frames: 1,
      });
      expect(rows.toSorted()).toEqual(byName.map((row, i) => [...row, 22 - i]));
    },
  },
  {
    name: 'partitions within partitions, also of nulls',
    async run(subject) {
      const frame = indexed(
        strings('idx', ['mike', 'joe']),
        floats('n1', [1, null]),
        strings('n2', [null, 'tal']),
        booleans('n3', [null, true]),
        integers('n4', [wide, -1n]),
      );
      await write(subject, frame, { partitionKeys: ['n1', 'n2', 'n3'] });
      const { rows, frames } = await read(subject);
      expect(rows.toSorted()).toEqual([
        ['joe', null, 'tal', true, -1n],
        ['mike', 1, null, null, wide],
      ]);
      expect(frames).toBe(1);
      const { client, table } = subject;
      await client.delete({ backend: 'nosql', table });
      await expect(read(subject)).rejects.toMatchObject({ code: 'notFound' });
    },
  },
  {
    name: 'a partition key that is no column fails',
    async run(subject) {
      await expect(write(subject, numbers, { partitionKeys: ['nope'] })).rejects.toMatchObject({
        operation: 'write',
      });
    },
  },
  {
    name: 'a condition looks at what is stored',
    async run(subject) {
      await write(
        subject,
        indexed(keys, booleans('bools', [true, false, true]), integers('nums', [1n, 2n, 3n])),
      );
      const update = indexed(keys, integers('nums', [9n, 9n, 9n]));
      await write(subject, update, { saveMode: 'updateItem', condition: 'bools==True' });
      const { rows } = await read(subject, { columns: ['idx', 'nums'], resetIndex: true });
      expect(rows).toEqual([
        ['jim', 9n],
        ['joe', 2n],
        ['mike', 9n],
      ]);
    },
  },
  {
    name: 'a condition that no row meets leaves an empty table, which is deleted once',
    async run(subject) {
      const { client, table } = subject;
      const frame = indexed(keys, integers('col1', [1n, 2n, 3n]), strings('col2', ['b', 'c', 'd']));
      const condition = "starts({col2}, 'aaa') AND {col1} == 3";
      await write(subject, frame, { saveMode: 'createNewItemsOnly', condition });
      expect((await read(subject)).rows).toEqual([]);
      await client.delete({ backend: 'nosql', table });
      await expect(client.delete({ backend: 'nosql', table })).rejects.toMatchObject({ operation: 'delete' });
    },
  },
  {
    name: 'a table without an index is keyed by row numbers named idx',
    async run(subject) {
      await write(subject, frameOf({ columns: [integers('n', [5n, 6n])] }));
      const { indices, rows } = await read(subject);
      expect({ indices, rows }).toEqual({
        indices: ['idx'],
        rows: [
          [0n, 5n],
          [1n, 6n],
        ],
      });
    },
  },
  {
    name: 'infer finds the types again',
    async run(subject) {
      const { client, table } = subject;
      await write(subject, numbers);
      const args = { key: 'joe', expression: "n1 = 7; extra = 'x'" };
      await client.execute({ backend: 'nosql', table, command: 'update', args });
      await client.execute({ backend: 'nosql', table, command: 'infer', args: { key: 'idx' } });
      const [frame] = await readAll(client, { backend: 'nosql', table });
      expect(typesOf(frame)).toEqual({
        idx: 'string',
        n1: 'float',
        n2: 'float',
        n3: 'float',
        extra: 'string',
      });
      await expect(
        client.execute({ backend: 'nosql', table, command: 'infer', args: { key: 'n1' } }),
      ).rejects.toMatchObject({ detail: "can't exec: n1 is not one of the optional key columns" });
    },
  },
];
