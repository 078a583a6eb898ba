import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../../src/data/bitmap';
import { FloatColumn, Int64Column, StringColumn } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import { ResultSet } from '../../../../src/data/resultSet';
import type { CellRange } from '../../../../src/protocol/cellRange';
import { COPY_CELL_LIMIT, resultText, TooManyCellsError } from '../../../../src/ui/results/resultText';
import { counting } from './madeFrames';

const texts = ['plain', 'tab\there', '', 'he said "no"\nand left'];
const nulls = new Bitmap(4);
nulls.set(0);

function made(): ResultSet {
  const resultSet = new ResultSet();
  resultSet.append(
    frameOf({
      indices: [new Int64Column('id', 'integer', BigInt64Array.of(2n ** 63n - 1n, 2n, 3n, 4n))],
      columns: [
        new StringColumn('text', { length: 4, at: (row) => texts[row] }),
        new FloatColumn('f', Float64Array.of(1, NaN, -0, 1e21), nulls),
        new Int64Column('at', 'time', BigInt64Array.of(0n, 1n, -1n, 1_000_000_000n)),
      ],
    }),
  );
  return resultSet;
}

function range(startRow: number, endRow: number, startColumn: number, endColumn: number): CellRange {
  return { startRow, endRow, startColumn, endColumn };
}

function text(ranges: CellRange[], withHeader = false): string {
  return resultText(made(), ranges, { withHeader }).text;
}

describe('cells as text', () => {
  it.each<[string, CellRange[], string]>([
    ['a rectangle', [range(0, 3, 0, 3)], '9223372036854775807\tplain\t\n2\t"tab\there"\tNaN\n3\t""\t-0'],
    ['times in full', [range(1, 3, 3, 4)], '1970-01-01T00:00:00.000000001Z\n1969-12-31T23:59:59.999999999Z'],
    ['quoted fields', [range(3, 4, 1, 3)], '"he said ""no""\nand left"\t1e+21'],
    ['one cell as it is', [range(3, 4, 1, 2)], 'he said "no"\nand left'],
    ['a null alone', [range(0, 1, 2, 3)], ''],
    [
      'ranges beside each other',
      [range(0, 2, 0, 1), range(0, 2, 3, 4)],
      '9223372036854775807\t1970-01-01T00:00:00Z\n2\t1970-01-01T00:00:00.000000001Z',
    ],
    ['ranges apart, blank between', [range(1, 2, 0, 1), range(3, 4, 2, 3)], '2\t\n\t1e+21'],
    ['overlapping ranges once', [range(1, 3, 0, 1), range(2, 4, 0, 1)], '2\n3\n4'],
    [
      'what exists of a range',
      [range(3, 900, 0, 900)],
      '4\t"he said ""no""\nand left"\t1e+21\t1970-01-01T00:00:01Z',
    ],
    ['nothing of nothing', [range(7, 9, 0, 1)], ''],
  ])('gives %s', (_what, ranges, expected) => {
    expect(text(ranges)).toBe(expected);
  });

  it('puts names above when asked', () => {
    expect(text([range(1, 2, 0, 2)], true)).toBe('id\ttext\n2\t"tab\there"');
    expect(text([range(1, 2, 0, 1)], true)).toBe('id\n2');
  });

  it('tells how much it was', () => {
    expect(resultText(made(), [range(0, 4, 0, 1), range(0, 4, 2, 4)], { withHeader: true })).toMatchObject({
      rows: 4,
      columns: 3,
    });
  });

  it('refuses more than the clipboard should hold, and says what to do', () => {
    const resultSet = new ResultSet();
    resultSet.append(counting(0, COPY_CELL_LIMIT + 1));
    const all = [range(0, COPY_CELL_LIMIT + 1, 0, 1)];
    expect(() => resultText(resultSet, all, { withHeader: false })).toThrow(TooManyCellsError);
    expect(() => resultText(resultSet, all, { withHeader: false })).toThrow(/2,000,001 cells.*Save as CSV/);
  });
});
