import { type Backend, type Collection } from '../../frames/collection';
import type { Entry } from '../../frames/collectionSource';
import type { Connection } from '../connections/connection';
import type { Detail } from './detail';

/** One row of the tree. Nodes are values; what is known about them (children, counts) is kept by ExplorerModel. */
export type ExplorerNode =
  ConnectionNode | GroupNode | ContainerNode | FolderNode | LeafNode | DetailNode | MoreNode | NoteNode;

/** A node that can have children. */
export type ParentNode = ConnectionNode | GroupNode | ContainerNode | FolderNode | LeafNode | DetailNode;

/** A node whose children can be filtered by their names. */
export type FilteredNode = ConnectionNode | ContainerNode | FolderNode;

export interface ConnectionNode {
  readonly kind: 'connection';
  /** The same for the same place, also after a refresh: selection and expansion hang on it. */
  readonly id: string;
  readonly connection: Connection;
}

/** Collections of a connection that are shown besides where they lie: those pinned, and those of its history. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly parent: ConnectionNode;
  readonly group: 'pinned' | 'recent';
}

export interface ContainerNode {
  readonly kind: 'container';
  readonly id: string;
  readonly parent: ConnectionNode;
  readonly container: string;
}

export interface FolderNode {
  readonly kind: 'folder';
  readonly id: string;
  readonly parent: ContainerNode | FolderNode;
  readonly container: string;
  /** Inside the container; no slash at either end. */
  readonly path: string;
}

/** A collection, or a file that is none. */
export interface LeafNode {
  readonly kind: 'leaf';
  readonly id: string;
  readonly parent: ContainerNode | FolderNode | GroupNode;
  readonly container: string;
  readonly path: string;
  readonly entry: LeafEntry;
}

export type LeafEntry = Exclude<Entry, { readonly kind: 'folder' }> | NamedEntry;

/** A collection of which no more than its name is known. */
export interface NamedEntry {
  readonly kind: Backend;
  readonly path: string;
  readonly schema?: undefined;
  readonly shardCount?: undefined;
  readonly retentionHours?: undefined;
  readonly size?: undefined;
}

/** A part of what a collection is made of. */
export interface DetailNode {
  readonly kind: 'detail';
  readonly id: string;
  readonly parent: LeafNode | DetailNode;
  readonly detail: Detail;
}

/** Stands at the end of a long listing. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: ParentNode;
}

/** A word in place of children: nothing is there, or it could not be listed. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly parent: ParentNode;
  readonly tone: 'info' | 'error' | 'progress' | 'filter';
  /** Short: what is here, or what a click does. */
  readonly text: string;
  /** A sentence or two. */
  readonly detail: string;
  /** What a click does. */
  readonly remedy?: NoteRemedy | undefined;
}

export type NoteRemedy =
  | 'retry'
  | 'stopLoading'
  | 'startLocalService'
  | 'openCollection'
  | 'enterCredentials'
  | 'clearFilter'
  | 'addSampleData';

export function isParent(node: ExplorerNode): node is ParentNode {
  switch (node.kind) {
    case 'connection':
    case 'group':
    case 'container':
    case 'folder':
      return true;
    case 'leaf':
      return node.entry.kind !== 'file';
    case 'detail':
      return node.detail.list !== undefined;
    case 'more':
    case 'note':
      return false;
  }
}

export function isFiltered(node: ExplorerNode): node is FilteredNode {
  return node.kind === 'connection' || node.kind === 'container' || node.kind === 'folder';
}

export function parentOf(node: ExplorerNode): ParentNode | undefined {
  return node.kind === 'connection' ? undefined : node.parent;
}

export function connectionOf(node: ExplorerNode): Connection {
  let at = node;
  while (at.kind !== 'connection') at = at.parent;
  return at.connection;
}

/** The path inside the container; empty for a container. */
export function folderPath(node: ContainerNode | FolderNode): string {
  return node.kind === 'folder' ? node.path : '';
}

/** As users write it and copy it: `container/path`. */
export function fullPath(node: ExplorerNode): string | undefined {
  switch (node.kind) {
    case 'connection':
      return node.connection.address;
    case 'container':
      return node.container;
    case 'folder':
    case 'leaf':
      return `${node.container}/${node.path}`;
    case 'detail':
      return node.detail.label;
    case 'group':
    case 'more':
    case 'note':
      return undefined;
  }
}

/**
 * The collection as a session without a container names it: the first segment of the path is the container
 * (spec/kv.md §1). The path of a csv table is that inside the service's csv folder, which is listed as a container.
 */
export function collectionOf({ container, path, entry }: LeafNode): Collection | undefined {
  if (entry.kind === 'file') return undefined;
  return { backend: entry.kind, path: entry.kind === 'csv' ? path : `${container}/${path}` };
}

/** Where a collection lies: the other way round. */
export function placeOf({ backend, path }: Collection): {
  readonly container: string;
  readonly path: string;
} {
  if (backend === 'csv') return { container: csvContainer, path };
  const [container = '', ...segments] = path.split('/');
  return { container, path: segments.join('/') };
}

/** A local service lists the files of its csv backend as a container (spec/webapi.md §5). */
export const csvContainer = 'csv';
