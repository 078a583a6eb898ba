import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isExpectedHost } from './loopbackHost';
import type { Address } from './options';

/** A server that accepts calls. */
export interface Listening {
  /** With the port really taken. */
  readonly address: Address;
  /** Ends the calls in flight and lets go of the port. */
  stop(): Promise<void>;
}

/** Answers one request; never throws. */
export type HttpListener = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves HTTP/1.1 to those who ask for this machine by its own name; no other origin is allowed anything. */
export async function listenHttp(address: Address, listener: HttpListener): Promise<Listening> {
  const server = createServer((request, response) => {
    // A client that breaks off is no failure of the service.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    if (isExpectedHost(request.headers.host, address.host)) listener(request, response);
    else
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end('unexpected Host header');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address.host, port: address.port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: address.host, port },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
