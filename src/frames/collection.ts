import { FramesError } from '../wire/errors';

export const backends = ['nosql', 'tsdb', 'stream', 'csv'] as const;

/** A kind of collection, as users name it. */
export type Backend = (typeof backends)[number];

/** A table or a stream: what a leaf of the tree and a query point at. */
export interface Collection {
  readonly backend: Backend;
  /** Inside the container, or for csv inside the service's csv folder; no slash at either end. */
  readonly path: string;
}

/** The name of a backend on the wire: `nosql` is called `kv` there (spec/client.md §2). */
export function wireBackend(backend: Backend): string {
  return backend === 'nosql' ? 'kv' : backend;
}

/**
 * Reads `backend:path`, for instance `nosql:examples/taxi`; `kv` is taken for `nosql`.
 * @throws FramesError invalidArgument
 */
export function parseCollection(text: string): Collection {
  const at = text.indexOf(':');
  const name = text.slice(0, Math.max(at, 0));
  const backend = backends.find((candidate) => candidate === (name === 'kv' ? 'nosql' : name));
  const path = text.slice(at + 1).replace(/^\/+|(?<!\/)\/+$/g, '');
  if (backend === undefined || path === '') {
    throw new FramesError({
      code: 'invalidArgument',
      detail: `'${text}' is no collection: write backend:path with one of ${backends.join(', ')}, as in nosql:examples/taxi`,
    });
  }
  return { backend, path };
}

/** The collection in the form that `parseCollection` reads. */
export function formatCollection({ backend, path }: Collection): string {
  return `${backend}:${path}`;
}
