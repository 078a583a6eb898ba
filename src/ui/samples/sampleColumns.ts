import { Bitmap } from '../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn, type Column } from '../../data/column';

const nanosPerMilli = 1_000_000n;

/** What a column gets from a row; null where the cell is missing. */
export type Pick<Row, T> = (row: Row, index: number) => T | null;

export function strings<Row>(name: string, rows: readonly Row[], pick: Pick<Row, string>): Column {
  const { values, nulls } = cells(rows, pick);
  return new StringColumn(
    name,
    values.map((value) => value ?? ''),
    nulls,
  );
}

export function floats<Row>(name: string, rows: readonly Row[], pick: Pick<Row, number>): Column {
  const { values, nulls } = cells(rows, pick);
  return new FloatColumn(name, Float64Array.from(values, Number), nulls);
}

export function integers<Row>(name: string, rows: readonly Row[], pick: Pick<Row, number>): Column {
  const { values, nulls } = cells(rows, pick);
  return new Int64Column(
    name,
    'integer',
    BigInt64Array.from(values, (value) => BigInt(value ?? 0)),
    nulls,
  );
}

/** From milliseconds since the epoch. */
export function times<Row>(name: string, rows: readonly Row[], pick: Pick<Row, number>): Column {
  const { values, nulls } = cells(rows, pick);
  const nanos = BigInt64Array.from(values, (value) => BigInt(value ?? 0) * nanosPerMilli);
  return new Int64Column(name, 'time', nanos, nulls);
}

export function booleans<Row>(name: string, rows: readonly Row[], pick: Pick<Row, boolean>): Column {
  const { values, nulls } = cells(rows, pick);
  const bits = new Bitmap(values.length);
  values.forEach((value, row) => {
    if (value === true) bits.set(row);
  });
  return new BooleanColumn(name, bits, nulls);
}

function cells<Row, T>(rows: readonly Row[], pick: Pick<Row, T>): { values: (T | null)[]; nulls?: Bitmap } {
  const values = rows.map(pick);
  if (!values.includes(null)) return { values };
  const nulls = new Bitmap(values.length);
  values.forEach((value, row) => {
    if (value === null) nulls.set(row);
  });
  return { values, nulls };
}

/** To two decimals. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Numbers in [0, 1) that follow from the seed: a linear congruential generator of 32 bits. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
