import { isDeepStrictEqual } from 'node:util';
import type { Collection } from '../../frames/collection';
import { FramesError } from '../../wire/errors';
import type { Connection } from '../connections/connection';
import { untilAborted } from '../untilAborted';
import {
  connectionOf,
  isFiltered,
  isParent,
  placeOf,
  type ConnectionNode,
  type ExplorerNode,
  type FilteredNode,
  type LeafNode,
  type ParentNode,
} from './node';
import { groupNode, listChildren, type Listing, type ListingSources } from './listing';
import { Loads } from './loads';
import { failureNote, filterNote, listingNote, noteOf } from './notes';
import type { ConnectionStatus } from './presentation';
import { SlowListings } from './slowListings';

export interface ExplorerModelOptions extends ListingSources {
  readonly connections: () => readonly Connection[];
  /** A few words on a collection that was opened, such as its number of rows; undefined when there are none to say. */
  readonly summary: (leaf: LeafNode) => Promise<string | undefined>;
  /** A node looks different, or has other children; everything, when it is undefined. */
  readonly onChange: (node?: ExplorerNode) => void;
  /** A connection whose credentials were refused is tried again: those that are stored now are to be used. */
  readonly onRetry?: (connection: Connection) => void;
  /** Whether anything is being listed right now. */
  readonly onLoading?: (loading: boolean) => void;
  readonly onStatus?: (connection: Connection, status: ConnectionStatus) => void;
}

/**
 * What the tree knows: children are listed when a node is opened and kept until it is refreshed. A listing that fails
 * leaves what was known in place, below a note that says why.
 */
export class ExplorerModel {
  private readonly rootNodes = new Map<string, ConnectionNode>();
  private readonly listings = new Map<string, Listing>();
  private readonly loads = new Loads((loading) => this.options.onLoading?.(loading));
  private readonly slow = new SlowListings((parent) => this.options.onChange(parent));
  private readonly statuses = new Map<string, ConnectionStatus>();
  /** By the ids of the parents. */
  private readonly filters = new Map<string, string>();
  /** By the ids of the leaves. */
  private readonly summaries = new Map<string, string>();

  constructor(private readonly options: ExplorerModelOptions) {}

  /** The same object for the same connection: VS Code knows a node by its identity. */
  roots(): readonly ConnectionNode[] {
    return this.options.connections().map((connection) => {
      const known = this.rootNodes.get(connection.id);
      if (known && isDeepStrictEqual(known.connection, connection)) return known;
      const node: ConnectionNode = { kind: 'connection', id: connection.id, connection };
      this.rootNodes.set(connection.id, node);
      return node;
    });
  }

  status(connection: Connection): ConnectionStatus {
    return this.statuses.get(connection.id) ?? 'unknown';
  }

  filter(parent: FilteredNode): string | undefined {
    return this.filters.get(parent.id);
  }

  get isFiltered(): boolean {
    return this.filters.size > 0;
  }

  /** Shows only children whose names match; all of them again when it is undefined or blank. */
  setFilter(parent: FilteredNode, filter: string | undefined): void {
    const text = filter?.trim() ?? '';
    if (text === (this.filters.get(parent.id) ?? '')) return;
    if (text === '') this.filters.delete(parent.id);
    else this.filters.set(parent.id, text);
    // What does not match is not stale, but not wanted.
    this.loads.stop((id) => id === parent.id);
    this.listings.delete(parent.id);
    this.options.onChange(parent);
  }

  /** Shows everything again. */
  clearFilters(): void {
    const filtered = [...this.filters.keys()]
      .map((id) => this.parent(id))
      .filter((node) => node !== undefined);
    for (const node of filtered) this.setFilter(node, undefined);
    this.filters.clear();
  }

  summary(leaf: LeafNode): string | undefined {
    return this.summaries.get(leaf.id);
  }

  /**
   * The children that are known, or have been listed now. Never rejects: a failure is a node. VS Code draws nothing of a
   * tree while one part of it is waited for, so a slow listing is answered for by a note, and told of when it is there.
   */
  async children(parent: ParentNode): Promise<readonly ExplorerNode[]> {
    return [...this.above(parent), ...this.withoutEcho(parent, await this.listedSoon(parent))];
  }

  /** Where the connection says already that it is lost, what is below it need not say so again. */
  private withoutEcho(parent: ParentNode, nodes: readonly ExplorerNode[]): readonly ExplorerNode[] {
    if (parent.kind === 'connection' || this.status(connectionOf(parent)) === 'connected') return nodes;
    const ofRoot = this.listings.get(connectionOf(parent).id)?.nodes ?? [];
    const isSaid = ofRoot.some((node) => node.kind === 'note' && node.tone === 'error');
    const known = nodes.filter((node) => node.kind !== 'note' || node.tone !== 'error');
    return isSaid && known.length > 0 ? known : nodes;
  }

  /** What stands before the children, whatever becomes of listing them. */
  private above(parent: ParentNode): readonly ExplorerNode[] {
    if (!isFiltered(parent)) return [];
    const filter = this.filters.get(parent.id);
    const chip = filter === undefined ? [] : [filterNote(parent, filter)];
    const hasPins = parent.kind === 'connection' && this.options.pinned(parent.connection).length > 0;
    return hasPins ? [groupNode(parent, 'pinned'), ...chip] : chip;
  }

  private async listedSoon(parent: ParentNode): Promise<readonly ExplorerNode[]> {
    const listing = await this.slow.soon(parent, this.listed(parent));
    if (listing) return listing.nodes;
    const known = this.listings.get(parent.id);
    return [listingNote(parent), ...(known?.nodes.filter(({ kind }) => kind !== 'note') ?? [])];
  }

  /**
   * Lists again when it is shown next; below `node`, or everything. Each connection is told of by itself: the tree waits
   * for all that one change concerns, and a slow service must not hold up the others.
   */
  refresh(node?: ExplorerNode): void {
    const parents: readonly ParentNode[] = node === undefined ? this.roots() : [listedWith(node)];
    for (const parent of parents) {
      const connection = connectionOf(parent);
      if (this.status(connection) === 'refused') this.options.onRetry?.(connection);
      this.outdate(parent.id);
      this.options.onChange(parent);
    }
  }

  /** Lists the next page of a long listing. */
  async loadMore(parent: ParentNode): Promise<void> {
    const known = this.listings.get(parent.id);
    if (!known?.more || known.stale) return;
    await this.run(parent, known, known.more);
    this.options.onChange(parent);
  }

  /** A collection was made, changed or removed: what shows it is listed again, and nothing else is. */
  changed(connectionId: string, collection: Collection): void {
    const root = this.roots().find(({ id }) => id === connectionId);
    if (!root) return;
    const { container, path } = placeOf(collection);
    let nearest: ParentNode = root;
    const steps = path.split('/').slice(0, -1);
    for (let depth = -1; depth < steps.length; depth++) {
      const wanted = steps.slice(0, depth + 1).join('/');
      const next: ExplorerNode | undefined = this.listings
        .get(nearest.id)
        ?.nodes.find((node) =>
          depth < 0
            ? node.kind === 'container' && node.container === container
            : node.kind === 'folder' && node.path === wanted,
        );
      if (!next || !isParent(next) || !this.listings.has(next.id)) break;
      nearest = next;
    }
    const suffix = `/${container}/${path}//${collection.backend}`;
    for (const id of this.listings.keys()) {
      const isItsOwn = id.startsWith(connectionId) && (id.endsWith(suffix) || id.includes(`${suffix}/`));
      if (isItsOwn || id === nearest.id || id === `${connectionId}//pinned`) this.outdateOne(id);
    }
    this.options.onChange(nearest);
    if (this.options.pinned(root.connection).length > 0 && nearest !== root) this.options.onChange(root);
  }

  /** Other collections are pinned now. */
  pinsChanged(connectionId: string): void {
    this.outdateOne(`${connectionId}//pinned`);
    const root = this.roots().find(({ id }) => id === connectionId);
    if (root) this.options.onChange(root);
  }

  /** Ends every listing that is under way; what waits for one is told so. */
  stopLoading(): void {
    this.loads.stop(() => true);
  }

  /** Forgets a connection that was removed, or now leads elsewhere. */
  forget(connectionId: string): void {
    for (const id of [...this.listings.keys()]) {
      if (isWithin(id, connectionId)) this.listings.delete(id);
    }
    for (const id of [...this.filters.keys()]) {
      if (isWithin(id, connectionId)) this.filters.delete(id);
    }
    this.setStatus(connectionId, 'unknown');
    this.loads.stop((id) => isWithin(id, connectionId));
    this.options.onChange();
  }

  /** A connection is new, or leads elsewhere now: what is known of it is shown until it has been listed again. */
  reconnect(connectionId: string): void {
    this.setStatus(connectionId, 'unknown');
    this.outdate(connectionId);
    this.options.onChange();
  }

  /** Marks a connection whose service went away; what is known of it stays in the tree. */
  disconnected(connectionId: string, reason: string): void {
    const node = this.roots().find(({ id }) => id === connectionId);
    if (!node) return;
    this.setStatus(connectionId, 'notConnected');
    const known = this.listings.get(connectionId);
    const note = noteOf(node, {
      tone: 'error',
      text: 'Click to restart it',
      detail: reason,
      remedy: 'startLocalService',
    });
    this.listings.set(connectionId, {
      nodes: [note, ...(known?.nodes.filter(({ kind }) => kind !== 'note') ?? [])],
      stale: false,
    });
    this.options.onChange(node);
  }

  /** The node of a path, listing what is on the way; undefined when it is not there. */
  async find(connectionId: string, container: string, path: string): Promise<ExplorerNode | undefined> {
    let at: ExplorerNode | undefined = this.roots().find(({ id }) => id === connectionId);
    const steps = path.split('/').filter((segment) => segment !== '');
    for (let depth = -1; depth < steps.length; depth++) {
      if (!at || !isParent(at)) return undefined;
      const below: readonly ExplorerNode[] = (await this.listed(at)).nodes;
      const wanted = steps.slice(0, depth + 1).join('/');
      at = below.find((node) => {
        if (depth < 0) return node.kind === 'container' && node.container === container;
        return (node.kind === 'folder' || node.kind === 'leaf') && node.path === wanted;
      });
    }
    return at;
  }

  /** What is known, or is listed now, however long it takes. */
  private listed(parent: ParentNode): Promise<Listing> {
    const known = this.listings.get(parent.id);
    return known && !known.stale ? Promise.resolve(known) : this.load(parent, known);
  }

  private setStatus(connectionId: string, status: ConnectionStatus): void {
    if ((this.statuses.get(connectionId) ?? 'unknown') === status) return;
    this.statuses.set(connectionId, status);
    const connection = this.options.connections().find(({ id }) => id === connectionId);
    if (connection) this.options.onStatus?.(connection, status);
  }

  /** A node that is in the tree, for its filter. */
  private parent(id: string): FilteredNode | undefined {
    const nodes = [...this.roots(), ...[...this.listings.values()].flatMap((listing) => listing.nodes)];
    return nodes.filter(isFiltered).find((node) => node.id === id);
  }

  private outdateOne(id: string): void {
    const listing = this.listings.get(id);
    if (listing) this.listings.set(id, { ...listing, stale: true });
  }

  private outdate(id: string): void {
    for (const [other, listing] of this.listings) {
      if (isWithin(other, id)) this.listings.set(other, { ...listing, stale: true });
    }
  }

  private load(parent: ParentNode, known: Listing | undefined): Promise<Listing> {
    const filter = this.filters.get(parent.id);
    const listed = this.run(parent, known, (signal) =>
      listChildren(parent, { sources: this.options, filter, signal }),
    );
    if (parent.kind === 'leaf') this.summarize(parent, listed);
    return listed;
  }

  /** Counting may take longer than listing, and holds it up for nobody. */
  private summarize(leaf: LeafNode, listed: Promise<Listing>): void {
    listed
      .then(() => this.options.summary(leaf))
      .then((summary) => {
        if (summary === undefined || summary === this.summaries.get(leaf.id)) return;
        this.summaries.set(leaf.id, summary);
        this.options.onChange(leaf);
      })
      // There is no summary then.
      .catch(() => undefined);
  }

  private run(
    parent: ParentNode,
    known: Listing | undefined,
    list: (signal: AbortSignal) => Promise<Listing>,
  ): Promise<Listing> {
    return this.loads.run(parent.id, (signal) =>
      this.settle(parent, known, untilAborted(list(signal), signal)),
    );
  }

  private async settle(
    parent: ParentNode,
    known: Listing | undefined,
    listed: Promise<Listing>,
  ): Promise<Listing> {
    const connection = connectionOf(parent);
    let listing: Listing;
    let status = this.status(connection);
    try {
      listing = await listed;
      status = 'connected';
    } catch (error) {
      if (error instanceof FramesError) status = statusAfter(error, parent) ?? status;
      const before = known?.nodes.filter(({ kind }) => kind !== 'note' && kind !== 'more') ?? [];
      listing = { nodes: [failureNote(parent, error), ...before], stale: false };
    }
    const root = this.roots().find(({ id }) => id === connection.id);
    if (!root) return listing;
    this.listings.set(parent.id, listing);
    if (this.status(connection) !== status) {
      this.setStatus(connection.id, status);
      this.options.onChange(root);
    }
    return listing;
  }
}

/** What a failed listing says about the connection; undefined for nothing. A service may keep no history, but answer. */
function statusAfter({ code }: FramesError, { kind }: ParentNode): ConnectionStatus | undefined {
  if (code === 'unavailable' || (code === 'deadline' && kind !== 'detail')) return 'notConnected';
  // Something else answers at the address.
  if (code === 'protocol' && (kind === 'connection' || kind === 'container' || kind === 'folder'))
    return 'notConnected';
  return code === 'unauthenticated' && kind !== 'group' ? 'refused' : undefined;
}

/** Where a node is listed again: what is known of a collection comes in part with the listing of its folder. */
function listedWith(node: ExplorerNode): ParentNode {
  let at: ExplorerNode = node;
  while (at.kind === 'leaf' || at.kind === 'detail' || at.kind === 'more' || at.kind === 'note')
    at = at.parent;
  return at;
}

/** Whether a node is another one, or below it. */
function isWithin(id: string, top: string): boolean {
  return id === top || id.startsWith(`${top}/`);
}
