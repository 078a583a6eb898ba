import { describe, expect, it } from 'vitest';
import { FloatColumn, Int64Column, LabelColumn, StringColumn } from '../../../src/data/column';
import { promote, type DType, type Scalar } from '../../../src/data/dtype';
import { allColumns, duplicateName, frameOf, FrameShapeError, sliceFrame } from '../../../src/data/frame';

const labels = new Map<string, Scalar>([['os', { dtype: 'string', value: 'linux' }]]);

const frame = frameOf({
  indices: [new Int64Column('time', 'time', new BigInt64Array([1n, 2n, 3n]))],
  columns: [
    new FloatColumn('cpu', new Float64Array([0.5, 1.5, 2.5])),
    new LabelColumn('host', { dtype: 'string', value: 'a' }, 3),
  ],
  labels,
});

describe('frameOf', () => {
  it('takes its length from the first index, or the first column, or nothing', () => {
    expect(frame.length).toBe(3);
    expect(frameOf({ columns: frame.columns }).length).toBe(3);
    expect(frameOf({ indices: frame.indices }).length).toBe(3);
    expect(frameOf({})).toEqual({ indices: [], columns: [], labels: new Map(), length: 0 });
  });

  it('refuses columns of different lengths', () => {
    const short = new StringColumn('s', ['x']);
    expect(() => frameOf({ indices: frame.indices, columns: [short] })).toThrow(
      new FrameShapeError('"s" column size mismatch (1 != 3)'),
    );
    expect(() => frameOf({ indices: [...frame.indices, short] })).toThrow(
      new FrameShapeError('index column 1 size mismatch (1 != 3)'),
    );
  });

  it('names the first duplicate over indices and columns; unnamed ones do not count', () => {
    const named = (name: string): StringColumn => new StringColumn(name, []);
    expect(duplicateName(frame)).toBeUndefined();
    expect(duplicateName(frameOf({ indices: [named('')], columns: [named('')] }))).toBeUndefined();
    expect(duplicateName(frameOf({ indices: [named('a')], columns: [named('b'), named('a')] }))).toBe('a');
  });
});

describe('sliceFrame', () => {
  it('cuts every column and keeps the labels', () => {
    const part = sliceFrame(frame, 1, 3);
    expect(part.length).toBe(2);
    expect(part.labels).toBe(labels);
    expect(allColumns(part).map((column) => [column.name, column.at(0), column.at(1)])).toEqual([
      ['time', 2n, 3n],
      ['cpu', 1.5, 2.5],
      ['host', 'a', 'a'],
    ]);
  });

  it('gives an empty frame its columns', () => {
    const part = sliceFrame(frame, 2, 2);
    expect(part.length).toBe(0);
    expect(allColumns(part).map((column) => column.length)).toEqual([0, 0, 0]);
  });

  it('returns the whole as it is', () => {
    expect(sliceFrame(frame, 0, 3)).toBe(frame);
  });
});

describe('promote', () => {
  const dtypes: DType[] = ['integer', 'float', 'string', 'time', 'boolean', 'null'];

  it.each<[DType, DType, DType]>([
    ['integer', 'float', 'float'],
    ['integer', 'string', 'string'],
    ['integer', 'time', 'string'],
    ['integer', 'boolean', 'string'],
    ['float', 'string', 'string'],
    ['float', 'time', 'string'],
    ['float', 'boolean', 'string'],
    ['string', 'time', 'string'],
    ['string', 'boolean', 'string'],
    ['time', 'boolean', 'string'],
  ])('%s and %s meet in %s', (a, b, both) => {
    expect(promote(a, b)).toBe(both);
    expect(promote(b, a)).toBe(both);
  });

  it.each(dtypes)('%s stays with itself and with null', (dtype) => {
    expect(promote(dtype, dtype)).toBe(dtype);
    expect(promote(dtype, 'null')).toBe(dtype);
    expect(promote('null', dtype)).toBe(dtype);
  });
});
