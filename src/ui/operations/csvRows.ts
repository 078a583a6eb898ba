import { csvFrames, inferCsv, type CsvSource, type CsvSummary } from '../../csv/importCsv';
import { CsvError } from '../../csv/records';
import { frameOf, type Frame } from '../../data/frame';
import type { Backend } from '../../frames/collection';
import type { WrittenRows } from '../calls/call';
import { csvFault } from '../importer/csvFault';
import { planColumns } from '../importer/csvPlan';
import { whyText } from '../importer/whyText';
import type { CsvState } from './field';
import { defaultMessageRows } from './runCall';

/** A CSV text or file that has been read once. */
export interface ReadCsv {
  readonly source: CsvSource;
  readonly summary: CsvSummary;
}

/** A text as a source of bytes. */
export function textSource(text: string): CsvSource {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream that has everything already
  return async function* () {
    yield new TextEncoder().encode(text);
  };
}

/** Reads all of it, to find its types and every fault in it. @throws CsvError, and what the source throws */
export async function readCsv(source: CsvSource): Promise<ReadCsv> {
  return { source, summary: await inferCsv(source) };
}

export function csvProblem(error: unknown): string {
  if (error instanceof CsvError) return `Line ${error.line}: ${csvFault(error)}.`;
  return error instanceof Error ? error.message : String(error);
}

/** What a form shows of it; a nosql table takes other names than a file may have. */
export function csvState({ summary }: ReadCsv, backend: Backend | undefined): CsvState {
  const names = columnNames(summary, backend);
  const columns = summary.columns.map(({ dtype, odd }, i) => ({
    name: names[i] ?? '',
    dtype,
    ...(odd && { whyText: whyText(odd) }),
  }));
  return { state: 'read', rows: summary.rows, columns, delimiter: summary.delimiter };
}

function columnNames(summary: CsvSummary, backend: Backend | undefined): readonly string[] {
  return backend === 'nosql'
    ? planColumns(summary).map(({ name }) => name)
    : summary.columns.map(({ header }) => header);
}

/** The rows as they are sent. */
export async function* framesOfCsv(
  { source, summary }: ReadCsv,
  { rows, backend }: { readonly rows: WrittenRows; readonly backend: Backend },
): AsyncGenerator<Frame> {
  if ('frame' in rows) return;
  const { indices = [], labels, maxRowsInMessage = defaultMessageRows } = rows;
  const names = columnNames(summary, backend);
  for await (const frame of csvFrames(source, { summary, names, indices, rowsPerFrame: maxRowsInMessage })) {
    yield labels === undefined ? frame : frameOf({ ...frame, labels });
  }
}
