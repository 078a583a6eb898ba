import { compareBytewise } from '../../data/textOrder';
import type { Clock } from './clock';
import type { AttributeType, Container, DirectoryEntry, DirectoryPath } from './storage';
import type { StreamShape } from './streams';

/** A column of a directory's item table. Its name in SQL is `c<position>`: attribute names differ in case, SQL names do not. */
export interface TableColumn {
  readonly position: number;
  readonly attribute: string;
  readonly type: AttributeType;
}

/** The table that holds the items of a directory: `items_<id of the directory>`. */
export interface ItemTable {
  readonly columns: readonly TableColumn[];
  /**
   * The greatest name, when the rows lie in ascending order of their names: then reading needs no sorting, and greater
   * names can be added without looking for existing ones. `''`: no rows yet. undefined: rows lie in no order.
   */
  readonly lastName: string | undefined;
}

export interface Directory extends DirectoryPath {
  readonly id: number;
  readonly created: bigint;
  readonly modified: bigint;
  /** Present once items were put into it. */
  readonly items: ItemTable | undefined;
  /** Present when it is a stream. */
  readonly stream?: StreamShape | undefined;
}

/** What a reader and a transaction look things up in. */
export interface DirectoryTree {
  get(directory: DirectoryPath): Directory | undefined;
  /** The directories directly below one, in bytewise order. */
  children(directory: DirectoryPath): readonly Directory[];
}

/** All committed directories, in memory: they are few, and every request asks for some. */
export class Catalog implements DirectoryTree {
  private readonly directories = new Map<string, Directory>();
  private readonly childKeys = new Map<string, Set<string>>();
  private lastId = 0;

  constructor(directories: Iterable<Directory>) {
    for (const directory of directories) this.add(directory);
  }

  get(directory: DirectoryPath): Directory | undefined {
    return this.directories.get(keyOf(directory));
  }

  children(directory: DirectoryPath): readonly Directory[] {
    const found: Directory[] = [];
    for (const key of this.childKeys.get(keyOf(directory)) ?? []) {
      const child = this.directories.get(key);
      if (child !== undefined) found.push(child);
    }
    return found.sort((a, b) => compareBytewise(a.path, b.path));
  }

  containers(): readonly Container[] {
    return [...this.directories.values()]
      .filter(({ path }) => path === '')
      .map(({ container, created, id }) => ({ name: container, created, id }))
      .sort((a, b) => a.id - b.id);
  }

  /** Never the same twice while the process runs. */
  nextId(): number {
    return ++this.lastId;
  }

  /** Takes over what a transaction has committed. */
  apply(changes: ReadonlyMap<string, Directory | undefined>): void {
    for (const [key, directory] of changes) {
      const before = this.directories.get(key);
      if (directory !== undefined) this.add(directory);
      else if (before !== undefined) {
        this.directories.delete(key);
        this.childKeys.get(keyOf(parentOf(before)))?.delete(key);
      }
    }
  }

  private add(directory: Directory): void {
    const key = keyOf(directory);
    this.directories.set(key, directory);
    this.lastId = Math.max(this.lastId, directory.id);
    if (directory.path === '') return;
    const parent = keyOf(parentOf(directory));
    const siblings = this.childKeys.get(parent);
    if (siblings === undefined) this.childKeys.set(parent, new Set([key]));
    else siblings.add(key);
  }
}

/** The catalog as a transaction sees it: what it changed lies over what is committed. */
export class CatalogDraft implements DirectoryTree {
  readonly changes = new Map<string, Directory | undefined>();

  constructor(
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  get(directory: DirectoryPath): Directory | undefined {
    const key = keyOf(directory);
    return this.changes.has(key) ? this.changes.get(key) : this.catalog.get(directory);
  }

  children(directory: DirectoryPath): readonly Directory[] {
    const key = keyOf(directory);
    const found = this.catalog.children(directory).filter((child) => !this.changes.has(keyOf(child)));
    for (const changed of this.changes.values()) {
      if (changed !== undefined && changed.path !== '' && keyOf(parentOf(changed)) === key) {
        found.push(changed);
      }
    }
    return found.sort((a, b) => compareBytewise(a.path, b.path));
  }

  set(directory: Directory): void {
    this.changes.set(keyOf(directory), directory);
  }

  /** The directory, made if need be with those above it, with a modification time of now. */
  touch(directory: DirectoryPath): Directory {
    const { container, path } = directory;
    const found = this.get(directory);
    if (found === undefined && path !== '') this.touch(parentOf(directory));
    const time = this.clock.take();
    const touched: Directory =
      found === undefined
        ? { id: this.nextId(), container, path, created: time, modified: time, items: undefined }
        : { ...found, modified: time };
    this.set(touched);
    return touched;
  }

  remove(directory: Directory): void {
    this.changes.set(keyOf(directory), undefined);
  }

  nextId(): number {
    return this.catalog.nextId();
  }

  /** A directory as it was before this transaction. */
  committed(key: string): Directory | undefined {
    return this.catalog.get(pathOfKey(key));
  }
}

function keyOf({ container, path }: DirectoryPath): string {
  return `${container}/${path}`;
}

function pathOfKey(key: string): DirectoryPath {
  const slash = key.indexOf('/');
  return { container: key.slice(0, slash), path: key.slice(slash + 1) };
}

/** The directory above; the root is above itself. */
export function parentOf({ container, path }: DirectoryPath): DirectoryPath {
  return { container, path: path.slice(0, Math.max(0, path.lastIndexOf('/'))) };
}

export function directoryEntry({ path, created, modified, stream }: Directory): DirectoryEntry {
  return { prefix: `${path}/`, created, modified, stream };
}
