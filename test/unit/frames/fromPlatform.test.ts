import { describe, expect, it } from 'vitest';
import { fromGrpcFailure, fromHttpFailure, fromNodeFailure } from '../../../src/frames/fromPlatform';
import { FramesError } from '../../../src/wire/errors';

const at = '10.0.0.1:8081';

describe('a failed gRPC call', () => {
  it.each([
    [
      14,
      'No connection established. Last error: Error: connect ECONNREFUSED 10.0.0.1:8081. Resolution note: ',
      'unavailable',
      'nothing listens at 10.0.0.1:8081',
    ],
    [14, 'Name resolution failed for target dns:nosuch.invalid:8081', 'unavailable', 'cannot be resolved'],
    [
      14,
      'No connection established. Last error: Protocol error (2026-01-01T00:00:00.000Z). Resolution note: ',
      'unavailable',
      'not as a Frames service',
    ],
    [
      14,
      'No connection established. Last error: Failed to connect (2026-01-01T00:00:00.000Z). Resolution note: ',
      'unavailable',
      'TLS',
    ],
    [12, 'Received HTTP status code 404', 'unavailable', 'not as a Frames service'],
    [14, 'Connection dropped', 'unavailable', 'was lost'],
    [14, 'the data layer is down', 'unavailable', 'the data layer is down'],
    [
      2,
      "can't query: open t.csv: no such file or directory",
      'notFound',
      "can't query: open t.csv: no such file or directory",
    ],
    [2, 'something else', 'unknown', 'something else'],
    [
      8,
      'Received message larger than max (5 vs 4)',
      'invalidArgument',
      'Received message larger than max (5 vs 4)',
    ],
    [
      12,
      'unknown method Nope for service pb.Frames',
      'unsupported',
      'unknown method Nope for service pb.Frames',
    ],
    [13, 'grpc: error unmarshalling request', 'internal', 'grpc: error unmarshalling request'],
    [16, 'who are you', 'unauthenticated', 'who are you'],
    [1, 'Call cancelled', 'unavailable', 'was lost'],
  ])('%i %s is %s', (code, details, expected, words) => {
    const failure = fromGrpcFailure(grpcFailure(code, details), at);
    expect(failure).toMatchObject({ code: expected, detail: expect.stringContaining(words) as string });
    expect(failure.cause).toBeInstanceOf(Error);
  });

  it('has the code that the service names, and its words as they are', () => {
    const failure = fromGrpcFailure(grpcFailure(2, 'empty frame ', 'permissionDenied'), at);
    expect(failure).toMatchObject({ code: 'permissionDenied', detail: 'empty frame ' });
    expect(fromGrpcFailure(grpcFailure(2, 'empty frame', 'no code of ours'), at).code).toBe(
      'invalidArgument',
    );
  });

  it('stays the FramesError that it is', () => {
    const error = new FramesError({ code: 'protocol', detail: 'x' });
    expect(fromGrpcFailure(error, at)).toBe(error);
  });
});

describe('a failure of Node', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:8081'), { code: 'ECONNREFUSED' });
  it.each<[string, unknown, string, string]>([
    ['refused', refused, 'unavailable', 'nothing listens'],
    ['fetch', new TypeError('fetch failed', { cause: refused }), 'unavailable', 'nothing listens'],
    [
      'both families',
      new TypeError('fetch failed', { cause: new AggregateError([refused, refused], '') }),
      'unavailable',
      'nothing listens',
    ],
    [
      'name',
      Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }),
      'unavailable',
      'cannot be resolved',
    ],
    ['reset', Object.assign(new Error('read'), { code: 'ECONNRESET' }), 'unavailable', 'was lost'],
    [
      'tls',
      Object.assign(new Error('self'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      'unavailable',
      'certificate',
    ],
    [
      'plain',
      Object.assign(new Error('wrong version number'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
      'unavailable',
      'TLS',
    ],
    ['abort', new DOMException('stopped', 'AbortError'), 'cancelled', 'cancelled'],
    ['timeout', new DOMException('late', 'TimeoutError'), 'deadline', 'no answer'],
    ['other', new Error('odd'), 'unknown', 'odd'],
    ['no error', 'odd', 'unknown', 'odd'],
  ])('%s', (_name, error, code, words) => {
    const failure = fromNodeFailure(error, at);
    expect(failure).toMatchObject({ code, detail: expect.stringContaining(words) as string });
    expect(failure.cause).toBe(error);
  });

  it('may be its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(fromNodeFailure(error, at).code).toBe('unknown');
  });
});

describe('an HTTP status', () => {
  it.each([
    [401, 'unauthenticated'],
    [403, 'permissionDenied'],
    [404, 'notFound'],
    [503, 'unavailable'],
    [504, 'deadline'],
    [418, 'unknown'],
  ])('%i is %s', (status, code) => {
    expect(fromHttpFailure(status, '')).toMatchObject({ code, detail: `HTTP status ${status}` });
    expect(fromHttpFailure(status, ' words\n').detail).toBe('words');
  });
});

function grpcFailure(code: number, details: string, named?: string): Error {
  const metadata = { get: () => (named === undefined ? [] : [named]) };
  return Object.assign(new Error(`${code}: ${details}`), { code, details, metadata });
}
