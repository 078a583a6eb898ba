import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { FramesError, type ConnectionReason, type ErrorCode } from '../../wire/errors';
import { errorCodeKey, fromErrorCodeText } from '../../wire/status';
import { connectionFailure } from '../connectionFailure';
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
  const misled = named === undefined ? reasonOfWords(statusCode, body) : undefined;
  if (misled !== undefined) return connectionFailure(misled, { address: authority });
  const isPlain = String(headers['content-type']).startsWith('text/plain');
  if (named === undefined && (statusCode < 400 || statusCode === 404 || !isPlain)) {
    const { detail } = connectionFailure('otherService', { address: authority });
    return new FramesError({
      code: 'unavailable',
      reason: 'otherService',
      detail: `${detail} (HTTP status ${statusCode})`,
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

/** How servers greet a request that is meant for another protocol. */
function reasonOfWords(statusCode: number, body: string): ConnectionReason | undefined {
  if (statusCode === 403 && body.includes('Missing ALPN Protocol, expected `h2`')) return 'httpOnGrpcPort';
  if (statusCode !== 400) return undefined;
  return /HTTP request (?:to an HTTPS server|was sent to HTTPS port)/i.test(body) ? 'tlsServer' : undefined;
}

function namedCode(headers: IncomingHttpHeaders | NodeJS.Dict<string>): ErrorCode | undefined {
  const name = headers[errorCodeKey];
  return typeof name === 'string' ? fromErrorCodeText(name) : undefined;
}
