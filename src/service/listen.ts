import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
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

export interface HttpSide {
  readonly address: Address;
  /** Names that the service answers to besides those that every machine has for itself. */
  readonly hostNames?: readonly string[] | undefined;
}

/** Serves HTTP/1.1 to those who ask for this machine by its own name; no other origin is allowed anything. */
export async function listenHttp(side: HttpSide, listener: HttpListener): Promise<Listening> {
  const { address } = side;
  const server = createServer(serverOptions, (request, response) => {
    // A client that breaks off is no failure of the service.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    const refusal = refusalOf(request, side);
    if (refusal === undefined) listener(request, response);
    else response.writeHead(403, { 'content-type': plainText }).end(refusal);
  });
  server.on('clientError', refuseMalformed);
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

const plainText = 'text/plain; charset=utf-8';

const serverOptions: ServerOptions = {
  // A write may go on for hours; that something comes at all is for who reads the body to see to.
  requestTimeout: 0,
  headersTimeout: 60_000,
  keepAliveTimeout: 120_000,
  maxHeaderSize: 64 * 1024,
  // Peers that are gone without a word are noticed one day.
  keepAlive: true,
};

/** A page of another origin may neither use this machine's name nor send anything here, even without seeing the answer. */
function refusalOf({ headers }: IncomingMessage, { address, hostNames }: HttpSide): string | undefined {
  const { host, origin } = headers;
  if (!isExpectedHost(host, address.host, hostNames)) return 'unexpected Host header';
  return origin === undefined || origin === `http://${host}` ? undefined : 'unexpected Origin header';
}

/** What is no HTTP is answered as the original does (spec/wire.md §6, §9). */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, text] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'Too big request header']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'timed out waiting for the request']
        : ['400 Bad Request', 'Error when parsing request'];
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: ${plainText}\r\ncontent-length: ${text.length}`;
  socket.end(`${head}\r\n\r\n${text}`);
}
