import { methods } from '../../wire/methods';
import { protocolVersion, versionWarning } from '../version';
import { observing } from './observing';
import type { Transport } from './transport';

/**
 * A transport that asks a service for its version, once, as soon as it has answered anything, and tells when it does not fit. No call waits
 * for that, and none fails by it.
 */
export function versionChecking(transport: Transport, warn: (warning: string) => void): Transport {
  let isAsked = false;
  const ask = async (): Promise<void> => {
    const { version } = await transport.unary(methods.version, {}, {});
    const warning = versionWarning(version, protocolVersion);
    if (warning !== undefined) warn(warning);
  };
  return observing(transport, {
    answered() {
      if (isAsked) return;
      isAsked = true;
      ask().catch(() => undefined);
    },
  });
}
