import type { Vector } from '@duckdb/node-bindings';
import type { Bitmap } from '../../data/bitmap';
import type { Catalog } from './catalog';
import type { Connection, Database } from './database';
import type { RecordRun, Shard, StreamRecord, StreamStore } from './streams';
import { cutoffOf } from './streamTables';
import type { Utf8Strings } from './utf8Strings';
import { chunkVector, readInt64, readNulls, readStrings } from './vectors';

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
      const interrupt = (): void => connection.interrupt();
      signal?.addEventListener('abort', interrupt);
      try {
        signal?.throwIfAborted();
        yield* scanRecords(connection, { id: found.id, shard, cutoff: cutoffOf(found.stream), from });
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener('abort', interrupt);
        connection.close();
      }
    },

    read: (shard, { from, limit }) =>
      withShard(shard, { records: [], behind: 0n }, async (connection, { id, cutoff }) => {
        const place = { id, shard: shard.shard, cutoff };
        const near = await readRecords(connection, { ...place, from, to: from + BigInt(limit) });
        // Sequences have no gaps, but those that are asked for may be gone.
        const records =
          near.length > 0 ? near : await readRecords(connection, { ...place, from, limit: BigInt(limit) });
        const last = records.at(-1)?.sequence;
        if (last === undefined) return { records, behind: 0n };
        const behind = (await lastSequence(connection, id, shard.shard)) - last;
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
  /** Most records. */
  readonly limit?: bigint;
}

/** Rows lie in order of arrival, as they were added, which within a shard is that of their sequences: no sorting is needed. */
async function* scanRecords(
  connection: Connection,
  { id, shard, cutoff, from }: RecordRange,
): AsyncGenerator<RecordRun> {
  const sql = `SELECT sequence, arrival, data FROM records
    WHERE directory = $1 AND shard = $2 AND arrival >= $3 AND sequence >= $4`;
  for await (const chunk of connection.chunks(sql, [id, shard, cutoff, from])) {
    const length = chunk.rowCount;
    const { bytes, offsets } = readStrings(chunkVector(chunk, 2), length, undefined);
    yield {
      length,
      sequences: readInt64(chunkVector(chunk, 0), length),
      arrivals: readInt64(chunkVector(chunk, 1), length),
      bytes,
      offsets,
    };
  }
}

async function readRecords(
  connection: Connection,
  { id, shard, cutoff, from, to, limit }: RecordRange,
): Promise<StreamRecord[]> {
  const sql =
    'SELECT sequence, arrival, data, client_info, partition_key FROM records ' +
    'WHERE directory = $1 AND shard = $2 AND arrival >= $3 AND sequence >= $4' +
    (to === undefined ? '' : ` AND sequence < ${to}`) +
    ' ORDER BY sequence' +
    (limit === undefined ? '' : ` LIMIT ${limit}`);
  const records: StreamRecord[] = [];
  for await (const chunk of connection.chunks(sql, [id, shard, cutoff, from])) {
    const rows = chunk.rowCount;
    const sequences = readInt64(chunkVector(chunk, 0), rows);
    const arrivals = readInt64(chunkVector(chunk, 1), rows);
    const data = readStrings(chunkVector(chunk, 2), rows, undefined);
    const infos = nullable(chunkVector(chunk, 3), rows);
    const keys = nullable(chunkVector(chunk, 4), rows);
    for (let row = 0; row < rows; row++) {
      records.push({
        sequence: sequences[row] ?? 0n,
        arrival: arrivals[row] ?? 0n,
        data: data.bytesAt(row) ?? new Uint8Array(0),
        clientInfo: infos.nulls?.get(row) ? undefined : infos.values.bytesAt(row),
        partitionKey: keys.nulls?.get(row) ? undefined : keys.values.at(row),
      });
    }
  }
  return records;
}

function nullable(vector: Vector, rows: number): { nulls: Bitmap | undefined; values: Utf8Strings } {
  const nulls = readNulls(vector, rows);
  return { nulls, values: readStrings(vector, rows, nulls) };
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
  const sql = 'SELECT min(sequence) FROM records WHERE directory = $1 AND shard = $2 AND arrival >= $3';
  const [row] = await connection.rows(sql, [id, shard, since]);
  return (row?.[0] as bigint | null | undefined) ?? next;
}
