import type { Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import { backends, formatCollection, type Backend, type Collection } from '../../frames/collection';
import { isCancellation } from '../report';

/** How far back to look, how many entries at most, and for how many milliseconds: a history has no end. */
const since = 'now-30d';
const maxEntries = 50_000;
const maxMillis = 4000;

/** Collections shown at most, those last used. */
const maxCollections = 100;

/**
 * The collections that were used over a service, the last one first; those that were deleted as a whole are left out.
 * Entries are in the order of time (spec/history.md §3). @throws FramesError where the service keeps no history
 */
export async function recentCollections(
  client: Pick<FramesClient, 'history'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly Collection[]> {
  const used = new Map<string, Collection>();
  const limit = AbortSignal.timeout(maxMillis);
  let entries = 0;
  try {
    const frames = client.history({ minStartTime: since }, { signal: AbortSignal.any([signal, limit]) });
    for await (const frame of frames) {
      for (const { collection, action } of entriesOf(frame)) {
        const key = formatCollection(collection);
        used.delete(key);
        if (action !== 'delete') used.set(key, collection);
      }
      entries += frame.length;
      if (entries >= maxEntries) break;
    }
  } catch (error) {
    if (!limit.aborted || signal.aborted || !isCancellation(error)) throw error;
  }
  return [...used.values()].reverse().slice(0, maxCollections);
}

function* entriesOf(frame: Frame): Generator<{ readonly collection: Collection; readonly action: string }> {
  const column = (name: string): ((row: number) => string) => {
    const found = frame.columns.find((each) => each.name === name);
    return (row) => String(found?.at(row) ?? '');
  };
  const [backend, table, container, action] = ['BackendName', 'TableName', 'Container', 'ActionType'].map(
    column,
  );
  if (!backend || !table || !container || !action) return;
  for (let row = 0; row < frame.length; row++) {
    const kind = backendOf(backend(row));
    const path = table(row).replace(/^\/+|\/+$/g, '');
    if (kind === undefined || path === '') continue;
    yield { collection: { backend: kind, path: named(kind, path, container(row)) }, action: action(row) };
  }
}

function backendOf(name: string): Backend | undefined {
  const wanted = name === 'kv' ? 'nosql' : name;
  return backends.find((backend) => backend === wanted);
}

/** Tables are recorded as they were sent: with their container in front or without it (spec/history.md §1). */
function named(backend: Backend, path: string, container: string): string {
  if (backend === 'csv' || container === '' || path.startsWith(`${container}/`)) return path;
  return `${container}/${path}`;
}
