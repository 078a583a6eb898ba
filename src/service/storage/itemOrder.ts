import type { TableColumn } from './catalog';
import type { Connection } from './database';
import {
  bytesOfNumbers,
  deleteUpTo,
  greatestName,
  measureRows,
  measureTexts,
  repeatInOrder,
} from './itemSql';

/** Others that write wait while rows are arranged: so many bytes take about a second, and some times as much memory. */
const mostBytes = 256 * 2 ** 20;

export interface Arranging {
  readonly directoryId: number;
  readonly columns: readonly TableColumn[];
  /** Rows that were put lately. */
  readonly written: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the rows of a table anew in ascending order of their names, within the running transaction, which fails when the signal
 * ends it. Where fewer than half of them were put lately, or they are too many, they stay as they lie.
 * @returns the last name; undefined when they were left alone
 */
export async function arrangeRows(
  connection: Connection,
  { directoryId, columns, written, signal }: Arranging,
): Promise<string | undefined> {
  const [measured] = await connection.rows(measureRows(directoryId));
  const [rows, last] = measured as [bigint, bigint | null];
  if (last === null || rows > BigInt(written) * 2n) return undefined;
  const leastBytes = Number(rows) * bytesOfNumbers(columns);
  if (leastBytes > mostBytes) return undefined;
  const [lengths] = await connection.rows(measureTexts(directoryId, columns));
  const [bytes] = lengths as [number];
  if (leastBytes + bytes > mostBytes) return undefined;
  signal?.throwIfAborted();
  const release = connection.interruptOn(signal);
  try {
    await connection.run(repeatInOrder(directoryId));
    // An interruption between two statements is lost.
    signal?.throwIfAborted();
    await connection.run(deleteUpTo(directoryId), [last]);
  } finally {
    release();
  }
  signal?.throwIfAborted();
  const [greatest] = await connection.rows(greatestName(directoryId));
  const [lastName] = greatest as [string];
  return lastName;
}
