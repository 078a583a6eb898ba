import type { DirectoryPath } from '../storage/storage';
import { invalid } from './webApiError';

/** What a URL asks for: the service (no container), a container, or a path in it. */
export interface Target {
  readonly container: string;
  /** Without slash at either end; empty for the container itself. */
  readonly path: string;
  /** The path ends with a slash: it means a directory. */
  readonly isDirectory: boolean;
  readonly query: URLSearchParams;
}

/** Longer than any name that can be stored; keeps errors and the log short. */
const longestPath = 2048;
/** Bytes (spec/kv.md §12). */
const longestName = 255;

/** Decodes once: what is still encoded afterwards is part of a name. */
export function parseTarget(url: string): Target {
  const mark = url.indexOf('?');
  const raw = mark < 0 ? url : url.slice(0, mark);
  if (!raw.startsWith('/')) throw invalid('The path must start with a slash');
  const decoded = decodePath(raw);
  const [container = '', ...path] = segments(decoded);
  return {
    container,
    path: path.join('/'),
    isDirectory: path.length === 0 || decoded.endsWith('/'),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
  };
}

function decodePath(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    throw invalid('The path is not properly encoded');
  }
}

/** The names of a path; empty ones do not count. */
export function segments(path: string): string[] {
  if (path.length > longestPath) throw invalid(`The path is longer than ${longestPath} characters`);
  if (path.includes('\0')) throw invalid('The path contains a NUL character');
  const names = path.split('/').filter((name) => name !== '');
  if (names.some((name) => name === '.' || name === '..')) throw invalid("The path contains '.' or '..'");
  return names;
}

/** A thing in a directory. */
export interface Place {
  readonly directory: DirectoryPath;
  /** Empty for the root of a container. */
  readonly name: string;
}

export function placeOf({ container, path }: DirectoryPath): Place {
  const slash = path.lastIndexOf('/');
  return { directory: { container, path: path.slice(0, Math.max(0, slash)) }, name: path.slice(slash + 1) };
}

/** @throws WebApiError for a path or container that nothing can be stored under */
export function checkWritable({ container, path }: DirectoryPath): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/.test(container)) {
    throw invalid(`The container name ${JSON.stringify(container.slice(0, 60))} is not valid`);
  }
  for (const name of path.split('/')) {
    if (Buffer.byteLength(name) > longestName)
      throw invalid(`A name in the path is longer than ${longestName} bytes`);
    if (/\p{Cc}/u.test(name)) throw invalid('The path contains a control character');
  }
}
