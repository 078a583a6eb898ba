import type { Backend } from '../../frames/collection';
import type { CollectionSource } from '../../frames/collectionSource';

/** Proposals at most: whoever needs more types on. */
const most = 200;

/**
 * Paths that could complete what is typed: containers, then folders (with a slash behind) and collections of the backend.
 * @throws FramesError
 */
export async function pathProposals(
  source: CollectionSource,
  { text, backend }: { readonly text: string; readonly backend: Backend | undefined },
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const typed = text.replace(/^\/+/, '');
  if (backend === 'csv') return children(source, { container: 'csv', typed, prefix: '', backend }, signal);
  const slash = typed.indexOf('/');
  if (slash < 0) {
    const names = await source.containers({ signal });
    return names.filter((name) => name !== 'csv' && name.startsWith(typed)).map((name) => `${name}/`);
  }
  const container = typed.slice(0, slash);
  const place = { container, typed: typed.slice(slash + 1), prefix: `${container}/`, backend };
  return children(source, place, signal);
}

interface Place {
  readonly container: string;
  /** Inside the container. */
  readonly typed: string;
  /** Before a path inside the container. */
  readonly prefix: string;
  readonly backend: Backend | undefined;
}

async function children(
  source: CollectionSource,
  { container, typed, prefix, backend }: Place,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const folder = typed.slice(0, Math.max(0, typed.lastIndexOf('/')));
  const found: string[] = [];
  for await (const { kind, path } of source.children(container, folder, { signal })) {
    if (!path.startsWith(typed)) continue;
    if (kind === 'folder') found.push(`${prefix}${path}/`);
    else if (kind === backend) found.push(`${prefix}${path}`);
    if (found.length >= most) break;
  }
  return found;
}
