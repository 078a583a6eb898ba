import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { writeCsv } from '../../csv/writeCsv';
import type { Frame } from '../../data/frame';
import type { ResultSet } from '../../data/resultSet';
import { allFields } from '../../data/schema';

export interface CsvFileOptions {
  readonly resultSet: ResultSet;
  /** Rows written so far, now and then. */
  readonly onRows: (rows: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes the rows loaded at the time of the call. The file appears whole or not at all: it is written beside its place
 * and renamed at the end, each time under a name of its own: one that was cancelled may still be tidied away.
 * @returns the number of rows
 */
export async function writeCsvFile(path: string, options: CsvFileOptions): Promise<number> {
  const aside = `${path}.${randomBytes(4).toString('hex')}.part`;
  const file = await open(aside, 'wx');
  try {
    const { text, rows } = csvText(options);
    for await (const piece of text) await file.write(piece);
    await file.close();
    options.signal.throwIfAborted();
    await rename(aside, path);
    return rows;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(aside, { force: true });
    throw error;
  }
}

/** The text of such a file, piece by piece, with the number of rows that it will have. */
export function csvText({ resultSet, onRows, signal }: CsvFileOptions): {
  readonly text: AsyncIterable<string>;
  readonly rows: number;
} {
  const rows = resultSet.rowCount;
  const columns = allFields(resultSet.schema).map(({ name }) => name);
  const frames = watch(resultSet.slice(0, rows), { onRows, signal });
  return { rows, text: writeCsv(frames, { columns }) };
}

function* watch(
  frames: Iterable<Frame>,
  { onRows, signal }: Pick<CsvFileOptions, 'onRows' | 'signal'>,
): Generator<Frame> {
  let rows = 0;
  for (const frame of frames) {
    signal.throwIfAborted();
    yield frame;
    rows += frame.length;
    onRows(rows);
  }
}
