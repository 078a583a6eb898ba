import type { ServerResponse } from 'node:http';
import { posix } from 'node:path';
import { goQuote } from './goFormat';
import type { Handlers } from './handlers';
import type { HttpListener } from './listen';

/** Endpoints of the protocol that this side does not serve (spec/wire.md §9): gRPC does. */
const notServed = new Set([
  '/read',
  '/write',
  '/create',
  '/delete',
  '/exec',
  '/history',
  '/query',
  '/search',
  '/_/config',
]);

/** The protocol over HTTP: status and version. */
export function httpOf(handlers: Pick<Handlers, 'version'>): HttpListener {
  return (request, response) => {
    // Bodies are not looked at, but what is sent must be taken for the connection to go on.
    request.resume();
    const path = pathOf(request.url ?? '/');
    if (path === '/' || path === '/_/status') {
      sendJson(response, { state: 'running' });
    } else if (path === '/version') {
      if (request.method === 'GET' || request.method === 'POST')
        sendJson(response, { version: handlers.version() });
      else sendText(response, 405, 'unsupported method');
    } else if (notServed.has(path)) {
      sendText(response, 501, `${path} is not served over HTTP, use gRPC`);
    } else {
      sendText(response, 404, `unknown path - ${goQuote(decoded(path.slice(0, 300)))}`);
    }
  };
}

/** Routing looks at the path alone; dots, double slashes and a slash at the end do not count. */
function pathOf(url: string): string {
  const path = posix.normalize(url.replace(/[?#].*$/s, ''));
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** For people to read; what is encoded badly stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
  response.end(`${JSON.stringify(value)}\n`);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET, POST' } : {}),
  });
  response.end(text);
}
