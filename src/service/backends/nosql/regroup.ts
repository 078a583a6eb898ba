import { Bitmap, joinBitmaps } from '../../../data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  sliceColumn,
  StringColumn,
  type Column,
  type StringValues,
} from '../../../data/column';
import { allColumns, type Frame } from '../../../data/frame';
import { encodedRun } from './encodedRun';
import { Utf8Strings } from '../../storage/utf8Strings';

/** A frame of this many bytes is sent even if it has fewer rows than asked for; a message must stay below 128 MiB. */
const fullFrameBytes = 48 << 20;

/** The same rows in frames of `rows` rows each, but for the last one. All frames must have the same columns. */
export async function* regroup(frames: AsyncIterable<Frame>, rows: number): AsyncGenerator<Frame> {
  let parts: Frame[] = [];
  let length = 0;
  let bytes = 0;
  for await (const frame of frames) {
    const bytesPerRow = Math.max(1, frameBytes(frame) / Math.max(1, frame.length));
    const mostRows = Math.max(1, Math.min(rows, Math.floor(fullFrameBytes / bytesPerRow)));
    for (let start = 0; start < frame.length;) {
      const end = Math.min(frame.length, start + mostRows - Math.min(length, mostRows - 1));
      parts.push(slice(frame, start, end));
      length += end - start;
      bytes += (end - start) * bytesPerRow;
      start = end;
      if (length >= mostRows || bytes >= fullFrameBytes) {
        yield join(parts, length);
        parts = [];
        length = 0;
        bytes = 0;
      }
    }
  }
  if (length > 0) yield join(parts, length);
}

function slice(frame: Frame, start: number, end: number): Frame {
  if (start === 0 && end === frame.length) return frame;
  const part = (column: Column): Column => {
    if (!(column instanceof StringColumn && column.values instanceof Utf8Strings)) {
      return sliceColumn(column, start, end);
    }
    return new StringColumn(column.name, column.values.slice(start, end), column.nulls?.slice(start, end));
  };
  return {
    ...frame,
    indices: frame.indices.map(part),
    columns: frame.columns.map(part),
    length: end - start,
  };
}

function join(frames: readonly Frame[], length: number): Frame {
  const [first] = frames;
  if (first === undefined) throw new TypeError('no frames to join');
  const whole = (pick: (frame: Frame) => readonly Column[]): Column[] =>
    pick(first).map((_, i) =>
      joined(
        frames.flatMap((frame) => pick(frame)[i] ?? []),
        length,
      ),
    );
  return {
    ...first,
    indices: whole(({ indices }) => indices),
    columns: whole(({ columns }) => columns),
    length,
  };
}

function joined(columns: readonly Column[], length: number): Column {
  const [first] = columns;
  if (first === undefined) throw new TypeError('no columns to join');
  const nulls = joinedNulls(columns, length);
  const { name } = first;
  if (first instanceof StringColumn) {
    const parts = columns.flatMap((column) => (column instanceof StringColumn ? [column.values] : []));
    return new StringColumn(name, joinedStrings(parts), nulls);
  }
  if (columns.length === 1 && nulls === first.nulls) return first;
  if (first instanceof Int64Column) {
    const values = new BigInt64Array(length);
    eachStart(columns, (column, at) => {
      if (column instanceof Int64Column) values.set(column.values, at);
    });
    return new Int64Column(name, first.dtype, values, nulls);
  }
  if (first instanceof FloatColumn) {
    const values = new Float64Array(length);
    eachStart(columns, (column, at) => {
      if (column instanceof FloatColumn) values.set(column.values, at);
    });
    return new FloatColumn(name, values, nulls);
  }
  const values = columns.flatMap((column) => (column instanceof BooleanColumn ? [column.values] : []));
  return new BooleanColumn(name, joinBitmaps(values), nulls);
}

/** undefined when no cell is null. */
function joinedNulls(columns: readonly Column[], length: number): Bitmap | undefined {
  if (!columns.some(({ nulls }) => nulls?.any())) return undefined;
  if (columns.length === 1) return columns[0]?.nulls;
  const nulls = new Bitmap(length);
  eachStart(columns, (column, at) => {
    if (column.nulls === undefined) return;
    for (let row = 0; row < column.length; row++) if (column.nulls.get(row)) nulls.set(at + row);
  });
  return nulls;
}

/** Ready to be sent, where they come from the database as they are. */
function joinedStrings(parts: readonly StringValues[]): StringValues {
  const runs = parts.filter((part): part is Utf8Strings => part instanceof Utf8Strings);
  if (runs.length === parts.length) return encodedRun(...runs);
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  return parts.flatMap((part) => Array.from({ length: part.length }, (_, row) => part.at(row) ?? ''));
}

function eachStart(columns: readonly Column[], visit: (column: Column, at: number) => void): void {
  let at = 0;
  for (const column of columns) {
    visit(column, at);
    at += column.length;
  }
}

/** About how much room a frame takes as a message. */
function frameBytes(frame: Frame): number {
  let bytes = 0;
  for (const column of allColumns(frame)) {
    if (!(column instanceof StringColumn)) bytes += column.length * 10;
    else if (column.values instanceof Utf8Strings) bytes += column.values.byteLength + column.length * 4;
    else for (let row = 0; row < column.length; row++) bytes += (column.values.at(row)?.length ?? 0) * 3;
  }
  return bytes;
}
