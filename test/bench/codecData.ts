import { FloatColumn, Int64Column, LabelColumn, StringColumn } from '../../src/data/column';
import { Bitmap } from '../../src/data/bitmap';
import { frameOf, type Frame } from '../../src/data/frame';
import { pb } from '../../src/wire/gen/frames';
import { bigintToLong } from '../../src/wire/scalars';

export const rows = 1_000_000;
export const rowsPerMessage = 4096;

/** Frames of two floats, an integer, a string, and a time as index; strings are plain ones, as a writer has them. */
export function benchFrames(): Frame[] {
  return blocks((start, length) => {
    const row = (i: number) => start + i;
    return frameOf({
      columns: [
        new FloatColumn(
          'usage',
          Float64Array.from({ length }, (_, i) => Math.sin(row(i)) * 100),
        ),
        new FloatColumn(
          'load',
          Float64Array.from({ length }, (_, i) => row(i) * 0.25),
        ),
        new Int64Column(
          'requests',
          'integer',
          BigInt64Array.from({ length }, (_, i) => BigInt(row(i)) * 7919n - 50_000n),
        ),
        new StringColumn(
          'host',
          Array.from({ length }, (_, i) => `host-${row(i) % 5000}.eu`),
        ),
      ],
      indices: [
        new Int64Column(
          'time',
          'time',
          BigInt64Array.from(
            { length },
            (_, i) => 1_600_000_000_000_000_000n + BigInt(row(i)) * 1_000_000_007n,
          ),
        ),
      ],
    });
  });
}

/** Frames in which one row of ten has one null of four columns, and nothing else takes room. */
export function benchNullFrames(): Frame[] {
  const names = ['usage', 'load', 'requests', 'host'];
  return blocks((start, length) => {
    const columns = names.map((name, column) => {
      const nulls = new Bitmap(length);
      for (let i = 0; i < length; i++) {
        const row = start + i;
        if (row % 10 === 0 && (row / 10) % names.length === column) nulls.set(i);
      }
      return new LabelColumn(name, { dtype: 'integer', value: 0n }, length, nulls);
    });
    return frameOf({ columns });
  });
}

/** The first of these frames as the objects that the generated code encodes. */
export function toPeerFrame(frame: Frame): pb.Frame.$Properties {
  const toColumn = (column: Frame['columns'][number]): pb.Column.$Properties => {
    const { name } = column;
    if (column instanceof FloatColumn) return { name, dtype: pb.DType.FLOAT, floats: [...column.values] };
    if (column instanceof Int64Column) {
      const longs = Array.from(column.values, bigintToLong);
      return column.dtype === 'time'
        ? { name, dtype: pb.DType.TIME, times: longs }
        : { name, dtype: pb.DType.INTEGER, ints: longs };
    }
    const strings = Array.from({ length: column.length }, (_, row) => column.at(row) as string);
    return { name, dtype: pb.DType.STRING, strings };
  };
  return { columns: frame.columns.map(toColumn), indices: frame.indices.map(toColumn) };
}

function blocks(build: (start: number, length: number) => Frame): Frame[] {
  const frames: Frame[] = [];
  for (let start = 0; start < rows; start += rowsPerMessage) {
    frames.push(build(start, Math.min(rowsPerMessage, rows - start)));
  }
  return frames;
}
