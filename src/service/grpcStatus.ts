import { Metadata, status, type ServerErrorResponse } from '@grpc/grpc-js';
import { FramesError, type ErrorCode } from '../wire/errors';
import { errorCodeKey } from '../wire/status';

/**
 * Longest error text, in bytes as gRPC writes it into a header (a space takes three): peers accept 8 KiB of headers in all.
 */
const longestDetails = 6000;

/** Failures of the gRPC layer itself, and what the original knows nothing of, have a status of their own. */
const ownStatus: Partial<Record<ErrorCode, status>> = {
  protocol: status.INTERNAL,
  cancelled: status.CANCELLED,
  unavailable: status.UNAVAILABLE,
  unauthenticated: status.UNAUTHENTICATED,
};

/** A message beyond the limit of the protocol (spec/wire.md §6). */
export class MessageTooLargeError extends Error {
  override readonly name = 'MessageTooLargeError';

  constructor(bytes: number, limit: number) {
    super(`trying to send message larger than max (${bytes} vs. ${limit})`);
  }
}

/**
 * What a client is told of a failure: the original's words with the original's status, which is UNKNOWN for all that the
 * calls themselves report (spec/wire.md §13), and our finer code in the trailing metadata.
 */
export function toErrorResponse(error: unknown): ServerErrorResponse {
  if (error instanceof MessageTooLargeError) {
    return response(status.RESOURCE_EXHAUSTED, error.message, 'invalidArgument');
  }
  if (!(error instanceof FramesError)) {
    return response(status.UNKNOWN, error instanceof Error ? error.message : String(error), 'internal');
  }
  const { code, detail } = error;
  return response(ownStatus[code] ?? status.UNKNOWN, detail, code);
}

function response(code: status, text: string, errorCode: ErrorCode): ServerErrorResponse {
  const metadata = new Metadata();
  metadata.set(errorCodeKey, errorCode);
  const details = fitHeader(text);
  return { name: 'Error', message: details, code, details, metadata };
}

/** The text cut to what fits a header. Half a surrogate pair, which no header can carry, becomes U+FFFD. */
export function fitHeader(text: string): string {
  let bytes = 0;
  let fitting = '';
  for (const character of Buffer.from(text).toString()) {
    bytes += encodeURI(character).length;
    if (bytes > longestDetails) return `${fitting}…`;
    fitting += character;
  }
  return fitting;
}
