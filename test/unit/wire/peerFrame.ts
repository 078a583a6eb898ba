import { allColumns, type Frame } from '../../../src/data/frame';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  StringColumn,
  type Column,
} from '../../../src/data/column';
import type { Scalar, Value } from '../../../src/data/dtype';
import { pb } from '../../../src/wire/gen/frames';
import { longToBigint, toValue, bigintToLong } from '../../../src/wire/scalars';

/** A frame as protobufjs' generated code wants it, built value by value. */
export function toPeer(frame: Frame): pb.Frame.$Properties {
  const nulled = allColumns(frame).filter(hasNulls);
  return {
    columns: frame.columns.map(toPeerColumn),
    indices: frame.indices.map(toPeerColumn),
    labels: Object.fromEntries([...frame.labels].map(([key, scalar]) => [key, toValue(scalar)])),
    nullValues:
      nulled.length === 0
        ? []
        : Array.from({ length: frame.length }, (_, row) => ({
            nullColumns: Object.fromEntries(
              nulled.filter((column) => column.isNull(row)).map(({ name }) => [name, true]),
            ),
          })),
  };
}

/** Whether a row of the column stands in `null_values`: a column without values is null in all of them. */
export function hasNulls(column: Column): boolean {
  return (
    column.nulls?.any() === true || (column.dtype === 'null' && column.kind === 'slice' && column.length > 0)
  );
}

const dtypeNumbers = {
  integer: pb.DType.INTEGER,
  float: pb.DType.FLOAT,
  string: pb.DType.STRING,
  time: pb.DType.TIME,
  boolean: pb.DType.BOOLEAN,
  null: pb.DType.NULL,
};

function toPeerColumn(column: Column): pb.Column.$Properties {
  const label = column.kind === 'label';
  const values = valuesOf(column);
  const message: pb.Column.$Properties = { name: column.name, dtype: dtypeNumbers[column.dtype] };
  if (label) message.kind = pb.Column.Kind.LABEL;
  if (label || (column.length > 0 && column.dtype !== 'null')) {
    message.size = bigintToLong(BigInt(column.length));
  }
  switch (column.dtype) {
    case 'integer':
      return { ...message, ints: values.map((value) => bigintToLong(value as bigint)) };
    case 'time':
      return { ...message, times: values.map((value) => bigintToLong(value as bigint)) };
    case 'float':
      return { ...message, floats: values as number[] };
    case 'string':
      return { ...message, strings: values as string[] };
    case 'boolean':
      return { ...message, bools: values as boolean[] };
    case 'null':
      // The original marks a label without a value so (spec/history.md §3).
      return label ? { ...message, bools: [false] } : message;
  }
}

/** The values of a slice, null or not; the one value of a label. */
function valuesOf(column: Column): Value[] {
  if (column instanceof LabelColumn) return [column.scalar.value];
  if (column instanceof Int64Column || column instanceof FloatColumn) return [...column.values];
  const rows = Array.from({ length: column.length }, (_, row) => row);
  if (column instanceof StringColumn) return rows.map((row) => column.values.at(row) ?? '');
  return column instanceof BooleanColumn ? rows.map((row) => column.values.get(row)) : [];
}

/** What a frame says, as plain values to compare. */
export interface PlainFrame {
  readonly length: number;
  readonly columns: readonly PlainColumn[];
  readonly indices: readonly PlainColumn[];
  readonly labels: ReadonlyMap<string, Scalar>;
}

interface PlainColumn {
  readonly name: string;
  readonly kind: string;
  readonly dtype: string;
  readonly nulls: readonly number[];
  readonly values: readonly Value[];
}

export function plain(frame: Frame): PlainFrame {
  const plainColumn = (column: Column): PlainColumn => ({
    name: column.name,
    kind: column.kind,
    dtype: column.dtype,
    nulls:
      column.dtype === 'null'
        ? []
        : Array.from({ length: column.length }, (_, row) => row).filter((row) => column.isNull(row)),
    values: valuesOf(column),
  });
  return {
    length: frame.length,
    columns: frame.columns.map(plainColumn),
    indices: frame.indices.map(plainColumn),
    labels: frame.labels,
  };
}

/** What the generated code read, as plain values to compare: nulls by name, as every peer looks them up. */
export function plainPeer(message: pb.Frame, length: number): PlainFrame {
  const plainColumn = (column: pb.Column.$Properties): PlainColumn => {
    const name = column.name ?? '';
    const label = column.kind === pb.Column.Kind.LABEL;
    const dtype = Object.entries(dtypeNumbers).find(([, number]) => number === column.dtype)?.[0] ?? 'null';
    const long = { integer: column.ints, time: column.times }[dtype];
    const values: readonly Value[] =
      long?.map(longToBigint) ??
      { float: column.floats, string: column.strings, boolean: column.bools }[dtype] ??
      [];
    const nulls = message.nullValues.flatMap(({ nullColumns }, row) =>
      Object.hasOwn(nullColumns ?? {}, name) && dtype !== 'null' ? [row] : [],
    );
    return { name, kind: label ? 'label' : 'slice', dtype, nulls, values };
  };
  const labels = Object.entries(message.labels).flatMap(([key, value]): [string, Scalar][] => {
    if (value.ival !== undefined && value.ival !== null)
      return [[key, { dtype: 'integer', value: longToBigint(value.ival) }]];
    if (value.tval !== undefined && value.tval !== null)
      return [[key, { dtype: 'time', value: longToBigint(value.tval) }]];
    if (value.fval !== undefined && value.fval !== null)
      return [[key, { dtype: 'float', value: value.fval }]];
    if (value.sval !== undefined && value.sval !== null)
      return [[key, { dtype: 'string', value: value.sval }]];
    if (value.bval !== undefined && value.bval !== null)
      return [[key, { dtype: 'boolean', value: value.bval }]];
    return [];
  });
  return {
    length,
    columns: message.columns.map(plainColumn),
    indices: message.indices.map(plainColumn),
    labels: new Map(labels),
  };
}
