import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  NullColumn,
  StringColumn,
  type Column,
} from '../../../src/data/column';
import type { Scalar } from '../../../src/data/dtype';
import { frameOf, sliceFrame, type Frame } from '../../../src/data/frame';
import { CELL_TEXT_LIMIT, packPage, pageCell, type Page } from '../../../src/protocol/page';
import { bufferBytes, throughEditor } from './throughEditor';

const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

function bits(length: number, ...set: number[]): Bitmap {
  const bitmap = new Bitmap(length);
  for (const index of set) bitmap.set(index);
  return bitmap;
}

function texts(name: string, values: readonly string[], nulls?: Bitmap): StringColumn {
  return new StringColumn(name, { length: values.length, at: (row) => values[row] }, nulls);
}

function pack(frames: readonly Frame[], startRow = 0): Page {
  const rows = frames.reduce((count, frame) => count + frame.length, 0);
  const [first] = frames;
  const endColumn = (first?.indices.length ?? 0) + (first?.columns.length ?? 0);
  const range = { generation: 1, startRow, endRow: startRow + rows, startColumn: 0, endColumn };
  return throughEditor(packPage(frames, range));
}

function values(page: Page, column = 0): unknown[] {
  const found: unknown[] = [];
  for (let row = page.startRow; row < page.endRow; row++) found.push(pageCell(page, row, column).value);
  return found;
}

const labels: Scalar[] = [
  { dtype: 'integer', value: MIN },
  { dtype: 'time', value: MAX },
  { dtype: 'float', value: NaN },
  { dtype: 'boolean', value: true },
  { dtype: 'string', value: 'eu' },
];

describe('a page', () => {
  it.each<[string, Column, unknown[]]>([
    ['integers', new Int64Column('i', 'integer', BigInt64Array.of(MIN, 0n, MAX)), [MIN, 0n, MAX]],
    ['times', new Int64Column('t', 'time', BigInt64Array.of(MIN, -1n, MAX)), [MIN, -1n, MAX]],
    [
      'floats',
      new FloatColumn('f', Float64Array.of(NaN, Infinity, -Infinity, -0, 5e-324)),
      [NaN, Infinity, -Infinity, -0, 5e-324],
    ],
    ['booleans', new BooleanColumn('b', bits(3, 1)), [false, true, false]],
    ['strings', texts('s', ['', 'null', 'é\n\u0000😀']), ['', 'null', 'é\n\u0000😀']],
    [
      'nulls among integers',
      new Int64Column('i', 'integer', BigInt64Array.of(1n, 2n), bits(2, 0)),
      [null, 2n],
    ],
    ['nulls among strings', texts('s', ['', ''], bits(2, 1)), ['', null]],
    ['a column of nulls', new NullColumn('n', 2), [null, null]],
  ])('carries %s exactly', (_what, column, expected) => {
    expect(values(pack([frameOf({ columns: [column] })]))).toEqual(expected);
  });

  it.each(labels)('keeps a $dtype label as one value', (scalar) => {
    const page = pack([frameOf({ columns: [new LabelColumn('l', scalar, 300)] })]);
    expect(values(page)).toEqual(Array.from({ length: 300 }, () => scalar.value));
    expect(page.columns[0]).toMatchObject({ constant: true, values: { length: 1 } });
    expect(pageCell(page, 299, 0).dtype).toBe(scalar.dtype);
  });

  it('needs few buffers for many short frames', () => {
    const frames = Array.from({ length: 1000 }, (_, i) =>
      frameOf({
        columns: [
          new LabelColumn('l', { dtype: 'integer', value: BigInt(i) }, 1),
          i % 3 === 0 ? new NullColumn('n', 1) : new FloatColumn('n', Float64Array.of(i)),
          new LabelColumn('t', { dtype: 'string', value: `host ${i}` }, 1),
        ],
      }),
    );
    const page = pack(frames);
    expect(page.columns.map(({ dtype }) => dtype)).toEqual(['integer', 'float', 'string']);
    expect([0, 3, 998].map((row) => [0, 1, 2].map((column) => pageCell(page, row, column).value))).toEqual([
      [0n, null, 'host 0'],
      [3n, null, 'host 3'],
      [998n, 998, 'host 998'],
    ]);
  });

  it('carries nulls of a label row by row', () => {
    const label = new LabelColumn('l', { dtype: 'string', value: 'x' }, 3, bits(3, 1));
    expect(values(pack([frameOf({ columns: [label] })]))).toEqual(['x', null, 'x']);
  });

  it('joins frames, and counts rows from its own start', () => {
    const first = frameOf({
      columns: [new Int64Column('i', 'integer', BigInt64Array.of(1n, 2n, 3n), bits(3, 2))],
    });
    const second = frameOf({
      columns: [new Int64Column('i', 'integer', BigInt64Array.of(4n, 5n), bits(2, 0))],
    });
    const page = pack([first, second], 512);
    expect(values(page)).toEqual([1n, 2n, null, null, 5n]);
    expect(page.columns[0]?.dtype).toBe('integer');
    expect(() => pageCell(page, 511, 0)).toThrow(RangeError);
    expect(() => pageCell(page, 517, 0)).toThrow(RangeError);
    expect(() => pageCell(page, 512, 1)).toThrow(RangeError);
  });

  it('keeps the dtype of each frame where they differ', () => {
    const parts: Column[] = [
      new Int64Column('x', 'integer', BigInt64Array.of(MAX, 1n)),
      new FloatColumn('x', Float64Array.of(0.5)),
      new NullColumn('x', 2),
      new LabelColumn('x', { dtype: 'string', value: 'a' }, 1),
      new LabelColumn('x', { dtype: 'string', value: 'b' }, 1),
    ];
    const page = pack(parts.map((column) => frameOf({ columns: [column] })));
    expect(values(page)).toEqual([MAX, 1n, 0.5, null, null, 'a', 'b']);
    const dtypes = [0, 2, 3, 5].map((row) => pageCell(page, row, 0).dtype);
    // A cell without a value has the dtype of its neighbours.
    expect(dtypes).toEqual(['integer', 'float', 'float', 'string']);
  });

  it('holds the columns of its range, indices counted first', () => {
    const column = (name: string, value: bigint): Column =>
      new Int64Column(name, 'integer', BigInt64Array.of(value));
    const frame = frameOf({ indices: [column('a', 1n)], columns: [column('b', 2n), column('c', 3n)] });
    const range = { generation: 1, startRow: 0, endRow: 1, startColumn: 1, endColumn: 3 };
    const page = throughEditor(packPage([frame], range));
    expect(page.columns).toHaveLength(2);
    expect(pageCell(page, 0, 2).value).toBe(3n);
    expect(() => pageCell(page, 0, 0)).toThrow(RangeError);
  });

  it('cuts long texts between characters and says so', () => {
    const long = `${'a'.repeat(CELL_TEXT_LIMIT - 1)}😀tail`;
    const page = pack([frameOf({ columns: [texts('s', ['short', long, 'b'.repeat(CELL_TEXT_LIMIT)])] })]);
    expect(pageCell(page, 0, 0).isCut).toBe(false);
    expect(pageCell(page, 1, 0)).toMatchObject({ isCut: true, value: 'a'.repeat(CELL_TEXT_LIMIT - 1) });
    expect(pageCell(page, 2, 0).isCut).toBe(false);
  });

  it('owns its arrays: nothing of a large frame goes along', () => {
    const rows = 100_000;
    const large = frameOf({
      columns: [
        new Int64Column('i', 'integer', new BigInt64Array(rows)),
        new FloatColumn('f', new Float64Array(rows), bits(rows, 5)),
        new BooleanColumn('b', new Bitmap(rows)),
      ],
    });
    const range = { generation: 1, startRow: 0, endRow: 8, startColumn: 0, endColumn: 3 };
    const page = packPage([sliceFrame(large, 0, 8)], range);
    expect(bufferBytes(page)).toBe(8 * 8 + 8 * 8 + 1 + 8);
  });

  it('of no rows has columns without values', () => {
    expect(pack([]).columns).toEqual([]);
  });
});

describe('a page of many small frames', () => {
  const rows = 256;
  const seed = Math.floor(Math.random() * 2 ** 31);

  it(`takes few arrays, however often frames disagree, and tells every cell (seed ${seed})`, () => {
    let state = seed;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const makers: ((row: number) => Column)[] = [
      (row) => new Int64Column('c', 'integer', BigInt64Array.of(BigInt(row))),
      (row) => new Int64Column('c', 'time', BigInt64Array.of(BigInt(-row))),
      (row) => new FloatColumn('c', Float64Array.of(row / 2)),
      (row) => new BooleanColumn('c', bits(1, ...(row % 2 === 0 ? [0] : []))),
      (row) => texts('c', [`text ${row}`]),
      () => new NullColumn('c', 1),
      (row) => new LabelColumn('c', { dtype: 'integer', value: BigInt(row) }, 1),
      (row) => new LabelColumn('c', { dtype: 'string', value: `label ${row}` }, 1),
      (row) => new FloatColumn('c', Float64Array.of(row), bits(1, 0)),
    ];
    const columns = Array.from({ length: rows }, (_, row) => makers[random(makers.length)]?.(row));
    const frames = columns.map((column) => frameOf({ columns: column ? [column] : [] }));
    const range = { generation: 1, startRow: 0, endRow: rows, startColumn: 0, endColumn: 1 };
    const packed = packPage(frames, range);
    expect(arraysOf(packed)).toBeLessThanOrEqual(10);
    const page = throughEditor(packed);
    expect(values(page)).toEqual(columns.map((column) => column?.at(0)));
    const dtypes = Array.from({ length: rows }, (_, row) => pageCell(page, row, 0).dtype);
    const expected = columns.map((column, row) => (column?.dtype === 'null' ? dtypes[row] : column?.dtype));
    expect(dtypes).toEqual(expected);
  });

  it('takes one array for labels of one dtype', () => {
    const frames = Array.from({ length: rows }, (_, row) =>
      frameOf({ indices: [new LabelColumn('shard', { dtype: 'integer', value: BigInt(row % 2) }, 1)] }),
    );
    const range = { generation: 1, startRow: 0, endRow: rows, startColumn: 0, endColumn: 1 };
    const packed = packPage(frames, range);
    expect(arraysOf(packed)).toBe(1);
    expect(values(throughEditor(packed)).slice(0, 3)).toEqual([0n, 1n, 0n]);
  });
});

/** The editor counts the arrays of a message in one byte. */
function arraysOf(page: Page): number {
  let arrays = 0;
  JSON.stringify(page, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    arrays++;
    return null;
  });
  return arrays;
}
