import { ExpressionError, EvaluationError } from '../../language/expression/expressionError';
import { FramesError } from '../../wire/errors';

/**
 * The data layer's refusals, in the form in which the original passes them on (spec/kv.md §14.20). Clients recognise the
 * words up to the status line; what follows says what to do about it.
 */
function platformText(status: string, body: { ErrorCode: number; ErrorMessage: string }): string {
  return `Expected a 2xx response status code: HTTP/1.1 ${status}\n${JSON.stringify(body, null, 1).replace(/\n */g, ' ')}`;
}

export function missingDirectory(): FramesError {
  const body = { ErrorCode: -2, ErrorMessage: 'No such file or directory' };
  return new FramesError({ code: 'notFound', detail: platformText('404 Not Found', body) });
}

/** A filter, condition or expression that was refused. */
export function badRequest(what: string, reason: string, cause?: unknown): FramesError {
  const body = { ErrorCode: -201326592, ErrorMessage: `${what}: ${reason}` };
  return new FramesError({ code: 'invalidArgument', detail: platformText('400 Bad Request', body), cause });
}

/** Runs something over a text of the expression language; what is wrong with the text becomes a refusal of the platform. */
export function refusing<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof EvaluationError) {
      throw badRequest(what, error.message, error);
    }
    throw error;
  }
}
