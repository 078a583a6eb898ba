import type { DirectoryPath } from './directoryPath';

/** A directory that is a stream (spec/stream.md §1). */
export interface StreamShape {
  /** At least 1; they are named 0 to shards − 1. */
  readonly shards: number;
  /** Records older than this are gone. */
  readonly retentionHours: number;
}

export interface NewRecord {
  readonly data: Uint8Array;
  readonly clientInfo?: Uint8Array | undefined;
  /** Records of one key go to one shard. */
  readonly partitionKey?: string | undefined;
  /** Wins over the key; without either the shards take turns. Below the number of shards. */
  readonly shard?: number | undefined;
}

/** An array of records, or what makes each of them when it is asked for. */
export interface NewRecords {
  readonly length: number;
  at(row: number): NewRecord | undefined;
}

/** Records of a run at most. Raising it is safe, lowering it is not: older runs stay as they are. */
export const mostRunRecords = 4096;

/** Records that are put together, and kept in a form that storage does not look into. */
export interface NewBlock {
  /** Records: for each shard at least one, at most `mostRunRecords`. */
  readonly length: number;
  /** One for each shard of the stream: run `i` of `n` holds records i, i + n, i + 2n, … of the block. */
  readonly runs: readonly Uint8Array[];
}

export interface RecordPosition {
  readonly shard: number;
  /** Ascending within a shard, from 1. */
  readonly sequence: bigint;
}

export interface StreamRecord {
  readonly kind: 'record';
  readonly sequence: bigint;
  /** Nanoseconds since the epoch. */
  readonly arrival: bigint;
  readonly data: Uint8Array;
  readonly clientInfo: Uint8Array | undefined;
  readonly partitionKey: string | undefined;
}

export interface Shard {
  readonly directory: DirectoryPath;
  readonly shard: number;
}

export interface RecordBatch {
  readonly records: readonly (StreamRecord | StoredRun)[];
  /** Retained records of the shard behind the last of these. */
  readonly behind: bigint;
}

/** Consecutive records of a shard as a run of a `NewBlock` holds them, and which of them are meant. */
export interface StoredRun {
  readonly kind: 'run';
  /** As they were put. */
  readonly bytes: Uint8Array;
  /** The first record that is meant, counted from 0; those before were not asked for, or are gone. */
  readonly start: number;
  /** The record before which they end. */
  readonly end: number;
  /** Of record 0, which need not be meant; the sequence of each record is one more than that of the one before. */
  readonly sequence: bigint;
  /** Of record 0, in nanoseconds since the epoch. */
  readonly arrival: bigint;
  /** Nanoseconds from a record's arrival to that of the next. */
  readonly step: bigint;
}

/** Consecutive records of a shard that were put one by one, by column. */
export interface RecordRun {
  readonly kind: 'records';
  readonly length: number;
  readonly sequences: BigInt64Array;
  /** Nanoseconds since the epoch. */
  readonly arrivals: BigInt64Array;
  /** The data of record `i` lies from `offsets[i]` to `offsets[i + 1]`. */
  readonly bytes: Buffer;
  readonly offsets: Uint32Array;
}

/** Reading from streams. Every method looks at the records that are retained at the moment. */
export interface StreamStore {
  /** Undefined when the directory is no stream, or is not there. */
  shape(directory: DirectoryPath): StreamShape | undefined;
  /** Whether there is a directory at all. */
  isDirectory(directory: DirectoryPath): boolean;
  /** The sequence of the first retained record, and the one that the next record will get; equal when there is none. */
  bounds(shard: Shard): Promise<{ readonly first: bigint; readonly next: bigint }>;
  /** The sequence of the first record that arrived at `arrival` (ns) or later; the next record's when none did. */
  firstSince(shard: Shard, arrival: bigint): Promise<bigint>;
  /** Up to `limit` records from sequence `from` (inclusive) on. */
  read(
    shard: Shard,
    { from, limit }: { readonly from: bigint; readonly limit: number },
  ): Promise<RecordBatch>;
  /**
   * All records from sequence `from` (inclusive) on that are retained when the reading begins, in runs of some thousand at most.
   * Ending the iteration, or the signal, frees the connection at once.
   */
  scan(
    shard: Shard,
    { from, signal }: { readonly from: bigint; readonly signal?: AbortSignal },
  ): AsyncIterable<RecordRun | StoredRun>;
}
