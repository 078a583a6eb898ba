import { joinBitmaps, type Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn, type Column } from '../../../data/column';
import { EncodedStrings } from '../../../wire/encodedStrings';
import type { FrameRun } from './frameRun';

/**
 * The columns of records that are rows of frames, as they would be read from their JSON (spec/stream.md §3, Frame): integers
 * are floats, a null is a filler, a key that no record has is no column. The order is that of first appearance.
 * @returns undefined when the runs differ in names or types: the JSON itself has to be read then
 */
export function columnsOfFrames(runs: readonly FrameRun[]): Column[] | undefined {
  const [first, ...others] = runs.map(({ frame }) => frame);
  if (first === undefined) return [];
  const rows = runs.reduce((sum, { length }) => sum + length, 0);
  if (!others.every(({ columns }) => columns.length === first.columns.length)) return undefined;
  const found: { readonly column: Column; readonly row: number }[] = [];
  for (const [i, { name }] of first.columns.entries()) {
    const parts = runs.flatMap(({ frame }) => frame.columns[i] ?? []);
    if (!parts.every((part) => part.name === name)) return undefined;
    const column = joined(name, parts, rows);
    if (column === undefined) return undefined;
    const row = firstRow(column, parts);
    if (row < rows) found.push({ column, row });
  }
  return found.sort((a, b) => a.row - b.row).map(({ column }) => column);
}

/** @returns undefined when they are of several types */
function joined(name: string, parts: readonly Column[], rows: number): Column | undefined {
  if (parts.every(isNumber)) return new FloatColumn(name, joinNumbers(parts, rows));
  if (parts.every(isString)) return new StringColumn(name, joinStrings(parts));
  if (parts.every(isBoolean)) return new BooleanColumn(name, joinBooleans(parts));
  return undefined;
}

function isNumber(column: Column): column is FloatColumn | Int64Column {
  return column instanceof FloatColumn || column instanceof Int64Column;
}

function isString(column: Column): column is StringColumn {
  return column instanceof StringColumn;
}

function isBoolean(column: Column): column is BooleanColumn {
  return column instanceof BooleanColumn;
}

function joinNumbers(parts: readonly (FloatColumn | Int64Column)[], rows: number): Float64Array {
  const [only] = parts;
  if (only instanceof FloatColumn && parts.length === 1) return only.values;
  const joined = new Float64Array(rows);
  let at = 0;
  for (const part of parts) {
    if (part instanceof FloatColumn) joined.set(part.values, at);
    else writeIntegers(joined, at, part);
    at += part.length;
  }
  return joined;
}

/** Each is rounded once, as reading its digits does: the product of the upper half is exact. */
function writeIntegers(target: Float64Array, at: number, { values, nulls }: Int64Column): void {
  // Little-endian, as on the wire.
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let row = 0; row < values.length; row++) {
    const upper = halves[2 * row + 1] ?? 0;
    const lower = halves[2 * row] ?? 0;
    target[at + row] = nulls?.get(row) ? NaN : upper * 0x1_0000_0000 + (lower >>> 0);
  }
}

function joinStrings(parts: readonly StringColumn[]): StringColumn['values'] {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.values;
  const encoded = parts.flatMap(({ values }) => (values instanceof EncodedStrings ? values : []));
  if (encoded.length === parts.length) return EncodedStrings.join(encoded);
  return parts.flatMap(({ values }) =>
    Array.from({ length: values.length }, (_, row) => values.at(row) ?? ''),
  );
}

function joinBooleans(parts: readonly BooleanColumn[]): Bitmap {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.values;
  return joinBitmaps(parts.map(({ values }) => values));
}

/** The first row that has a value; the number of rows when none has. */
function firstRow(column: Column, parts: readonly Column[]): number {
  if (column instanceof FloatColumn) {
    const row = column.values.findIndex((value) => !Number.isNaN(value));
    return row < 0 ? column.length : row;
  }
  let at = 0;
  for (const { nulls, length } of parts) {
    if (nulls === undefined) return at;
    for (let row = 0; row < length; row++) if (!nulls.get(row)) return at + row;
    at += length;
  }
  return at;
}
