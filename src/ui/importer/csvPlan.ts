import { toColumnName, type CsvSource, type CsvSummary } from '../../csv/importCsv';
import { readRecords } from '../../csv/records';

/** A column of the file and its name in the table. */
export interface PlannedColumn {
  readonly header: string;
  readonly name: string;
}

/**
 * Names for the columns of a nosql table (spec/kv.md §4.2): letters, digits and underscores, none twice. A header that is
 * such a name keeps it, whatever its neighbours are turned into.
 */
export function planColumns(summary: CsvSummary): readonly PlannedColumn[] {
  const headers = summary.columns.map(({ header }) => header);
  const taken = new Set<string>();
  const names = headers.map((header) => {
    if (toColumnName(header, taken) !== header) return undefined;
    taken.add(header);
    return header;
  });
  return headers.map((header, i) => {
    const name = names[i] ?? toColumnName(header, taken);
    taken.add(name);
    return { header, name };
  });
}

export interface KeyCheck {
  /** Rows whose key another row had before; in the table the later one wins. */
  readonly repeated: number;
  /** The first of them. */
  readonly firstRepeat: { readonly value: string; readonly line: number } | undefined;
  /** The line of the first row without a key: such a row cannot be stored. */
  readonly firstEmptyLine: number | undefined;
}

/** Reads a column of the whole file as keys. @throws CsvError; the signal's reason when cancelled */
export async function checkKey(
  source: CsvSource,
  {
    summary,
    column,
    signal,
  }: { readonly summary: CsvSummary; readonly column: number; readonly signal: AbortSignal },
): Promise<KeyCheck> {
  const seen = new Set<string>();
  let repeated = 0;
  let firstRepeat: KeyCheck['firstRepeat'];
  let header = true;
  for await (const records of readRecords(source(), { delimiter: summary.delimiter })) {
    signal.throwIfAborted();
    for (const { line, fields } of records) {
      if (header) {
        header = false;
        continue;
      }
      const value = fields[column] ?? '';
      if (value === '') return { repeated, firstRepeat, firstEmptyLine: line };
      if (seen.has(value)) {
        repeated++;
        firstRepeat ??= { value, line };
      } else seen.add(value);
    }
  }
  return { repeated, firstRepeat, firstEmptyLine: undefined };
}
