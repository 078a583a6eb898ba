import { expect } from 'vitest';
import type { Frame } from '../../../src/data/frame';
import type { SaveMode } from '../../../src/frames';
import type { ContractCase, Subject } from './contractCase';
import { contentsOf, floats, indexed, integers, readAll, strings, typesOf, type Cell } from './table';

/** A table, a second write into it, and what is in it then. */
interface Second {
  readonly name: string;
  readonly saveMode: SaveMode;
  readonly first?: Frame;
  readonly second: Frame;
  readonly expression?: string;
  /** The cells of index and columns by name, or words of the failure. */
  readonly then: { readonly columns: readonly string[]; readonly rows: readonly Cell[][] } | 'fails';
  readonly types?: Readonly<Record<string, string>>;
  /** Finds out the types of what an expression has stored before the table is read. */
  readonly infer?: true;
}

const names = ['a', 'b', 'c'];
const first = indexed(strings('idx', names), floats('n1', [0, 1, 2]), floats('n2', [10, 11, 12]));
const firstRows = [
  ['a', 0, 10],
  ['b', 1, 11],
  ['c', 2, 12],
];
const newRows = indexed(strings('idx', ['d', 'e']), floats('n1', [3, 4]), floats('n2', [13, 14]));
const newAttribute = indexed(strings('idx', names), floats('n3', [5, 6, 7]));
const otherValues = indexed(strings('idx', names), floats('n1', [7, 8, 9]), floats('n2', [1, 1, 1]));
const otherType = indexed(strings('idx', names), strings('n1', ['x', 'y', 'z']));
const otherIndex = indexed(strings('kuku', names), floats('n1', [7, 8, 9]));
const both = ['n1', 'n2'];
const fiveRows = { columns: both, rows: [...firstRows, ['d', 3, 13], ['e', 4, 14]] };
const unchanged = { columns: both, rows: firstRows };
const replaced = {
  columns: both,
  rows: [
    ['a', 7, 1],
    ['b', 8, 1],
    ['c', 9, 1],
  ],
};
const withThird = (cells: (row: readonly Cell[], third: number) => Cell[]) => ({
  columns: ['n1', 'n2', 'n3'],
  rows: firstRows.map((row, i) => cells(row, i + 5)),
});

const cases: readonly Second[] = [
  { name: 'a table that exists', saveMode: 'errorIfTableExists', second: first, then: 'fails' },
  {
    name: 'other columns',
    saveMode: 'overwriteTable',
    second: indexed(strings('idx', names), floats('n3', [1, 2, 3]), floats('n4', [4, 5, 6])),
    then: {
      columns: ['n3', 'n4'],
      rows: [
        ['a', 1, 4],
        ['b', 2, 5],
        ['c', 3, 6],
      ],
    },
  },
  ...(['updateItem', 'createNewItemsOnly', 'overwriteItem'] as const).flatMap((saveMode): Second[] => [
    { name: 'new rows', saveMode, second: newRows, then: fiveRows },
    { name: 'another type of a column', saveMode, second: otherType, then: 'fails' },
    { name: 'another name of the index', saveMode, second: otherIndex, then: 'fails' },
  ]),
  {
    name: 'a new attribute',
    saveMode: 'updateItem',
    second: newAttribute,
    then: withThird((row, third) => [...row, third]),
  },
  {
    name: 'a new attribute',
    saveMode: 'createNewItemsOnly',
    second: newAttribute,
    then: withThird((row) => [...row, null]),
  },
  {
    name: 'a new attribute',
    saveMode: 'overwriteItem',
    second: newAttribute,
    then: withThird(([key = null], third) => [key, null, null, third]),
  },
  { name: 'other values', saveMode: 'updateItem', second: otherValues, then: replaced },
  { name: 'other values', saveMode: 'overwriteItem', second: otherValues, then: replaced },
  { name: 'other values', saveMode: 'createNewItemsOnly', second: otherValues, then: unchanged },
  {
    name: 'integers into floats and back',
    saveMode: 'updateItem',
    first: indexed(strings('idx', names), floats('n1', [0.5, 1, 2]), integers('n2', [1n, 2n, 3n])),
    second: indexed(strings('idx', names), integers('n1', [4n, 5n, 6n]), floats('n2', [1.5, 2.5, 3.5])),
    then: {
      columns: both,
      rows: [
        ['a', 4, 1.5],
        ['b', 5, 2.5],
        ['c', 6, 3.5],
      ],
    },
    types: { idx: 'string', n1: 'float', n2: 'float' },
  },
  {
    name: 'an expression that adds an attribute',
    saveMode: 'updateItem',
    second: first,
    expression: 'n3=n1+n2',
    infer: true,
    then: { columns: ['n1', 'n2', 'n3'], rows: firstRows.map((row, i) => [...row, 10 + 2 * i]) },
    types: { idx: 'string', n1: 'float', n2: 'float', n3: 'float' },
  },
  {
    name: 'an expression that sets attributes',
    saveMode: 'updateItem',
    second: first,
    expression: 'n1=666;n2=12',
    infer: true,
    then: { columns: both, rows: names.map((key) => [key, 666n, 12n]) },
    types: { idx: 'string', n1: 'integer', n2: 'integer' },
  },
  {
    name: 'an expression that adds an attribute',
    saveMode: 'createNewItemsOnly',
    second: first,
    expression: 'n3=n1+n2',
    then: unchanged,
  },
  {
    name: 'an expression that sets attributes',
    saveMode: 'createNewItemsOnly',
    second: first,
    expression: 'n1=666;n2=12',
    then: unchanged,
  },
];

/** An expression sees the old values; then all other attributes go, the key's own among them: the schema no longer fits the items. */
const overwritten = [
  {
    name: 'an expression that adds an attribute',
    expression: 'n3=n1+n2',
    filters: {
      'exists(n3) AND NOT exists(n1) AND NOT exists(n2)': names,
      'n3 == 12.0': ['b'],
    },
  },
  {
    name: 'an expression that sets attributes',
    expression: 'n1=666;n2=12',
    filters: { 'n1 == 666 AND n2 == 12 AND NOT exists(idx)': names },
  },
];

/** A second write in each save mode (spec/peer-tests.md §3). */
export const saveModeCases: readonly ContractCase[] = [
  ...cases.map(({ name, saveMode, first: begin = first, second, expression, then, types, infer }) => ({
    name: `${saveMode}: ${name}`,
    async run({ client, table }: Subject) {
      await client.write({ backend: 'nosql', table, saveMode: 'errorIfTableExists' }, [begin]);
      const write = client.write({ backend: 'nosql', table, saveMode, expression }, [second]);
      if (then === 'fails') {
        await expect(write).rejects.toMatchObject({ operation: 'write', table });
        return;
      }
      await write;
      if (infer) await client.execute({ backend: 'nosql', table, command: 'infer' });
      const { rows } = await contentsOf(client, {
        backend: 'nosql',
        table,
        columns: [...then.columns, '__name'],
        resetIndex: true,
      });
      expect(rows).toEqual(then.rows.map(([name = null, ...cells]) => [...cells, name]));
      const frames = await readAll(client, { backend: 'nosql', table, resetIndex: true });
      if (types) expect(typesOf(frames[0])).toEqual(types);
      expect(frames).toHaveLength(1);
      const shown = frames[0]?.columns.map((column) => column.name);
      expect(shown?.filter((column) => column !== 'idx' && column !== '__name')).toEqual(then.columns);
    },
  })),
  ...overwritten.map(({ name, expression, filters }) => ({
    name: `overwriteItem: ${name}`,
    async run({ client, table }: Subject) {
      await client.write({ backend: 'nosql', table, saveMode: 'errorIfTableExists' }, [first]);
      await client.write({ backend: 'nosql', table, saveMode: 'overwriteItem', expression }, [first]);
      for (const [filter, found] of Object.entries(filters)) {
        const columns = ['__name'];
        const { rows } = await contentsOf(client, {
          backend: 'nosql',
          table,
          columns,
          filter,
          resetIndex: true,
        });
        expect(rows.flat(), filter).toEqual(found);
      }
    },
  })),
  {
    name: 'overwriteTable: a table that does not exist',
    async run({ client, table }) {
      await client.write({ backend: 'nosql', table, saveMode: 'overwriteTable' }, [first]);
      const { rows, columns } = await contentsOf(client, { backend: 'nosql', table });
      expect({ rows, columns }).toEqual(unchanged);
    },
  },
];
