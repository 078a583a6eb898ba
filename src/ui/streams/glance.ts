import type { CollectionSource, ShardGlance, ShardPlace } from '../../frames/collectionSource';
import { untilAborted } from '../untilAborted';

/** A cheaper look at a shard than a read; undefined where it cannot tell. */
export type Glance = (place: ShardPlace, signal: AbortSignal) => Promise<ShardGlance | undefined>;

/** How many times its patience a web API is left alone that did not answer. */
const rest = 30;

/**
 * A look over the web API, where the connection has one. It saves reads and decides nothing else: whatever is wrong
 * with it, the read tells. Nor is it waited for longer than `patience` ms, as Frames may answer where it does not.
 */
export function glanceOver(
  source: Pick<CollectionSource, 'glance'> | undefined,
  { table, patience }: { readonly table: string; readonly patience: number },
): Glance | undefined {
  if (source?.glance === undefined) return undefined;
  const [container = '', ...segments] = table.split('/');
  let restsUntil = 0;
  return async (place, signal) => {
    if (performance.now() < restsUntil) return undefined;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    try {
      const looking = source.glance?.(container, segments.join('/'), place, { signal: limit });
      return looking && (await untilAborted(looking, limit));
    } catch {
      signal.throwIfAborted();
      if (limit.aborted) restsUntil = performance.now() + rest * patience;
      return undefined;
    }
  };
}
