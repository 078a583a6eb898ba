import { setImmediate } from 'node:timers/promises';
import type { DuckDBValue } from '@duckdb/node-api';
import { beginWriting } from './beginWriting';
import { cancelled } from './cancelled';
import type { Connection, Database } from './database';
import type { HistoryAction, HistoryEntry, HistoryFilter, HistoryStore } from './history';
import { Mutex } from './mutex';

export const historyTables = [
  `CREATE TABLE IF NOT EXISTS history (action VARCHAR, user_name VARCHAR, backend VARCHAR, table_name VARCHAR,
    container VARCHAR, start BIGINT, duration BIGINT, details VARCHAR)`,
];

/** Rows that are handed to the engine without a pause, in about a millisecond. */
const rowsInOneGo = 200;

const nanosPerMilli = 1_000_000n;

/** Keeps the history on a connection of its own: its writes wait for no other change, and none waits for them. */
export function historyStoreOf(database: Database): HistoryStore {
  const writing = new Mutex();

  async function connected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await database.connect();
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  }

  return {
    append: (entries) =>
      writing.run(() =>
        connected(async (connection) => {
          await database.checkpoint(connection);
          await append(connection, entries);
        }),
      ),

    removeBefore: (start) =>
      writing.run(() =>
        connected(async (connection) => {
          await connection.run('DELETE FROM history WHERE start < $1', [start]);
        }),
      ),

    isEmpty: () =>
      connected(async (connection) => (await connection.rows('SELECT 1 FROM history LIMIT 1')).length === 0),

    async *find(filter, signal) {
      if (signal?.aborted) throw cancelled('read');
      const connection = await database.connect();
      const release = connection.interruptOn(signal);
      try {
        const { where, values } = conditions(filter);
        const sql = `SELECT action, user_name, backend, table_name, container, start, duration, details FROM history
          WHERE ${where} ORDER BY rowid`;
        for await (const chunk of connection.chunks(sql, values)) {
          if (signal?.aborted) throw cancelled('read');
          yield chunk.getRows().map(toEntry);
        }
      } catch (error) {
        throw signal?.aborted ? cancelled('read') : error;
      } finally {
        release();
        connection.close();
      }
    },
  };
}

/** In a transaction that is committed off the event loop: either all are there afterwards or none. */
async function append(connection: Connection, entries: readonly HistoryEntry[]): Promise<void> {
  await beginWriting(connection);
  for (let start = 0; start < entries.length; start += rowsInOneGo) {
    await insert(connection, entries.slice(start, start + rowsInOneGo));
    // Calls go on between them.
    await setImmediate();
  }
  await connection.run('COMMIT');
}

async function insert(connection: Connection, entries: readonly HistoryEntry[]): Promise<void> {
  await connection.insert(
    'history',
    entries.map(({ action, user, backend, table, container, start, duration, details }) => [
      action,
      user,
      backend,
      table,
      container,
      start,
      duration,
      JSON.stringify([...details]),
    ]),
  );
}

function conditions(filter: HistoryFilter): { readonly where: string; readonly values: DuckDBValue[] } {
  const values: DuckDBValue[] = [
    filter.minStart * nanosPerMilli,
    (filter.maxStart + 1n) * nanosPerMilli,
    filter.minDuration * nanosPerMilli,
  ].map(fitting);
  const terms = ['start >= $1', 'start < $2', 'duration >= $3'];
  const add = (column: string, comparison: string, value: DuckDBValue): void => {
    values.push(value);
    terms.push(`${column} ${comparison} $${values.length}`);
  };
  if (filter.maxDuration !== 0n) add('duration', '<', fitting((filter.maxDuration + 1n) * nanosPerMilli));
  for (const [column, wanted] of [
    ['action', filter.action],
    ['user_name', filter.user],
    ['backend', filter.backend],
    ['table_name', filter.table],
    ['container', filter.container],
  ] as const) {
    if (wanted !== '') add(column, '=', wanted);
  }
  return { where: terms.join(' AND '), values };
}

/** Beyond 64 bits every bound is as good as the last one. */
function fitting(value: bigint): bigint {
  const most = 2n ** 63n - 1n;
  return value > most ? most : value < -most ? -most : value;
}

function toEntry([
  action,
  user,
  backend,
  table,
  container,
  start,
  duration,
  details,
]: DuckDBValue[]): HistoryEntry {
  return {
    action: action as HistoryAction,
    user: user as string,
    backend: backend as string,
    table: table as string,
    container: container as string,
    start: start as bigint,
    duration: duration as bigint,
    details: new Map(JSON.parse(details as string) as [string, string][]),
  };
}
