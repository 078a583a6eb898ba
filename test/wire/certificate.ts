import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface CertificateOptions {
  readonly name: string;
  /** Host names and IPv4 addresses that the certificate is for. */
  readonly hosts?: readonly string[];
  /** Who signs it; itself unless given. */
  readonly issuer?: Certificate;
  /** From a day ago to a day hence unless given. */
  readonly validity?: readonly [from: Date, to: Date];
}

export interface Certificate {
  readonly name: string;
  readonly privateKey: KeyObject;
  /** PEM */
  readonly cert: string;
  /** PEM */
  readonly key: string;
}

const DAY = 86_400_000;

/** A certificate (RFC 5280) with a key of its own on the curve P-256; it may issue others. */
export function certificateOf({ name, hosts = [], issuer, validity }: CertificateOptions): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [from, to] = validity ?? [new Date(Date.now() - DAY), new Date(Date.now() + DAY)];
  const content = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(issuer?.name ?? name),
    sequence(timeOf(from), timeOf(to)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensionsOf(hosts))),
  );
  const signature = sign('sha256', content, issuer?.privateKey ?? privateKey);
  const bytes = sequence(content, ecdsaWithSha256, der(0x03, Buffer.of(0), signature));
  const base64 = (bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  return {
    name,
    privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const long = [body.length >> 8, body.length & 0xff];
  const length =
    body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, long[1] ?? 0] : [0x82, ...long];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
}

function timeOf(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, '').slice(0, 14);
  return der(0x18, Buffer.from(`${digits}Z`));
}

function extensionsOf(hosts: readonly string[]): Buffer[] {
  const isAuthority = sequence(oid('551d13'), der(0x04, sequence(der(0x01, Buffer.of(0xff)))));
  if (hosts.length === 0) return [isAuthority];
  const names = hosts.map((host) =>
    /^[\d.]+$/.test(host)
      ? der(0x87, Buffer.from(host.split('.').map(Number)))
      : der(0x82, Buffer.from(host)),
  );
  return [isAuthority, sequence(oid('551d11'), der(0x04, sequence(...names)))];
}
