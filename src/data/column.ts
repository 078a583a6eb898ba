import type { Bitmap } from './bitmap';
import type { DType, Scalar, Value } from './dtype';

/** What a string column reads from: a plain array of strings, or encoded bytes that become strings one by one. */
export interface StringValues {
  readonly length: number;
  at(row: number): string | undefined;
  /** Rows `start` (inclusive) to `end` (exclusive) in the same form; without it a slice looks into the whole. */
  slice?(start: number, end: number): StringValues;
}

export type Column = Int64Column | FloatColumn | StringColumn | BooleanColumn | NullColumn | LabelColumn;

abstract class ColumnBase {
  /** Slice: a value for each row. Label: one value for all rows. */
  abstract readonly kind: 'slice' | 'label';
  abstract readonly dtype: DType;
  /** Rows. */
  abstract readonly length: number;

  /**
   * @param name may be empty: an unnamed index
   * @param nulls one bit for each row, set where the cell is null (it still has a filler value); absent when no cell is
   */
  constructor(
    readonly name: string,
    readonly nulls: Bitmap | undefined,
  ) {}

  /** The value of a row, null or not. */
  protected abstract valueAt(row: number): Value | undefined;

  /** The value of a row in [0, length), or null. */
  at(row: number): Value | null {
    if (row < 0 || row >= this.length) throw new RangeError(`row ${row} is outside [0, ${this.length})`);
    return this.isNull(row) ? null : (this.valueAt(row) ?? null);
  }

  isNull(row: number): boolean {
    return this.nulls !== undefined && this.nulls.get(row);
  }
}

/** Integers, or times in nanoseconds since the epoch. */
export class Int64Column extends ColumnBase {
  readonly kind = 'slice';
  constructor(
    name: string,
    readonly dtype: 'integer' | 'time',
    readonly values: BigInt64Array,
    nulls?: Bitmap,
  ) {
    super(name, nulls);
  }
  get length(): number {
    return this.values.length;
  }
  protected valueAt(row: number): bigint | undefined {
    return this.values[row];
  }
}

export class FloatColumn extends ColumnBase {
  readonly kind = 'slice';
  readonly dtype = 'float';
  constructor(
    name: string,
    readonly values: Float64Array,
    nulls?: Bitmap,
  ) {
    super(name, nulls);
  }
  get length(): number {
    return this.values.length;
  }
  protected valueAt(row: number): number | undefined {
    return this.values[row];
  }
}

export class StringColumn extends ColumnBase {
  readonly kind = 'slice';
  readonly dtype = 'string';
  constructor(
    name: string,
    readonly values: StringValues,
    nulls?: Bitmap,
  ) {
    super(name, nulls);
  }
  get length(): number {
    return this.values.length;
  }
  protected valueAt(row: number): string | undefined {
    return this.values.at(row);
  }
}

export class BooleanColumn extends ColumnBase {
  readonly kind = 'slice';
  readonly dtype = 'boolean';
  constructor(
    name: string,
    readonly values: Bitmap,
    nulls?: Bitmap,
  ) {
    super(name, nulls);
  }
  get length(): number {
    return this.values.length;
  }
  protected valueAt(row: number): boolean {
    return this.values.get(row);
  }
}

/** A column without values. As a slice it has no length on the wire, here it has that of its frame; as a label it tells its length. */
export class NullColumn extends ColumnBase {
  readonly dtype = 'null';
  constructor(
    name: string,
    readonly length: number,
    readonly kind: 'slice' | 'label' = 'slice',
  ) {
    super(name, undefined);
  }
  protected valueAt(): undefined {
    return undefined;
  }
  override isNull(): boolean {
    return true;
  }
}

/** One value for every row; never expanded. */
export class LabelColumn extends ColumnBase {
  readonly kind = 'label';
  constructor(
    name: string,
    readonly scalar: Scalar,
    readonly length: number,
    nulls?: Bitmap,
  ) {
    super(name, nulls);
  }
  get dtype(): Scalar['dtype'] {
    return this.scalar.dtype;
  }
  protected valueAt(): Value {
    return this.scalar.value;
  }
}

/** Rows `start` (inclusive) to `end` (exclusive) as a column; numbers and encoded strings are views, little else is copied. */
export function sliceColumn(column: Column, start: number, end: number): Column {
  const { name } = column;
  const nulls = column.nulls?.slice(start, end);
  if (column instanceof Int64Column) {
    return new Int64Column(name, column.dtype, column.values.subarray(start, end), nulls);
  }
  if (column instanceof FloatColumn) return new FloatColumn(name, column.values.subarray(start, end), nulls);
  if (column instanceof StringColumn) {
    return new StringColumn(name, sliceStrings(column.values, start, end), nulls);
  }
  if (column instanceof BooleanColumn) return new BooleanColumn(name, column.values.slice(start, end), nulls);
  if (column instanceof NullColumn) return new NullColumn(name, end - start, column.kind);
  return new LabelColumn(name, column.scalar, end - start, nulls);
}

/** The same values under another name. */
export function renameColumn(column: Column, name: string): Column {
  const { nulls } = column;
  if (column instanceof Int64Column) return new Int64Column(name, column.dtype, column.values, nulls);
  if (column instanceof FloatColumn) return new FloatColumn(name, column.values, nulls);
  if (column instanceof StringColumn) return new StringColumn(name, column.values, nulls);
  if (column instanceof BooleanColumn) return new BooleanColumn(name, column.values, nulls);
  if (column instanceof NullColumn) return new NullColumn(name, column.length, column.kind);
  return new LabelColumn(name, column.scalar, column.length, nulls);
}

/** Rows `start` (inclusive) to `end` (exclusive). */
export function sliceStrings(values: StringValues, start: number, end: number): StringValues {
  return values.slice?.(start, end) ?? new StringRange(values, start, end);
}

class StringRange implements StringValues {
  readonly length: number;
  constructor(
    private readonly values: StringValues,
    private readonly start: number,
    end: number,
  ) {
    this.length = end - start;
  }
  at(row: number): string | undefined {
    return row < 0 || row >= this.length ? undefined : this.values.at(this.start + row);
  }
}
