import type { DuckDBValue } from '@duckdb/node-api';
import type { Directory } from './catalog';
import { pathIn } from './directoryPath';
import type { ObjectEntry } from './storage';
import { shardObjects } from './streamTables';

/**
 * The objects of a directory that are no items, shards among them: name, bytes, created, modified, last sequence.
 * $1 is the directory's id, $2 the time when it was made.
 */
export function filesOf({ stream }: Directory): string {
  const objects =
    'SELECT name, octet_length(body)::BIGINT AS size, created, modified, NULL::BIGINT AS last_sequence FROM objects' +
    ' WHERE directory = $1 AND $2::BIGINT IS NOT NULL';
  return stream === undefined ? objects : `${objects} UNION ALL ${shardObjects}`;
}

/** A row of the above; behind it may stand whether it is an item. */
export function fileEntry(directory: Directory, row: readonly DuckDBValue[]): ObjectEntry {
  const [name, size, created, modified, lastSequence, isItem = false] = row;
  return {
    key: pathIn(directory, name as string),
    size: Number(size),
    created: created as bigint,
    modified: modified as bigint,
    isItem: isItem as boolean,
    lastSequence: (lastSequence as bigint | null) ?? undefined,
  };
}
