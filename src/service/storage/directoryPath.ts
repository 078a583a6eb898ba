/** A directory of a container. `path` has neither leading nor trailing slash; the root is the empty path. */
export interface DirectoryPath {
  readonly container: string;
  readonly path: string;
}
