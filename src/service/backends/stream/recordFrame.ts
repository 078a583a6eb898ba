import { Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn, type Column } from '../../../data/column';
import { frameOf, type Frame } from '../../../data/frame';
import type { StreamRecord } from '../../storage/streams';

const sequenceColumn = 'seq_number';
const timeColumn = 'stream_time';
const rawColumn = 'raw_data';

/** What a key has in one record: nothing at all, a null, or a value of one of three kinds. */
type Cell = number | string | boolean | null | undefined;

/**
 * Records as a frame (spec/stream.md §3, Frame): sequence numbers as index, a column for each key in the order of first
 * appearance, then the arrival times. A key that a record lacks is a filler without a null; a null is a null; arrays and
 * objects are their JSON text, and so is every value of a column whose types differ (Quirks 6).
 * Without records the frame has only its label.
 */
export function toFrame(records: readonly StreamRecord[]): Frame {
  const labels = new Map([
    ['last_seq', { dtype: 'integer', value: records.at(-1)?.sequence ?? 0n }] as const,
  ]);
  if (records.length === 0) return frameOf({ labels });
  const cells = new Map<string, Cell[]>();
  records.forEach(({ data }, row) => {
    for (const [key, value] of membersOf(data)) {
      let column = cells.get(key);
      if (column === undefined) {
        column = Array.from({ length: records.length }, () => undefined);
        cells.set(key, column);
      }
      column[row] = value;
    }
  });
  cells.delete(sequenceColumn);
  cells.delete(timeColumn);
  const columns = [...cells].map(([name, values]) => toColumn(name, values));
  columns.push(
    new Int64Column(
      timeColumn,
      'time',
      BigInt64Array.from(records, ({ arrival }) => arrival),
    ),
  );
  const sequences = BigInt64Array.from(records, ({ sequence }) => sequence);
  return frameOf({ indices: [new Int64Column(sequenceColumn, 'integer', sequences)], columns, labels });
}

/** The members of a record that is a JSON object; else its whole text as one. Bytes that are no UTF-8 become U+FFFD. */
function membersOf(data: Uint8Array): [string, Cell][] {
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString();
  try {
    return parseMembers(text) ?? [[rawColumn, text]];
  } catch {
    // No JSON, or nested deeper than it could be printed again.
    return [[rawColumn, text]];
  }
}

function parseMembers(text: string): [string, Cell][] | undefined {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  return Object.entries(parsed).map(([key, value]) => [
    key,
    typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Cell),
  ]);
}

function toColumn(name: string, cells: readonly Cell[]): Column {
  const length = cells.length;
  const nulls = new Bitmap(length);
  const types = new Set<string>();
  cells.forEach((cell, row) => {
    if (cell === null) nulls.set(row);
    else if (cell !== undefined) types.add(typeof cell);
  });
  const mask = nulls.any() ? nulls : undefined;
  const [type] = types;
  if (types.size === 1 && type === 'number') {
    const values = Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN));
    return new FloatColumn(name, values, mask);
  }
  if (types.size === 1 && type === 'boolean') {
    const values = new Bitmap(length);
    cells.forEach((cell, row) => {
      if (cell === true) values.set(row);
    });
    return new BooleanColumn(name, values, mask);
  }
  const texts = cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell)));
  return new StringColumn(name, texts, mask);
}
