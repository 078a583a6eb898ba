import type { Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import type { Collection } from '../../frames/collection';
import { collectionDetails } from './collectionDetails';
import type { Detail } from './detail';
import { countText, leafTooltip, type RowCount } from './leafTooltip';
import { collectionOf, connectionOf, type LeafNode } from './node';
import { recentCollections } from './recentCollections';
import { countRows } from './rowCount';

/** Milliseconds that counting may take, to connect included. */
const summaryTimeout = 10_000;

/** Reads what is in collections, and which were used. Rows are counted once for each listing of a leaf. */
export class LeafReader {
  private readonly counts = new WeakMap<LeafNode, RowCount>();

  constructor(private readonly live: Pick<LiveConnections, 'get'>) {}

  /** What a collection is made of. @throws FramesError */
  async *details(leaf: LeafNode, signal: AbortSignal): AsyncGenerator<Detail, void, undefined> {
    yield* collectionDetails(leaf, await this.live.get(connectionOf(leaf).id), signal);
  }

  /** Collections that the service's history names. @throws FramesError */
  async recent({ id }: Connection, signal: AbortSignal): Promise<readonly Collection[]> {
    return recentCollections((await this.live.get(id)).client, { signal });
  }

  /** The tooltip of a leaf, as Markdown. */
  async describe(leaf: LeafNode, signal: AbortSignal): Promise<string> {
    return leafTooltip(leaf, await this.count(leaf, signal));
  }

  /** The number of rows in words; undefined for what has none, or cannot be counted. */
  async summary(leaf: LeafNode): Promise<string | undefined> {
    const count = await this.count(leaf, AbortSignal.timeout(summaryTimeout));
    return count === undefined || count instanceof Error ? undefined : countText(count);
  }

  /** Undefined for what has no countable rows. */
  private async count(leaf: LeafNode, signal: AbortSignal): Promise<RowCount | Error | undefined> {
    const known = this.counts.get(leaf);
    if (known) return known;
    const collection = collectionOf(leaf);
    if (collection?.backend !== 'nosql' && collection?.backend !== 'csv') return undefined;
    const { entry } = leaf;
    // One column tells the rows as well as all of them.
    const slim =
      entry.kind === 'nosql' && entry.schema && entry.schema.key !== ''
        ? { backend: entry.kind, table: collection.path, columns: [entry.schema.key] }
        : { backend: collection.backend, table: collection.path };
    try {
      const { client } = await this.live.get(connectionOf(leaf).id);
      const count = await countRows(client, slim, signal);
      this.counts.set(leaf, count);
      return count;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
