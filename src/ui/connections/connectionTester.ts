import type { TestReport } from './checklist';
import { testConnection } from './connectionTest';
import { localConnectionId, type Connection } from './connection';
import type { ConnectionAccess } from './connectionAccess';
import type { FramesLibrary } from './liveConnections';

export interface ConnectionTesterOptions {
  readonly find: (connectionId: string) => Connection | undefined;
  readonly access: ConnectionAccess;
  readonly load: () => Promise<FramesLibrary>;
  readonly clientVersion: string;
}

/** Tests connections as they are used: with their secrets, and beside the local service. */
export function connectionTester({ find, access, load, clientVersion }: ConnectionTesterOptions) {
  return async function* (
    connection: Connection,
    signal: AbortSignal,
  ): AsyncGenerator<TestReport, void, undefined> {
    const parts = {
      library: await load(),
      credentials: () => access.credentials(connection),
      serviceTrust: () => access.serviceTrust(connection),
      trust: () => access.trust(connection),
      local: find(localConnectionId),
      clientVersion,
    };
    yield* testConnection(connection, parts, { signal });
  };
}
