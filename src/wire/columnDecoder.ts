import type { Reader } from 'protobufjs/minimal';
import { Bitmap } from '../data/bitmap';
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
import { readEnd } from './decoding';
import { columnTag, dtypeOf, labelKind } from './fields';
import { longToBigint } from './scalars';
import { StringsReader } from './stringsReader';
import { BooleansReader, FloatsReader, Int64sReader } from './valueReaders';

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
 * Decodes one Column, which ends at the end of the reader (spec/wire.md §4). Values of one dtype may be split over any
 * number of records, packed or not; those that do not belong to the column's dtype are dropped.
 * @param expectedRows how many values it probably has; 0 when nothing is known
 */
export function decodeColumn(reader: Reader, expectedRows: number): ColumnDraft {
  const parts = new ColumnParts(expectedRows);
  while (reader.pos < reader.len) parts.read(reader);
  const { dtype } = parts;
  if (dtype === 'null') return nullDraft(parts);
  return parts.kind === labelKind ? labelDraft(parts, dtype) : sliceDraft(parts, dtype);
}

type ValueDType = Exclude<DType, 'null'>;

/** What has been read of a column, in whatever order its fields came. */
class ColumnParts {
  /** See `keptReader` in decoding.ts. */
  static readonly kept = new ColumnParts(0);
  static readonly keptColumns: readonly Column[] = [
    new Int64Column('', 'integer', new BigInt64Array(0)),
    new FloatColumn('', new Float64Array(0)),
    new StringColumn('', new StringsReader().finish()),
    new BooleanColumn('', new Bitmap(0)),
    new NullColumn('', 0),
    new LabelColumn('', { dtype: 'integer', value: 0n }, 0),
  ];

  name = '';
  kind = 0;
  dtype: DType = 'null';
  size = 0;
  readonly integer: Int64sReader;
  readonly float = new FloatsReader();
  readonly string = new StringsReader();
  readonly time: Int64sReader;
  readonly boolean = new BooleansReader();

  constructor(expectedRows: number) {
    this.integer = new Int64sReader(expectedRows);
    this.time = new Int64sReader(expectedRows);
  }

  read(reader: Reader): void {
    const tag = reader.tag();
    switch (tag) {
      case columnTag.kind:
        this.kind = reader.int32();
        break;
      case columnTag.name:
        this.name = reader.stringVerify();
        break;
      case columnTag.dtype:
        this.dtype = dtypeOf(reader.int32());
        break;
      case columnTag.size:
        this.size = Number(longToBigint(reader.int64()));
        break;
      case columnTag.ints:
        this.integer.append(reader, readEnd(reader));
        break;
      case columnTag.int:
        this.integer.append(reader, varintEnd(reader));
        break;
      case columnTag.floats:
        this.float.append(reader, readEnd(reader));
        break;
      case columnTag.float:
        this.float.append(reader, reader.pos + 8);
        break;
      case columnTag.string:
        this.string.appendRun(reader);
        break;
      case columnTag.times:
        this.time.append(reader, readEnd(reader));
        break;
      case columnTag.time:
        this.time.append(reader, varintEnd(reader));
        break;
      case columnTag.bools:
        this.boolean.append(reader, readEnd(reader));
        break;
      case columnTag.bool:
        this.boolean.append(reader, varintEnd(reader));
        break;
      default:
        reader.skipType(tag & 7, 0, tag >>> 3);
    }
  }
}

function sliceDraft(parts: ColumnParts, dtype: ValueDType): ColumnDraft {
  const { name } = parts;
  const { length } = parts[dtype];
  switch (dtype) {
    case 'float': {
      const values = parts.float.finish();
      return { name, length, build: (_, nulls) => new FloatColumn(name, values, nulls) };
    }
    case 'string': {
      const values = parts.string.finish();
      return { name, length, build: (_, nulls) => new StringColumn(name, values, nulls) };
    }
    case 'boolean': {
      const values = parts.boolean.finish();
      return { name, length, build: (_, nulls) => new BooleanColumn(name, values, nulls) };
    }
    case 'integer':
    case 'time': {
      const values = parts[dtype].finish();
      return { name, length, build: (_, nulls) => new Int64Column(name, dtype, values, nulls) };
    }
  }
}

/** One that tells no length has that of its frame, whichever its kind. */
function nullDraft({ name, kind, size }: ColumnParts): ColumnDraft {
  if (kind !== labelKind || size === 0) {
    return { name, length: undefined, build: (rows) => new NullColumn(name, rows) };
  }
  checkSize(name, size);
  return { name, length: size, build: () => new NullColumn(name, size, 'label') };
}

function checkSize(name: string, size: number): void {
  if (size < 0 || size > maxRows) throw new RangeError(`label column "${name}" of ${size} rows`);
}

function labelDraft(parts: ColumnParts, dtype: ValueDType): ColumnDraft {
  const { name, size: length } = parts;
  checkSize(name, length);
  const slice = sliceDraft(parts, dtype);
  if (slice.length === 0 && length > 0)
    throw new Error(`label column "${name}" of ${length} rows has no value`);
  const scalar = slice.length === 0 ? zeros[dtype] : ({ dtype, value: slice.build(0).at(0) } as Scalar);
  return { name, length, build: (_, nulls) => new LabelColumn(name, scalar, length, nulls) };
}

/** Where the varint ends that starts at the reader's position. */
function varintEnd(reader: Reader): number {
  const start = reader.pos;
  const end = reader.skip().pos;
  reader.pos = start;
  return end;
}

/** What a label column of no rows holds when it came without a value. */
const zeros: Readonly<Record<ValueDType, Scalar>> = {
  integer: { dtype: 'integer', value: 0n },
  float: { dtype: 'float', value: 0 },
  string: { dtype: 'string', value: '' },
  time: { dtype: 'time', value: 0n },
  boolean: { dtype: 'boolean', value: false },
};
