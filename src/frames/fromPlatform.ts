import { FramesError, type ErrorCode } from '../wire/errors';
import { errorCodeKey, fromErrorCodeText, fromGrpcStatus, grpcStatus } from '../wire/status';
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

/** How an operating system or a library says that there is no connection, and what that means to a user. */
const connectionProblems: readonly (readonly [RegExp, (address: string) => string])[] = [
  [
    /ECONNREFUSED/,
    (at) =>
      `nothing listens at ${at} (connection refused): is the service running, and is this its host and port?`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|Name resolution failed/,
    (at) => `the name in ${at} cannot be resolved: is the host spelled right, and is the network up?`,
  ],
  [
    /Protocol error|ERR_HTTP2|Received HTTP status code/,
    (at) =>
      `${at} answers, but not in gRPC: is it the HTTP port of the service (gRPC is usually 8081, HTTP 8080), or does it expect TLS?`,
  ],
  [
    /No connection established\. Last error: Failed to connect/,
    (at) =>
      `${at} closes the connection before a word of gRPC: does it expect TLS, or is it another kind of service?`,
  ],
  [
    /EHOSTUNREACH|ENETUNREACH/,
    (at) => `${at} cannot be reached from here: is the network or the VPN up, and the host running?`,
  ],
  [/ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT/, noAnswer],
  [/ECONNRESET|EPIPE|UND_ERR_SOCKET|Connection dropped|socket hang up|RST_STREAM/, lost],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/, (at) => `the certificate of ${at} is not trusted`],
  [/EPROTO|ERR_SSL/, (at) => `${at} does not speak TLS: is it an http address?`],
];

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
  if (code === grpcStatus.cancelled) {
    // What the caller ends never comes to be judged here.
    return new FramesError({ code: 'unavailable', detail: lost(address), cause: failure });
  }
  const isAnotherProtocol = details.startsWith('Received HTTP status code');
  const problem =
    code === grpcStatus.unavailable || isAnotherProtocol ? connectionProblem(details, address) : undefined;
  return new FramesError({
    code: isAnotherProtocol ? 'unavailable' : fromGrpcStatus(code),
    detail: problem ?? details,
    cause: failure,
  });
}

/** What a failure of Node's own networking means, `fetch` among it: the reason is often a cause of a cause. */
export function fromNodeFailure(failure: unknown, address: string): FramesError {
  for (const error of causes(failure)) {
    if (error instanceof FramesError) return error;
    if (error.name === 'AbortError') return cancelled(failure);
    if (error.name === 'TimeoutError') {
      return new FramesError({ code: 'deadline', detail: noAnswer(address), cause: failure });
    }
    const symptom = `${'code' in error ? String(error.code) : ''} ${error.message}`;
    const problem = connectionProblem(symptom, address);
    if (problem !== undefined)
      return new FramesError({ code: 'unavailable', detail: problem, cause: failure });
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

/** Nothing came back, not even a refusal. */
export function connectTimeout(address: string, millis: number): FramesError {
  return new FramesError({ code: 'unavailable', detail: `${noAnswer(address)} (waited ${millis / 1000} s)` });
}

/** The caller no longer wants the answer. */
export function cancelled(cause?: unknown): FramesError {
  return new FramesError({ code: 'cancelled', detail: 'cancelled', cause });
}

function lost(address: string): string {
  return `the connection to ${address} was lost: the service may have stopped or restarted`;
}

function noAnswer(address: string): string {
  return `no answer from ${address}: is the host right, and does a firewall let the port through?`;
}

function connectionProblem(symptom: string, address: string): string | undefined {
  return connectionProblems.find(([pattern]) => pattern.test(symptom))?.[1](address);
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
