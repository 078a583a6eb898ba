import { Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn, type Column } from '../../../data/column';
import { frameOf, type Frame } from '../../../data/frame';
import type { RecordRun } from '../../storage/streams';
import { columnsOfFlatRecords } from './flatRecords';

const sequenceColumn = 'seq_number';
const timeColumn = 'stream_time';
const rawColumn = 'raw_data';

/** What a key has in one record: nothing at all, a null, or a value of one of three kinds. */
type Cell = number | string | boolean | null | undefined;

/**
 * Records as a frame (spec/stream.md §3, Frame): sequence numbers as index, a column for each key in the order of first
 * appearance, then the arrival times. A key that a record lacks is a filler without a null; a null is a null; arrays and
 * objects are their JSON text, and so is every value of a column whose types differ (Quirks 6).
 */
export async function toFrame(run: RecordRun): Promise<Frame> {
  const found = (await columnsOfFlatRecords(run)) ?? columnsOf(run);
  const columns = found.filter(({ name }) => name !== sequenceColumn && name !== timeColumn);
  return frameOf({
    indices: [new Int64Column(sequenceColumn, 'integer', run.sequences)],
    columns: [...columns, new Int64Column(timeColumn, 'time', run.arrivals)],
    labels: labelsOf(run.sequences.at(-1) ?? 0n),
  });
}

/** What is read where there is no record: a frame that has only its label. */
export function emptyFrame(): Frame {
  return frameOf({ labels: labelsOf(0n) });
}

function labelsOf(lastSequence: bigint): Frame['labels'] {
  return new Map([['last_seq', { dtype: 'integer', value: lastSequence }]]);
}

/** The columns of any records. */
function columnsOf({ bytes, offsets, length }: RecordRun): Column[] {
  const cells = new Map<string, Cell[]>();
  for (let row = 0; row < length; row++) {
    for (const [key, value] of membersOf(bytes.toString('utf8', offsets[row], offsets[row + 1]))) {
      let column = cells.get(key);
      if (column === undefined) {
        column = Array.from({ length }, () => undefined);
        cells.set(key, column);
      }
      column[row] = value;
    }
  }
  return [...cells].map(([name, values]) => toColumn(name, values));
}

/** The members of a record that is a JSON object; else its whole text as one. Bytes that are no UTF-8 became U+FFFD. */
function membersOf(text: string): [string, Cell][] {
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
