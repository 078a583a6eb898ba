/** A row of the view of saved queries. */
export type QueryNode = QueryFolderNode | QueryFileNode;

export interface QueryFolderNode {
  /** The root is that of one of several folders of the workspace. */
  readonly kind: 'queryFolder' | 'queryRoot';
  /** Below the folder of queries, segments with `/` between, none at the ends. */
  readonly path: string;
  readonly name: string;
}

export interface QueryFileNode {
  readonly kind: 'query';
  /** As that of a folder, with the extension. */
  readonly path: string;
  /** Without the extension. */
  readonly name: string;
}

export const queryExtension = '.fsql';

/** What lies directly in a folder, folders first, in the order of their names. @param parent empty: the top */
export function childrenOf(nodes: readonly QueryNode[], parent: string): readonly QueryNode[] {
  return nodes
    .filter(({ path }) => folderOf(path) === parent)
    .sort((a, b) =>
      (a.kind === 'query') === (b.kind === 'query')
        ? a.name.localeCompare(b.name, undefined, { numeric: true })
        : a.kind === 'query'
          ? 1
          : -1,
    );
}

export function folderNode(path: string): QueryFolderNode {
  return { kind: 'queryFolder', path, name: lastSegment(path) };
}

/** @param name the first segment of the paths of all that is below */
export function rootNode(name: string): QueryFolderNode {
  return { kind: 'queryRoot', path: name, name };
}

/** Names for the folders of a workspace that can be the first segment of a path: no two are the same. */
export function rootNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = name.replaceAll('/', '∕');
    let free = base;
    for (let i = 2; taken.has(free); i++) free = `${base} (${i})`;
    taken.add(free);
    return free;
  });
}

/** Undefined for a file that is no query. */
export function fileNode(path: string): QueryFileNode | undefined {
  if (!path.toLowerCase().endsWith(queryExtension)) return undefined;
  return { kind: 'query', path, name: lastSegment(path).slice(0, -queryExtension.length) };
}

/** The folder that something lies in; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What is wrong with a name for a query or folder, folders before it included; undefined when it is fine. */
export function queryNameProblem(text: string, taken: readonly string[]): string | undefined {
  const name = text.trim();
  if (name === '') return 'Enter a name.';
  const segments = name.split('/');
  if (segments.some((segment) => segment.trim() === '' || /^\.+$/.test(segment))) {
    return 'Write folders and a name with a / between, such as reports/cpu.';
  }
  // What some file system does not take.
  const odd = /[\\:*?"<>|]/.exec(name)?.[0];
  if (odd !== undefined) return `A name cannot contain ${odd}`;
  if (segments.some((segment) => segment.length > 100)) return 'At most 100 characters.';
  const path = name.toLowerCase();
  const isTaken = taken.some((other) => [path, `${path}${queryExtension}`].includes(other.toLowerCase()));
  return isTaken ? `There is a ${name} already.` : undefined;
}
