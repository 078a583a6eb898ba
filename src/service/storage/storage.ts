import type { Bitmap } from '../../data/bitmap';
import type { StringValues } from '../../data/column';
import type { DirectoryPath } from './directoryPath';
import type { HistoryStore } from './history';
import type { SeriesChange, SeriesStore } from './series';
import type { NewBlock, NewRecords, RecordPosition, Shard, StreamShape, StreamStore } from './streams';

export type { DirectoryPath };

/**
 * What the service keeps: containers hold directories, directories hold objects (bodies of bytes) and items (rows of
 * attributes). `openStorage` in openStorage.ts gives the one implementation; nothing outside this folder knows the engine.
 *
 * Every method throws FramesError: `internal` when the engine fails, `cancelled` when the signal ends the call.
 */
export interface Storage {
  readonly objects: ObjectStore;
  readonly items: ItemStore;
  readonly streams: StreamStore;
  readonly history: HistoryStore;
  readonly series: SeriesStore;
  /**
   * Runs one transaction: all that `work` does through its argument becomes visible and durable together when the promise
   * resolves, or not at all. Changes run one after another; reads go on beside them and see what was there before.
   * Changes that wait share a commit, and see what those before them did. When that comes to nothing because of another,
   * `work` runs again: what it keeps outside must bear that, and what it decides by it reads through its argument.
   */
  change<T>(work: (change: Change) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** What is committed now of a directory and those below it; to be closed after use. The signal ends what it reads. */
  snapshot(directory: DirectoryPath, signal?: AbortSignal): Promise<Snapshot>;
  /** Waits for the running change, ends the running reads and lets go of the file. */
  close(): Promise<void>;
}

export interface Container {
  readonly name: string;
  /** Nanoseconds since the epoch. */
  readonly created: bigint;
  readonly id: number;
}

export interface ObjectStore {
  /** By id. `users`, `projects` and `bigdata` are there from the start; others come into being with their first write. */
  containers(): Promise<readonly Container[]>;
  /** A directory exists once it was made or anything was put under it; the root exists with its container. */
  directoryExists(container: string, directory: string): Promise<boolean>;
  /** One level of a directory; undefined when the directory does not exist (spec/webapi.md §2). */
  list(request: ListRequest): Promise<Listing | undefined>;
  /** The object at a path that is no item, or the shard, without its body. */
  find(container: string, path: string): Promise<ObjectEntry | undefined>;
  /** The object at a path (no leading slash); an item has an empty body. */
  read(container: string, path: string): Promise<StoredObject | undefined>;
  /** Writes an object and makes the directories above it; a path that ends in a slash makes a directory. */
  write(container: string, path: string, body: Uint8Array): Promise<void>;
  /**
   * Removes an object or item, or (path ending in a slash) a directory that holds nothing.
   * @returns false when nothing is there, or when the directory still holds something.
   */
  remove(container: string, path: string): Promise<boolean>;
}

export interface ListRequest {
  readonly container: string;
  /** Slashes at either end do not count; empty is the root. */
  readonly directory: string;
  readonly onlyDirectories?: boolean;
  /** Entries bytewise after this full path (a directory's without its trailing slash) are listed; empty or absent: all. */
  readonly marker?: string;
  /** Most entries, objects and directories together. */
  readonly limit?: number;
}

/** Entries in bytewise order of their names, objects and directories apart. */
export interface Listing {
  readonly objects: readonly ObjectEntry[];
  readonly directories: readonly DirectoryEntry[];
  readonly isTruncated: boolean;
  /** The last entry returned, a directory without its trailing slash; empty when none was. */
  readonly nextMarker: string;
}

export interface ObjectEntry {
  /** Full path inside the container, without leading slash. */
  readonly key: string;
  /** Bytes of the body, or of a shard's records in the form in which they are kept; 0 for an item. */
  readonly size: number;
  /** Nanoseconds since the epoch, as `modified`. */
  readonly created: bigint;
  readonly modified: bigint;
  /** A row of a nosql table. */
  readonly isItem: boolean;
  /** Of a stream's shard: the sequence of its last record. Shards that never held one are not listed. */
  readonly lastSequence?: bigint | undefined;
}

export interface DirectoryEntry {
  /** Full path inside the container with a trailing slash. */
  readonly prefix: string;
  readonly created: bigint;
  readonly modified: bigint;
  /** Present when it is a stream. */
  readonly stream?: StreamShape | undefined;
}

export interface StoredObject {
  readonly body: Uint8Array;
  readonly created: bigint;
  readonly modified: bigint;
}

/** long: 64-bit integer. time: nanoseconds since the epoch. The same attribute may differ in type from item to item. */
export type AttributeType = 'long' | 'double' | 'string' | 'boolean' | 'time' | 'blob';

/** The values that an attribute has as one type; where the null bit is set the item lacks it, or has it as another type. */
export type AttributeColumn = { readonly attribute: string; readonly nulls?: Bitmap | undefined } & (
  | { readonly type: 'long' | 'time'; readonly values: BigInt64Array }
  | { readonly type: 'double'; readonly values: Float64Array }
  | { readonly type: 'string'; readonly values: StringValues }
  | { readonly type: 'boolean'; readonly values: Bitmap }
  | { readonly type: 'blob'; readonly values: BlobValues }
);

export interface BlobValues {
  readonly length: number;
  at(row: number): Uint8Array | undefined;
}

/** Consecutive items of a scan. */
export interface ItemChunk {
  readonly length: number;
  readonly names: StringValues;
  /** Nanoseconds since the epoch, as `modified`. Two changes of one item never have the same modification time. */
  readonly created: BigInt64Array;
  readonly modified: BigInt64Array;
  /** Only attributes that were asked for; one that no item ever had is absent, one of several types stands several times. */
  readonly columns: readonly AttributeColumn[];
}

export interface ItemScan {
  readonly directory: DirectoryPath;
  /** Attributes wanted; absent means all. */
  readonly attributes?: readonly string[];
  /** Whether `created` and `modified` are wanted; absent means yes. Where they are not, they are 0. */
  readonly times?: boolean;
  /** Only items of this sharding key: the text left of a name's first dot. */
  readonly shardingKey?: string;
  /** Sorting keys (the text right of the first dot), bytewise: `from` inclusive, `to` exclusive; empty means open. */
  readonly sortingKeys?: { readonly from: string; readonly to: string };
  /** Only the item of this name. */
  readonly name?: string;
  /** Only names bytewise after this one. */
  readonly after?: string;
  /** Most items. */
  readonly limit?: number;
}

export interface ItemStore {
  /** Attributes that items of a directory have or had, with their types; empty when it never held items. */
  attributes(
    directory: DirectoryPath,
  ): readonly { readonly attribute: string; readonly type: AttributeType }[];
  /**
   * Items of one directory (not of those below it) in ascending bytewise order of their names; nothing when there is none.
   * Ending the iteration, or the signal, frees the connection at once.
   */
  scan(scan: ItemScan, signal?: AbortSignal): AsyncIterable<ItemChunk>;
  get(directory: DirectoryPath, name: string): Promise<Item | undefined>;
}

export interface ObjectPage {
  /** Names bytewise after this one; empty: from the first. */
  readonly after: string;
  readonly limit: number;
}

/** Directories, objects and items as they were at one moment. One thing is read from it at a time. */
export interface Snapshot {
  /** The directories directly below one, in bytewise order. */
  directories(directory: DirectoryPath): readonly DirectoryEntry[];
  readObject(directory: DirectoryPath, name: string): Promise<Uint8Array | undefined>;
  /** The objects of a directory that are no items or shards, in bytewise order of their names: up to `limit` after a name. */
  objects(directory: DirectoryPath, page: ObjectPage): Promise<readonly ObjectEntry[]>;
  /** As `ItemStore.scan`. */
  scan(scan: ItemScan): AsyncIterable<ItemChunk>;
  /** Ends what is running and frees the connection at once. */
  close(): void;
}

export type ItemValue =
  | { readonly type: 'long' | 'time'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'blob'; readonly value: Uint8Array };

export interface Item {
  readonly name: string;
  readonly created: bigint;
  readonly modified: bigint;
  readonly attributes: ReadonlyMap<string, ItemValue>;
}

/**
 * How a batch meets items that exist (spec/kv.md §5); missing items are created in every mode.
 * merge: sets the attributes that have a value. update: also removes those whose cell is null. replace: the item has
 * the row's attributes and no others. create: leaves it alone.
 */
export type PutMode = 'merge' | 'update' | 'replace' | 'create';

/** Rows to put, by column. */
export interface ItemBatch {
  /** One name per row, each only once. */
  readonly names: readonly string[];
  readonly columns: readonly AttributeColumn[];
}

/** What can be done in one transaction. */
export interface Change {
  /** Samples; those of a directory go when it is removed. */
  readonly series: SeriesChange;
  readObject(directory: DirectoryPath, name: string): Promise<Uint8Array | undefined>;
  /** As `ObjectStore.find`. */
  findObject(directory: DirectoryPath, name: string): Promise<ObjectEntry | undefined>;
  writeObject(directory: DirectoryPath, name: string, body: Uint8Array): Promise<void>;
  removeObject(directory: DirectoryPath, name: string): Promise<boolean>;
  /** Makes a directory and those above it. */
  makeDirectory(directory: DirectoryPath): void;
  /** Removes what lies directly in a directory, then the directory itself unless others lie below it. */
  removeDirectory(directory: DirectoryPath): void;
  directories(directory: DirectoryPath): readonly DirectoryEntry[];
  directoryExists(directory: DirectoryPath): boolean;
  /** Undefined when the directory is no stream, or is not there. */
  stream(directory: DirectoryPath): StreamShape | undefined;
  /** Whether neither objects nor items nor directories are in it, nor shards that hold or held records. */
  isEmpty(directory: DirectoryPath): Promise<boolean>;
  getItems(directory: DirectoryPath, names: readonly string[]): Promise<ReadonlyMap<string, Item>>;
  /** As `ItemStore.scan`, what the transaction has done so far included. It has to be read to its end before anything else is done. */
  scan(scan: ItemScan): AsyncIterable<ItemChunk>;
  /**
   * Puts batches one after another. All that a transaction puts into a directory goes into one call, of this method or
   * the next: the engine cannot add a column to a table that the same transaction has changed before.
   */
  putItems(directory: DirectoryPath, batches: readonly ItemBatch[], mode: PutMode): Promise<void>;
  /** Puts whole items: each has exactly these attributes afterwards. */
  replaceItems(directory: DirectoryPath, items: ReadonlyMap<string, Item['attributes']>): Promise<void>;
  /**
   * Has the items of a directory lie in ascending order of their names, so that reads need not sort them. It is done where at
   * least half of them, `written`, were put lately, and where others that write need not wait for it longer than a second or so.
   */
  arrangeItems(directory: DirectoryPath, written: number): Promise<void>;
  /** Makes a directory that is not there yet, as a stream. */
  createStream(directory: DirectoryPath, shape: StreamShape): Promise<void>;
  /**
   * Puts records to the ends of a stream's shards, in order.
   * @throws FramesError `notFound` when the directory is no stream (any more)
   */
  putRecords(directory: DirectoryPath, records: NewRecords): Promise<readonly RecordPosition[]>;
  /**
   * Puts blocks of records to the ends of a stream's shards, in order.
   * @throws FramesError `notFound` when the directory is no stream (any more), `invalidArgument` when a block is made for
   * another number of shards
   */
  putBlocks(directory: DirectoryPath, blocks: readonly NewBlock[]): Promise<void>;
  /**
   * Gives a stream more shards.
   * @throws FramesError `notFound` when the directory is no stream (any more), `invalidArgument` for fewer than it has
   */
  growStream(directory: DirectoryPath, shards: number): Promise<void>;
  /** Empties a shard, as if it had never held a record. @returns whether it held any, ever */
  removeShard(shard: Shard): Promise<boolean>;
  /** @returns how many of them were there */
  removeItems(directory: DirectoryPath, names: readonly string[]): Promise<number>;
}
