import { FramesError } from '../wire/errors';
import type { SessionMessage } from '../wire/messages';

/** A table as a request names it, and where it is. */
export interface TablePath {
  readonly container: string;
  /** Inside the container, without slashes at either end. */
  readonly path: string;
  /** As error texts show it: without the container, with a slash at the end. */
  readonly shown: string;
}

/** Stands for the user's own folder in the container of users. */
const home = '$V3IO_HOME';
const usersContainer = 'users';

/** Bytes of one name (spec/kv.md §12), and of a whole path. */
const longestName = 255;
const longestPath = 4096;

/**
 * Where a table is (spec/kv.md §1).
 * @throws FramesError `invalidArgument` when no container is named, or when the path could mean another place than it says.
 */
export function resolveTable({ container, user }: SessionMessage, table: string): TablePath {
  let inside = container;
  let path = table;
  if (inside === '') {
    const slash = table.indexOf('/');
    if (slash <= 0) {
      throw invalid(
        'Please specify a data container name via the container parameters or the path prefix e.g. bigdata/mytable',
      );
    }
    inside = table.slice(0, slash);
    path = table.slice(slash + 1);
  }
  if (inside === home) {
    inside = usersContainer;
    path = `${user}/${path}`;
  }
  if (path.startsWith(`${home}/`)) {
    inside = usersContainer;
    path = `${user}/${path.slice(home.length + 1)}`;
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/.test(inside)) {
    throw invalid(`the container name ${JSON.stringify(clip(inside))} is not valid`);
  }
  return { container: inside, path: cleanPath(path), shown: path.endsWith('/') ? path : `${path}/` };
}

/**
 * A path with single slashes between its names and none at the ends.
 * @throws FramesError `invalidArgument` for names that cannot be, also where they are percent-encoded.
 */
export function cleanPath(path: string): string {
  if (Buffer.byteLength(path) > longestPath) {
    throw invalid(`the path '${clip(path)}' is longer than ${longestPath} bytes`);
  }
  const names = path.split('/').filter((name) => name !== '');
  for (const name of names) {
    const plain = name.replace(/%2e/gi, '.');
    if (plain === '.' || plain === '..') throw invalid(`the path '${clip(path)}' must not contain '${name}'`);
    if (/\p{Cc}|%00/u.test(name)) {
      throw invalid(`the path ${JSON.stringify(clip(path))} must not contain control characters`);
    }
    if (Buffer.byteLength(name) > longestName) {
      throw invalid(`the name '${clip(name)}' in the path is longer than ${longestName} bytes`);
    }
  }
  return names.join('/');
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
