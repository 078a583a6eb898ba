import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { FramesError, type ErrorCode } from '../../wire/errors';
import { errorCodeKey, fromErrorCodeText } from '../../wire/status';
import { fromHttpFailure } from '../fromPlatform';
import { codeFromServerText } from '../serverText';

/** What HTTP puts before the words of a failed write; over gRPC they stand alone. */
const writePrefix = 'write error: ';

/** What an answer other than 200 means; `body` is the words of the service, or of whatever else answers there. */
export function fromHttpAnswer(
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  body: string,
  authority: string,
): FramesError {
  const named = namedCode(headers);
  const isPlain = String(headers['content-type']).startsWith('text/plain');
  if (named === undefined && (statusCode < 400 || statusCode === 404 || !isPlain)) {
    return new FramesError({
      code: 'unavailable',
      detail: `${authority} answers, but not as a Frames service (HTTP status ${statusCode}): is it its HTTP port, usually 8080?`,
    });
  }
  const detail = body.startsWith(writePrefix) ? body.slice(writePrefix.length) : body;
  const failure = fromHttpFailure(statusCode, detail);
  const code = named ?? (statusCode === 500 ? codeFromServerText(detail) : failure.code);
  return new FramesError({ code, detail: failure.detail });
}

/** What a stream ended with: its last words, and the code in a trailer if the service is one that names it. */
export function fromStreamedError(words: string, trailers: NodeJS.Dict<string>): FramesError {
  return new FramesError({ code: namedCode(trailers) ?? codeFromServerText(words), detail: words });
}

function namedCode(headers: IncomingHttpHeaders | NodeJS.Dict<string>): ErrorCode | undefined {
  const name = headers[errorCodeKey];
  return typeof name === 'string' ? fromErrorCodeText(name) : undefined;
}
