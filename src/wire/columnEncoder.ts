import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  StringColumn,
  LabelColumn,
  NullColumn,
  type Column,
  type StringValues,
} from '../data/column';
import type { Bitmap } from '../data/bitmap';
import type { Scalar } from '../data/dtype';
import { EncodedStrings } from './encodedStrings';
import { columnTag, dtypeNumber, labelKind } from './fields';
import type { FrameWriter } from './frameWriter';

/** What a string is taken to need where its bytes have not been counted. */
const guessedStringBytes = 24;

/** About how many bytes a column takes; only strings may need more. */
export function columnCapacity(column: Column): number {
  const head = 64 + column.name.length * 3;
  if (column instanceof FloatColumn) return head + column.length * 8;
  if (column instanceof Int64Column) return head + column.length * 10;
  if (column instanceof BooleanColumn) return head + column.length;
  if (column instanceof StringColumn) return head + stringCapacity(column.values);
  if (column instanceof LabelColumn && typeof column.scalar.value === 'string') {
    return head + column.scalar.value.length * 3;
  }
  return head;
}

function stringCapacity(values: StringValues): number {
  return values instanceof EncodedStrings ? values.records.length : values.length * guessedStringBytes;
}

/** Writes one Column, without tag and length; fields in the order of their numbers. */
export function writeColumn(writer: FrameWriter, column: Column): void {
  if (column.kind === 'label') {
    writer.varint(columnTag.kind);
    writer.varint(labelKind);
  }
  if (column.name !== '') {
    writer.varint(columnTag.name);
    writer.string(column.name);
  }
  writer.varint(columnTag.dtype);
  writer.varint(dtypeNumber(column.dtype));
  // Readers need it for labels only, but the original's column builder always says it (spec/wire.md §2).
  if (column.length !== 0 && !(column instanceof NullColumn && column.kind === 'slice')) {
    writer.varint(columnTag.size);
    writer.varint(column.length);
  }
  if (column instanceof LabelColumn) writeScalar(writer, column.scalar);
  // What stands for no value, as the original has it.
  else if (column instanceof NullColumn && column.kind === 'label') writeScalar(writer, noValue);
  else if (column instanceof FloatColumn) writeFloats(writer, column.values);
  else if (column instanceof Int64Column) writeInt64s(writer, column.dtype, column.values);
  else if (column instanceof StringColumn) writeStrings(writer, column.values);
  else if (column instanceof BooleanColumn) writeBooleans(writer, column.values);
}

const noValue: Scalar = { dtype: 'boolean', value: false };

/** A label column holds its one value in the array of its dtype. */
function writeScalar(writer: FrameWriter, scalar: Scalar): void {
  switch (scalar.dtype) {
    case 'integer':
    case 'time':
      writeInt64s(writer, scalar.dtype, BigInt64Array.of(scalar.value));
      break;
    case 'float':
      writeFloats(writer, Float64Array.of(scalar.value));
      break;
    case 'string':
      writeStrings(writer, [scalar.value]);
      break;
    case 'boolean':
      writer.varint(columnTag.bools);
      writer.varint(1);
      writer.varint(scalar.value ? 1 : 0);
      break;
  }
}

function writeFloats(writer: FrameWriter, values: Float64Array): void {
  if (values.length === 0) return;
  writer.varint(columnTag.floats);
  writer.varint(values.byteLength);
  // Little-endian on the wire as in memory.
  writer.bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function writeInt64s(writer: FrameWriter, dtype: 'integer' | 'time', values: BigInt64Array): void {
  if (values.length === 0) return;
  writer.varint(dtype === 'integer' ? columnTag.ints : columnTag.times);
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  writer.delimited(values.length * 10, () => writer.varints(words));
}

function writeBooleans(writer: FrameWriter, values: Bitmap): void {
  if (values.length === 0) return;
  writer.varint(columnTag.bools);
  writer.varint(values.length);
  const bytes = writer.take(values.length);
  for (let row = 0; row < values.length; row++) bytes[row] = values.get(row) ? 1 : 0;
}

function writeStrings(writer: FrameWriter, values: StringValues): void {
  if (values instanceof EncodedStrings) writer.bytes(values.records);
  else writer.strings(columnTag.string, values);
}
