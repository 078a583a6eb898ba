import { describe, expect, it } from 'vitest';
import { localConnectionId, type Connection } from '../../../src/ui/connections/connection';
import { isCancellation, reasonOf, reportOf, UserError, withCauses } from '../../../src/ui/report';
import { RestrictedModeError } from '../../../src/ui/trust';
import { errorCodes, FramesError, type ErrorCode } from '../../../src/wire/errors';

const remote: Connection = { id: 'r', name: 'Lab', address: 'framesd:8081' };
const local: Connection = { id: localConnectionId, name: 'Local', address: '127.0.0.1:1' };
const intent = 'open bigdata/weather';

const failure = (code: ErrorCode, detail = 'the words') =>
  new FramesError({ code, detail, operation: 'read', backend: 'kv', table: 'weather' });

describe('reportOf', () => {
  it.each<[ErrorCode, Connection, string, string[]]>([
    [
      'unavailable',
      remote,
      'nothing listens at framesd:8081: is it running?',
      ['retry', 'testConnection', 'editConnection'],
    ],
    [
      'unavailable',
      local,
      'the local service is not running. Start it again.',
      ['startLocalService', 'showServiceLog'],
    ],
    ['unauthenticated', remote, 'Lab did not accept the access key', ['enterCredentials', 'showLog']],
    ['permissionDenied', remote, 'Lab does not permit it', ['editConnection', 'showLog']],
    ['notFound', remote, 'Refresh to see what is there now.', ['refresh', 'showLog']],
    ['alreadyExists', remote, 'Choose another name or save mode.', ['refresh', 'showLog']],
    ['invalidArgument', remote, 'nothing listens at framesd:8081: is it running?', ['showLog']],
    ['unsupported', remote, 'Lab cannot do that', ['showLog']],
    ['deadline', remote, 'Lab took too long to answer.', ['retry', 'testConnection', 'showLog']],
    ['protocol', remote, 'the answer was not understood', ['testConnection', 'editConnection', 'showLog']],
    ['internal', remote, 'nothing listens', ['retry', 'showLog']],
    ['unknown', remote, 'nothing listens', ['retry', 'showLog']],
  ])('offers what helps: %s over %o', (code, connection, words, remedies) => {
    const error = failure(code, 'nothing listens at framesd:8081: is it running?');
    const report = reportOf(error, { intent, connection, canRetry: true });
    expect(report?.message).toMatch(/^Could not open bigdata\/weather: /);
    expect(report?.message).toContain(words);
    expect(report?.remedies).toEqual(remedies);
  });

  it('leads to the authority where a certificate is not trusted', () => {
    const error = new FramesError({
      code: 'unavailable',
      reason: 'certificateUntrusted',
      detail: 'untrusted',
    });
    const report = reportOf(error, { intent, connection: remote, canRetry: true });
    expect(report?.remedies).toEqual(['chooseAuthority', 'testConnection', 'editConnection', 'retry']);
  });

  it('says what is missing instead of how the platform said so', () => {
    const detail =
      'can\'t query: Expected a 2xx response status code: HTTP/1.1 404 Not Found\n{ "ErrorCode": -2 }';
    expect(reportOf(failure('notFound', detail), { intent })?.message).toBe(
      'Could not open bigdata/weather: there is no weather. Refresh to see what is there now.',
    );
    expect(reasonOf(new FramesError({ code: 'notFound', detail }))).toContain('404');
  });

  it.each(errorCodes)(
    'shows %s in a text of sane length, whatever a service says, and leaves all of it to the log',
    (code) => {
      const error = failure(code, 'a word '.repeat(1_000_000));
      expect(reasonOf(error).length).toBeLessThan(2500);
      expect(withCauses(error).length).toBeGreaterThan(1_000_000);
    },
  );

  it('leaves it at one question about an answer that was not understood', () => {
    expect(reasonOf(failure('protocol', 'no listing: is this its address?'))).toBe(
      'The answer was not understood: no listing: is this its address?',
    );
  });

  it('has words for every code but cancelled', () => {
    for (const code of errorCodes) {
      const report = reportOf(failure(code), { intent, connection: remote });
      if (code === 'cancelled') expect(report).toBeUndefined();
      else expect(report?.message, code).toMatch(/^Could not .*[.?]$/);
    }
  });

  it('offers Retry only where it can be done', () => {
    const error = failure('deadline');
    expect(reportOf(error, { intent })?.remedies).not.toContain('retry');
    expect(reportOf(error, { intent, canRetry: true })?.remedies).toContain('retry');
  });

  it('does not send the user to the settings of the local service or of no connection at all', () => {
    for (const code of errorCodes) {
      for (const connection of [local, undefined]) {
        const { remedies } = reportOf(failure(code), { intent, connection }) ?? { remedies: [] };
        expect(remedies).not.toContain('editConnection');
        expect(remedies).not.toContain('enterCredentials');
      }
    }
  });

  it('asks for trust in Restricted Mode', () => {
    expect(reportOf(new RestrictedModeError(), { intent })).toEqual({
      severity: 'warning',
      message:
        'Could not open bigdata/weather: Frames does not connect in Restricted Mode. Trust this workspace first.',
      remedies: ['manageTrust'],
    });
  });

  it('shows the words of a UserError, and ends a bare error with a full stop', () => {
    const error = new UserError('cars.csv, line 3: a quote is missing', {
      remedies: ['retry'],
      place: { uri: 'file:///cars.csv', line: 3 },
    });
    expect(reportOf(error, { intent: 'write', canRetry: true })).toMatchObject({
      message: 'Could not write: cars.csv, line 3: a quote is missing.',
      remedies: ['openFile', 'retry'],
    });
    expect(reportOf(new Error('EACCES'), { intent: 'write' })?.message).toBe('Could not write: EACCES.');
    expect(reportOf('odd', { intent: 'write' })?.message).toBe('Could not write: odd.');
  });
});

it('tells cancelling from failing', () => {
  expect(isCancellation(failure('cancelled'))).toBe(true);
  expect(isCancellation(AbortSignal.abort().reason)).toBe(true);
  expect(isCancellation(failure('deadline'))).toBe(false);
  expect(isCancellation(undefined)).toBe(false);
});

it('gives a reason as a sentence', () => {
  expect(reasonOf(failure('unknown', 'no such thing'))).toBe('No such thing.');
});

it('logs every cause once, also in a circle', () => {
  const inner = new Error('refused');
  const outer = new FramesError({
    code: 'unavailable',
    detail: 'no answer',
    operation: 'read',
    cause: inner,
  });
  inner.cause = outer;
  expect(withCauses(outer)).toBe('[unavailable] read: no answer <- refused');
  expect(withCauses('plain')).toBe('plain');
});
