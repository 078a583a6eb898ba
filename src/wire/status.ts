import { errorCodes, type ErrorCode } from './errors';

/** The numbers of gRPC for how a call ended. */
export const grpcStatus = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
} as const;

/**
 * The trailing metadata in which our service names the ErrorCode. Its status is UNKNOWN with the words alone, which is
 * what existing clients expect (spec/wire.md §13).
 */
export const errorCodeKey = 'frames-error-code';

const codeOfStatus = new Map<number, ErrorCode>([
  [grpcStatus.unavailable, 'unavailable'],
  [grpcStatus.unauthenticated, 'unauthenticated'],
  [grpcStatus.permissionDenied, 'permissionDenied'],
  [grpcStatus.notFound, 'notFound'],
  [grpcStatus.alreadyExists, 'alreadyExists'],
  [grpcStatus.invalidArgument, 'invalidArgument'],
  [grpcStatus.outOfRange, 'invalidArgument'],
  [grpcStatus.failedPrecondition, 'invalidArgument'],
  [grpcStatus.unimplemented, 'unsupported'],
  [grpcStatus.deadlineExceeded, 'deadline'],
  [grpcStatus.cancelled, 'cancelled'],
  [grpcStatus.internal, 'internal'],
  [grpcStatus.dataLoss, 'internal'],
  // A message larger than the receiver takes (spec/wire.md §6), which asking for smaller ones cures.
  [grpcStatus.resourceExhausted, 'invalidArgument'],
]);

/** The code of a gRPC status, where no finer one came in `frames-error-code`. */
export function fromGrpcStatus(status: number): ErrorCode {
  return codeOfStatus.get(status) ?? 'unknown';
}

/** The value of `frames-error-code` if it is one that this side knows. */
export function fromErrorCodeText(text: string): ErrorCode | undefined {
  return errorCodes.find((code) => code === text);
}
