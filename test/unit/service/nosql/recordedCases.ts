import { Bitmap } from '../../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  NullColumn,
  StringColumn,
  type Column,
} from '../../../../src/data/column';
import type { Scalar } from '../../../../src/data/dtype';
import { frameOf, type Frame } from '../../../../src/data/frame';

/** The recorded cases' JSON, as far as tables of items go, to and from what a backend takes and gives. */

export interface JsonColumn {
  readonly name?: string;
  readonly kind?: string;
  readonly dtype: string;
  readonly size?: number | string;
  readonly ints?: readonly string[];
  readonly floats?: readonly (number | string)[];
  readonly strings?: readonly string[];
  readonly times?: readonly string[];
  readonly bools?: readonly boolean[];
}

export interface JsonFrame {
  readonly indices?: readonly JsonColumn[];
  readonly columns?: readonly JsonColumn[];
  readonly labels?: Readonly<Record<string, JsonScalar>>;
  readonly null_values?: readonly { readonly nullColumns?: Readonly<Record<string, boolean>> }[];
}

export interface JsonScalar {
  readonly ival?: string;
  readonly fval?: number;
  readonly sval?: string;
  readonly bval?: boolean;
}

/** A column of an expected or received frame, as the recordings have it. */
export interface PlainColumn {
  readonly name: string;
  readonly dtype: string;
  readonly values?: readonly (string | boolean)[];
  readonly nulls?: readonly number[];
}

export interface PlainFrame {
  readonly indices: readonly PlainColumn[];
  readonly columns: readonly PlainColumn[];
}

export function toScalar({ ival, fval, sval, bval }: JsonScalar): Scalar {
  if (ival !== undefined) return { dtype: 'integer', value: BigInt(ival) };
  if (fval !== undefined) return { dtype: 'float', value: fval };
  if (bval !== undefined) return { dtype: 'boolean', value: bval };
  return { dtype: 'string', value: sval ?? '' };
}

export function toFrame({ indices = [], columns = [], labels = {}, null_values = [] }: JsonFrame): Frame {
  const rows = Math.max(0, ...[...indices, ...columns].map(lengthOf));
  const build = (column: JsonColumn): Column => {
    const nullRows = null_values.flatMap(({ nullColumns = {} }, row) =>
      (column.name ?? '') in nullColumns ? [row] : [],
    );
    const nulls = nullRows.length === 0 ? undefined : new Bitmap(rows);
    for (const row of nullRows) nulls?.set(row);
    return toColumn(column, rows, nulls);
  };
  return frameOf({
    indices: indices.map(build),
    columns: columns.map(build),
    labels: new Map(Object.entries(labels).map(([name, value]) => [name, toScalar(value)])),
  });
}

function lengthOf({ size = 0, ints, floats, strings, times, bools, kind }: JsonColumn): number {
  if (kind === 'LABEL') return Number(size);
  return (ints ?? floats ?? strings ?? times ?? bools ?? []).length;
}

function toColumn(column: JsonColumn, rows: number, nulls: Bitmap | undefined): Column {
  const { name = '', dtype, ints = [], floats = [], strings = [], times = [], bools = [] } = column;
  if (column.kind === 'LABEL') {
    const value = toScalar({ ...(ints[0] === undefined ? {} : { ival: ints[0] }), sval: strings[0] ?? '' });
    return new LabelColumn(name, value, rows, nulls);
  }
  switch (dtype) {
    case 'INTEGER':
      return new Int64Column(name, 'integer', BigInt64Array.from(ints, BigInt), nulls);
    case 'FLOAT':
      return new FloatColumn(name, Float64Array.from(floats, Number), nulls);
    case 'STRING':
      return new StringColumn(name, strings, nulls);
    case 'TIME':
      return new Int64Column(name, 'time', BigInt64Array.from(times, BigInt), nulls);
    case 'BOOLEAN': {
      const values = new Bitmap(bools.length);
      bools.forEach((value, row) => {
        if (value) values.set(row);
      });
      return new BooleanColumn(name, values, nulls);
    }
    default:
      return new NullColumn(name, rows);
  }
}

export interface PlainOptions {
  /** Columns whose values are not compared. */
  readonly volatile: readonly string[];
  readonly anyColumnOrder: boolean;
}

interface Cells {
  readonly name: string;
  readonly dtype: string;
  readonly values: readonly (string | null)[];
}

/** All rows of the frames, sorted so that their order does not count; nulls without their fillers. */
export function toPlain(frames: readonly Frame[], options: PlainOptions): object[] {
  const [first] = frames;
  if (first === undefined) return [];
  const cells = (pick: (frame: Frame) => readonly Column[]): Cells[] =>
    pick(first).map(({ name, dtype }, i) => ({
      name,
      dtype,
      values: frames.flatMap((frame) => {
        const column = pick(frame)[i];
        return Array.from({ length: frame.length }, (_, row) => cellText(column?.at(row) ?? null));
      }),
    }));
  return [
    plain(
      cells(({ indices }) => indices),
      cells(({ columns }) => columns),
      options,
    ),
  ];
}

/** An expected frame in the form of `toPlain`. */
export function expectedPlain(frames: readonly PlainFrame[], options: PlainOptions): object[] {
  const cells = (columns: readonly PlainColumn[]): Cells[] =>
    columns.map((column) => ({
      name: column.name,
      dtype: column.dtype.toLowerCase(),
      values: (column.values ?? []).map((_, row) =>
        column.nulls?.includes(row) ? null : expectedText(column, row),
      ),
    }));
  return frames.map(({ indices, columns }) => plain(cells(indices), cells(columns), options));
}

function plain(indices: readonly Cells[], columns: readonly Cells[], options: PlainOptions): object {
  const ordered = options.anyColumnOrder ? columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : columns;
  const all = [...indices, ...ordered];
  const rows = Array.from({ length: all[0]?.values.length ?? 0 }, (_, row) =>
    all.map(({ name, values }) => (options.volatile.includes(name) ? '*' : (values[row] ?? null))),
  );
  const shape = (part: readonly Cells[]): string[] => part.map(({ name, dtype }) => `${name}: ${dtype}`);
  return { indices: shape(indices), columns: shape(ordered), rows: sorted(rows) };
}

function expectedText({ values, dtype }: PlainColumn, row: number): string {
  const value = values?.[row];
  return dtype === 'FLOAT' ? floatText(Number(value)) : String(value);
}

function cellText(value: bigint | number | string | boolean | null): string | null {
  if (value === null) return null;
  return typeof value === 'number' ? floatText(value) : String(value);
}

function floatText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function sorted(rows: readonly (string | null)[][]): (string | null)[][] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
