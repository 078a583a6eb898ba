/** What every item has without it being written (spec/kv.md §12), and how an item's two times give the rest. */
export interface ItemFacts {
  readonly created: bigint;
  readonly modified: bigint;
  /** Bytes of the body; an item has none. */
  readonly size?: number;
  /** What kind of object it is. */
  readonly objectType?: number;
}

/** Items are files too; clients that note on shards what they have read look whether it is one. */
export const objectTypes = { file: 1, shard: 3 };

const SECOND = 1_000_000_000n;

/** In the order in which a read returns them (spec/kv.md §7.5). */
export const systemAttributes: ReadonlyMap<string, (facts: ItemFacts) => bigint> = new Map<
  string,
  (facts: ItemFacts) => bigint
>([
  ['__gid', () => 1000n],
  // A plain file that owner and group may read and write.
  ['__mode', () => 0o100664n],
  ['__mtime_nsecs', ({ modified }) => modified % SECOND],
  ['__mtime_secs', ({ modified }) => modified / SECOND],
  ['__size', ({ size = 0 }) => BigInt(size)],
  ['__uid', () => 1000n],
  ['__ctime_nsecs', ({ created }) => created % SECOND],
  ['__ctime_secs', ({ created }) => created / SECOND],
  // Reading is not recorded: the last access that is known is the last change.
  ['__atime_secs', ({ modified }) => modified / SECOND],
  ['__atime_nsecs', ({ modified }) => modified % SECOND],
  ['__obj_type', ({ objectType = objectTypes.file }) => BigInt(objectType)],
  ['__collection_id', () => 1n],
]);

export const nameAttribute = '__name';
