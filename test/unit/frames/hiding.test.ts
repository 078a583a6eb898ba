import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Session } from '../../../src/frames';
import { FramesError } from '../../../src/wire/errors';

const key = 'ab"c/d+e=';
const goRequest = (header: string): string =>
  `Expected a 2xx response status code: HTTP/1.1 403 Forbidden\nRequest details:\nPUT /bigdata/t HTTP/1.1\r\n${header}\r\nX-V3io-Function: GetItems\r\n\r\n`;

describe('a failure in which the service quotes the request', () => {
  it.each([
    ['its access key', { token: key }, `no such key: ${key}!`],
    ['in JSON', { token: key }, JSON.stringify({ key })],
    ['in a URL', { token: key }, `/x?key=${encodeURIComponent(key)}&y`],
    ['in base64', { token: key }, `<${Buffer.from(key).toString('base64')}>`],
    ['a password', { user: 'daffy', password: key }, `daffy:${key}`],
    [
      'both as one',
      { user: 'daffy', password: key },
      `Basic ${Buffer.from(`daffy:${key}`).toString('base64')} is unknown`,
    ],
    ['the key as the platform got it', { token: key }, goRequest(`X-V3io-Session-Key: ${key}`)],
  ])('is told without %s', (_, credentials, detail) => {
    const cause = new Error('outer', { cause: new Error(detail) });
    const error = new Session(credentials).withoutSecrets(
      new FramesError({ code: 'permissionDenied', detail, cause, operation: 'read', table: 't' }),
    );
    expect(error).toMatchObject({ code: 'permissionDenied', operation: 'read', table: 't' });
    const text = inspect(error, { depth: 9, showHidden: true });
    expect(text).toContain('***');
    for (const secret of Object.values(credentials).filter((value) => value !== 'daffy')) {
      const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
      for (const form of [...forms, Buffer.from(secret).toString('base64')]) expect(text).not.toContain(form);
    }
    expect(text).not.toContain(Buffer.from(`daffy:${key}`).toString('base64'));
  });

  it.each([
    ['X-V3io-Session-Key: theirs\r\nHost: x', 'X-V3io-Session-Key: ***\r\nHost: x'],
    ['Authorization: Basic dGhlaXJz\r\nHost: x', 'Authorization: Basic ***\r\nHost: x'],
    ['map[X-V3io-Session-Key:[theirs] Host:[x]]', 'map[X-V3io-Session-Key:[***] Host:[x]]'],
    ['{"X-v3io-session-key": "theirs", "a": 1}', '{"X-v3io-session-key": "***", "a": 1}'],
  ])('is told without the key of the service itself: %s', (detail, shown) => {
    const error = new Session().withoutSecrets(new FramesError({ code: 'unknown', detail }));
    expect(error.detail).toBe(shown);
  });

  it('stays as it is where nothing is secret', () => {
    const cause = new Error('why');
    const error = new FramesError({ code: 'unknown', detail: 'authorization: missing', cause });
    const session = new Session({ user: 'daffy', password: 'ed' });
    expect(session.withoutSecrets(error)).toBe(error);
  });
});
