import type { StreamShape } from './streams';

/** The tables of all streams; `directory` is the id of the stream's directory. */
export const streamTables = [
  'CREATE TABLE IF NOT EXISTS streams (directory BIGINT, shards INTEGER, retention_hours BIGINT)',
  'CREATE TABLE IF NOT EXISTS shards (directory BIGINT, shard INTEGER, last_sequence BIGINT)',
  `CREATE TABLE IF NOT EXISTS records (directory BIGINT, shard INTEGER, sequence BIGINT, arrival BIGINT, data BLOB,
    client_info BLOB, partition_key VARCHAR)`,
];

/**
 * The shards of directory $1 that hold or held records, as objects: name, bytes of the records, created, modified,
 * last sequence. $2 is the time when the stream was made.
 */
export const shardObjects = `SELECT s.shard::VARCHAR AS name, coalesce(r.bytes, 0)::BIGINT AS size, $2::BIGINT AS created,
  coalesce(r.modified, $2::BIGINT) AS modified, s.last_sequence
  FROM shards s LEFT JOIN (
    SELECT shard, sum(octet_length(data)) AS bytes, max(arrival) AS modified FROM records WHERE directory = $1 GROUP BY shard
  ) r ON r.shard = s.shard WHERE s.directory = $1 AND s.last_sequence > 0`;

const nanosPerHour = 3_600_000_000_000n;

/** Arrivals before this are not retained. */
export function cutoffOf({ retentionHours }: StreamShape): bigint {
  return BigInt(Date.now()) * 1_000_000n - BigInt(retentionHours) * nanosPerHour;
}
