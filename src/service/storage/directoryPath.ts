/** A directory of a container. `path` has neither leading nor trailing slash; the root is the empty path. */
export interface DirectoryPath {
  readonly container: string;
  readonly path: string;
}

/** The path, inside the container, of what lies directly in a directory. */
export function pathIn({ path }: DirectoryPath, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
