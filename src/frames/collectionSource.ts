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
  children(container: string, path: string, options: ListingOptions): AsyncIterable<Entry>;
  /** The partitions of a time series table; undefined when there is no such table. @throws FramesError */
  partitions?(container: string, path: string, options: ListingOptions): Promise<TsdbPartitions | undefined>;
}

export interface ListingOptions {
  readonly signal?: AbortSignal | undefined;
}

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
