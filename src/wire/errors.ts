/** What went wrong, in the few kinds that a caller can act on. The table in src/ARCHITECTURE.md lists them all. */
export const errorCodes = [
  'unavailable',
  'unauthenticated',
  'permissionDenied',
  'notFound',
  'alreadyExists',
  'invalidArgument',
  'unsupported',
  'deadline',
  'cancelled',
  'protocol',
  'internal',
  'unknown',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * Why no conversation with a service comes about, or why it broke off. An address that is "on" the wrong port: `httpOnGrpcPort` is an
 * http:// address whose port speaks gRPC, `grpcOnHttpPort` a grpc:// address whose port speaks HTTP. `plainServer` was addressed with TLS,
 * `tlsServer` without. `closed` hangs up before a word; `otherService` says something that neither protocol knows.
 */
export const connectionReasons = [
  'unresolved',
  'refused',
  'unreachable',
  'timeout',
  'lost',
  'closed',
  'httpOnGrpcPort',
  'grpcOnHttpPort',
  'plainServer',
  'tlsServer',
  'otherService',
  'certificateUntrusted',
  'certificateExpired',
  'certificateName',
] as const;

export type ConnectionReason = (typeof connectionReasons)[number];

export type Operation =
  'connect' | 'read' | 'write' | 'create' | 'delete' | 'execute' | 'history' | 'version' | 'list';

export interface FramesErrorParts {
  readonly code: ErrorCode;
  /** The words of whoever failed: on the wire they travel alone and unchanged. */
  readonly detail: string;
  /** Given where there was no connection, so that a caller can offer the fix without reading `detail`. */
  readonly reason?: ConnectionReason | undefined;
  readonly operation?: Operation | undefined;
  readonly backend?: string | undefined;
  readonly table?: string | undefined;
  readonly cause?: unknown;
}

/** The one error of client and service. `message` says what was being done; `detail` keeps the words of the failing side. */
export class FramesError extends Error {
  override readonly name = 'FramesError';
  readonly code: ErrorCode;
  readonly detail: string;
  readonly reason: ConnectionReason | undefined;
  readonly operation: Operation | undefined;
  readonly backend: string | undefined;
  readonly table: string | undefined;

  constructor(parts: FramesErrorParts) {
    super(compose(parts), parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = parts.code;
    this.detail = parts.detail;
    this.reason = parts.reason;
    this.operation = parts.operation;
    this.backend = parts.backend;
    this.table = parts.table;
  }

  /** The same failure with more known about where it happened; what is known already stays. */
  at(where: Pick<FramesErrorParts, 'operation' | 'backend' | 'table'>): FramesError {
    return new FramesError({
      code: this.code,
      detail: this.detail,
      reason: this.reason,
      operation: this.operation ?? where.operation,
      backend: this.backend ?? where.backend,
      table: this.table ?? where.table,
      cause: this.cause,
    });
  }
}

function compose({ detail, operation, backend, table }: FramesErrorParts): string {
  if (operation === undefined) return detail;
  const subject = [backend, table === undefined || table === '' ? undefined : `'${table}'`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return `${operation}${subject === '' ? '' : ` ${subject}`}: ${detail}`;
}
