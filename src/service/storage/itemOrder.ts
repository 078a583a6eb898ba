import type { TableColumn } from './catalog';
import type { Connection } from './database';
import { deleteUpTo, greatestName, measureBytes, measureRows, repeatInOrder } from './itemSql';

/** Others that write wait while rows are arranged: so many bytes take about a second, and some times as much memory. */
const mostBytes = 256 * 2 ** 20;

/** Rows at the end of a table that tell how long its rows are. */
const sampledRows = 10_000;

export interface Arranging {
  readonly directoryId: number;
  readonly columns: readonly TableColumn[];
  /** Rows that were put lately. */
  readonly written: number;
}

/**
 * Writes the rows of a table anew in ascending order of their names, within the running transaction. Where fewer than half
 * of them were put lately, or they are too many, they stay as they lie.
 * @returns the last name; undefined when they were left alone
 */
export async function arrangeRows(
  connection: Connection,
  { directoryId, columns, written }: Arranging,
): Promise<string | undefined> {
  const [measured] = await connection.rows(measureRows(directoryId));
  const [rows, last] = measured as [bigint, bigint | null];
  if (last === null || rows > BigInt(written) * 2n) return undefined;
  const [sample] = await connection.rows(measureBytes(directoryId, columns), [last - BigInt(sampledRows)]);
  const [bytes] = sample as [number | null];
  if (Number(rows) * (bytes ?? 0) > mostBytes) return undefined;
  await connection.run(repeatInOrder(directoryId));
  await connection.run(deleteUpTo(directoryId), [last]);
  const [greatest] = await connection.rows(greatestName(directoryId));
  const [lastName] = greatest as [string];
  return lastName;
}
