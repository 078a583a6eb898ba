import { FramesError } from '../wire/errors';

export type Scheme = 'grpc' | 'grpcs' | 'http' | 'https';

/** Where a Frames service listens. */
export interface Address {
  readonly scheme: Scheme;
  /** A name or an IP address; an IPv6 address stands without its brackets. */
  readonly host: string;
  /** In [1, 65535]. */
  readonly port: number;
}

const defaultPorts: Readonly<Record<Scheme, number>> = {
  grpc: 8081,
  grpcs: 443,
  http: 8080,
  https: 443,
};

/**
 * Reads `grpc://host:port`, `grpcs://…` (gRPC inside TLS), `http://…` or `https://…`; without a scheme it is plain gRPC
 * (spec/client.md §1). Without a port it is 8081 for gRPC, 8080 for HTTP and 443 for both inside TLS.
 * @throws FramesError invalidArgument, saying what is wrong with the text.
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid('empty address');
  const [, schemeText = 'grpc', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/s.exec(trimmed) ?? [];
  const scheme = schemeText.toLowerCase();
  if (!isScheme(scheme)) {
    throw invalid(`unknown protocol - '${schemeText}' (use grpc://, grpcs://, http:// or https://)`);
  }
  const authority = rest.endsWith('/') ? rest.slice(0, -1) : rest;
  if (authority.includes('@')) {
    throw invalid('an address holds no user or password: give them as credentials');
  }
  if (!authority.startsWith('[') && authority.split(':').length > 2) {
    throw invalid(`'${text}': an IPv6 address goes in brackets, as in [::1]:8081`);
  }
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(authority);
  if (match === null) throw invalid(`'${text}' is no address of the form host:port`);
  const host = match[1] ?? match[2] ?? '';
  if (host === '') throw invalid(`'${text}' names no host`);
  if (match[1] !== undefined ? !/^[0-9A-Fa-f:.%\w]+$/.test(host) : !/^[\p{L}\p{N}._-]+$/u.test(host)) {
    throw invalid(`'${text}' is no address of the form host:port`);
  }
  return { scheme, host, port: match[3] === undefined ? defaultPorts[scheme] : parsePort(match[3], text) };
}

/** The address in the form that `parseAddress` reads. */
export function formatAddress({ scheme, host, port }: Address): string {
  return `${scheme}://${formatAuthority({ host, port })}`;
}

/** `host:port`, the host in brackets when it is an IPv6 address. */
export function formatAuthority({ host, port }: Pick<Address, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether what is sent there travels inside TLS. */
export function isEncrypted({ scheme }: Pick<Address, 'scheme'>): boolean {
  return scheme === 'grpcs' || scheme === 'https';
}

/** Whether the service runs on this machine. */
export function isLoopback({ host }: Pick<Address, 'host'>): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function parsePort(text: string, address: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw invalid(`'${address}': the port must be a number from 1 to 65535, not '${text}'`);
  }
  return port;
}

function isScheme(text: string): text is Scheme {
  return Object.hasOwn(defaultPorts, text);
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', operation: 'connect', detail });
}
