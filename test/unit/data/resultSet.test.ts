import { describe, expect, it } from 'vitest';
import { FloatColumn, Int64Column, StringColumn, type Column } from '../../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../../src/data/frame';
import { ResultSet } from '../../../src/data/resultSet';

function integers(name: string, ...values: bigint[]): Column {
  return new Int64Column(name, 'integer', BigInt64Array.from(values));
}

function strings(name: string, ...values: string[]): Column {
  return new StringColumn(name, { length: values.length, at: (row) => values[row] });
}

function resultOf(...frames: Frame[]): ResultSet {
  const resultSet = new ResultSet();
  for (const frame of frames) resultSet.append(frame);
  return resultSet;
}

/** Rows of a slice, each as its values. */
function rows(resultSet: ResultSet, start?: number, end?: number): unknown[][] {
  const found: unknown[][] = [];
  for (const frame of resultSet.slice(start, end)) {
    for (let row = 0; row < frame.length; row++)
      found.push(allColumns(frame).map((column) => column.at(row)));
  }
  return found;
}

describe('a result set', () => {
  it('is empty at first', () => {
    const resultSet = new ResultSet();
    expect(resultSet.rowCount).toBe(0);
    expect(resultSet.schema).toEqual({ indices: [], columns: [] });
    expect(rows(resultSet)).toEqual([]);
  });

  it('gives any range of rows, whatever the frames', () => {
    const sizes = [1, 5, 3, 1, 7];
    let next = 0n;
    const frames = sizes.map((size) =>
      frameOf({ columns: [integers('i', ...Array.from({ length: size }, () => next++))] }),
    );
    const resultSet = resultOf(...frames);
    for (let start = 0; start <= 17; start++) {
      for (let end = start; end <= 17; end++) {
        const expected = Array.from({ length: end - start }, (_, i) => [BigInt(start + i)]);
        expect(rows(resultSet, start, end)).toEqual(expected);
      }
    }
  });

  it.each([
    [-1, 1],
    [0, 4],
    [2, 1],
  ])('refuses rows [%i, %i) of 3', (start, end) => {
    const resultSet = resultOf(frameOf({ columns: [integers('i', 1n, 2n, 3n)] }));
    expect(() => resultSet.slice(start, end)).toThrow(RangeError);
  });

  it('reads a column as null in frames that lack it', () => {
    const resultSet = resultOf(
      frameOf({ columns: [integers('a', 1n)] }),
      frameOf({ columns: [strings('b', 'x'), integers('a', 2n)] }),
      frameOf({ columns: [strings('b', 'y')] }),
    );
    expect(rows(resultSet)).toEqual([
      [1n, null],
      [2n, 'x'],
      [null, 'y'],
    ]);
    expect(resultSet.schema.columns).toEqual([
      { name: 'a', dtype: 'integer', nullable: true },
      { name: 'b', dtype: 'string', nullable: true },
    ]);
  });

  it('promotes the schema and no value', () => {
    const large = 2n ** 53n + 1n;
    const resultSet = resultOf(
      frameOf({ columns: [integers('x', large)] }),
      frameOf({ columns: [new FloatColumn('x', Float64Array.of(0.5))] }),
    );
    expect(resultSet.schema.columns[0]).toEqual({ name: 'x', dtype: 'float', nullable: false });
    expect(rows(resultSet)).toEqual([[large], [0.5]]);
    expect(resultSet.cell(0, 0)).toMatchObject({ value: large, column: { dtype: 'integer' } });
  });

  it('keeps index and column of one name apart, and two columns of one name', () => {
    const resultSet = resultOf(
      frameOf({ indices: [integers('x', 1n)], columns: [integers('x', 2n), integers('x', 3n)] }),
      frameOf({ indices: [integers('x', 4n)], columns: [integers('x', 5n), integers('x', 6n)] }),
    );
    expect(rows(resultSet)).toEqual([
      [1n, 2n, 3n],
      [4n, 5n, 6n],
    ]);
  });

  it('takes the columns of a frame without rows only while there are no rows', () => {
    const empty = frameOf({ columns: [integers('a')] });
    expect(resultOf(empty).schema.columns).toHaveLength(1);
    const resultSet = resultOf(frameOf({}), empty, frameOf({ columns: [integers('a', 1n)] }), frameOf({}));
    expect(resultSet.schema.columns).toEqual([{ name: 'a', dtype: 'integer', nullable: false }]);
    expect(resultSet.rowCount).toBe(1);
  });

  it('keeps the schema object while nothing about it changes', () => {
    const resultSet = resultOf(frameOf({ columns: [integers('a', 1n)] }));
    const { schema } = resultSet;
    resultSet.append(frameOf({ columns: [integers('a', 2n)] }));
    expect(resultSet.schema).toBe(schema);
  });

  it('does not let a slice under way see later columns', () => {
    const resultSet = resultOf(
      frameOf({ columns: [integers('a', 1n)] }),
      frameOf({ columns: [integers('a', 2n)] }),
    );
    const widths: number[] = [];
    for (const frame of resultSet.slice()) {
      widths.push(frame.columns.length);
      resultSet.append(frameOf({ columns: [integers('b', 9n)] }));
    }
    expect(widths).toEqual([1, 1]);
  });

  it('has no cell beyond its edges', () => {
    const resultSet = resultOf(frameOf({ columns: [integers('a', 1n)] }));
    expect(() => resultSet.cell(1, 0)).toThrow(RangeError);
    expect(() => resultSet.cell(0, 1)).toThrow(RangeError);
  });
});

describe('rows let go of at the beginning', () => {
  it.each([
    [0, 10],
    [1, 9],
    [3, 7],
    [4, 6],
    [10, 0],
    [99, 0],
    [-1, 10],
  ])('are no longer counted: %i dropped of 10', (dropped, left) => {
    const set = new ResultSet();
    for (const start of [0, 3, 6]) set.append(countingFrame(start, start === 6 ? 4 : 3));
    set.dropFirst(dropped);
    expect([set.rowCount, set.droppedRows]).toEqual([left, 10 - left]);
    const seen = [...set.slice()].flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => frame.columns[0]?.at(row)),
    );
    expect(seen).toEqual(Array.from({ length: left }, (_, i) => BigInt(10 - left + i)));
  });

  it('leave the schema, the numbering of the others, and room for new ones', () => {
    const set = new ResultSet();
    for (let start = 0; start < 100; start += 10) {
      set.append(countingFrame(start, 10));
      set.dropFirst(set.rowCount - 15);
    }
    expect([set.rowCount, set.droppedRows]).toEqual([15, 85]);
    expect(set.cell(0, 0).value).toBe(85n);
    expect(set.cell(14, 0).value).toBe(99n);
    expect(() => set.slice(0, 16)).toThrow(RangeError);
    set.dropFirst(15);
    expect(set.schema.columns.map(({ name }) => name)).toEqual(['i']);
  });
});

function countingFrame(start: number, length: number): Frame {
  const values = BigInt64Array.from({ length }, (_, i) => BigInt(start + i));
  return frameOf({ columns: [new Int64Column('i', 'integer', values)] });
}
