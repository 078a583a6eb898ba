import { csvFrames, type CsvSource, type CsvSummary } from '../../csv/importCsv';
import type { Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { SaveMode } from '../../frames/writing';
import { FramesError } from '../../wire/errors';
import type { PlannedColumn } from './csvPlan';

export interface ImportJob {
  readonly source: CsvSource;
  readonly summary: CsvSummary;
  readonly columns: readonly PlannedColumn[];
  /** The name of the key column; without one rows are numbered. */
  readonly key: string | undefined;
  readonly table: string;
  readonly saveMode: SaveMode;
}

/** Writes a file to a nosql table. @returns the rows that the service counted. @throws FramesError, CsvError */
export async function runImport(
  client: Pick<FramesClient, 'write'>,
  { source, summary, columns, key, table, saveMode }: ImportJob,
  { onRows, signal }: { readonly onRows: (rows: number) => void; readonly signal: AbortSignal },
): Promise<number> {
  const frames = csvFrames(source, {
    summary,
    names: columns.map(({ name }) => name),
    indices: key === undefined ? [] : [key],
  });
  const { rows } = await client.write({ backend: 'nosql', table, saveMode }, counted(frames, onRows), {
    signal,
  });
  return Number(rows);
}

async function* counted(frames: AsyncIterable<Frame>, onRows: (rows: number) => void): AsyncGenerator<Frame> {
  let rows = 0;
  for await (const frame of frames) {
    yield frame;
    rows += frame.length;
    onRows(rows);
  }
}

/**
 * Whether there is a table of this path: asked by beginning to read it. Who may not read it, but perhaps write, gets what
 * the service said to that.
 * @throws FramesError
 */
export async function tableExists(
  client: Pick<FramesClient, 'read'>,
  table: string,
  signal: AbortSignal,
): Promise<boolean | { readonly refused: string }> {
  try {
    for await (const _frame of client.read({ backend: 'nosql', table, messageLimit: 1 }, { signal }))
      return true;
    return true;
  } catch (error) {
    if (!(error instanceof FramesError)) throw error;
    if (error.code === 'notFound') return false;
    if (error.code === 'permissionDenied') return { refused: error.detail };
    throw error;
  }
}
