import { mostRunRecords, type StreamShape } from './streams';

/**
 * The tables of all streams; `directory` is the id of the stream's directory. A row of `records` is a record with its data,
 * or a piece of a run: records from `sequence` to `last_sequence` (inclusive), of which the first came at `arrival` and the
 * last at `last_arrival`. The pieces of a run are rows one after another that differ in `run` alone.
 */
export const streamTables = [
  'CREATE TABLE IF NOT EXISTS streams (directory BIGINT, shards INTEGER, retention_hours BIGINT)',
  'CREATE TABLE IF NOT EXISTS shards (directory BIGINT, shard INTEGER, last_sequence BIGINT)',
  `CREATE TABLE IF NOT EXISTS records (directory BIGINT, shard INTEGER, sequence BIGINT, arrival BIGINT, data BLOB,
    client_info BLOB, partition_key VARCHAR)`,
  'ALTER TABLE records ADD COLUMN IF NOT EXISTS last_sequence BIGINT',
  'ALTER TABLE records ADD COLUMN IF NOT EXISTS last_arrival BIGINT',
  // Looking for a way to compress it takes the engine longer than writing it.
  'ALTER TABLE records ADD COLUMN IF NOT EXISTS run BLOB USING COMPRESSION uncompressed',
];

/**
 * Bytes of a piece of a run. The engine keeps values of 4096 bytes and more apart from the others, which costs many times as
 * much; and whoever reads holds some thousand rows.
 */
export const pieceBytes = 2000;
/** Nanoseconds from the first arrival of a run to its last, at most: records come a nanosecond apart, in turns to shards. */
const longestRun = 1_000_000_000n;

/**
 * The shards of directory $1 that hold or held records, as objects: name, bytes of the records, created, modified,
 * last sequence. $2 is the time when the stream was made.
 */
export const shardObjects = `SELECT s.shard::VARCHAR AS name, coalesce(r.bytes, 0)::BIGINT AS size, $2::BIGINT AS created,
  coalesce(r.modified, $2::BIGINT) AS modified, s.last_sequence
  FROM shards s LEFT JOIN (
    SELECT shard, sum(coalesce(octet_length(data), octet_length(run))) AS bytes, max(coalesce(last_arrival, arrival)) AS modified
    FROM records WHERE directory = $1 GROUP BY shard
  ) r ON r.shard = s.shard WHERE s.directory = $1 AND s.last_sequence > 0`;

/**
 * Conditions for rows that hold a record of sequence `from` or later; that arrived at `since` or later. The last says of rows
 * that all of them arrived before. What is said of a column alone lets the engine skip most of a long table.
 */
export const holdsFrom = (from: bigint): string =>
  `sequence > ${from - BigInt(mostRunRecords)} AND coalesce(last_sequence, sequence) >= ${from}`;
export const arrivedSince = (since: bigint): string =>
  `arrival >= ${since - longestRun} AND coalesce(last_arrival, arrival) >= ${since}`;
export const arrivedBefore = (time: bigint): string =>
  `arrival < ${time} AND coalesce(last_arrival, arrival) < ${time}`;

const nanosPerHour = 3_600_000_000_000n;

/** Arrivals before this are not retained. */
export function cutoffOf({ retentionHours }: StreamShape): bigint {
  return BigInt(Date.now()) * 1_000_000n - BigInt(retentionHours) * nanosPerHour;
}
