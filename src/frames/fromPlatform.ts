import { FramesError, type ErrorCode } from '../wire/errors';
import { errorCodeKey, fromErrorCodeText, fromGrpcStatus, grpcStatus } from '../wire/status';
import { connectionFailure, reasonOf } from './connectionFailure';
import { codeFromServerText } from './serverText';

/** The parts of a failed gRPC call that matter here. */
interface GrpcStatus {
  readonly code: number;
  readonly details: string;
  readonly metadata?: { get(key: string): readonly (string | Buffer)[] };
}

const codeOfHttpStatus = new Map<number, ErrorCode>([
  [400, 'invalidArgument'],
  [401, 'unauthenticated'],
  [403, 'permissionDenied'],
  [404, 'notFound'],
  [405, 'unsupported'],
  [409, 'alreadyExists'],
  [500, 'internal'],
  [501, 'unsupported'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'deadline'],
]);

/**
 * What a failed gRPC call means. The words of a service stay as they are in `detail`; where there was no connection, and so no
 * words of a service, `detail` says what the user can check.
 */
export function fromGrpcFailure(failure: unknown, address: string): FramesError {
  if (failure instanceof FramesError) return failure;
  if (!isGrpcStatus(failure)) return fromNodeFailure(failure, address);
  const { code, details } = failure;
  const named = namedCode(failure);
  if (named !== undefined) return new FramesError({ code: named, detail: details, cause: failure });
  if (code === grpcStatus.unknown) {
    return new FramesError({ code: codeFromServerText(details), detail: details, cause: failure });
  }
  // What the caller ends never comes to be judged here.
  if (code === grpcStatus.cancelled) return connectionFailure('lost', { address, cause: failure });
  const isOfConnection = code === grpcStatus.unavailable || details.startsWith('Received HTTP status code');
  const reason = isOfConnection ? reasonOf(details) : undefined;
  if (reason !== undefined) return connectionFailure(reason, { address, cause: failure, symptom: details });
  return new FramesError({ code: fromGrpcStatus(code), detail: details, cause: failure });
}

/** What a failure of Node's own networking means, `fetch` among it: the reason is often a cause of a cause. */
export function fromNodeFailure(failure: unknown, address: string): FramesError {
  for (const error of causes(failure)) {
    if (error instanceof FramesError) return error;
    if (error.name === 'AbortError') return cancelled(failure);
    if (error.name === 'TimeoutError') {
      return connectionFailure('timeout', { address, cause: failure, code: 'deadline' });
    }
    const symptom = `${'code' in error ? String(error.code) : ''} ${error.message}`;
    const reason = reasonOf(symptom, error);
    if (reason !== undefined) return connectionFailure(reason, { address, cause: failure, symptom });
  }
  const detail = failure instanceof Error ? failure.message : String(failure);
  return new FramesError({ code: 'unknown', detail, cause: failure });
}

/** What an HTTP status beyond 2xx means; `body` is the server's own words, if it had any. */
export function fromHttpFailure(status: number, body: string): FramesError {
  const words = body.trim();
  const code = codeOfHttpStatus.get(status) ?? 'unknown';
  return new FramesError({ code, detail: words === '' ? `HTTP status ${status}` : words });
}

/** The caller no longer wants the answer. */
export function cancelled(cause?: unknown): FramesError {
  return new FramesError({ code: 'cancelled', detail: 'cancelled', cause });
}

function namedCode({ metadata }: GrpcStatus): ErrorCode | undefined {
  const name = metadata?.get(errorCodeKey)[0];
  return typeof name === 'string' ? fromErrorCodeText(name) : undefined;
}

function isGrpcStatus(value: unknown): value is GrpcStatus {
  return (
    value instanceof Error &&
    'code' in value &&
    typeof value.code === 'number' &&
    'details' in value &&
    typeof value.details === 'string'
  );
}

/** The error, its cause, the cause of that, …; errors that came together count as causes too. */
function* causes(failure: unknown): Generator<Error> {
  const seen = new Set<unknown>();
  const open = [failure];
  while (open.length > 0) {
    const error = open.shift();
    if (!(error instanceof Error) || seen.has(error)) continue;
    seen.add(error);
    yield error;
    if (error instanceof AggregateError) open.push(...(error.errors as unknown[]));
    open.push(error.cause);
  }
}
