import { describe, expect, it } from 'vitest';
import {
  adoptBareSecret,
  belongsTo,
  decodeSecret,
  encodeSecret,
  keep,
  type Secret,
} from '../../../../src/ui/connections/secret';

const owner = { id: 'a', address: 'framesd:8081', webApi: 'https://webapi.example' };
const key: Secret = { kind: 'accessKey', key: 'k"\n{}' };

describe('a kept secret', () => {
  it.each<Secret>([key, { kind: 'password', password: '' }, { kind: 'accessKey', key: '{"version":1}' }])(
    'comes back as it was: %j',
    (secret) => {
      const kept = keep(secret, owner, 17);
      expect(decodeSecret(encodeSecret(kept))).toEqual(kept);
    },
  );

  it.each([
    ['the same', owner, true],
    [
      'written otherwise',
      { ...owner, address: ' grpc://FramesD:8081/', webApi: 'https://WEBAPI.example:443/x' },
      true,
    ],
    ['under another name', { ...owner, id: 'b' }, true],
    ['another host', { ...owner, address: 'evil:8081' }, false],
    ['another port', { ...owner, address: 'framesd:8082' }, false],
    ['another scheme', { ...owner, address: 'http://framesd:8081' }, false],
    ['another web API', { ...owner, webApi: 'https://evil.example' }, false],
    ['plain instead of TLS', { ...owner, webApi: 'http://webapi.example' }, false],
    ['no web API', { id: 'a', address: 'framesd:8081' }, false],
    ['no address at all', { ...owner, address: '' }, false],
  ])('belongs to its addresses: %s', (_what, other, expected) => {
    expect(belongsTo(keep(key, owner, 0), other)).toBe(expected);
  });
});

describe('a bare secret of an earlier version', () => {
  it.each([
    'abc',
    '',
    '17',
    'null',
    '[]',
    '{}',
    '{"version":1}',
    '{"version":1,"addresses":"","savedAt":0,"secret":{}}',
  ])('%j is one', (text) => expect(decodeSecret(text)).toBeUndefined());

  it('belongs to where its connection points, and is older than any other', () => {
    const kept = adoptBareSecret('abc', { ...owner, name: 'A' });
    expect(kept).toMatchObject({ secret: { kind: 'accessKey', key: 'abc' }, savedAt: 0 });
    expect(belongsTo(kept, owner)).toBe(true);
    expect(adoptBareSecret('abc', { ...owner, name: 'A', user: 'u' }).secret).toEqual({
      kind: 'password',
      password: 'abc',
    });
  });
});
