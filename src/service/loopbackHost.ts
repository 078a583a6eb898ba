import { isIP } from 'node:net';

/**
 * Whether a request's Host header names this machine the way its own users do. A web page of another origin can make
 * its name resolve to this machine, but the browser then sends that name: such requests are refused. A service that was
 * told to listen beyond loopback also answers to the host it was given, and to any plain address, which no such page
 * can forge.
 * @param header the Host header, port included
 * @param listening the host that the service was told to listen on
 * @param names other names that the service was told it has
 */
export function isExpectedHost(
  header: string | undefined,
  listening: string,
  names: readonly string[] = [],
): boolean {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::\d+)?$/.exec(header ?? '');
  const host = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (host === undefined) return false;
  if (isLoopback(host) || names.some((name) => name.toLowerCase() === host)) return true;
  return !isLoopback(listening) && (host === listening.toLowerCase() || isIP(host) !== 0);
}

/** Whether a name or address, without brackets, means this machine to itself alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
