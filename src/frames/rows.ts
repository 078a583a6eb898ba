import { Bitmap } from '../data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  NullColumn,
  StringColumn,
  type Column,
} from '../data/column';
import type { Scalar, Value } from '../data/dtype';
import { allColumns, frameOf, type Frame } from '../data/frame';
import { FramesError } from '../wire/errors';

/**
 * What a row may hold: a `bigint` is an integer, a `number` a float, a `Date` a time (a Scalar holds one to the nanosecond); null and
 * undefined are null.
 */
export type Cell = Value | Date | Scalar | null | undefined;

export type Row = Readonly<Record<string, Cell>>;

export interface RowOptions {
  /** Columns that become the index, outermost first: the key of a nosql table, time and labels of a series. None unless given. */
  readonly index?: readonly string[] | undefined;
  /** Of the frame as a whole; for tsdb they join the labels of every row. */
  readonly labels?: Readonly<Record<string, Value | Scalar>> | undefined;
}

/**
 * Rows as a frame, with the columns in the order in which they first appear. A column of which every cell is null has no type.
 * @throws FramesError invalidArgument when a column mixes types, an integer does not fit 64 bits, or an index column is missing
 */
export function frameOfRows(rows: readonly Row[], { index = [], labels = {} }: RowOptions = {}): Frame {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const missing = index.find((name) => !names.has(name));
  if (missing !== undefined && rows.length > 0) throw invalid(`there is no column '${missing}' to index by`);
  const columnOf = (name: string): Column =>
    columnOfScalars(
      name,
      rows.map(({ [name]: cell }) => (cell === undefined || cell === null ? null : scalarOf(name, cell))),
    );
  return frameOf({
    indices: index.map(columnOf),
    columns: [...names].filter((name) => !index.includes(name)).map(columnOf),
    labels: new Map(Object.entries(labels).map(([name, value]) => [name, scalarOf(name, value)])),
  });
}

/** The rows of a frame, index columns first. Times are nanoseconds since the epoch, as all of them are in frames. */
export function* rowsOf(frame: Frame): Generator<Record<string, Value | null>, void, undefined> {
  const columns = allColumns(frame);
  for (let row = 0; row < frame.length; row++) {
    yield Object.fromEntries(columns.map((column) => [column.name, column.at(row)]));
  }
}

const NANOS_PER_MILLI = 1_000_000n;

function scalarOf(name: string, cell: Value | Date | Scalar): Scalar {
  switch (typeof cell) {
    case 'bigint':
      return { dtype: 'integer', value: fitting(name, cell) };
    case 'number':
      return { dtype: 'float', value: cell };
    case 'string':
      return { dtype: 'string', value: cell };
    case 'boolean':
      return { dtype: 'boolean', value: cell };
    default:
      if (!(cell instanceof Date)) return cell;
      if (Number.isNaN(cell.getTime())) throw invalid(`column '${name}' holds a date that is none`);
      return { dtype: 'time', value: fitting(name, BigInt(cell.getTime()) * NANOS_PER_MILLI) };
  }
}

function columnOfScalars(name: string, cells: readonly (Scalar | null)[]): Column {
  const length = cells.length;
  const dtypes = [...new Set(cells.flatMap((cell) => (cell === null ? [] : [cell.dtype])))];
  const [dtype] = dtypes;
  if (dtype === undefined) return new NullColumn(name, length);
  if (dtypes.length > 1) throw invalid(`column '${name}' mixes types: ${dtypes.join(' and ')}`);
  const nulls = new Bitmap(length);
  cells.forEach((cell, row) => {
    if (cell === null) nulls.set(row);
  });
  const mask = nulls.any() ? nulls : undefined;
  const values = cells.map((cell) => cell?.value);
  switch (dtype) {
    case 'integer':
    case 'time':
      return new Int64Column(
        name,
        dtype,
        BigInt64Array.from(values, (value) => BigInt(value ?? 0n)),
        mask,
      );
    case 'float':
      return new FloatColumn(name, Float64Array.from(values, Number), mask);
    case 'string':
      return new StringColumn(
        name,
        values.map((value) => String(value ?? '')),
        mask,
      );
    case 'boolean': {
      const bits = new Bitmap(length);
      values.forEach((value, row) => {
        if (value === true) bits.set(row);
      });
      return new BooleanColumn(name, bits, mask);
    }
  }
}

function fitting(name: string, value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw invalid(`column '${name}' holds ${value}, which does not fit 64 bits`);
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
