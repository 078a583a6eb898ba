import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Address } from '../address';
import { isHttp2 } from '../connectionFailure';

/** What a port was seen to speak; undefined when it says nothing that tells. */
export type Listener = 'tls' | 'http' | 'grpc';

/** Milliseconds for each of the two questions: who failed to connect is already waiting. */
const PATIENCE = 1000;

/**
 * Asks a port what it speaks, first in TLS and then in HTTP/1.1, which a gRPC server answers with the beginning of HTTP/2. Sends
 * nothing that is secret and changes nothing. Never fails.
 */
export async function whatListens(
  { host, port }: Address,
  signal: AbortSignal | undefined,
): Promise<Listener | undefined> {
  // Whether the certificate is good is not the question here, and nothing is said inside.
  const secure = connectTls({ host, port, rejectUnauthorized: false });
  const speaksTls = await firstOf(secure, signal, (settle) =>
    secure.once('secureConnect', () => settle(true)),
  );
  if (speaksTls === true) return 'tls';
  const plain = connectPlain({ host, port }, () => {
    plain.write(`OPTIONS * HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
  return firstOf<Listener | undefined>(plain, signal, (settle) => {
    plain.once('data', (bytes) => {
      if (isHttp2(bytes)) settle('grpc');
      else settle(bytes.toString('latin1').startsWith('HTTP/1.') ? 'http' : undefined);
    });
  });
}

/** What `listen` settles with, or undefined when the socket ends, the time is over or the caller has lost interest. */
function firstOf<T>(
  socket: Socket,
  signal: AbortSignal | undefined,
  listen: (settle: (value: T) => void) => void,
): Promise<T | undefined> {
  return new Promise<T | undefined>((resolve) => {
    const end = (): void => resolve(undefined);
    const timer = setTimeout(end, PATIENCE);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted === true) end();
    socket.once('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      end();
    });
    socket.on('error', () => undefined);
    listen(resolve);
  }).finally(() => socket.destroy());
}
