import type { FramesClient } from '../../frames/client';
import { FramesError, type ErrorCode } from '../../wire/errors';

export interface ShardIdsOptions {
  readonly signal: AbortSignal;
  /** How many there are, where it is known. */
  readonly shardCount?: number | undefined;
}

/** What a service can refuse besides a shard that is not there. */
const otherFailures: readonly ErrorCode[] = [
  'unavailable',
  'unauthenticated',
  'permissionDenied',
  'deadline',
  'cancelled',
  'protocol',
];

/**
 * The shards of a stream, `0` first. Where nobody told how many there are each is looked for, until the service refuses one.
 * @throws FramesError when the first one cannot be read, or the service fails otherwise
 */
export async function* shardIds(
  client: Pick<FramesClient, 'read'>,
  table: string,
  { signal, shardCount }: ShardIdsOptions,
): AsyncGenerator<string, void, undefined> {
  for (let shard = 0; shard < (shardCount ?? Infinity); shard++) {
    const shardId = String(shard);
    if (shardCount === undefined && !(await exists(client, { table, shardId, signal }))) return;
    yield shardId;
  }
}

interface Shard {
  readonly table: string;
  readonly shardId: string;
  readonly signal: AbortSignal;
}

async function exists(
  client: Pick<FramesClient, 'read'>,
  { table, shardId, signal }: Shard,
): Promise<boolean> {
  try {
    // Behind the latest record there is nothing to send.
    const read = client.read({ backend: 'stream', table, shardId, seek: 'latest' }, { signal });
    await read.next();
    await read.return();
    return true;
  } catch (error) {
    const isMissing = error instanceof FramesError && !otherFailures.includes(error.code);
    if (!isMissing || shardId === '0') throw error;
    return false;
  }
}
