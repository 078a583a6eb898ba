import { allColumns } from '../../data/frame';
import type { ResultSet } from '../../data/resultSet';
import { allFields } from '../../data/schema';
import { valueText } from '../../data/valueText';
import type { CellRange } from '../../protocol/cellRange';

/** Beyond this the clipboard is the wrong tool: the text would take hundreds of megabytes in several processes. */
export const COPY_CELL_LIMIT = 2_000_000;

/** More was selected than can be copied. */
export class TooManyCellsError extends Error {
  override readonly name = 'TooManyCellsError';
  constructor(cells: number) {
    super(
      `${cells.toLocaleString('en-US')} cells are too many for the clipboard (${COPY_CELL_LIMIT.toLocaleString('en-US')} at most). Save as CSV takes any number.`,
    );
  }
}

export interface ResultText {
  readonly text: string;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Cells as tab-separated text, lines ended by LF, which spreadsheets paste as cells. Fields with tabs, quotes or line
 * breaks are quoted; a null is an empty field, an empty string `""`. One cell alone is its plain text.
 * With several ranges the rows and columns between them are left out, and cells of none of them are blank.
 * @throws TooManyCellsError
 */
export function resultText(
  resultSet: ResultSet,
  ranges: readonly CellRange[],
  { withHeader }: { readonly withHeader: boolean },
): ResultText {
  const fields = allFields(resultSet.schema);
  const within = ranges
    .map((range) => clamp(range, resultSet.rowCount, fields.length))
    .filter((range) => range.endRow > range.startRow && range.endColumn > range.startColumn);
  const rows = union(within.map(({ startRow, endRow }) => [startRow, endRow]));
  const columns = positions(union(within.map(({ startColumn, endColumn }) => [startColumn, endColumn])));
  const rowCount = rows.reduce((count, [start, end]) => count + end - start, 0);
  if (rowCount * columns.length > COPY_CELL_LIMIT) throw new TooManyCellsError(rowCount * columns.length);
  if (rowCount === 1 && columns.length === 1 && !withHeader) {
    const { value, column } = resultSet.cell(rows[0]?.[0] ?? 0, columns[0] ?? 0);
    return { text: value === null ? '' : valueText(value, column.dtype), rows: 1, columns: 1 };
  }

  const lines: string[] = [];
  if (withHeader) lines.push(columns.map((column) => quoteIfNeeded(fields[column]?.name ?? '')).join('\t'));
  const isWhole = within.length <= 1;
  for (const [start, end] of rows) {
    let row = start;
    for (const frame of resultSet.slice(start, end)) {
      const all = allColumns(frame);
      for (let i = 0; i < frame.length; i++, row++) {
        const line = columns.map((column) => {
          if (!isWhole && !within.some((range) => holds(range, row, column))) return '';
          const from = all[column];
          return from ? field(from.at(i), from.dtype) : '';
        });
        lines.push(line.join('\t'));
      }
    }
  }
  return { text: lines.join('\n'), rows: rowCount, columns: columns.length };
}

function field(
  value: Parameters<typeof valueText>[0] | null,
  dtype: Parameters<typeof valueText>[1],
): string {
  if (value === null) return '';
  return value === '' ? '""' : quoteIfNeeded(valueText(value, dtype));
}

function quoteIfNeeded(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function holds(range: CellRange, row: number, column: number): boolean {
  return (
    row >= range.startRow && row < range.endRow && column >= range.startColumn && column < range.endColumn
  );
}

function clamp(range: CellRange, rows: number, columns: number): CellRange {
  return {
    startRow: Math.max(0, range.startRow),
    endRow: Math.min(rows, range.endRow),
    startColumn: Math.max(0, range.startColumn),
    endColumn: Math.min(columns, range.endColumn),
  };
}

type Span = readonly [start: number, end: number];

/** Spans in order, those that meet joined. */
function union(spans: readonly Span[]): Span[] {
  const joined: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

function positions(spans: readonly Span[]): number[] {
  return spans.flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i));
}
