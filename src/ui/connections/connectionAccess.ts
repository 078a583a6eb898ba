import { readFile, stat } from 'node:fs/promises';
import { isEncrypted, parseAddress } from '../../frames/address';
import type { Credentials } from '../../frames/session';
import type { TrustOptions } from '../../frames/trust';
import { UserError } from '../report';
import type { Connection } from './connection';
import type { PlainConsents } from './plainConsents';
import type { SecretStore } from './secretStore';

/** Bytes of a file of authorities at most: all of the public ones together are far fewer. */
const mostAuthorityBytes = 16 * 1024 * 1024;

/** What a connection needs beside its addresses: with what it signs in, and whom it trusts. Every way to a service passes here. */
export class ConnectionAccess {
  constructor(
    private readonly secrets: Pick<SecretStore, 'get'>,
    private readonly consents: Pick<PlainConsents, 'require'>,
  ) {}

  /**
   * An access key stands for itself; a password needs its user.
   * @throws UserError when the user does not let the secret cross a connection that is not encrypted
   */
  async credentials(connection: Connection): Promise<Credentials> {
    const secret = await this.secrets.get(connection);
    if (secret !== undefined) await this.consents.require(connection);
    if (secret?.kind === 'accessKey') return { token: secret.key };
    return { user: connection.user, password: secret?.password };
  }

  /** For the service: none where the authority is meant for the web API alone. @throws UserError as `trust` does */
  async serviceTrust(connection: Connection): Promise<TrustOptions> {
    const { address, webApi = '' } = connection;
    const isForWebApi = !isEncrypted(parseAddress(address)) && /^https:/i.test(webApi);
    return isForWebApi ? {} : this.trust(connection);
  }

  /** @throws UserError when the file of the authority cannot be read */
  async trust({ ca }: Connection): Promise<TrustOptions> {
    if (ca === undefined) return {};
    try {
      return { ca: await readAuthority(ca) };
    } catch (error) {
      const why = error instanceof Error ? error.message : 'the reason is unknown';
      throw new UserError(`the certificate authority cannot be read: ${why}`, {
        remedies: ['retry', 'editConnection'],
        cause: error,
      });
    }
  }
}

/** A path that somebody else wrote may lead to a device or a pipe, which has no end. */
async function readAuthority(path: string): Promise<Buffer> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error(`${path} is no file`);
  if (found.size > mostAuthorityBytes) throw new Error(`${path} is too large for certificates`);
  return readFile(path);
}
