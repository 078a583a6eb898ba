import { Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn, type Column } from '../../../data/column';
import type { DType, Value } from '../../../data/dtype';

/**
 * A column from single cells, which must have its type; null cells get the fillers of spec/kv.md §7.5:
 * 0, NaN, the empty string, the epoch, false.
 */
export function columnOfCells(
  name: string,
  dtype: Exclude<DType, 'null'>,
  cells: readonly (Value | null)[],
): Column {
  let nulls: Bitmap | undefined;
  cells.forEach((cell, row) => {
    if (cell === null) (nulls ??= new Bitmap(cells.length)).set(row);
  });
  switch (dtype) {
    case 'integer':
    case 'time': {
      const values = BigInt64Array.from(cells, (cell) => (typeof cell === 'bigint' ? cell : 0n));
      return new Int64Column(name, dtype, values, nulls);
    }
    case 'float': {
      const values = Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN));
      return new FloatColumn(name, values, nulls);
    }
    case 'string': {
      const values = cells.map((cell) => (typeof cell === 'string' ? cell : ''));
      return new StringColumn(name, values, nulls);
    }
    case 'boolean': {
      const values = new Bitmap(cells.length);
      cells.forEach((cell, row) => {
        if (cell === true) values.set(row);
      });
      return new BooleanColumn(name, values, nulls);
    }
  }
}
