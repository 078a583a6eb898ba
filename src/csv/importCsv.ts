import { buildColumn, ColumnTypeInference } from '../data/columnBuilder';
import type { DType } from '../data/dtype';
import { frameOf, type Frame } from '../data/frame';
import { readRecords, CsvError, type CsvRecord } from './records';

export interface CsvColumn {
  /** As the header says. */
  readonly header: string;
  readonly dtype: Exclude<DType, 'null'>;
  /** Whether any cell is missing. */
  readonly nullable: boolean;
  /** What makes it text, where most of its cells have another type. */
  readonly odd?: OddCells;
}

/** Cells that keep a column from the type of its others. */
export interface OddCells {
  readonly count: number;
  /** That of all other cells. */
  readonly others: Exclude<DType, 'null'>;
  /** The first of them. */
  readonly text: string;
  /** Where that is in the file, from 1. */
  readonly line: number;
}

/** What a whole file holds, found by reading it once. */
export interface CsvSummary {
  readonly delimiter: string;
  readonly columns: readonly CsvColumn[];
  readonly rows: number;
}

export interface CsvFrameOptions {
  readonly summary: CsvSummary;
  /** The frame's name for each column of the file, in the file's order. */
  readonly names: readonly string[];
  /** Which of these names are indices, outermost first. */
  readonly indices?: readonly string[];
  readonly rowsPerFrame?: number;
}

/** Where a file's bytes come from; called once for each pass over the file. */
export type CsvSource = () => AsyncIterable<Uint8Array>;

/**
 * Reads a whole file to find its columns, their types and its number of rows. Nothing is typed by a sample: the type of a
 * column holds for every one of its cells.
 * @throws CsvError when the file has no header or a record does not fit it
 */
export async function inferCsv(
  source: CsvSource,
  { onRows }: { onRows?: (rows: number) => void } = {},
): Promise<CsvSummary> {
  const delimiter = await detectDelimiter(source);
  let header: readonly (string | null)[] | undefined;
  let inferences: ColumnTypeInference[] = [];
  let nullable: boolean[] = [];
  const firstOdd: { readonly text: string; readonly line: number }[] = [];
  let rows = 0;
  for await (const records of readRecords(source(), { delimiter })) {
    for (const record of records) {
      if (!header) {
        header = record.fields;
        inferences = header.map(() => new ColumnTypeInference());
        nullable = header.map(() => false);
        continue;
      }
      rows++;
      for (let i = 0; i < inferences.length; i++) {
        const field = record.fields[i] ?? null;
        const fits = inferences[i]?.observe(field) ?? true;
        if (!fits) firstOdd[i] ??= { text: field ?? '', line: record.line };
        if (field === null || field === '') nullable[i] = true;
      }
    }
    onRows?.(rows);
  }
  if (!header) throw new CsvError('the file is empty: it has no header line', 1);
  return {
    delimiter,
    rows,
    columns: header.map((name, i) => {
      const odd = inferences[i]?.odd;
      const first = firstOdd[i];
      return {
        header: name ?? '',
        dtype: inferences[i]?.dtype ?? 'string',
        nullable: nullable[i] ?? false,
        ...(odd && first && { odd: { ...odd, ...first } }),
      };
    }),
  };
}

/** The rows of a file as frames of the types that `inferCsv` found. */
export async function* csvFrames(
  source: CsvSource,
  { summary, names, indices = [], rowsPerFrame = 4096 }: CsvFrameOptions,
): AsyncGenerator<Frame> {
  let header = true;
  let pending: CsvRecord[] = [];
  for await (const records of readRecords(source(), { delimiter: summary.delimiter })) {
    for (const record of records) {
      if (header) header = false;
      else pending.push(record);
      if (pending.length === rowsPerFrame) {
        yield toFrame(pending, { summary, names, indices });
        pending = [];
      }
    }
  }
  if (pending.length > 0 || summary.rows === 0) yield toFrame(pending, { summary, names, indices });
}

function toFrame(records: readonly CsvRecord[], { summary, names, indices = [] }: CsvFrameOptions): Frame {
  const columns = summary.columns.map(({ dtype }, i) =>
    buildColumn(
      names[i] ?? '',
      dtype,
      records.map((record) => record.fields[i] ?? null),
    ),
  );
  const indexColumns = indices.flatMap((name) => columns.filter((column) => column.name === name));
  return frameOf({
    indices: indexColumns,
    columns: columns.filter((column) => !indexColumns.includes(column)),
  });
}

/** The delimiter that the first line uses most: comma, semicolon, tab or bar. */
async function detectDelimiter(source: CsvSource): Promise<string> {
  let line = '';
  const decoder = new TextDecoder();
  for await (const chunk of source()) {
    line += decoder.decode(chunk, { stream: true });
    if (line.includes('\n') || line.length > 1 << 16) break;
  }
  const bare = (line.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({
    delimiter,
    count: bare.split(delimiter).length - 1,
  }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

/**
 * A legal column name near to a header, for tables whose names are identifiers (spec/kv.md §4.2): letters, digits and
 * underscores, at most 128 characters, not in `taken`.
 */
export function toColumnName(header: string, taken: ReadonlySet<string>): string {
  const base =
    header
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .replace(/^(\d)/, '_$1')
      .slice(0, 128) || 'column';
  let name = base;
  for (let i = 2; taken.has(name); i++) name = `${base}_${i}`;
  return name;
}
