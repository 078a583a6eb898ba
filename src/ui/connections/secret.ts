import { formatAddress, parseAddress } from '../../frames/address';
import type { Connection } from './connection';

/** How a connection proves who it is. The name of the user is no secret: it stands in the connection. */
export type Secret =
  | { readonly kind: 'accessKey'; readonly key: string }
  | { readonly kind: 'password'; readonly password: string };

/** What a secret belongs to: a connection, at the addresses that it has. Any `Connection` is one. */
export type SecretOwner = Pick<Connection, 'id' | 'address' | 'webApi'>;

/** A secret as it rests in a store, bound to the addresses that it may be sent to. */
export interface KeptSecret {
  readonly secret: Secret;
  /** Normalised. */
  readonly addresses: string;
  /** Milliseconds since 1970: the newest counts, should two stores hold one. */
  readonly savedAt: number;
}

/** Binds a secret to the addresses of its connection. */
export function keep(
  secret: Secret,
  owner: Pick<SecretOwner, 'address' | 'webApi'>,
  savedAt: number,
): KeptSecret {
  return { secret, addresses: boundTo(owner), savedAt };
}

/** Whether a secret may be sent to where the connection points now. */
export function belongsTo({ addresses }: KeptSecret, owner: SecretOwner): boolean {
  return addresses === boundTo(owner);
}

/** The form in which stores keep it. */
export function encodeSecret(kept: KeptSecret): string {
  return JSON.stringify({ version: 1, ...kept });
}

/** Reads what a store kept; undefined when it is a bare secret, as earlier versions of the extension stored them. */
export function decodeSecret(text: string): KeptSecret | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, secret, addresses, savedAt } = (value ?? {}) as Partial<KeptSecret & { version: number }>;
  if (version !== 1 || typeof addresses !== 'string' || typeof savedAt !== 'number') return undefined;
  return isSecret(secret) ? { secret, addresses, savedAt } : undefined;
}

/** A bare secret, which knew no address, belongs to where its connection points. It is older than any other. */
export function adoptBareSecret(text: string, connection: Connection): KeptSecret {
  const secret: Secret =
    connection.user === undefined ? { kind: 'accessKey', key: text } : { kind: 'password', password: text };
  return keep(secret, connection, 0);
}

function isSecret(value: unknown): value is Secret {
  const { kind, key, password } = (value ?? {}) as Partial<Record<'kind' | 'key' | 'password', unknown>>;
  return (
    (kind === 'accessKey' && typeof key === 'string') || (kind === 'password' && typeof password === 'string')
  );
}

/** The service and the web API both get to see the secret, so it is bound to both. */
function boundTo({ address, webApi = '' }: Pick<SecretOwner, 'address' | 'webApi'>): string {
  return `${normalAddress(address)} ${normalUrl(webApi)}`.trim();
}

function normalAddress(text: string): string {
  try {
    return formatAddress(parseAddress(text)).toLowerCase();
  } catch {
    return text.trim();
  }
}

function normalUrl(text: string): string {
  return URL.canParse(text) ? new URL(text).origin : text.trim();
}
