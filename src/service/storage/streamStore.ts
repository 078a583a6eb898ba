import { BIGINT, BLOB, INTEGER, VARCHAR } from '@duckdb/node-api';
import duckdb, { type Vector } from '@duckdb/node-bindings';
import { Bitmap } from '../../data/bitmap';
import type { Catalog } from './catalog';
import type { Connection, Database } from './database';
import { appendRows, type Source } from './staging';
import type {
  NewRecord,
  NewRecords,
  RecordPosition,
  RecordRun,
  Shard,
  StreamRecord,
  StreamShape,
  StreamStore,
} from './streams';
import type { Utf8Strings } from './utf8Strings';
import {
  chunkRows,
  chunkVector,
  readInt64,
  readNulls,
  readStrings,
  writeNulls,
  writeNumbers,
} from './vectors';

/** The tables of all streams; `directory` is the id of the stream's directory. */
export const streamTables = [
  'CREATE TABLE IF NOT EXISTS streams (directory BIGINT, shards INTEGER, retention_hours BIGINT)',
  'CREATE TABLE IF NOT EXISTS shards (directory BIGINT, shard INTEGER, last_sequence BIGINT)',
  `CREATE TABLE IF NOT EXISTS records (directory BIGINT, shard INTEGER, sequence BIGINT, arrival BIGINT, data BLOB,
    client_info BLOB, partition_key VARCHAR)`,
];

const nanosPerHour = 3_600_000_000_000n;

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

/** Makes a directory a stream, within the running transaction. */
export async function createStream(
  connection: Connection,
  directoryId: number,
  { shards, retentionHours }: StreamShape,
): Promise<void> {
  await connection.run('INSERT INTO streams VALUES ($1, $2, $3)', [
    directoryId,
    shards,
    BigInt(retentionHours),
  ]);
  await connection.run('INSERT INTO shards SELECT $1, range, 0 FROM range($2::BIGINT)', [
    directoryId,
    BigInt(shards),
  ]);
}

/** Gives a stream shards `from` (inclusive) to `to` (exclusive), within the running transaction. */
export async function addShards(
  connection: Connection,
  directoryId: number,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  await connection.run('UPDATE streams SET shards = $2 WHERE directory = $1', [directoryId, to]);
  await connection.run('INSERT INTO shards SELECT $1, range, 0 FROM range($2::BIGINT, $3::BIGINT)', [
    directoryId,
    BigInt(from),
    BigInt(to),
  ]);
}

/** Takes a shard's records and its count away, within the running transaction. Returns whether it held any, ever. */
export async function emptyShard(
  connection: Connection,
  directoryId: number,
  shard: number,
): Promise<boolean> {
  await connection.run('DELETE FROM records WHERE directory = $1 AND shard = $2', [directoryId, shard]);
  const sql = 'UPDATE shards SET last_sequence = 0 WHERE directory = $1 AND shard = $2 AND last_sequence > 0';
  return (await connection.run(sql, [directoryId, shard])).rowsChanged > 0;
}

/**
 * The shards of directory $1 that hold or held records, as objects: name, bytes of the records, created, modified,
 * last sequence. $2 is the time when the stream was made.
 */
export const shardObjects = `SELECT s.shard::VARCHAR AS name, coalesce(r.bytes, 0)::BIGINT AS size, $2::BIGINT AS created,
  coalesce(r.modified, $2::BIGINT) AS modified, s.last_sequence
  FROM shards s LEFT JOIN (
    SELECT shard, sum(octet_length(data)) AS bytes, max(arrival) AS modified FROM records WHERE directory = $1 GROUP BY shard
  ) r ON r.shard = s.shard WHERE s.directory = $1 AND s.last_sequence > 0`;

export interface Putting {
  readonly directoryId: number;
  readonly records: NewRecords;
  /** Arrival of the first record in nanoseconds; each record arrives one later than the one before. */
  readonly firstArrival: bigint;
}

/** How far the shards of a stream are, within the running transaction. */
export interface ShardCounts {
  readonly stream: StreamShape;
  /** The last sequence of each shard as the tables have it. */
  readonly saved: readonly bigint[];
  /** With the records that were put since. */
  readonly counts: number[];
}

export async function loadShardCounts(
  connection: Connection,
  directoryId: number,
  stream: StreamShape,
): Promise<ShardCounts> {
  const saved = await allLastSequences(connection, directoryId, stream);
  return { stream, saved, counts: saved.map(Number) };
}

/** Adds records to the ends of their shards, within the running transaction; the counts are to be saved before its end. */
export async function putRecords(
  connection: Connection,
  { stream, counts }: ShardCounts,
  { directoryId, records, firstArrival }: Putting,
): Promise<RecordPosition[]> {
  let turn = counts.reduce((sum, last) => sum + last, 0);
  const positions = Array.from({ length: records.length }, (_, row): RecordPosition => {
    const { shard, partitionKey } = records.at(row) ?? {};
    const target =
      shard ?? (partitionKey === undefined ? turn++ % stream.shards : hash(partitionKey) % stream.shards);
    const sequence = (counts[target] ?? 0) + 1;
    counts[target] = sequence;
    return { shard: target, sequence: BigInt(sequence) };
  });
  const rows = { table: 'records', total: records.length };
  await appendRows(connection, rows, recordSources({ directoryId, records, positions, firstArrival }));
  return positions;
}

/** Writes down how far the shards are, and drops the records whose time is over. */
export async function saveShardCounts(
  connection: Connection,
  directoryId: number,
  { stream, saved, counts }: ShardCounts,
): Promise<void> {
  for (const [shard, count] of counts.entries()) {
    if (count === Number(saved[shard] ?? 0n)) continue;
    const sql = 'UPDATE shards SET last_sequence = $3 WHERE directory = $1 AND shard = $2';
    await connection.run(sql, [directoryId, shard, BigInt(count)]);
  }
  const sql = 'DELETE FROM records WHERE directory = $1 AND arrival < $2';
  await connection.run(sql, [directoryId, cutoffOf(stream)]);
}

interface Placed extends Putting {
  readonly positions: readonly RecordPosition[];
}

/** The columns of `records`, in order. */
function recordSources({ directoryId, records, positions, firstArrival }: Placed): Source[] {
  return [
    { type: BIGINT, fill: integersFrom(() => BigInt(directoryId)) },
    {
      type: INTEGER,
      fill: (vector, start, rows) => {
        const shards = Int32Array.from({ length: rows }, (_, row) => positions[start + row]?.shard ?? 0);
        duckdb.copy_data_to_vector(vector, 0, shards.buffer, 0, shards.byteLength);
      },
    },
    { type: BIGINT, fill: integersFrom((row) => positions[row]?.sequence ?? 0n) },
    { type: BIGINT, fill: integersFrom((row) => firstArrival + BigInt(row)) },
    { type: BLOB, fill: bytesFrom(({ data }) => data) },
    { type: BLOB, fill: bytesFrom(({ clientInfo }) => clientInfo) },
    {
      type: VARCHAR,
      fill: bytesFrom(({ partitionKey }) =>
        partitionKey === undefined ? undefined : Buffer.from(partitionKey),
      ),
    },
  ];

  function bytesFrom(valueOf: (record: NewRecord) => Uint8Array | undefined): Source['fill'] {
    return (vector, start, rows) => {
      const nulls = new Bitmap(rows);
      for (let row = 0; row < rows; row++) {
        const record = records.at(start + row);
        const value = record && valueOf(record);
        if (value === undefined) nulls.set(row);
        else duckdb.vector_assign_string_element_len(vector, row, value);
      }
      if (nulls.any()) writeNulls(vector, nulls, 0, rows);
    };
  }
}

function integersFrom(valueOf: (row: number) => bigint): Source['fill'] {
  const values = new BigInt64Array(chunkRows);
  return (vector, start, rows) => {
    for (let row = 0; row < rows; row++) values[row] = valueOf(start + row);
    writeNumbers(vector, values, 0, rows);
  };
}

/** Arrivals before this are not retained. */
function cutoffOf({ retentionHours }: StreamShape): bigint {
  return BigInt(Date.now()) * 1_000_000n - BigInt(retentionHours) * nanosPerHour;
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

async function allLastSequences(
  connection: Connection,
  id: number,
  { shards }: StreamShape,
): Promise<bigint[]> {
  const lastSequences = Array.from({ length: shards }, () => 0n);
  const rows = await connection.rows('SELECT shard, last_sequence FROM shards WHERE directory = $1', [id]);
  for (const [shard, last] of rows as [number, bigint][]) lastSequences[shard] = last;
  return lastSequences;
}

/** FNV-1a over the UTF-8 bytes: spreads keys evenly and never changes. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
