import type { Reader } from 'protobufjs/minimal';
import type { Bitmap } from '../data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  NullColumn,
  StringColumn,
  type Column,
} from '../data/column';
import type { DType, Scalar } from '../data/dtype';
import { readBooleans, readFloats, readInt64s, readStrings } from './columnValues';
import { measureColumn, type ColumnMeasure } from './columnMeasure';
import { columnTag, labelKind } from './fields';

/** A column whose frame is not known yet: what has no length of its own takes that of the frame. */
export interface ColumnDraft {
  readonly name: string;
  /** Rows; undefined for a column without values. */
  readonly length: number | undefined;
  build(rows: number, nulls?: Bitmap): Column;
}

/** The most rows that a bitmap can cover. */
const maxRows = 2 ** 31 - 8;

/**
 * Decodes one Column, which ends at the end of the reader (spec/wire.md §4). Its records are walked over twice:
 * first to count them, then to copy the values of its dtype into arrays that fit.
 */
export function decodeColumn(reader: Reader): ColumnDraft {
  const start = reader.pos;
  const measure = measureColumn(reader);
  const { name, dtype } = measure;
  if (dtype === 'null') return { name, length: undefined, build: (rows) => new NullColumn(name, rows) };
  reader.pos = start;
  return measure.kind === labelKind ? labelDraft(reader, dtype, measure) : sliceDraft(reader, dtype, measure);
}

type ValueDType = Exclude<DType, 'null'>;

function sliceDraft(reader: Reader, dtype: ValueDType, measure: ColumnMeasure): ColumnDraft {
  const { name } = measure;
  const length = measure.counts[dtype];
  switch (dtype) {
    case 'float': {
      const values = readFloats(reader, length);
      return { name, length, build: (_, nulls) => new FloatColumn(name, values, nulls) };
    }
    case 'string': {
      const values = readStrings(reader, measure);
      return { name, length, build: (_, nulls) => new StringColumn(name, values, nulls) };
    }
    case 'boolean': {
      const values = readBooleans(reader, length);
      return { name, length, build: (_, nulls) => new BooleanColumn(name, values, nulls) };
    }
    case 'integer':
    case 'time': {
      const values = readInt64s(reader, int64Tags[dtype], length);
      return { name, length, build: (_, nulls) => new Int64Column(name, dtype, values, nulls) };
    }
  }
}

function labelDraft(reader: Reader, dtype: ValueDType, measure: ColumnMeasure): ColumnDraft {
  const { name, size: length } = measure;
  if (length < 0 || length > maxRows) throw new RangeError(`label column "${name}" of ${length} rows`);
  const count = measure.counts[dtype];
  if (count === 0 && length > 0) throw new Error(`label column "${name}" of ${length} rows has no value`);
  const scalar = count === 0 ? zeros[dtype] : firstValue(reader, dtype, measure);
  return { name, length, build: (_, nulls) => new LabelColumn(name, scalar, length, nulls) };
}

function firstValue(reader: Reader, dtype: ValueDType, measure: ColumnMeasure): Scalar {
  const value = sliceDraft(reader, dtype, measure).build(measure.counts[dtype]).at(0);
  return { dtype, value } as Scalar;
}

const int64Tags = {
  integer: { single: columnTag.int, packed: columnTag.ints },
  time: { single: columnTag.time, packed: columnTag.times },
} as const;

/** What a label column of no rows holds when it came without a value. */
const zeros: Readonly<Record<ValueDType, Scalar>> = {
  integer: { dtype: 'integer', value: 0n },
  float: { dtype: 'float', value: 0 },
  string: { dtype: 'string', value: '' },
  time: { dtype: 'time', value: 0n },
  boolean: { dtype: 'boolean', value: false },
};
