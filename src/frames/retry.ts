import { setTimeout as sleep } from 'node:timers/promises';
import { FramesError, type ConnectionReason } from '../wire/errors';
import { cancelled } from './fromPlatform';
import type { CallOptions } from './transport/transport';

/** Milliseconds before the second, third and fourth attempt (spec/client.md §10). */
const PAUSES = [100, 200, 400];
/** Milliseconds after which a failure is final, however many attempts are left: who waits wants to know. */
const PATIENCE = 3000;

/** What the next attempt would find again: somebody must change the address, the certificate or the service first. */
const lasting: ReadonlySet<ConnectionReason | undefined> = new Set([
  'httpOnGrpcPort',
  'grpcOnHttpPort',
  'plainServer',
  'tlsServer',
  'otherService',
  'certificateUntrusted',
  'certificateExpired',
  'certificateName',
]);

/** Repeats a call that changes nothing while it fails with `unavailable` and may succeed by itself. */
export async function retryWhileUnavailable<T>(call: () => Promise<T>, { signal }: CallOptions): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE;
  for (const pause of PAUSES) {
    try {
      return await call();
    } catch (error) {
      const isWorthwhile =
        error instanceof FramesError && error.code === 'unavailable' && !lasting.has(error.reason);
      if (!isWorthwhile || performance.now() + pause > giveUpAt) throw error;
    }
    await sleep(pause, undefined, signal === undefined ? {} : { signal }).catch((reason: unknown) => {
      throw cancelled(reason);
    });
  }
  return call();
}
