import type { Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { ReadPlan, StreamPlan } from '../../language/fsql/plan/plan';
import { countShards, withShard } from '../streams/newestRecords';
import { toQuery } from './toQuery';

export interface ReadPlanOptions {
  /** That of the connection, if it has one. */
  readonly container: string | undefined;
  readonly signal: AbortSignal;
}

type Reads = Pick<FramesClient, 'read'>;

/**
 * The rows that a plan asks for. Of several shards of a stream one is read after the other, and `shard` becomes the outermost
 * index.
 * @throws FramesError
 */
export async function* readPlan(
  client: Reads,
  plan: ReadPlan,
  { container, signal }: ReadPlanOptions,
): AsyncGenerator<Frame, void, undefined> {
  if (plan.backend !== 'stream') {
    yield* client.read(toQuery(plan, container), { signal });
    return;
  }
  const shards = await shardsOf(client, plan, { container, signal });
  for (const shard of shards) {
    for await (const frame of client.read(toQuery(plan, container, shard), { signal })) {
      yield shards.length > 1 ? withShard(frame, Number(shard)) : frame;
    }
  }
}

async function shardsOf(
  client: Reads,
  plan: StreamPlan,
  { container, signal }: ReadPlanOptions,
): Promise<readonly string[]> {
  if (plan.shards !== 'all') return plan.shards;
  const count = await countShards(client, toQuery(plan, container).table ?? '', signal);
  return Array.from({ length: count }, (_, shard) => String(shard));
}
