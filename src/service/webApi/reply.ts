import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | StreamedBody;
}

/** Bytes that are not all in memory. */
export interface StreamedBody {
  readonly length: number;
  read(): Readable;
}

/** Stored bytes are nobody's page, script or cached copy. */
const safety = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };

/** To HEAD the same headers as to GET, and no body. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type = 'application/json', headers, body = '' }: Reply,
): Promise<void> {
  const hasNone = status === 204;
  response.writeHead(status, {
    ...(hasNone ? {} : { 'Content-Type': type, 'Content-Length': lengthOf(body) }),
    ...safety,
    ...headers,
  });
  if (request.method === 'HEAD' || hasNone) response.end();
  else if (typeof body === 'string' || body instanceof Uint8Array) response.end(body);
  else await pipeline(body.read(), response);
}

function lengthOf(body: string | Uint8Array | StreamedBody): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

export function json(text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, body: text, headers };
}

export function done(headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, headers };
}

const second = 1_000_000_000n;

/**
 * When something was changed last; no two changes of it have the same time (spec/webapi.md §1).
 * @param modified nanoseconds since the epoch
 */
export function changeHeaders(modified: bigint): Record<string, string> {
  return {
    'Last-Modified': new Date(Number(modified / 1_000_000n)).toUTCString(),
    'X-v3io-transaction-verifier': `__mtime_secs==${modified / second} and __mtime_nsecs==${modified % second}`,
  };
}
