import { setImmediate } from 'node:timers/promises';
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBType,
} from '@duckdb/node-api';
import duckdb, { type Vector } from '@duckdb/node-bindings';
import type { TableColumn } from './catalog';
import type { Connection } from './database';
import { createStaging, itemTableName, stagingTable } from './itemSql';
import type { AttributeColumn, AttributeType, ItemBatch } from './storage';
import { Turns } from './turns';
import { chunkRows, chunkVector, writeColumn, writeNoValues, writeNumbers } from './vectors';

const engineTypes: Record<AttributeType, DuckDBType> = {
  long: BIGINT,
  double: DOUBLE,
  string: VARCHAR,
  boolean: BOOLEAN,
  time: BIGINT,
  blob: BLOB,
};

/** Rows reach the table after so many chunks of a column, in some 5 ms. */
const columnChunksPerFlush = 128;

export interface Appending {
  readonly batch: ItemBatch;
  /** Modification time of the first row; each row's is one later than that of the row before. */
  readonly firstTime: bigint;
  readonly signal?: AbortSignal | undefined;
}

/** Puts a batch into the connection's staging table, from which it can be merged into a table of items. */
export async function stage(connection: Connection, appending: Appending): Promise<void> {
  const { names, columns } = appending.batch;
  await connection.run(createStaging(columns.map(({ type }) => type)));
  await appendRows(connection, { ...rowsOf(appending), table: stagingTable, catalog: 'temp' }, [
    { type: VARCHAR, fill: namesFrom(names) },
    { type: BIGINT, fill: timesFrom(appending.firstTime) },
    ...columns.map(valuesFrom),
  ]);
}

/** Adds a batch of new items to the end of a table that has these columns. */
export async function appendItems(
  connection: Connection,
  { directoryId, columns }: { readonly directoryId: number; readonly columns: readonly TableColumn[] },
  appending: Appending,
): Promise<void> {
  const { batch, firstTime } = appending;
  await appendRows(connection, { ...rowsOf(appending), table: itemTableName(directoryId) }, [
    { type: VARCHAR, fill: namesFrom(batch.names) },
    { type: BIGINT, fill: timesFrom(firstTime) },
    { type: BIGINT, fill: timesFrom(firstTime) },
    ...columns.map(({ attribute, type }): Source => {
      const values = batch.columns.find((column) => column.attribute === attribute && column.type === type);
      return values === undefined ? { type: engineTypes[type], fill: writeNoValues } : valuesFrom(values);
    }),
  ]);
}

/** What a column of the table is filled from. */
export interface Source {
  readonly type: DuckDBType;
  /** Puts rows `start` to `start + rows` into a vector. */
  readonly fill: (vector: Vector, start: number, rows: number) => void;
}

export interface Rows {
  readonly table: string;
  readonly catalog?: 'temp';
  readonly total: number;
  /** Fewer than the engine's own where rows are long. */
  readonly rowsPerChunk?: number;
  readonly signal?: AbortSignal | undefined;
}

function rowsOf({ batch, signal }: Appending): Pick<Rows, 'total' | 'signal'> {
  return { total: batch.names.length, signal };
}

/** Adds rows to a table, a source for each of its columns: all of them, or none when the signal ends it. */
export function appendRows(
  connection: Connection,
  { table, catalog, total, rowsPerChunk = chunkRows, signal }: Rows,
  sources: readonly Source[],
): Promise<void> {
  const fill = async (appender: DuckDBAppender): Promise<void> => {
    const types = sources.map(({ type }) => type);
    const chunk = DuckDBDataChunk.create(types, Math.min(rowsPerChunk, total));
    const turns = new Turns();
    const chunksPerFlush = Math.ceil(columnChunksPerFlush / sources.length);
    for (let start = 0, chunks = 1; start < total; start += rowsPerChunk, chunks++) {
      const rows = Math.min(rowsPerChunk, total - start);
      chunk.reset();
      chunk.rowCount = rows;
      for (const [i, { fill }] of sources.entries()) {
        fill(chunkVector(chunk, i), start, rows);
        await turns.pass();
      }
      appender.appendDataChunk(chunk);
      signal?.throwIfAborted();
      if (chunks % chunksPerFlush !== 0) continue;
      // The appender blocks the event loop: it gets a turn of its own.
      await setImmediate();
      appender.flushSync();
      await setImmediate();
    }
    // It is flushed once more when it is closed.
    await setImmediate();
  };
  return connection.append(table, fill, catalog);
}

function namesFrom(names: readonly string[]): Source['fill'] {
  return (vector, start, rows) => {
    for (let row = 0; row < rows; row++) {
      duckdb.vector_assign_string_element(vector, row, names[start + row] ?? '');
    }
  };
}

function timesFrom(firstTime: bigint): Source['fill'] {
  const times = new BigInt64Array(chunkRows);
  return (vector, start, rows) => {
    for (let row = 0; row < rows; row++) times[row] = firstTime + BigInt(start + row);
    writeNumbers(vector, times, 0, rows);
  };
}

function valuesFrom(column: AttributeColumn): Source {
  return {
    type: engineTypes[column.type],
    fill: (vector, start, rows) => writeColumn(vector, column, start, rows),
  };
}
