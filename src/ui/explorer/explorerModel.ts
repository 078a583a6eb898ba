import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CollectionSource, Entry } from '../../frames/collectionSource';
import { FramesError } from '../../wire/errors';
import type { Connection } from '../connections/connection';
import { untilAborted } from '../untilAborted';
import {
  connectionOf,
  folderPath,
  isParent,
  type ConnectionNode,
  type ContainerNode,
  type ExplorerNode,
  type FolderNode,
  type ParentNode,
} from './node';
import { emptyNote, failureNote, listingNote, notListed, noteOf } from './notes';
import { Pager } from './pager';
import { lastSegment, type ConnectionStatus } from './presentation';

/** Milliseconds before a note says that a listing is under way. */
const patience = 500;

/**
 * Milliseconds between two tellings that a slow listing is there, and how many there are at most. VS Code forgets a change that
 * it is told of while it still draws the note: it is told again until it asks.
 */
const tellEvery = 300;
const tellAtMost = 10;

/** Entries listed before the tree stops and offers more. */
const pageSize = 1000;

export interface ExplorerModelOptions {
  readonly connections: () => readonly Connection[];
  /** The listing of a connection, opened on first use; undefined when it has none. @throws what connecting throws */
  readonly source: (connection: Connection, signal: AbortSignal) => Promise<CollectionSource | undefined>;
  /** A node looks different, or has other children; everything, when it is undefined. */
  readonly onChange: (node?: ExplorerNode) => void;
  /** Whether anything is being listed right now. */
  readonly onLoading?: (loading: boolean) => void;
}

/** What was listed below a node. */
interface Listing {
  readonly nodes: ExplorerNode[];
  /** More entries, where the listing stopped at a full page. */
  readonly rest?: Pager<Entry>;
  /** Whether it is shown only until it has been listed again. */
  readonly stale: boolean;
}

/**
 * What the tree knows: children are listed when a node is opened and kept until it is refreshed. A listing that fails
 * leaves what was known in place, below a note that says why.
 */
export class ExplorerModel {
  private readonly rootNodes = new Map<string, ConnectionNode>();
  private readonly listings = new Map<string, Listing>();
  private readonly loads = new Map<
    string,
    { readonly abort: AbortController; readonly done: Promise<Listing> }
  >();
  /** Listings that a note stands for meanwhile. */
  private readonly slow = new WeakSet<Promise<Listing>>();
  /** Nodes below which the tree shows such a note. */
  private readonly noted = new Set<string>();
  private readonly statuses = new Map<string, ConnectionStatus>();

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

  /**
   * The children that are known, or have been listed now. Never rejects: a failure is a node. VS Code draws nothing of a
   * tree while one part of it is waited for, so a slow listing is answered for by a note, and told of when it is there.
   */
  async children(parent: ParentNode): Promise<readonly ExplorerNode[]> {
    const listed = this.listed(parent);
    const timer = new AbortController();
    const late = sleep(patience, undefined, { signal: timer.signal }).catch(() => undefined);
    const listing = await Promise.race([listed, late]);
    timer.abort();
    if (listing) {
      this.noted.delete(parent.id);
      return listing.nodes;
    }
    this.noted.add(parent.id);
    this.tellWhenListed(parent, listed);
    const known = this.listings.get(parent.id);
    return [listingNote(parent), ...(known?.nodes.filter(({ kind }) => kind !== 'note') ?? [])];
  }

  /**
   * Lists again when it is shown next; below `node`, or everything. Each connection is told of by itself: the tree waits
   * for all that one change concerns, and a slow service must not hold up the others.
   */
  refresh(node?: ExplorerNode): void {
    const parents: readonly ParentNode[] =
      node === undefined ? this.roots() : [isParent(node) ? node : node.parent];
    for (const parent of parents) {
      this.outdate(parent.id);
      this.options.onChange(parent);
    }
  }

  /** Lists the next page of a long listing. */
  async loadMore(parent: ParentNode): Promise<void> {
    const known = this.listings.get(parent.id);
    if (!known?.rest || known.stale || parent.kind === 'connection') return;
    const { rest } = known;
    await this.run(parent, known, () => nextPage(parent, rest, known.nodes));
    this.options.onChange(parent);
  }

  /** Ends every listing that is under way; what waits for one is told so. */
  stopLoading(): void {
    for (const { abort } of this.loads.values()) abort.abort();
  }

  /** Forgets a connection that was removed, or now leads elsewhere. */
  forget(connectionId: string): void {
    for (const id of [...this.listings.keys()]) {
      if (isWithin(id, connectionId)) this.listings.delete(id);
    }
    this.statuses.delete(connectionId);
    this.loads.forEach(({ abort }, id) => {
      if (isWithin(id, connectionId)) abort.abort();
    });
    this.options.onChange();
  }

  /** A connection is new, or leads elsewhere now: what is known of it is shown until it has been listed again. */
  reconnect(connectionId: string): void {
    this.statuses.delete(connectionId);
    this.outdate(connectionId);
    this.options.onChange();
  }

  /** Marks a connection whose service went away; what is known of it stays in the tree. */
  disconnected(connectionId: string, reason: string): void {
    const node = this.roots().find(({ id }) => id === connectionId);
    if (!node) return;
    this.statuses.set(connectionId, 'notConnected');
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

  private tellWhenListed(parent: ParentNode, listed: Promise<Listing>): void {
    if (this.slow.has(listed)) return;
    this.slow.add(listed);
    listed.then(
      () => this.tellUntilAsked(parent, tellAtMost),
      // Every failure is a listing.
      () => undefined,
    );
  }

  private tellUntilAsked(parent: ParentNode, times: number): void {
    if (times === 0 || !this.noted.has(parent.id)) return;
    this.options.onChange(parent);
    setTimeout(() => this.tellUntilAsked(parent, times - 1), tellEvery);
  }

  private outdate(id: string): void {
    for (const [other, listing] of this.listings) {
      if (isWithin(other, id)) this.listings.set(other, { ...listing, stale: true });
    }
  }

  private load(parent: ParentNode, known: Listing | undefined): Promise<Listing> {
    return this.run(parent, known, async (signal) => {
      const source = await this.options.source(connectionOf(parent), signal);
      if (!source) return { nodes: [notListed(parent)], stale: false };
      if (parent.kind === 'connection') return containers(parent, source, signal);
      const entries = source.children(parent.container, folderPath(parent), { signal });
      return nextPage(parent, new Pager(entries), []);
    });
  }

  /** One load for a node at a time; those who come later share it. */
  private run(
    parent: ParentNode,
    known: Listing | undefined,
    list: (signal: AbortSignal) => Promise<Listing>,
  ): Promise<Listing> {
    const running = this.loads.get(parent.id);
    if (running) return running.done;
    const abort = new AbortController();
    const done = this.settle(parent, known, untilAborted(list(abort.signal), abort.signal)).finally(() => {
      this.loads.delete(parent.id);
      if (this.loads.size === 0) this.options.onLoading?.(false);
    });
    this.loads.set(parent.id, { abort, done });
    if (this.loads.size === 1) this.options.onLoading?.(true);
    return done;
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
      if (error instanceof FramesError && error.code === 'unavailable') status = 'notConnected';
      const before = known?.nodes.filter(({ kind }) => kind !== 'note' && kind !== 'more') ?? [];
      listing = { nodes: [failureNote(parent, error), ...before], stale: false };
    }
    const root = this.roots().find(({ id }) => id === connection.id);
    if (!root) return listing;
    this.listings.set(parent.id, listing);
    if (this.status(connection) !== status) {
      this.statuses.set(connection.id, status);
      this.options.onChange(root);
    }
    return listing;
  }
}

/** Whether a node is another one, or below it. */
function isWithin(id: string, top: string): boolean {
  return id === top || id.startsWith(`${top}/`);
}

async function containers(
  parent: ConnectionNode,
  source: CollectionSource,
  signal: AbortSignal,
): Promise<Listing> {
  const { container: only } = parent.connection;
  const names = only === undefined ? await source.containers({ signal }) : [only];
  const nodes = names.map((container): ContainerNode => ({
    kind: 'container',
    id: `${parent.id}/${container}`,
    parent,
    container,
  }));
  return { nodes: nodes.length === 0 ? [emptyNote(parent)] : nodes, stale: false };
}

/** What is known, the next page of entries behind it, and an offer if there are more. */
async function nextPage(
  parent: ContainerNode | FolderNode,
  rest: Pager<Entry>,
  known: readonly ExplorerNode[],
): Promise<Listing> {
  const entries = await rest.page(pageSize);
  const nodes = [
    ...known.filter(({ kind }) => kind !== 'more' && kind !== 'note'),
    ...entries.map((entry) => entryNode(parent, entry)),
  ];
  if (rest.hasMore) nodes.push({ kind: 'more', id: `${parent.id}//more`, parent });
  return { nodes: nodes.length === 0 ? [emptyNote(parent)] : nodes, rest, stale: false };
}

function entryNode(parent: ContainerNode | FolderNode, entry: Entry): ExplorerNode {
  const { container } = parent;
  const { path } = entry;
  if (entry.kind === 'folder')
    return { kind: 'folder', id: `${parent.id}/${lastSegment(path)}`, parent, container, path };
  // A table and a folder may have one name.
  return {
    kind: 'leaf',
    id: `${parent.id}/${lastSegment(path)}//${entry.kind}`,
    parent,
    container,
    path,
    entry,
  };
}
