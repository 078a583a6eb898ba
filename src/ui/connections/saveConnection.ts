import { UserError } from '../report';
import type { Connection } from './connection';
import type { ConnectionStore } from './connectionStore';
import type { Secret } from './secret';
import type { SecretStore } from './secretStore';

/** A connection that is being filled in. */
export interface Draft {
  readonly connection: Connection;
  /** A new one, none from now on, or (undefined) what is kept already. */
  readonly secret?: Secret | 'none' | undefined;
}

export interface SaveParts {
  readonly store: Pick<ConnectionStore, 'save'>;
  readonly secrets: Pick<SecretStore, 'set' | 'delete'>;
}

/** The connection with another value of one member; undefined takes it away. */
export function changed<K extends keyof Connection>(
  connection: Connection,
  member: K,
  value: Connection[K] | undefined,
): Connection {
  if (value !== undefined) return { ...connection, [member]: value };
  return Object.fromEntries(
    Object.entries(connection).filter(([name]) => name !== member),
  ) as unknown as Connection;
}

/**
 * Keeps a connection and its secret.
 * @throws UserError when the secret could not be kept; the connection is saved nevertheless
 */
export async function saveConnection(
  { connection, secret }: Draft,
  { store, secrets }: SaveParts,
): Promise<void> {
  let failure: unknown;
  try {
    if (secret === 'none') await secrets.delete(connection.id);
    else if (secret !== undefined) await secrets.set(connection, secret);
  } catch (error) {
    failure = error;
  }
  // Whoever listens connects anew: the secret is there by then.
  await store.save(connection);
  if (failure === undefined) return;
  const why = failure instanceof Error ? failure.message : 'the reason is unknown';
  throw new UserError(
    `the connection ${connection.name} is saved, but its secret could not be kept: ${why}`,
    {
      remedies: ['enterCredentials', 'showLog'],
      cause: failure,
    },
  );
}
