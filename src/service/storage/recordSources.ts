import { BIGINT, BLOB, INTEGER, VARCHAR } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { Bitmap } from '../../data/bitmap';
import type { Source } from './staging';
import type { NewRecord, NewRecords, RecordPosition } from './streams';
import { chunkRows, writeNoValues, writeNulls, writeNumbers } from './vectors';

export interface PlacedRecords {
  readonly directoryId: number;
  readonly records: NewRecords;
  /** Of each record. */
  readonly positions: readonly RecordPosition[];
  /** Arrival of the first record in nanoseconds; each record arrives one later than the one before. */
  readonly firstArrival: bigint;
}

/** The columns of `records`, in order, for records one by one. */
export function recordSources({ directoryId, records, positions, firstArrival }: PlacedRecords): Source[] {
  return [
    { type: BIGINT, fill: integersFrom(() => BigInt(directoryId)) },
    { type: INTEGER, fill: shardsFrom((row) => positions[row]?.shard ?? 0) },
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
    { type: BIGINT, fill: writeNoValues },
    { type: BIGINT, fill: writeNoValues },
    { type: BLOB, fill: writeNoValues },
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

/** A piece of a run: a row of `records`. */
export interface RunPiece extends RecordPosition {
  readonly arrival: bigint;
  readonly lastSequence: bigint;
  readonly lastArrival: bigint;
  readonly bytes: Uint8Array;
}

/** The columns of `records`, in order, for pieces of runs. */
export function runSources(directoryId: number, pieces: readonly RunPiece[]): Source[] {
  return [
    { type: BIGINT, fill: integersFrom(() => BigInt(directoryId)) },
    { type: INTEGER, fill: shardsFrom((row) => pieces[row]?.shard ?? 0) },
    { type: BIGINT, fill: integersFrom((row) => pieces[row]?.sequence ?? 0n) },
    { type: BIGINT, fill: integersFrom((row) => pieces[row]?.arrival ?? 0n) },
    { type: BLOB, fill: writeNoValues },
    { type: BLOB, fill: writeNoValues },
    { type: VARCHAR, fill: writeNoValues },
    { type: BIGINT, fill: integersFrom((row) => pieces[row]?.lastSequence ?? 0n) },
    { type: BIGINT, fill: integersFrom((row) => pieces[row]?.lastArrival ?? 0n) },
    {
      type: BLOB,
      fill: (vector, start, rows) => {
        for (let row = 0; row < rows; row++) {
          const { bytes } = pieces[start + row] ?? {};
          if (bytes !== undefined) duckdb.vector_assign_string_element_len(vector, row, bytes);
        }
      },
    },
  ];
}

function shardsFrom(shardOf: (row: number) => number): Source['fill'] {
  return (vector, start, rows) => {
    const shards = Int32Array.from({ length: rows }, (_, row) => shardOf(start + row));
    duckdb.copy_data_to_vector(vector, 0, shards.buffer, 0, shards.byteLength);
  };
}

function integersFrom(valueOf: (row: number) => bigint): Source['fill'] {
  const values = new BigInt64Array(chunkRows);
  return (vector, start, rows) => {
    for (let row = 0; row < rows; row++) values[row] = valueOf(start + row);
    writeNumbers(vector, values, 0, rows);
  };
}
