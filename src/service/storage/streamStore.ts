import { setImmediate } from 'node:timers/promises';
import type { Vector } from '@duckdb/node-bindings';
import type { Bitmap } from '../../data/bitmap';
import type { Catalog } from './catalog';
import type { Connection, Database } from './database';
import type { NewRecord, RecordPosition, Shard, StreamRecord, StreamShape, StreamStore } from './streams';
import type { Utf8Strings } from './utf8Strings';
import { chunkVector, readInt64, readNulls, readStrings } from './vectors';

/** The tables of all streams; `directory` is the id of the stream's directory. */
export const streamTables = [
  'CREATE TABLE IF NOT EXISTS streams (directory BIGINT, shards INTEGER, retention_hours BIGINT)',
  'CREATE TABLE IF NOT EXISTS shards (directory BIGINT, shard INTEGER, last_sequence BIGINT)',
  `CREATE TABLE IF NOT EXISTS records (directory BIGINT, shard INTEGER, sequence BIGINT, arrival BIGINT, data BLOB,
    client_info BLOB, partition_key VARCHAR)`,
];

const nanosPerHour = 3_600_000_000_000n;

/** The appender blocks the event loop: others get their turn after so many records, some milliseconds. */
const recordsPerTurn = 4096;

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
  readonly stream: StreamShape;
  readonly records: readonly NewRecord[];
  /** Arrival of the first record in nanoseconds; each record arrives one later than the one before. */
  readonly firstArrival: bigint;
}

/** Adds records to the ends of their shards and drops those whose time is over, within the running transaction. */
export async function putRecords(
  connection: Connection,
  { directoryId, stream, records, firstArrival }: Putting,
): Promise<RecordPosition[]> {
  const lastSequences = await allLastSequences(connection, directoryId, stream);
  let turn = lastSequences.reduce((sum, last) => sum + last, 0n);
  const positions = records.map(({ shard, partitionKey }): RecordPosition => {
    const target =
      shard ??
      (partitionKey === undefined
        ? Number(turn++ % BigInt(stream.shards))
        : hash(partitionKey) % stream.shards);
    const sequence = (lastSequences[target] ?? 0n) + 1n;
    lastSequences[target] = sequence;
    return { shard: target, sequence };
  });
  await connection.append('records', async (appender) => {
    for (const [i, { data, clientInfo, partitionKey }] of records.entries()) {
      const { shard = 0, sequence = 0n } = positions[i] ?? {};
      appender.appendBigInt(BigInt(directoryId));
      appender.appendInteger(shard);
      appender.appendBigInt(sequence);
      appender.appendBigInt(firstArrival + BigInt(i));
      appender.appendBlob(data);
      if (clientInfo === undefined) appender.appendNull();
      else appender.appendBlob(clientInfo);
      if (partitionKey === undefined) appender.appendNull();
      else appender.appendVarchar(partitionKey);
      appender.endRow();
      if (i % recordsPerTurn === recordsPerTurn - 1) await setImmediate();
    }
  });
  for (const shard of new Set(positions.map((position) => position.shard))) {
    await connection.run('UPDATE shards SET last_sequence = $3 WHERE directory = $1 AND shard = $2', [
      directoryId,
      shard,
      lastSequences[shard] ?? 0n,
    ]);
  }
  await connection.run('DELETE FROM records WHERE directory = $1 AND arrival < $2', [
    directoryId,
    cutoffOf(stream),
  ]);
  return positions;
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
