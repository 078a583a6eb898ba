import type { Connection } from './database';

/** Changes nothing, but makes the engine count the transaction among those that write. */
const noChange = 'DELETE FROM format WHERE false';

/**
 * Begins a transaction that writes. The first write in it waits for a checkpoint that another connection makes just then, which
 * can take long: here it does so off the event loop. By an appender it would wait on it.
 */
export async function beginWriting(connection: Connection): Promise<void> {
  await connection.run('BEGIN TRANSACTION');
  try {
    await connection.run(noChange);
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
