import type { ServerResponse } from 'node:http';
import { FramesError, type ErrorCode } from '../../wire/errors';
import { errorCodeKey } from '../../wire/status';

/** A whole answer. */
export interface Reply {
  readonly status: number;
  readonly contentType: 'application/json' | typeof plainText;
  readonly body: string;
  /** What a failure is, for clients that look beyond the words. */
  readonly code?: ErrorCode;
}

export const plainText = 'text/plain; charset=utf-8';

export function ok(body: string, contentType: Reply['contentType'] = plainText): Reply {
  return { status: 200, contentType, body };
}

export function json(body: string): Reply {
  return ok(body, 'application/json');
}

/** A refusal in words, which never end in a line feed (spec/wire.md §17.18). */
export function refusal(status: number, body: string, code: ErrorCode = 'invalidArgument'): Reply {
  return { status, contentType: plainText, body, code };
}

/** What a failed call is answered with. */
export function failed(error: unknown, prefix = ''): Reply {
  const { code, detail } = toFramesError(error);
  return refusal(code === 'unauthenticated' ? 401 : 500, prefix + detail, code);
}

export function toFramesError(error: unknown): Pick<FramesError, 'code' | 'detail'> {
  if (error instanceof FramesError) return error;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}

/** A request that comes to no call. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(readonly reply: Reply) {
    super(reply.body);
  }
}

/** The body did not come. */
export function timedOut(): Reply {
  return refusal(408, 'timed out waiting for the body of the request', 'deadline');
}

/** Headers and length are out before the whole is ended, so that a client can take them for complete. */
export function startReply(response: ServerResponse, { status, contentType, body, code }: Reply): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...(code === undefined ? {} : { [errorCodeKey]: code }),
    ...(status === 405 ? { allow: 'POST' } : {}),
  });
  response.write(body);
}
