import type { Collection } from '../../frames/collection';
import type { Entry } from '../../frames/collectionSource';
import type { Connection } from '../connections/connection';

/** One row of the tree. Nodes are values; what is known about them (children, counts) is kept by ExplorerModel. */
export type ExplorerNode = ConnectionNode | ContainerNode | FolderNode | LeafNode | MoreNode | NoteNode;

/** A node that can have children. */
export type ParentNode = ConnectionNode | ContainerNode | FolderNode;

export interface ConnectionNode {
  readonly kind: 'connection';
  /** The same for the same place, also after a refresh: selection and expansion hang on it. */
  readonly id: string;
  readonly connection: Connection;
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
  readonly parent: ContainerNode | FolderNode;
  readonly container: string;
  readonly path: string;
  readonly entry: Exclude<Entry, { readonly kind: 'folder' }>;
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
  readonly tone: 'info' | 'error' | 'progress';
  /** Short: what is here, or what a click does. */
  readonly text: string;
  /** A sentence or two. */
  readonly detail: string;
  /** What a click does. */
  readonly remedy?: 'retry' | 'stopLoading' | 'startLocalService' | 'openCollection' | undefined;
}

export function isParent(node: ExplorerNode): node is ParentNode {
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
