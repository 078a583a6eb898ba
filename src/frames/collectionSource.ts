import type { TsdbPartitions } from './tsdbPartitions';

/** What can be browsed. No call of Frames lists collections, so a listing comes from beside it (spec/webapi.md §6). */
export interface CollectionSource {
  /** Names of the containers, in the order of the service. */
  containers(options: ListingOptions): Promise<readonly string[]>;
  /**
   * What lies directly in a folder, or in the container when `path` is empty. Listed in pages as it is pulled, so a consumer may stop
   * anywhere. Items of a table and other internals of a collection are not listed.
   * @throws FramesError, `notFound` when there is no such folder
   */
  children(container: string, path: string, options: ChildrenOptions): AsyncIterable<Entry>;
  /** The partitions of a time series table; undefined when there is no such table. @throws FramesError */
  partitions?(container: string, path: string, options: ListingOptions): Promise<TsdbPartitions | undefined>;
  /** What is at a path, told apart by its kind: a folder may have a table's name. Undefined when there is no such thing. */
  entry?(
    container: string,
    path: string,
    kind: CollectionEntry['kind'],
    options: ListingOptions,
  ): Promise<CollectionEntry | undefined>;
  /** What a time-series table keeps about itself. @throws FramesError, `notFound` when there is no such table */
  seriesSchema?(container: string, path: string, options: ListingOptions): Promise<SeriesSchema>;
  /** How many records each shard of a stream holds. @throws FramesError, `notFound` when there is no such stream */
  shards?(container: string, path: string, options: ListingOptions): Promise<readonly ShardExtent[]>;
  /** Looks at a place of a shard, which leaves no trace in the history of the service. @throws FramesError */
  glance?(container: string, path: string, place: ShardPlace, options: ListingOptions): Promise<ShardGlance>;
}

export interface ListingOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ChildrenOptions extends ListingOptions {
  /** Which last names of paths to list; the others are not even looked into. All unless given. */
  readonly matches?: ((name: string) => boolean) | undefined;
}

/** Entries that Frames reads and writes. */
export type CollectionEntry = NosqlEntry | TsdbEntry | StreamEntry | CsvEntry;

export type Entry = FolderEntry | NosqlEntry | TsdbEntry | StreamEntry | CsvEntry | FileEntry;

interface EntryBase {
  /** Inside the container, no slash at either end; unique together with the kind. */
  readonly path: string;
}

export interface FolderEntry extends EntryBase {
  readonly kind: 'folder';
}

export interface NosqlEntry extends EntryBase {
  readonly kind: 'nosql';
  readonly schema: NosqlSchema;
}

export interface TsdbEntry extends EntryBase {
  readonly kind: 'tsdb';
}

export interface StreamEntry extends EntryBase {
  readonly kind: 'stream';
  readonly shardCount: number;
  /** Undefined where the listing does not say. */
  readonly retentionHours: number | undefined;
}

/** A csv table: its path is also its name for the csv backend. */
export interface CsvEntry extends EntryBase {
  readonly kind: 'csv';
  /** Bytes. */
  readonly size: number;
}

export interface FileEntry extends EntryBase {
  readonly kind: 'file';
  /** Bytes. */
  readonly size: number;
}

/** What a table keeps about itself (spec/kv.md §3). */
export interface NosqlSchema {
  readonly fields: readonly NosqlField[];
  readonly key: string;
  readonly sortingKey: string | undefined;
}

export interface NosqlField {
  readonly name: string;
  /** `long`, `double`, `string`, `timestamp` or `boolean`. */
  readonly type: string;
  readonly isNullable: boolean;
}

/** spec/tsdb.md §3 */
export interface SeriesSchema {
  /** Length of a chunk, such as `1h`; the rate decides it. */
  readonly chunkInterval: string;
  /** What is kept of each granule, such as `count`; empty for none. */
  readonly aggregates: readonly string[];
  /** Length of a granule, such as `1h`. */
  readonly aggregationGranularity: string;
  readonly partitions: TsdbPartitions;
}

export interface ShardExtent {
  readonly shard: number;
  /** Undefined when the shard is empty. */
  readonly firstSequence: bigint | undefined;
  /** Records that are retained. */
  readonly records: bigint;
}

export interface ShardPlace {
  readonly shard: number;
  /** Where to look; at the first record that is there unless given. */
  readonly sequence?: bigint | undefined;
}

export interface ShardGlance {
  /** The records at the place, two at most. */
  readonly records: readonly RecordMark[];
  /** Whether the shard ends behind these; false where that is not told. */
  readonly isEnd: boolean;
}

export interface RecordMark {
  readonly sequence: bigint;
  /** Nanoseconds since the epoch. */
  readonly arrival: bigint;
}
