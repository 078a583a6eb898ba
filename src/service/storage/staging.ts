import { setImmediate } from 'node:timers/promises';
import { DuckDBDataChunk, BIGINT, BLOB, BOOLEAN, DOUBLE, VARCHAR, type DuckDBType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { engineError, type Connection } from './database';
import { createStaging, stagingTable } from './itemSql';
import type { AttributeType, ItemBatch } from './storage';
import { chunkRows, chunkVector, writeColumn, writeNumbers } from './vectors';

const engineTypes: Record<AttributeType, DuckDBType> = {
  long: BIGINT,
  double: DOUBLE,
  string: VARCHAR,
  boolean: BOOLEAN,
  time: BIGINT,
  blob: BLOB,
};

/** The appender blocks the event loop: others get their turn after this many chunks, about 10 ms. */
const chunksPerTurn = 8;
/** Rows reach the table after this many chunks, a row group of the engine. */
const chunksPerFlush = 60;

/**
 * Puts a batch into the connection's staging table, chunk by chunk.
 * @param firstTime modification time of the first row; each row's is one later than that of the row before
 */
export async function stage(
  connection: Connection,
  batch: ItemBatch,
  firstTime: bigint,
  signal?: AbortSignal,
): Promise<void> {
  const { names, columns } = batch;
  await connection.run(createStaging(columns.map(({ type }) => type)));
  try {
    const appender = await connection.handle.createAppender(stagingTable, 'main', 'temp');
    const types = [VARCHAR, BIGINT, ...columns.map(({ type }) => engineTypes[type])];
    const chunk = DuckDBDataChunk.create(types, Math.min(chunkRows, names.length));
    const times = new BigInt64Array(chunkRows);
    for (let start = 0, chunks = 1; start < names.length; start += chunkRows, chunks++) {
      const rows = Math.min(chunkRows, names.length - start);
      chunk.reset();
      chunk.rowCount = rows;
      const nameVector = chunkVector(chunk, 0);
      for (let row = 0; row < rows; row++) {
        duckdb.vector_assign_string_element(nameVector, row, names[start + row] ?? '');
        times[row] = firstTime + BigInt(start + row);
      }
      writeNumbers(chunkVector(chunk, 1), times, 0, rows);
      columns.forEach((column, i) => {
        writeColumn(chunkVector(chunk, i + 2), column, start, rows);
      });
      appender.appendDataChunk(chunk);
      if (chunks % chunksPerFlush === 0) appender.flushSync();
      if (chunks % chunksPerTurn === 0) await setImmediate();
      signal?.throwIfAborted();
    }
    appender.closeSync();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw engineError(error);
  }
}
