import { Bitmap } from '../../src/data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../src/data/frame';
import { valueText } from '../../src/data/valueText';
import type { FramesClient } from '../../src/frames/index';

/** Three rows with every type, the ends of 64 bits, a null in every column, and an empty string beside a null one. */
export const everyType: Frame = frameOf({
  indices: [new StringColumn('key', ['a', 'b', 'c'])],
  columns: [
    new StringColumn('name', ['Ada', '', ''], bits(false, false, true)),
    new Int64Column(
      'count',
      'integer',
      BigInt64Array.of(9_223_372_036_854_775_807n, 0n, -9_223_372_036_854_775_808n),
      bits(false, true, false),
    ),
    new FloatColumn('ratio', Float64Array.of(0.1, -1e-300, 0), bits(false, false, true)),
    new BooleanColumn('active', bits(true, false, false), bits(false, false, true)),
    new Int64Column(
      'seen',
      'time',
      BigInt64Array.of(1_580_515_200_000_000_001n, 0n, 0n),
      bits(false, false, true),
    ),
  ],
});

/** As many rows as asked for: `key` counts from 0 with seven digits, `value` is the same number. */
export function* numbers(rows: number): Generator<Frame> {
  const most = 10_000;
  for (let start = 0; start < rows; start += most) {
    const places = Array.from({ length: Math.min(most, rows - start) }, (_, i) => start + i);
    yield frameOf({
      indices: [new StringColumn('key', places.map(keyOf))],
      columns: [
        new Int64Column('value', 'integer', BigInt64Array.from(places, BigInt)),
        new StringColumn(
          'text',
          places.map((place) => `the text of row ${place}`),
        ),
      ],
    });
  }
}

export function keyOf(place: number): string {
  return String(place).padStart(7, '0');
}

export async function writeTable(
  client: FramesClient,
  table: string,
  frames: Iterable<Frame>,
): Promise<void> {
  await client.write({ backend: 'nosql', table }, frames);
}

/** The rows of a frame as a user reads them, cell by cell. */
export function textRows(frame: Frame): string[][] {
  const columns = allColumns(frame);
  return Array.from({ length: frame.length }, (_, row) =>
    columns.map((column) => {
      const value = column.at(row);
      if (value === null) return 'null';
      return value === '' ? '""' : valueText(value, column.dtype);
    }),
  );
}

function bits(...values: readonly boolean[]): Bitmap {
  const bitmap = new Bitmap(values.length);
  values.forEach((value, i) => {
    if (value) bitmap.set(i);
  });
  return bitmap;
}
