import type { Column } from '../data/column';
import { allColumns, type Frame } from '../data/frame';
import { formatTime } from '../data/time';

export interface CsvWriteOptions {
  /** The columns of the file, in order; those of the first frame unless given. A frame without one has nulls there. */
  readonly columns?: readonly string[];
}

/** Rows formatted before the text is handed on. */
const ROWS_PER_CHUNK = 1024;

/**
 * Frames as the text of a CSV file (RFC 4180, LF line ends), piece by piece: a header, then the rows, indices first.
 * A null is an empty field, an empty string a quoted one. Integers are exact, floats the shortest text that reads back
 * the same, times RFC 3339 in UTC.
 */
export async function* writeCsv(
  frames: Iterable<Frame> | AsyncIterable<Frame>,
  { columns }: CsvWriteOptions = {},
): AsyncGenerator<string> {
  let names = columns;
  if (names) yield header(names);
  for await (const frame of frames) {
    if (!names) {
      names = allColumns(frame).map((column) => column.name);
      yield header(names);
    }
    const ordered = inOrder(allColumns(frame), names);
    for (let row = 0; row < frame.length; row += ROWS_PER_CHUNK) {
      yield formatRows(ordered, row, Math.min(row + ROWS_PER_CHUNK, frame.length));
    }
  }
}

/** By position where the names stand in that order, as two columns may share one; else by name. */
function inOrder(columns: readonly Column[], names: readonly string[]): readonly (Column | undefined)[] {
  if (columns.length === names.length && columns.every((column, i) => column.name === names[i])) {
    return columns;
  }
  const byName = new Map(columns.map((column) => [column.name, column]));
  return names.map((name) => byName.get(name));
}

function header(names: readonly string[]): string {
  return `${names.map(quoteIfNeeded).join(',')}\n`;
}

function formatRows(columns: readonly (Column | undefined)[], start: number, end: number): string {
  let text = '';
  for (let row = start; row < end; row++) {
    for (let i = 0; i < columns.length; i++) {
      if (i > 0) text += ',';
      text += formatField(columns[i], row);
    }
    text += '\n';
  }
  return text;
}

function formatField(column: Column | undefined, row: number): string {
  const value = column?.at(row) ?? null;
  if (value === null) return '';
  if (typeof value === 'string') return value === '' ? '""' : quoteIfNeeded(value);
  if (typeof value === 'bigint') return column?.dtype === 'time' ? formatTime(value) : value.toString();
  return Object.is(value, -0) ? '-0' : String(value);
}

function quoteIfNeeded(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
