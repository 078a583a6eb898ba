import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  NullColumn,
  renameColumn,
  sliceColumn,
  StringColumn,
  type Column,
} from '../../../src/data/column';
import type { DType, Value } from '../../../src/data/dtype';

const MAX = 2n ** 63n - 1n;

/** Eleven rows, so that bits cross a byte; null at 2 and 9. */
const LENGTH = 11;
const nulls = new Bitmap(LENGTH);
nulls.set(2);
nulls.set(9);
const bits = new Bitmap(LENGTH, new Uint8Array([0b10110101, 0b101]));
const rows = Array.from({ length: LENGTH }, (_, i) => i);

function withNulls(values: readonly Value[]): (Value | null)[] {
  return values.map((value, i) => (nulls.get(i) ? null : value));
}

function valuesOf(column: Column): (Value | null)[] {
  return Array.from({ length: column.length }, (_, row) => column.at(row));
}

const integers = rows.map((i) => MAX - BigInt(i));
const floats = rows.map((i) => (i === 4 ? NaN : i === 5 ? -0 : i / 2));
const strings = rows.map((i) => (i === 4 ? '' : `row ${i}`));

const cases: [string, Column, DType, (Value | null)[]][] = [
  [
    'integers',
    new Int64Column('c', 'integer', new BigInt64Array(integers), nulls),
    'integer',
    withNulls(integers),
  ],
  ['times', new Int64Column('c', 'time', new BigInt64Array(integers)), 'time', integers],
  ['floats', new FloatColumn('c', new Float64Array(floats), nulls), 'float', withNulls(floats)],
  ['strings', new StringColumn('c', strings, nulls), 'string', withNulls(strings)],
  [
    'strings that are made when they are asked for',
    new StringColumn('c', { length: LENGTH, at: (row) => strings[row] }, nulls),
    'string',
    withNulls(strings),
  ],
  ['booleans', new BooleanColumn('c', bits, nulls), 'boolean', withNulls(rows.map((i) => bits.get(i)))],
  ['nothing', new NullColumn('c', LENGTH), 'null', rows.map(() => null)],
  [
    'a label',
    new LabelColumn('c', { dtype: 'time', value: -1n }, LENGTH, nulls),
    'time',
    withNulls(rows.map(() => -1n)),
  ],
];

describe.each(cases)('a column of %s', (_, column, dtype, values) => {
  it('gives its values', () => {
    expect(column.dtype).toBe(dtype);
    expect(column.length).toBe(LENGTH);
    expect(valuesOf(column)).toEqual(values);
    expect(rows.map((row) => column.isNull(row))).toEqual(values.map((value) => value === null));
  });

  it('slices at every place, slices of slices too', () => {
    for (let start = 0; start <= LENGTH; start++) {
      for (let end = start; end <= LENGTH; end++) {
        const part = sliceColumn(column, start, end);
        expect([part.name, part.dtype, part.kind]).toEqual(['c', dtype, column.kind]);
        expect(valuesOf(part)).toEqual(values.slice(start, end));
        if (end - start < 2) continue;
        expect(valuesOf(sliceColumn(part, 1, part.length))).toEqual(values.slice(start + 1, end));
      }
    }
  });

  it('takes another name', () => {
    const renamed = renameColumn(column, 'other');
    expect([renamed.name, renamed.dtype, renamed.kind]).toEqual(['other', dtype, column.kind]);
    expect(valuesOf(renamed)).toEqual(values);
    expect(column.name).toBe('c');
  });

  it('refuses a row that it lacks', () => {
    expect(() => column.at(-1)).toThrow(new RangeError('row -1 is outside [0, 11)'));
    expect(() => column.at(LENGTH)).toThrow(new RangeError('row 11 is outside [0, 11)'));
    const part = sliceColumn(column, 3, 5);
    expect(() => part.at(2)).toThrow(new RangeError('row 2 is outside [0, 2)'));
  });
});
