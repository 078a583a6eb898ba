import { FramesError } from '../../wire/errors';
import { EvaluationError, ExpressionError } from '../../language/expression/expressionError';

/** What the web API says instead of an answer: a status and a body of code and message (spec/webapi.md §1). */
export class WebApiError extends Error {
  override readonly name = 'WebApiError';

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

const codes = {
  notPermitted: -1,
  noSuchFile: -2,
  inputOutput: -5,
  busy: -11,
  denied: -13,
  exists: -17,
  isDirectory: -21,
  invalidRange: -22,
  tooLarge: -27,
  notImplemented: -38,
  notEmpty: -39,
  invalidArgument: -201326592,
  shardOutOfRange: -201326594,
};

/** An object, item, directory or shard that is missing. */
export function noSuchFile(): WebApiError {
  return new WebApiError(404, codes.noSuchFile, 'No such file or directory');
}

export function noSuchContainer(): WebApiError {
  return new WebApiError(404, codes.noSuchFile, 'Container not found');
}

/** A stream that is missing. */
export function noSuchStream(): WebApiError {
  return new WebApiError(404, codes.noSuchFile, 'ResourceNotFoundException');
}

export function invalid(reason: string): WebApiError {
  return new WebApiError(400, codes.invalidArgument, `InvalidArgumentException: ${reason}`);
}

export function shardOutOfRange(shard: string, shards: number): WebApiError {
  const reason = `'${shard.slice(0, 40)}' is no shard: there are 0 to ${shards - 1}`;
  return new WebApiError(400, codes.shardOutOfRange, `ShardIDOutOfRangeException: ${reason}`);
}

export function invalidShardCount(reason: string): WebApiError {
  return new WebApiError(400, codes.invalidArgument, `InvalidShardCountException: ${reason}`);
}

export function notAStream(): WebApiError {
  return new WebApiError(400, codes.invalidArgument, 'ResourceNotStreamException: the path is not a stream');
}

export function inUse(): WebApiError {
  return new WebApiError(409, codes.exists, 'ResourceInUseException: the path exists already');
}

export function isDirectory(): WebApiError {
  return new WebApiError(409, codes.isDirectory, 'Is a directory');
}

export function notEmpty(): WebApiError {
  return new WebApiError(409, codes.notEmpty, 'Directory not empty');
}

export function notPermitted(): WebApiError {
  return new WebApiError(403, codes.notPermitted, 'Operation not permitted');
}

/** Something that is only shown, such as the files of csv tables. */
export function denied(): WebApiError {
  return new WebApiError(403, codes.denied, 'Permission denied');
}

export function tooLarge(maxBytes: number): WebApiError {
  const reason = `the body of the request is larger than ${maxBytes} bytes`;
  return new WebApiError(413, codes.tooLarge, reason);
}

export function invalidRange(size: number): WebApiError {
  return new WebApiError(416, codes.invalidRange, 'Range not satisfiable', {
    'Content-Range': `bytes */${size}`,
  });
}

export function notAllowed(methods: string): WebApiError {
  return new WebApiError(405, codes.notImplemented, `Only ${methods} are allowed`, { Allow: methods });
}

export function notImplemented(name: string): WebApiError {
  return new WebApiError(501, codes.notImplemented, `Function ${name} is not implemented`);
}

/** Any failure as the web API tells it; undefined for a fault of the service itself. */
export function toWebApiError(error: unknown): WebApiError | undefined {
  if (error instanceof WebApiError) return error;
  if (error instanceof ExpressionError || error instanceof EvaluationError) return invalid(error.message);
  if (!(error instanceof FramesError)) return undefined;
  switch (error.code) {
    case 'invalidArgument':
      return invalid(error.detail);
    case 'notFound':
      return noSuchFile();
    case 'alreadyExists':
      return inUse();
    case 'unavailable':
    case 'deadline':
      return new WebApiError(503, codes.busy, error.detail);
    default:
      return undefined;
  }
}

export function internalError(): WebApiError {
  return new WebApiError(500, codes.inputOutput, 'Input/output error');
}
