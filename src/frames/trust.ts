import { X509Certificate } from 'node:crypto';
import { FramesError } from '../wire/errors';
import { isEncrypted, type Address } from './address';

/** What a server must prove inside TLS. */
export interface TrustOptions {
  /** Certificates in PEM: they alone are trusted to issue the server's, in place of the well-known ones. */
  readonly ca?: string | Buffer | undefined;
  /** The name that the server's certificate must bear, and that is asked for; the host of the address unless given. */
  readonly servername?: string | undefined;
}

/**
 * What `connect` was told about trust, checked before anything is sent.
 * @throws FramesError invalidArgument when `ca` holds no certificate, or when the address is a plain one: nobody who names whom to
 * trust means to send a key in the open.
 */
export function trustOf(address: Address, { ca, servername }: TrustOptions): TrustOptions {
  if (ca === undefined && servername === undefined) return {};
  if (!isEncrypted(address)) {
    throw invalid('a certificate or a server name needs an address that begins with grpcs:// or https://');
  }
  if (ca !== undefined && !holdsCertificates(ca.toString())) {
    throw invalid('the certificate authority holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)');
  }
  return { ca, servername };
}

function holdsCertificates(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  try {
    // Made to be read: a block that cannot be is one that Node would skip without a word.
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', operation: 'connect', detail });
}
