import type { ReadPlan } from '../../language/fsql/plan/plan';
import { pythonOf, pythonOfShards, type PythonSession } from '../calls/python';
import type { Connection } from '../connections/connection';
import { toQuery } from './toQuery';

export interface PythonOfPlanOptions {
  /** What the plan runs on; the default of the Python client without one. */
  readonly connection: Connection | undefined;
  /** Of the stream that the plan reads; undefined where that is not known, and for other plans. */
  readonly shardCount: number | undefined;
}

/** The Python code that reads what a plan reads. */
export function pythonOfPlan(plan: ReadPlan, { connection, shardCount }: PythonOfPlanOptions): string {
  const { address = 'framesd:8081', webApi, user, container } = connection ?? {};
  const session: PythonSession = { address, webApi, user };
  const shards = plan.backend !== 'stream' || plan.shards === 'all' ? shardCount : plan.shards;
  const isOne = shards === 1 || (typeof shards === 'object' && shards.length === 1);
  const query = toQuery(plan, container, typeof shards === 'object' ? shards[0] : undefined);
  return query.backend !== 'stream' || isOne
    ? pythonOf({ method: 'read', query }, session)
    : pythonOfShards(query, shards, session);
}
