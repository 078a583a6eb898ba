import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { Catalog } from './catalog';
import type { Connection, Database } from './database';
import { readRecords, readRuns, recordColumns, runColumns } from './recordRows';
import type { Shard, StoredRun, StreamRecord, StreamStore } from './streams';
import { arrivedSince, cutoffOf, holdsFrom } from './streamTables';

export interface StreamStoreParts {
  readonly database: Database;
  readonly catalog: Catalog;
}

export function streamStoreOf({ database, catalog }: StreamStoreParts): StreamStore {
  /** Runs `work` for a shard that exists; the catalog's answer may be old by then, and the shard without records. */
  async function withShard<T>(
    { directory }: Shard,
    otherwise: T,
    work: (connection: Connection, stream: { readonly id: number; readonly cutoff: bigint }) => Promise<T>,
  ): Promise<T> {
    const found = catalog.get(directory);
    if (found?.stream === undefined) return otherwise;
    const connection = await database.connect();
    try {
      return await work(connection, { id: found.id, cutoff: cutoffOf(found.stream) });
    } finally {
      connection.close();
    }
  }

  return {
    shape: (directory) => catalog.get(directory)?.stream,

    isDirectory: (directory) => catalog.get(directory) !== undefined,

    bounds: (shard) =>
      withShard(shard, { first: 1n, next: 1n }, async (connection, { id, cutoff }) => {
        const next = (await lastSequence(connection, id, shard.shard)) + 1n;
        return {
          first: await firstSequence(connection, { id, shard: shard.shard, since: cutoff, next }),
          next,
        };
      }),

    firstSince: (shard, arrival) =>
      withShard(shard, 1n, async (connection, { id, cutoff }) => {
        const next = (await lastSequence(connection, id, shard.shard)) + 1n;
        const since = arrival > cutoff ? arrival : cutoff;
        return firstSequence(connection, { id, shard: shard.shard, since, next });
      }),

    async *scan({ directory, shard }, { from, signal }) {
      const found = catalog.get(directory);
      if (found?.stream === undefined) return;
      const connection = await database.connect();
      const release = connection.interruptOn(signal);
      try {
        signal?.throwIfAborted();
        const range = { id: found.id, shard, cutoff: cutoffOf(found.stream), from: from > 1n ? from : 1n };
        yield* readRuns(rowsOf(connection, runColumns, range), range);
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        release();
        connection.close();
      }
    },

    read: (shard, { from, limit }) =>
      withShard(shard, { records: [], behind: 0n }, async (connection, { id, cutoff }) => {
        const within = (first: bigint): Promise<(StreamRecord | StoredRun)[]> =>
          recordsIn(connection, { id, shard: shard.shard, cutoff, from: first, to: first + BigInt(limit) });
        const start = from > 1n ? from : 1n;
        let records = await within(start);
        const next = (await lastSequence(connection, id, shard.shard)) + 1n;
        // Sequences have no gaps, but those that are asked for may be gone.
        if (records.length === 0 && start < next) {
          const first = await firstSequence(connection, { id, shard: shard.shard, since: cutoff, next });
          records = await within(first > start ? first : start);
        }
        const last = records.at(-1);
        if (last === undefined) return { records, behind: 0n };
        const behind = next - 1n - lastOf(last);
        return { records, behind: behind > 0n ? behind : 0n };
      }),
  };
}

interface RecordRange {
  readonly id: number;
  readonly shard: number;
  /** Records that arrived before are gone. */
  readonly cutoff: bigint;
  /** The first sequence. */
  readonly from: bigint;
  /** The sequence before which reading ends: the engine then looks at no other rows. */
  readonly to?: bigint;
}

/** Rows lie in order of arrival, as they were added, which within a shard is that of their sequences: no sorting is needed. */
function rowsOf(
  connection: Connection,
  columns: string,
  { id, shard, cutoff, from, to }: RecordRange,
): AsyncIterable<DuckDBDataChunk> {
  const end = to === undefined ? '' : ` AND sequence < ${to}`;
  const sql = `SELECT ${columns} FROM records
    WHERE directory = $1 AND shard = $2 AND ${arrivedSince(cutoff)} AND ${holdsFrom(from)}${end}`;
  return connection.chunks(sql, [id, shard]);
}

async function recordsIn(connection: Connection, range: RecordRange): Promise<(StreamRecord | StoredRun)[]> {
  const records: (StreamRecord | StoredRun)[] = [];
  for await (const each of readRecords(rowsOf(connection, recordColumns, range), range)) records.push(each);
  return records;
}

function lastOf(entry: StreamRecord | StoredRun): bigint {
  return entry.kind === 'record' ? entry.sequence : entry.sequence + BigInt(entry.end) - 1n;
}

async function lastSequence(connection: Connection, id: number, shard: number): Promise<bigint> {
  const sql = 'SELECT last_sequence FROM shards WHERE directory = $1 AND shard = $2';
  const [row] = await connection.rows(sql, [id, shard]);
  return (row?.[0] as bigint | undefined) ?? 0n;
}

async function firstSequence(
  connection: Connection,
  {
    id,
    shard,
    since,
    next,
  }: { readonly id: number; readonly shard: number; readonly since: bigint; readonly next: bigint },
): Promise<bigint> {
  const sql = `SELECT sequence, arrival, last_sequence, last_arrival FROM records
    WHERE directory = $1 AND shard = $2 AND ${arrivedSince(since)} LIMIT 1`;
  const [row] = await connection.rows(sql, [id, shard]);
  if (row === undefined) return next;
  const [sequence, arrival, lastSequence, lastArrival] = row as [
    bigint,
    bigint,
    bigint | null,
    bigint | null,
  ];
  if (arrival >= since || lastSequence === null || lastArrival === null) return sequence;
  // Records of a run arrive in equal steps.
  const step = (lastArrival - arrival) / (lastSequence - sequence);
  return lastSequence - (lastArrival - since) / step;
}
