import type { Column } from '../../../data/column';
import type { Frame } from '../../../data/frame';
import { formatTime } from '../../../data/time';
import { FramesError } from '../../../wire/errors';
import { goQuote } from '../../goFormat';

/**
 * The rows of a frame as records: a JSON object each, of indices and columns, keys in order of their names
 * (spec/stream.md §2). NaN and nulls are left out, as JSON has no word for the one and readers none for the other (Quirks 4).
 * @throws FramesError in the original's words, before any record is made
 */
export function toRecordTexts(frame: Frame): string[] {
  const columns = namedColumns(frame).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const keys = columns.map(([name]) => `${quote(name)}:`);
  return Array.from({ length: frame.length }, (_, row) => {
    const members: string[] = [];
    columns.forEach(([, column], i) => {
      const value = toJson(column, row);
      if (value !== undefined) members.push((keys[i] ?? '') + value);
    });
    return `{${members.join(',')}}`;
  });
}

function namedColumns({ indices, columns }: Frame): [string, Column][] {
  const names = new Set<string>();
  const named: [string, Column][] = [];
  const add = (name: string, column: Column, complaint: string): void => {
    if (names.has(name)) throw invalid(`row iteration error: ${complaint} - ${goQuote(name)}`);
    names.add(name);
    named.push([name, column]);
  };
  columns.forEach((column, i) => {
    add(column.name || `col-${i}`, column, 'duplicate column name');
  });
  indices.forEach((column, i) => {
    add(column.name || (i === 0 ? 'idx' : `idx-${i}`), column, 'duplicate name in columns and indices');
  });
  return named;
}

function toJson(column: Column, row: number): string | undefined {
  if (column.dtype === 'null')
    throw invalid(`row iteration error: ${column.name}:${row} - unknown dtype - 6`);
  const value = column.at(row);
  if (value === null) return undefined;
  if (typeof value === 'bigint') return column.dtype === 'time' ? quote(formatTime(value)) : value.toString();
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return String(value);
  if (Number.isNaN(value)) return undefined;
  if (!Number.isFinite(value)) throw invalid(`json: unsupported value: ${value > 0 ? '+Inf' : '-Inf'}`);
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

/** A JSON string as Go's encoder writes it, safe inside HTML. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
