import { Bitmap } from '../../../data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  NullColumn,
  sliceStrings,
  StringColumn,
  type Column,
  type StringValues,
} from '../../../data/column';
import { timeFormatter } from '../../../data/int64Text';
import { formatTime } from '../../../data/time';
import { EncodedStrings } from '../../../wire/encodedStrings';

/** Of a row that is kept in columns: numbers take eight bytes, integers ten at most. */
const bytesPerNumber = 10;
/** A time as text has so many bytes at most, and two before it. */
const bytesPerTime = 37;

/** Some rows of a frame: `start` and every `step`th behind it, up to `end` (exclusive). */
export interface Rows {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Whether JSON has a word for every value of a column that is not null. */
export function isKeepable(column: Column): boolean {
  if (column instanceof NullColumn) return false;
  if (column instanceof LabelColumn) {
    const { dtype, value } = column.scalar;
    return dtype !== 'float' || Math.abs(value) !== Infinity;
  }
  if (!(column instanceof FloatColumn)) return true;
  const { values, nulls } = column;
  for (let row = 0; row < values.length; row++) {
    if (Math.abs(values[row] ?? 0) === Infinity && !nulls?.get(row)) return false;
  }
  return true;
}

/** About how many bytes a column takes. */
export function keptBytes(column: Column): number {
  const { length } = column;
  if (column instanceof LabelColumn && typeof column.scalar.value === 'string') {
    return length * (Buffer.byteLength(column.scalar.value) + 2);
  }
  if (column instanceof StringColumn) return stringBytes(column.values);
  if (column instanceof BooleanColumn) return length;
  return length * (column.dtype === 'time' ? bytesPerTime : bytesPerNumber);
}

function stringBytes(values: StringValues): number {
  if (values instanceof EncodedStrings) return values.records.length;
  let bytes = 2 * values.length;
  for (let row = 0; row < values.length; row++) bytes += Buffer.byteLength(values.at(row) ?? '');
  return bytes;
}

/**
 * Rows of a column in the form in which its records are read, but for integers, which keep their digits: times are texts, a
 * label is repeated, a float that is null is NaN, another null has the filler of its type. It stays a null, for it is no
 * member of a record.
 */
export function keptColumn(name: string, column: Column, rows: Rows): Column {
  const length = lengthOf(rows);
  const nulls = nullsOf(column, rows);
  if (column instanceof FloatColumn) {
    return new FloatColumn(name, without(nulls, everyNth(column.values, rows)));
  }
  if (column instanceof BooleanColumn) {
    return new BooleanColumn(name, cleared(everyNthBit(column.values, rows), nulls), nulls);
  }
  if (column instanceof StringColumn) {
    return new StringColumn(name, keptStrings(column.values, rows, nulls), nulls);
  }
  if (column instanceof Int64Column) {
    const values = everyNth(column.values, rows);
    if (column.dtype === 'integer') return new Int64Column(name, 'integer', values, nulls);
    const format = timeFormatter(values);
    return new StringColumn(name, texts(length, nulls, format), nulls);
  }
  if (!(column instanceof LabelColumn)) throw new TypeError('a column without values is not kept');
  const { scalar } = column;
  switch (scalar.dtype) {
    case 'float':
      return new FloatColumn(name, without(nulls, new Float64Array(length).fill(scalar.value)));
    case 'integer':
      return new Int64Column(name, 'integer', new BigInt64Array(length).fill(scalar.value), nulls);
    case 'boolean': {
      const bytes = new Uint8Array((length + 7) >> 3).fill(scalar.value ? 0xff : 0);
      return new BooleanColumn(name, cleared(new Bitmap(length, bytes), nulls), nulls);
    }
    case 'string':
    case 'time': {
      const text = scalar.dtype === 'time' ? formatTime(scalar.value) : scalar.value;
      return new StringColumn(
        name,
        texts(length, nulls, () => text),
        nulls,
      );
    }
  }
}

function lengthOf({ start, end, step }: Rows): number {
  return Math.ceil((end - start) / step);
}

function nullsOf({ nulls }: Column, rows: Rows): Bitmap | undefined {
  if (nulls === undefined) return undefined;
  const taken = everyNthBit(nulls, rows);
  return taken.any() ? taken : undefined;
}

function without(nulls: Bitmap | undefined, values: Float64Array): Float64Array {
  return nulls === undefined ? values : values.map((value, row) => (nulls.get(row) ? NaN : value));
}

function cleared(values: Bitmap, nulls: Bitmap | undefined): Bitmap {
  if (nulls === undefined) return values;
  return new Bitmap(
    values.length,
    values.bytes.map((byte, i) => byte & ~(nulls.bytes[i] ?? 0)),
  );
}

function keptStrings(values: StringValues, rows: Rows, nulls: Bitmap | undefined): StringValues {
  const { start, end, step } = rows;
  if (step === 1 && nulls === undefined) return sliceStrings(values, start, end);
  return texts(lengthOf(rows), nulls, (row) => values.at(start + row * step) ?? '');
}

function texts(length: number, nulls: Bitmap | undefined, textOf: (row: number) => string): string[] {
  return Array.from({ length }, (_, row) => (nulls?.get(row) ? '' : textOf(row)));
}

function everyNth<T extends Float64Array | BigInt64Array>(values: T, rows: Rows): T;
function everyNth(values: Float64Array | BigInt64Array, rows: Rows): Float64Array | BigInt64Array {
  const { start, end, step } = rows;
  if (step === 1) return values.subarray(start, end);
  const length = lengthOf(rows);
  if (values instanceof Float64Array) {
    const taken = new Float64Array(length);
    for (let row = 0; row < length; row++) taken[row] = values[start + row * step] ?? 0;
    return taken;
  }
  const taken = new BigInt64Array(length);
  for (let row = 0; row < length; row++) taken[row] = values[start + row * step] ?? 0n;
  return taken;
}

function everyNthBit(bits: Bitmap, rows: Rows): Bitmap {
  if (rows.step === 1) return bits.slice(rows.start, rows.end);
  const taken = new Bitmap(lengthOf(rows));
  for (let row = 0; row < taken.length; row++) if (bits.get(rows.start + row * rows.step)) taken.set(row);
  return taken;
}
