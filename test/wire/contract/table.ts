import { Bitmap } from '../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  NullColumn,
  StringColumn,
  type Column,
} from '../../../src/data/column';
import type { Value } from '../../../src/data/dtype';
import { allColumns, frameOf, type Frame } from '../../../src/data/frame';
import type { Query, FramesClient } from '../../../src/frames';

/** A cell, null where there is none. */
export type Cell = Value | null;

export function floats(name: string, values: readonly (number | null)[]): Column {
  return new FloatColumn(
    name,
    Float64Array.from(values, (value) => value ?? 0),
    nullsOf(values),
  );
}

export function integers(name: string, values: readonly (bigint | null)[]): Column {
  return new Int64Column(
    name,
    'integer',
    BigInt64Array.from(values, (value) => value ?? 0n),
    nullsOf(values),
  );
}

/** @param values nanoseconds since the epoch */
export function times(name: string, values: readonly (bigint | null)[]): Column {
  return new Int64Column(
    name,
    'time',
    BigInt64Array.from(values, (value) => value ?? 0n),
    nullsOf(values),
  );
}

export function strings(name: string, values: readonly (string | null)[]): Column {
  return new StringColumn(
    name,
    values.map((value) => value ?? ''),
    nullsOf(values),
  );
}

export function booleans(name: string, values: readonly (boolean | null)[]): Column {
  const bits = new Bitmap(values.length);
  values.forEach((value, row) => {
    if (value === true) bits.set(row);
  });
  return new BooleanColumn(name, bits, nullsOf(values));
}

export function nulls(name: string, length: number): Column {
  return new NullColumn(name, length);
}

function nullsOf(values: readonly (Cell | null)[]): Bitmap | undefined {
  if (!values.includes(null)) return undefined;
  const mask = new Bitmap(values.length);
  values.forEach((value, row) => {
    if (value === null) mask.set(row);
  });
  return mask;
}

/** A frame of one index and columns. */
export function indexed(index: Column | readonly Column[], ...columns: Column[]): Frame {
  return frameOf({ indices: Array.isArray(index) ? index : [index as Column], columns });
}

export async function readAll(client: FramesClient, query: Query): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of client.read(query)) frames.push(frame);
  return frames;
}

/** What a read gave, its frames one below the other. */
export interface Contents {
  readonly indices: readonly string[];
  readonly columns: readonly string[];
  /** The cells of indices, then columns. */
  readonly rows: readonly (readonly Cell[])[];
  readonly frames: number;
}

/** All frames of a read that gives the same columns in each. */
export async function contentsOf(client: FramesClient, query: Query): Promise<Contents> {
  const frames = await readAll(client, query);
  const names = (columns: readonly Column[] = []): string[] => columns.map(({ name }) => name);
  return {
    indices: names(frames[0]?.indices),
    columns: names(frames[0]?.columns),
    rows: frames.flatMap(rowsOf),
    frames: frames.length,
  };
}

export function rowsOf(frame: Frame): Cell[][] {
  return Array.from({ length: frame.length }, (_, row) => allColumns(frame).map((column) => column.at(row)));
}

export function typesOf(frame: Frame | undefined): Record<string, string> {
  return Object.fromEntries((frame ? allColumns(frame) : []).map(({ name, dtype }) => [name, dtype]));
}
