import type { Collection } from '../../frames/collection';
import type { CollectionSource, Entry } from '../../frames/collectionSource';
import type { Detail } from './detail';
import { nameFilter } from './nameFilter';
import {
  connectionOf,
  folderPath,
  placeOf,
  type ConnectionNode,
  type ContainerNode,
  type DetailNode,
  type ExplorerNode,
  type FolderNode,
  type GroupNode,
  type LeafEntry,
  type LeafNode,
  type ParentNode,
} from './node';
import type { Connection } from '../connections/connection';
import { emptyNote, noMatchNote, notListed } from './notes';
import { Pager } from './pager';
import { lastSegment } from './presentation';

/** Entries listed before the tree stops and offers more. */
const pageSize = 1000;

/** What was listed below a node. */
export interface Listing {
  readonly nodes: readonly ExplorerNode[];
  /** Lists on, where the listing stopped at a full page. */
  readonly more?: (() => Promise<Listing>) | undefined;
  /** Whether it is shown only until it has been listed again. */
  readonly stale: boolean;
}

/** Where the children of nodes come from. Each call throws what connecting throws. */
export interface ListingSources {
  /** The listing of a connection, opened on first use; undefined when it has none. */
  readonly source: (connection: Connection, signal: AbortSignal) => Promise<CollectionSource | undefined>;
  /** What a collection is made of. */
  readonly details: (leaf: LeafNode, signal: AbortSignal) => AsyncIterable<Detail>;
  /** Collections that the user pinned. */
  readonly pinned: (connection: Connection) => readonly Collection[];
  /** Collections that the service's history names. */
  readonly recent: (connection: Connection, signal: AbortSignal) => Promise<readonly Collection[]>;
}

export interface ListChildren {
  readonly sources: ListingSources;
  /** Only children whose names it lets through. */
  readonly filter: string | undefined;
  readonly signal: AbortSignal;
}

/** Lists what is below a node, a page of it where there is much. */
export async function listChildren(
  parent: ParentNode,
  { sources, filter, signal }: ListChildren,
): Promise<Listing> {
  const matches = filter === undefined ? undefined : nameFilter(filter);
  switch (parent.kind) {
    case 'leaf':
      return pageOf(parent, new Pager(sources.details(parent, signal)), detailNode(parent));
    case 'detail':
      return pageOf(parent, new Pager(parent.detail.list?.(signal) ?? nothing()), detailNode(parent));
    case 'group':
      return parent.group === 'pinned'
        ? listPinned(parent, sources, signal)
        : listRecent(parent, sources, signal);
    case 'connection':
    case 'container':
    case 'folder':
  }
  const source = await sources.source(connectionOf(parent), signal);
  if (parent.kind !== 'connection') {
    const entries = source?.children(parent.container, folderPath(parent), { signal, matches });
    return pageOf(parent, new Pager(entries ?? nothing()), (entry) => entryNode(parent, entry), filter);
  }
  if (!source) return { nodes: [notListed(parent), groupNode(parent, 'recent')], stale: false };
  return listContainers(parent, await containersOf(parent, source, signal), filter);
}

export function groupNode(parent: ConnectionNode, group: GroupNode['group']): GroupNode {
  return { kind: 'group', id: `${parent.id}//${group}`, parent, group };
}

async function containersOf(
  { connection: { container } }: ConnectionNode,
  source: CollectionSource,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return container === undefined ? source.containers({ signal }) : [container];
}

function listContainers(
  parent: ConnectionNode,
  names: readonly string[],
  filter: string | undefined,
): Listing {
  const shown = filter === undefined ? names : names.filter(nameFilter(filter));
  const nodes = shown.map((container): ContainerNode => ({
    kind: 'container',
    id: `${parent.id}/${container}`,
    parent,
    container,
  }));
  return { nodes: orNote(parent, nodes, filter), stale: false };
}

async function listPinned(
  parent: GroupNode,
  { pinned, source: open }: ListingSources,
  signal: AbortSignal,
): Promise<Listing> {
  const { connection } = parent.parent;
  // Pins are there also where nothing answers.
  const source = await open(connection, signal).catch(() => undefined);
  signal.throwIfAborted();
  const entryOf = async (collection: Collection): Promise<LeafEntry> => {
    const { container, path } = placeOf(collection);
    const found = await source
      ?.entry?.(container, path, collection.backend, { signal })
      .catch(() => undefined);
    return found ?? { kind: collection.backend, path };
  };
  const nodes = await Promise.all(
    pinned(connection).map(async (collection) =>
      leafNode(parent, placeOf(collection).container, await entryOf(collection)),
    ),
  );
  return { nodes, stale: false };
}

async function listRecent(
  parent: GroupNode,
  { recent }: ListingSources,
  signal: AbortSignal,
): Promise<Listing> {
  const nodes = (await recent(parent.parent.connection, signal)).map((collection) => {
    const { container, path } = placeOf(collection);
    return leafNode(parent, container, { kind: collection.backend, path });
  });
  return { nodes: orNote(parent, nodes), stale: false };
}

/** What is known, the next page behind it, and an offer if there are more. */
async function pageOf<T>(
  parent: ParentNode,
  rest: Pager<T>,
  toNode: (item: T) => ExplorerNode,
  filter?: string,
  known: readonly ExplorerNode[] = [],
): Promise<Listing> {
  const items = await rest.page(pageSize);
  const nodes = [...known, ...items.map(toNode)];
  if (!rest.hasMore) return { nodes: orNote(parent, nodes, filter), stale: false };
  return {
    nodes: [...nodes, { kind: 'more', id: `${parent.id}//more`, parent }],
    more: () => pageOf(parent, rest, toNode, filter, nodes),
    stale: false,
  };
}

function orNote(
  parent: ParentNode,
  nodes: readonly ExplorerNode[],
  filter?: string,
): readonly ExplorerNode[] {
  if (nodes.length > 0) return nodes;
  return [filter === undefined ? emptyNote(parent) : noMatchNote(parent, filter)];
}

function entryNode(parent: ContainerNode | FolderNode, entry: Entry): ExplorerNode {
  const { container } = parent;
  const { path } = entry;
  if (entry.kind === 'folder')
    return { kind: 'folder', id: `${parent.id}/${lastSegment(path)}`, parent, container, path };
  // A table and a folder may have one name.
  const id = `${parent.id}/${lastSegment(path)}//${entry.kind}`;
  return { kind: 'leaf', id, parent, container, path, entry };
}

function leafNode(parent: GroupNode, container: string, entry: LeafEntry): LeafNode {
  const { kind, path } = entry;
  return { kind: 'leaf', id: `${parent.id}/${container}/${path}//${kind}`, parent, container, path, entry };
}

function detailNode(parent: LeafNode | DetailNode): (detail: Detail) => DetailNode {
  return (detail) => ({
    kind: 'detail',
    id: `${parent.id}/${encodeURIComponent(detail.label)}`,
    parent,
    detail,
  });
}

async function* nothing(): AsyncGenerator<never, void, undefined> {}
