import type { Bitmap } from '../../../data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  renameColumn,
  StringColumn,
  type Column,
} from '../../../data/column';
import type { DType, Value } from '../../../data/dtype';
import type { Frame } from '../../../data/frame';
import { FramesError } from '../../../wire/errors';
import { valueAt } from '../../storage/itemRows';
import type { AttributeColumn, AttributeType, ItemChunk } from '../../storage/storage';
import { columnOfCells } from './columnOfCells';
import type { NamePart, Output, ReadPlan } from './readPlan';
import { systemAttributes } from '../../items/systemAttributes';

type ColumnDType = Exclude<DType, 'null'>;

const ownTypes: Record<ColumnDType, AttributeType> = {
  integer: 'long',
  float: 'double',
  string: 'string',
  time: 'time',
  boolean: 'boolean',
};

/** Go's names of types, as the original's errors have them. */
const goTypes: Record<AttributeType, string> = {
  long: 'int',
  double: 'float64',
  string: 'string',
  time: 'time.Time',
  boolean: 'bool',
  blob: '[]uint8',
};
const goFieldTypes: Record<ColumnDType, string> = {
  integer: 'int64',
  float: 'float64',
  string: 'string',
  time: 'time.Time',
  boolean: 'bool',
};

/**
 * The items of a chunk as a frame.
 * @throws FramesError `invalidArgument` when the items do not fit the schema (spec/kv.md §7.5)
 */
export function chunkFrame(chunk: ItemChunk, plan: ReadPlan): Frame {
  const outputs = plan.outputs.map((output) => outputColumn(chunk, output));
  const place = ({ output, name }: { output: number; name: string }): Column => {
    const column = outputs[output];
    if (column === undefined) throw new TypeError(`no output ${output}`);
    return column.name === name ? column : renameColumn(column, name);
  };
  return {
    indices: plan.indices.map(place),
    columns: plan.columns.map(place),
    labels: new Map(),
    length: chunk.length,
  };
}

/** @throws FramesError when an item has an attribute that is none of the schema's fields. */
export function checkKnownAttributes(chunk: ItemChunk, known: ReadonlySet<string>): void {
  const unknown = chunk.columns.filter(({ attribute }) => !known.has(attribute));
  if (unknown.length === 0) return;
  for (let row = 0; row < chunk.length; row++) {
    for (const column of unknown) {
      if (column.nulls?.get(row)) continue;
      throw new FramesError({
        code: 'invalidArgument',
        detail:
          `column '${column.attribute}' for item with key: '${chunk.names.at(row) ?? ''}' doesn't exist in the schema file. ` +
          'Your data structure was probably changed; try re-inferring the schema for the table',
      });
    }
  }
}

function outputColumn(chunk: ItemChunk, output: Output): Column {
  switch (output.kind) {
    case 'name':
      return new StringColumn(output.name, chunk.names);
    case 'system':
      return systemColumn(chunk, output.name);
    case 'field':
      return fieldColumn(chunk, output.name, output.dtype);
    case 'key':
      return namedColumn(chunk, fieldColumn(chunk, output.name, output.dtype), output.part);
  }
}

function systemColumn({ length, created, modified }: ItemChunk, name: string): Column {
  const valueOf = systemAttributes.get(name);
  const values = new BigInt64Array(length);
  for (let row = 0; row < length; row++) {
    values[row] = valueOf?.({ created: created[row] ?? 0n, modified: modified[row] ?? 0n }) ?? 0n;
  }
  return new Int64Column(name, 'integer', values);
}

function fieldColumn(chunk: ItemChunk, name: string, dtype: ColumnDType): Column {
  const stored = chunk.columns.filter(({ attribute }) => attribute === name);
  const own = stored.find(({ type }) => type === ownTypes[dtype]);
  const others = stored.filter((column) => column !== own && hasValues(column, chunk.length));
  if (others.length === 0) return plainColumn(name, dtype, own, chunk.length);
  const cells = new Array<Value | null>(chunk.length).fill(null);
  for (let row = 0; row < chunk.length; row++) {
    for (const column of stored) {
      const found = valueAt(column, row);
      if (found === undefined) continue;
      // An item that was written when the field was still long.
      if (dtype === 'float' && found.type === 'long') cells[row] = Number(found.value);
      else if (found.type === ownTypes[dtype] && found.type !== 'blob') cells[row] = found.value;
      else throw wrongType(dtype, found.type);
    }
  }
  return columnOfCells(name, dtype, cells);
}

function hasValues({ nulls }: AttributeColumn, rows: number): boolean {
  return nulls === undefined ? rows > 0 : nulls.count() < rows;
}

function plainColumn(
  name: string,
  dtype: ColumnDType,
  column: AttributeColumn | undefined,
  rows: number,
): Column {
  switch (column?.type) {
    case 'long':
      return new Int64Column(name, 'integer', column.values, column.nulls);
    case 'time':
      return new Int64Column(name, 'time', column.values, column.nulls);
    case 'double':
      return new FloatColumn(name, withNaN(column.values, column.nulls), column.nulls);
    case 'string':
      return new StringColumn(name, column.values, column.nulls);
    case 'boolean':
      return new BooleanColumn(name, column.values, column.nulls);
    case 'blob':
    case undefined:
      return columnOfCells(name, dtype, new Array<null>(rows).fill(null));
  }
}

/** The filler of a null float is NaN (spec/kv.md §7.5); the engine leaves what was there. */
function withNaN(values: Float64Array, nulls: Bitmap | undefined): Float64Array {
  if (nulls === undefined) return values;
  return values.map((value, row) => (nulls.get(row) ? NaN : value));
}

/** A key column with its nulls filled from the names of the items, as far as those can be read as the key's type. */
function namedColumn(chunk: ItemChunk, column: Column, part: NamePart): Column {
  if (column.nulls === undefined || column.dtype === 'null') return column;
  const { name, dtype } = column;
  const { names, length } = chunk;
  const cells = Array.from(
    { length },
    (_, row) => column.at(row) ?? keyValue(namePart(names.at(row) ?? '', part), dtype),
  );
  return columnOfCells(name, dtype, cells);
}

function namePart(name: string, part: NamePart): string {
  const dot = name.indexOf('.');
  if (part === 'whole' || (dot < 0 && part === 'sharding')) return name;
  if (dot < 0) return '';
  return part === 'sharding' ? name.slice(0, dot) : name.slice(dot + 1);
}

function keyValue(text: string, dtype: ColumnDType): Value | null {
  switch (dtype) {
    case 'string':
      return text;
    case 'integer': {
      if (!/^-?\d{1,19}$/.test(text)) return null;
      const value = BigInt(text);
      return BigInt.asIntN(64, value) === value ? value : null;
    }
    case 'float':
      return /^-?\d+\.\d+$/.test(text) ? Number(text) : null;
    case 'boolean':
      return text === 'True' ? true : text === 'False' ? false : null;
    case 'time':
      return null;
  }
}

function wrongType(dtype: ColumnDType, found: AttributeType): FramesError {
  return new FramesError({
    code: 'invalidArgument',
    detail: `wrong type for ${goFieldTypes[dtype]} - ${goTypes[found]}`,
  });
}
