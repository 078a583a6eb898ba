import { buildColumn } from '../../data/columnBuilder';
import type { Scalar } from '../../data/dtype';
import { frameOf, type Frame } from '../../data/frame';
import type { CellProblem, CellType, TypedRows } from '../../protocol/form';

/** How each type is asked for where a cell holds something else. */
const expected: Readonly<Record<CellType, string>> = {
  string: 'A text that begins with a quote is written as in CSV: in quotes, with quotes inside doubled.',
  integer: 'Write a whole number of 64 bits, such as -5.',
  float: 'Write a number of at most 17 digits, such as 0.5 or 1e-3, or NaN.',
  boolean: 'Write true or false.',
  time: 'Write a time such as 2024-02-29T12:00:00Z.',
};

/** A text that begins with a quote is read as a field of CSV; undefined where it is none. */
function unquoted(text: string): string | undefined {
  if (!text.startsWith('"')) return text;
  const inner = /^"((?:[^"]|"")*)"$/s.exec(text)?.[1];
  return inner?.replaceAll('""', '"');
}

/** A cell as its column takes it: null for an empty text, `""` for the empty string. */
function cellText(text: string, dtype: CellType): string | null {
  if (dtype !== 'string') return text.trim() === '' ? null : text.trim();
  return text === '' ? null : (unquoted(text) ?? text);
}

/** What is wrong with a cell; undefined when it is fine, or empty. */
function cellProblem(text: string, dtype: CellType): string | undefined {
  if (dtype === 'string') return unquoted(text) === undefined ? expected.string : undefined;
  try {
    buildColumn('', dtype, [cellText(text, dtype)]);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return expected[dtype];
    throw error;
  }
}

/** The rows that hold anything: those that are blank throughout are not there. */
export function filledRows({ cells }: TypedRows): readonly (readonly string[])[] {
  return cells.filter((row) => row.some((text) => text !== ''));
}

/** What is wrong with cells that are filled in. */
export function typedCellProblems({ columns, cells }: TypedRows): readonly CellProblem[] {
  return cells.flatMap((row, at) =>
    columns.flatMap(({ dtype }, column): CellProblem[] => {
      const message = cellProblem(row[column] ?? '', dtype);
      return message === undefined ? [] : [{ row: at, column, message }];
    }),
  );
}

export interface TypedFrameOptions {
  /** Names of columns that become indices, outermost first. */
  readonly indices: readonly string[];
  readonly labels?: ReadonlyMap<string, Scalar> | undefined;
}

/** The rows as a frame; undefined while something is wrong with them. */
export function typedFrame(rows: TypedRows, { indices, labels }: TypedFrameOptions): Frame | undefined {
  if (typedCellProblems(rows).length > 0) return undefined;
  const filled = filledRows(rows);
  const columns = rows.columns.map(({ name, dtype }, i) =>
    buildColumn(
      name.trim(),
      dtype,
      filled.map((row) => cellText(row[i] ?? '', dtype)),
    ),
  );
  const indexColumns = indices.flatMap((name) => columns.filter((column) => column.name === name));
  return frameOf({
    indices: indexColumns,
    columns: columns.filter((column) => !indexColumns.includes(column)),
    ...(labels === undefined ? {} : { labels }),
  });
}
