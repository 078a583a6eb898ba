import { setImmediate } from 'node:timers/promises';
import { Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn, type Column } from '../../../data/column';
import { frameOf, type Frame } from '../../../data/frame';
import { columnsOfFlatRecords } from './flatRecords';
import { columnsOfFrames } from './frameColumns';
import type { FrameRun } from './frameRun';
import { jsonMembers } from './jsonMembers';
import { joinInt64, joinRuns, type JsonRun } from './jsonRun';

const sequenceColumn = 'seq_number';
const timeColumn = 'stream_time';
const rawColumn = 'raw_data';

/** What a key has in one record: its JSON text, or nothing at all. */
type Cell = string | undefined;
type Kind = 'null' | 'string' | 'number' | 'boolean' | 'nested';

/**
 * Records as a frame (spec/stream.md §3, Frame): sequence numbers as index, a column for each key in the order of first
 * appearance, then the arrival times. A key that a record lacks is a filler without a null; a null is a null; arrays and
 * objects are their JSON text, and so is every value but a string of a column whose types differ (Quirks 6).
 */
export async function toFrame(parts: readonly (JsonRun | FrameRun)[]): Promise<Frame> {
  const frames = parts.filter((part) => part.kind === 'frame');
  const kept = frames.length === parts.length ? columnsOfFrames(frames) : undefined;
  const found = kept ?? (await columnsOfJson(parts));
  const columns = found.filter(({ name }) => name !== sequenceColumn && name !== timeColumn);
  const sequences = joinInt64(parts.map((part) => part.sequences));
  const arrivals = joinInt64(parts.map((part) => part.arrivals));
  return frameOf({
    indices: [new Int64Column(sequenceColumn, 'integer', sequences)],
    columns: [...columns, new Int64Column(timeColumn, 'time', arrivals)],
    labels: labelsOf(sequences.at(-1) ?? 0n),
  });
}

async function columnsOfJson(parts: readonly (JsonRun | FrameRun)[]): Promise<Column[]> {
  const runs: JsonRun[] = [];
  for (const part of parts) {
    if (part.kind === 'json') runs.push(part);
    else {
      runs.push(part.toJson());
      await setImmediate();
    }
  }
  const run = joinRuns(runs);
  return (await columnsOfFlatRecords(run)) ?? columnsOf(run);
}

/** What is read where there is no record: a frame that has only its label. */
export function emptyFrame(): Frame {
  return frameOf({ labels: labelsOf(0n) });
}

function labelsOf(lastSequence: bigint): Frame['labels'] {
  return new Map([['last_seq', { dtype: 'integer', value: lastSequence }]]);
}

/** The columns of any records. */
function columnsOf({ bytes, offsets, length }: JsonRun): Column[] {
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
function membersOf(text: string): Iterable<readonly [string, string]> {
  try {
    const members = jsonMembers(text);
    if (members !== undefined) return members;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return [[rawColumn, JSON.stringify(text)]];
}

function toColumn(name: string, cells: readonly Cell[]): Column {
  const length = cells.length;
  const nulls = new Bitmap(length);
  const kinds = new Set<Kind>();
  cells.forEach((cell, row) => {
    if (cell === undefined) return;
    const kind = kindOf(cell);
    if (kind === 'null') nulls.set(row);
    else kinds.add(kind);
  });
  const mask = nulls.any() ? nulls : undefined;
  const [kind] = kinds;
  if (kinds.size === 1 && kind === 'number') {
    const values = Float64Array.from(cells, (cell) => (isValue(cell) ? Number(cell) : NaN));
    return new FloatColumn(name, values, mask);
  }
  if (kinds.size === 1 && kind === 'boolean') {
    const values = new Bitmap(length);
    cells.forEach((cell, row) => {
      if (cell === 'true') values.set(row);
    });
    return new BooleanColumn(name, values, mask);
  }
  const texts = cells.map((cell) => {
    if (!isValue(cell)) return '';
    return kindOf(cell) === 'string' ? (JSON.parse(cell) as string) : cell;
  });
  return new StringColumn(name, texts, mask);
}

function isValue(cell: Cell): cell is string {
  return cell !== undefined && cell !== 'null';
}

function kindOf(json: string): Kind {
  switch (json[0]) {
    case '"':
      return 'string';
    case '{':
    case '[':
      return 'nested';
    case 't':
    case 'f':
      return 'boolean';
    case 'n':
      return 'null';
    default:
      return 'number';
  }
}
