import type { FramesClient } from '../../frames/client';
import type { Query } from '../../frames/query';
import { isCancellation } from '../report';
import type { RowCount } from './leafTooltip';

/** Rows that are read to count them; beyond it the count is a lower bound. */
const maxRows = 10_000;

/** Milliseconds that counting may take; a slow service gives a lower bound too. */
const maxMillis = 2000;

/** Counts rows by reading them, up to a limit. @throws what reading throws; the signal's reason when cancelled */
export async function countRows(
  client: Pick<FramesClient, 'read'>,
  query: Query,
  signal: AbortSignal,
): Promise<RowCount> {
  const limit = AbortSignal.timeout(maxMillis);
  let rows = 0;
  try {
    for await (const frame of client.read(query, { signal: AbortSignal.any([signal, limit]) })) {
      rows += frame.length;
      if (rows > maxRows) return { rows: maxRows, more: true };
    }
    return { rows, more: false };
  } catch (error) {
    if (limit.aborted && !signal.aborted && isCancellation(error)) return { rows, more: true };
    throw error;
  }
}
