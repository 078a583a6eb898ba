import { Bitmap } from '../../../data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  StringColumn,
  type Column,
} from '../../../data/column';
import type { Scalar } from '../../../data/dtype';
import { duplicateName, type Frame } from '../../../data/frame';
import { FramesError } from '../../../wire/errors';
import type { AttributeColumn } from '../../storage/storage';
import { cleanPath } from '../../tablePath';
import { nameText, partitionText } from './itemName';
import { defaultKey, fieldType, type Schema, type SchemaField } from './schema';

/** A frame as rows to put (spec/kv.md §4): what its items are called and where they lie, what they hold, what schema they need. */
export interface FrameRows {
  readonly names: readonly string[];
  /** For each row the partition below the table, empty for the table itself; absent when no row has one. */
  readonly partitions: readonly string[] | undefined;
  readonly columns: readonly AttributeColumn[];
  readonly schema: Schema;
  /** Columns that are null throughout and have no type; an update removes these attributes. */
  readonly untyped: readonly string[];
}

export interface FrameRowsOptions {
  /** Of the table as it is; its key names an unnamed index. */
  readonly schema: Schema;
  readonly partitionKeys: readonly string[];
  /** The number of the frame's first row within its request: the key where there is no index. */
  readonly firstRow: number;
}

const nameRule = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Bytes (spec/kv.md §4.2). */
const longestAttributeName = 256;

/** @throws FramesError `invalidArgument` for the first thing that is wrong, in the order of spec/kv.md §4.2. */
export function checkFrame(frame: Frame, partitionKeys: readonly string[]): void {
  const { indices, columns } = frame;
  if (columns.length === 0) throw invalid('empty frame');
  if (indices.length > 2) throw invalid('can only write up to two indices');
  columns.forEach(({ name }, i) => {
    if (name === '') throw invalid(`column number ${i} has an empty name`);
    if (!nameRule.test(name)) throw invalid(`column '${name}' has an invalid name`);
    checkLength(name);
  });
  for (const { name } of indices) {
    if (name === '') continue;
    if (!nameRule.test(name)) throw invalid(`index '${name}' has an invalid name`);
    checkLength(name);
  }
  // An attribute has one value; the original silently keeps the last (spec/wire.md §4).
  const twice = duplicateName({ ...frame, indices: [] }) ?? duplicateName({ ...frame, columns: [] });
  if (twice !== undefined) throw invalid(`duplicate column name - "${twice}"`);
  const seen = new Set<string>();
  for (const key of partitionKeys) {
    if (!columns.some(({ name }) => name === key)) {
      throw invalid(`column '${key}' does not exist in the dataframe: column "${key}" not found`);
    }
    if (seen.has(key)) throw invalid(`column '${key}' appears more than once as a partition key`);
    seen.add(key);
  }
}

/** @throws FramesError `invalidArgument` for a key that names no item. */
export function frameRows(frame: Frame, { schema, partitionKeys, firstRow }: FrameRowsOptions): FrameRows {
  if (frame.indices.length < 2 && schema.sortingKey !== '') throw emptySortingKey(schema.sortingKey);
  const keys = keysOf(frame, schema, firstRow);
  const keyNames = new Set(keys.map(({ name }) => name));
  const data = new Map(frame.columns.map((column) => [column.name, column]));
  const values = [...data.values()].filter(({ name }) => !keyNames.has(name));
  const columns: AttributeColumn[] = [];
  for (const { name, column } of keys) columns.push(...attributeColumns(name, column));
  for (const column of values) columns.push(...attributeColumns(column.name, column));
  return {
    names: itemNames(keys, frame.length),
    partitions: partitionsOf(
      partitionKeys.flatMap((name) => data.get(name) ?? []),
      frame.length,
    ),
    columns,
    schema: {
      // Every column, also one named like a key: a clash of their types is told by the merge.
      fields: [
        ...keys.flatMap(({ name, column }) => fieldOf(name, column, false)),
        ...frame.columns.flatMap((column) => fieldOf(column.name, column, true)),
      ],
      key: keys[0]?.name ?? '',
      sortingKey: keys[1]?.name ?? '',
      hashingBucketNum: 0,
    },
    untyped: values.filter(({ dtype }) => dtype === 'null').map(({ name }) => name),
  };
}

/** The items that the rows of a frame stand for, when an expression is applied to them: nothing else of the frame counts. */
export function targetNames(frame: Frame, { schema, firstRow }: FrameRowsOptions): string[] {
  return itemNames(keysOf(frame, schema, firstRow), frame.length);
}

interface Keyed {
  readonly name: string;
  readonly column: Column;
}

/** The columns that name the items, one or two, and what their attributes are called (spec/kv.md §4.3). */
function keysOf({ indices: [first, second], length }: Frame, schema: Schema, firstRow: number): Keyed[] {
  const name = (first?.name ?? '') || schema.key || defaultKey;
  const keys = [{ name, column: first ?? rowNumbers(firstRow, length) }];
  if (second !== undefined) keys.push({ name: second.name, column: second });
  return keys;
}

function itemNames(keys: readonly Keyed[], rows: number): string[] {
  const names = new Array<string>(rows);
  for (let row = 0; row < rows; row++) {
    let name = '';
    keys.forEach((key, i) => {
      const text = keyText(key, row);
      if (text === '') throw i === 0 ? emptyKey(key.name) : emptySortingKey(key.name);
      name = i === 0 ? text : `${name}.${text}`;
    });
    names[row] = name;
  }
  return names;
}

/** Empty for a null. */
function keyText({ column }: Keyed, row: number): string {
  const value = column.at(row);
  return value === null ? '' : nameText(column.dtype, value);
}

function partitionsOf(columns: readonly Column[], rows: number): string[] | undefined {
  if (columns.length === 0) return undefined;
  // Many rows lie in few partitions.
  const paths = new Map<string, string>();
  return Array.from({ length: rows }, (_, row) => {
    const text = columns
      .map((column) => `${column.name}=${partitionText(column.dtype, column.at(row))}`)
      .join('/');
    let path = paths.get(text);
    if (path === undefined) {
      path = cleanPath(text);
      paths.set(text, path);
    }
    return path;
  });
}

function rowNumbers(first: number, rows: number): Int64Column {
  return new Int64Column(
    '',
    'integer',
    BigInt64Array.from({ length: rows }, (_, row) => BigInt(first + row)),
  );
}

function fieldOf(name: string, { dtype }: Column, nullable: boolean): SchemaField[] {
  return dtype === 'null' ? [] : [{ name, type: fieldType(dtype), nullable }];
}

/** None for a column without a type. */
function attributeColumns(attribute: string, column: Column): AttributeColumn[] {
  const nulls = column.nulls?.any() === true ? column.nulls : undefined;
  if (column instanceof Int64Column) {
    return [{ attribute, nulls, type: column.dtype === 'time' ? 'time' : 'long', values: column.values }];
  }
  if (column instanceof FloatColumn) return [{ attribute, nulls, type: 'double', values: column.values }];
  if (column instanceof StringColumn) return [{ attribute, nulls, type: 'string', values: column.values }];
  if (column instanceof BooleanColumn) return [{ attribute, nulls, type: 'boolean', values: column.values }];
  if (column instanceof LabelColumn) return [repeated(attribute, column.scalar, column.length, nulls)];
  return [];
}

function repeated(
  attribute: string,
  scalar: Scalar,
  rows: number,
  nulls: Bitmap | undefined,
): AttributeColumn {
  switch (scalar.dtype) {
    case 'integer':
    case 'time': {
      const type = scalar.dtype === 'time' ? 'time' : 'long';
      return { attribute, nulls, type, values: new BigInt64Array(rows).fill(scalar.value) };
    }
    case 'float':
      return { attribute, nulls, type: 'double', values: new Float64Array(rows).fill(scalar.value) };
    case 'string':
      return { attribute, nulls, type: 'string', values: new Array<string>(rows).fill(scalar.value) };
    case 'boolean': {
      const bytes = new Uint8Array((rows + 7) >> 3).fill(scalar.value ? 0xff : 0);
      return { attribute, nulls, type: 'boolean', values: new Bitmap(rows, bytes) };
    }
  }
}

function checkLength(name: string): void {
  if (Buffer.byteLength(name) > longestAttributeName) {
    throw invalid(`column '${name}' exceeding maximum allowed attribute name of ${longestAttributeName}`);
  }
}

function emptyKey(name: string): FramesError {
  return invalid(`invalid input. key "${name}" should not be empty`);
}

function emptySortingKey(name: string): FramesError {
  return invalid(`invalid input. sorting key "${name}" should not be empty`);
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
