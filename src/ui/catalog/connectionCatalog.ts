import { formatCollection, type Collection } from '../../frames/collection';
import type { CatalogAccess } from './catalogAccess';
import { describeTable } from './describeTable';
import { listTables, type ListedTable, type ListedTables } from './listTables';
import { Remembered } from './remembered';
import type { TableDetails } from './tableDetails';

/** Milliseconds after which listings and descriptions are made again; what others do to a service shows by then. */
const maxAge = 60_000;

/** Tables whose description is kept; the one that was looked at longest ago goes first. */
const maxDescribed = 200;

export interface ConnectionCatalogOptions {
  /** Opened on first use. @throws what connecting throws */
  readonly access: () => Promise<CatalogAccess>;
  /** The one container that the connection shows; all unless given. */
  readonly container?: string | undefined;
  readonly onChange: () => void;
  readonly now?: () => number;
}

/**
 * The names that a connection knows. What is asked is answered at once with what is known, and loaded in the background where
 * that is nothing or old; `onChange` says when there is more to be had.
 */
export class ConnectionCatalog {
  private readonly listing: Remembered<ListedTables>;
  private readonly described = new Map<string, Remembered<TableDetails>>();
  private readonly now: () => number;

  constructor(private readonly options: ConnectionCatalogOptions) {
    this.now = options.now ?? (() => performance.now());
    this.listing = new Remembered<ListedTables>({
      load: async (signal, publish) => {
        const { source } = await options.access();
        if (!source) return { containers: [], tables: [], isPartial: true };
        return listTables(source, { signal, publish, container: options.container });
      },
      maxAge,
      now: this.now,
      onChange: options.onChange,
    });
  }

  /** The collections that are known; undefined as long as none are. */
  tables(): ListedTables | undefined {
    const { value } = this.listing;
    // A part looks like all there is as long as nobody looks at the flag.
    return value && (this.listing.isCurrent ? value : { ...value, isPartial: true });
  }

  /** Whether all collections are known, and this is none of them. */
  lacks(collection: Collection): boolean {
    const known = this.tables();
    return known?.isPartial === false && !known.tables.some((table) => isSame(table, collection));
  }

  /** What can be named over a collection; undefined as long as that is not known. */
  details(collection: Collection): TableDetails | undefined {
    return this.listed(collection)?.details ?? this.remembered(collection).value;
  }

  /** Of a stream, as far as it is known. */
  shardCount(collection: Collection): number | undefined {
    return this.listed(collection)?.shardCount;
  }

  /** Why nothing is known of a collection, or of any when none is given. */
  failure(collection?: Collection): unknown {
    return collection === undefined ? this.listing.failure : this.remembered(collection).failure;
  }

  /** Resolves when all that was asked for has been loaded, or could not be. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all([this.listing, ...this.described.values()].map((each) => each.settled()));
  }

  /** Forgets what an operation of ours has made untrue: no later answer is from before it. */
  changed(collection: Collection, kind: 'created' | 'written' | 'deleted' | 'inferred'): void {
    this.described.get(formatCollection(collection))?.forget();
    const isThere = kind !== 'deleted';
    this.listing.amend((known) => {
      const others = known.tables.filter((table) => !isSame(table, collection));
      return { ...known, tables: isThere ? [...others, collection] : others };
    });
    // Deleting rows leaves the table: only the service knows.
    if (!isThere) this.listing.outdate();
    this.options.onChange();
  }

  /** Loads all of it again when it is looked at next. */
  refresh(): void {
    for (const each of [this.listing, ...this.described.values()]) each.outdate();
    this.options.onChange();
  }

  dispose(): void {
    for (const each of [this.listing, ...this.described.values()]) each.forget();
  }

  private listed(collection: Collection): ListedTable | undefined {
    return this.listing.peek?.tables.find((table) => isSame(table, collection));
  }

  private remembered(collection: Collection): Remembered<TableDetails> {
    const key = formatCollection(collection);
    const known = this.described.get(key);
    this.described.delete(key);
    const described =
      known ??
      new Remembered<TableDetails>({
        load: async (signal) => describeTable(await this.options.access(), collection, { signal }),
        maxAge,
        now: this.now,
        onChange: this.options.onChange,
      });
    this.described.set(key, described);
    const [oldest] = this.described;
    if (oldest && this.described.size > maxDescribed) {
      oldest[1].forget();
      this.described.delete(oldest[0]);
    }
    return described;
  }
}

function isSame(a: Collection, b: Collection): boolean {
  return a.backend === b.backend && a.path === b.path;
}
