import { Bitmap } from '../data/bitmap';
import { NullColumn, type Column } from '../data/column';
import { firstTag, frameTag, secondVarintTag } from './fields';
import { FrameWriter } from './frameWriter';

/** About how many bytes `null_values` take. */
export function nullsCapacity(columns: readonly Column[]): number {
  const nulled = nulledColumns(columns);
  const rows = nulled[0]?.length ?? 0;
  return rows * 4 + nulled.reduce((sum, { nulls, name }) => sum + nulls.count() * (name.length + 8), 0);
}

/**
 * Writes `null_values`: nothing when no cell is null, else one entry for each row, empty where none is
 * (spec/wire.md §4). A column without values is null in every row: readers other than ours do not know it by its type alone.
 */
export function writeNulls(writer: FrameWriter, columns: readonly Column[], rows: number): void {
  const nulled = nulledColumns(columns);
  if (nulled.length === 0) return;
  const keys = nulled.map(({ nulls, name }) => ({ bytes: nulls.bytes, key: keyOf(name) }));
  for (let row = 0; row < rows; row++) {
    const byte = row >> 3;
    const bit = 1 << (row & 7);
    let length = 0;
    for (const { bytes, key } of keys) if (((bytes[byte] as number) & bit) !== 0) length += key.length;
    writer.varint(frameTag.nullValues);
    writer.varint(length);
    if (length === 0) continue;
    for (const { bytes, key } of keys) if (((bytes[byte] as number) & bit) !== 0) writer.bytes(key);
  }
}

interface NulledColumn {
  readonly name: string;
  readonly length: number;
  readonly nulls: Bitmap;
}

function nulledColumns(columns: readonly Column[]): readonly NulledColumn[] {
  return columns.flatMap((column): NulledColumn | [] => {
    const { name, length } = column;
    if (column instanceof NullColumn)
      return column.kind === 'slice' ? { name, length, nulls: allSet(length) } : [];
    return column.nulls?.any() === true ? { name, length, nulls: column.nulls } : [];
  });
}

function allSet(length: number): Bitmap {
  return new Bitmap(length, new Uint8Array((length + 7) >> 3).fill(0xff));
}

/** A column's entry in the map of a row where it is null: its name, and true. */
function keyOf(name: string): Uint8Array {
  const entry = new FrameWriter(name.length * 3 + 16);
  entry.varint(firstTag);
  entry.delimited(name.length + 4, () => {
    entry.varint(firstTag);
    entry.string(name);
    entry.varint(secondVarintTag);
    entry.varint(1);
  });
  return entry.finish();
}
