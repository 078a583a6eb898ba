import { FramesError, type ConnectionReason } from '../../wire/errors';
import { formatAuthority, isEncrypted, type Address } from '../address';
import { connectionFailure } from '../connectionFailure';
import { observing } from './observing';
import type { Transport } from './transport';
import { whatListens } from './whatListens';

/**
 * A transport whose failures to converse say what stands at the address: where the failure alone does not tell a TLS port, an HTTP port
 * and a gRPC port apart, it looks. A connection that was good once and is lost is not looked into.
 */
export function explaining(transport: Transport, address: Address): Transport {
  let hasAnswered = false;

  return observing(transport, {
    answered() {
      hasAnswered = true;
    },
    async failed(error, { signal }) {
      if (!(error instanceof FramesError) || !isUnclear(error.reason, hasAnswered)) return error;
      const reason = await reasonAt(address, error.reason, signal);
      if (reason === error.reason) return error;
      return connectionFailure(reason, { address: formatAuthority(address), cause: error });
    },
  });
}

type Unclear = Extract<ConnectionReason, 'lost' | 'closed' | 'otherService'>;

function isUnclear(reason: ConnectionReason | undefined, hasAnswered: boolean): reason is Unclear {
  return reason === 'closed' || reason === 'otherService' || (reason === 'lost' && !hasAnswered);
}

async function reasonAt(
  address: Address,
  reason: Unclear,
  signal: AbortSignal | undefined,
): Promise<ConnectionReason> {
  const listener = await whatListens(address, signal);
  const isGrpc = address.scheme.startsWith('grpc');
  if (listener === 'tls') return isEncrypted(address) ? reason : 'tlsServer';
  if (listener === undefined) return reason;
  if (isEncrypted(address)) return 'plainServer';
  if (listener === 'http') return isGrpc ? 'grpcOnHttpPort' : reason;
  return isGrpc ? reason : 'httpOnGrpcPort';
}
