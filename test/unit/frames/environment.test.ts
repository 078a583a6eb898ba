import { describe, expect, it } from 'vitest';
import { fromEnvironment, type Environment } from '../../../src/frames/environment';
import type { SessionParts } from '../../../src/frames/session';
import { FramesError } from '../../../src/wire/errors';

const none = { url: '', container: '', user: '', password: '', token: '', id: '' };

function sessionOf(env: Environment, given?: SessionParts): object {
  const { url, container, user, password, token, id } = fromEnvironment(env, given).session.toMessage();
  return { url, container, user, password, token, id };
}

/** Every source at once, each with values of its own. */
const everything = {
  V3IO_ACCESS_KEY: 'key',
  V3IO_USERNAME: 'user',
  V3IO_PASSWORD: 'password',
  V3IO_API: 'api',
  V3IO_SESSION: 'url=s-url,container=s-container,user=s-user,password=s-password,id=s-id',
};

describe('the environment', () => {
  it.each<[string, Environment, SessionParts, object]>([
    ['nothing', {}, {}, {}],
    ['empty variables', { V3IO_ACCESS_KEY: '', V3IO_USERNAME: '', V3IO_API: '', V3IO_SESSION: '' }, {}, {}],

    ['an access key', { V3IO_ACCESS_KEY: 'k' }, {}, { token: 'k' }],
    ['a user', { V3IO_USERNAME: 'u', V3IO_PASSWORD: 'p' }, {}, { user: 'u', password: 'p' }],
    ['a user alone', { V3IO_USERNAME: 'u' }, {}, { user: 'u' }],
    [
      'an access key before a user',
      { V3IO_ACCESS_KEY: 'k', V3IO_USERNAME: 'u', V3IO_PASSWORD: 'p' },
      {},
      { token: 'k' },
    ],
    ['a web API without a session', { V3IO_API: 'http://a' }, {}, { url: 'http://a' }],
    [
      'variables before the session',
      everything,
      {},
      { url: 'api', container: 's-container', token: 'key', id: 's-id' },
    ],
    [
      'a user before the session',
      { ...everything, V3IO_ACCESS_KEY: '' },
      {},
      { url: 'api', container: 's-container', user: 'user', password: 'password', id: 's-id' },
    ],
    [
      'a user before the key of the session',
      { V3IO_SESSION: 'token=s', V3IO_USERNAME: 'u' },
      {},
      { user: 'u' },
    ],
    ['the key of a session before its user', { V3IO_SESSION: 'user=u,token=t' }, {}, { token: 't' }],

    [
      'a given key before all',
      everything,
      { token: 'g' },
      { url: 'api', container: 's-container', token: 'g', id: 's-id' },
    ],
    [
      'a given user before all, with no password of another',
      everything,
      { user: 'g' },
      { url: 'api', container: 's-container', user: 'g', id: 's-id' },
    ],
    [
      'a given place beside found credentials',
      everything,
      { container: 'g', dataUrl: 'g-url', id: 'g-id' },
      { url: 'g-url', container: 'g', token: 'key', id: 'g-id' },
    ],
    ['given but empty', { V3IO_ACCESS_KEY: 'k' }, { token: '', user: '', container: '' }, { token: 'k' }],

    [
      'pairs, split at the first =',
      { V3IO_SESSION: 'container=c,token=a=b=' },
      {},
      { container: 'c', token: 'a=b=' },
    ],
    [
      'pairs with blanks and a comma too many',
      { V3IO_SESSION: ' container=c, user=u,' },
      {},
      { container: 'c', user: 'u' },
    ],
    [
      'JSON',
      { V3IO_SESSION: '{"url":"h","user":"u","password":"a,b=c"}' },
      {},
      { url: 'h', user: 'u', password: 'a,b=c' },
    ],
    ['JSON between blanks', { V3IO_SESSION: '\n {"container":"c","path":"p"}\n' }, {}, { container: 'c' }],
    ['no field', { V3IO_SESSION: '{}' }, {}, {}],
  ])('%s', (_name, env, given, expected) => {
    expect(sessionOf(env, given)).toEqual({ ...none, ...expected });
  });

  it('never sends a user along with a key', () => {
    const sources = Object.keys(everything) as (keyof typeof everything)[];
    const gifts: SessionParts[] = [{}, { token: 'g' }, { user: 'g' }, { user: 'g', password: 'g' }];
    for (let subset = 0; subset < 2 ** sources.length; subset++) {
      const env = Object.fromEntries(
        sources.filter((_, i) => subset & (1 << i)).map((name) => [name, everything[name]]),
      );
      for (const given of gifts) {
        const { token, user, password } = fromEnvironment(env, given).session.toMessage();
        expect(token === '' || (user === '' && password === ''), JSON.stringify({ env, given })).toBe(true);
      }
    }
  });

  it('names the service', () => {
    expect(fromEnvironment({ V3IO_FRAMESD: 'h:1' }).address).toBe('h:1');
    expect(fromEnvironment({ V3IO_FRAMESD: '' }).address).toBeUndefined();
    expect(fromEnvironment({}).address).toBeUndefined();
  });

  it.each([
    ['{"password":"rabbit-season"', 'was not recognized'],
    ['rabbit-season', 'was not recognized'],
    ['user=u,rabbit-season', 'was not recognized'],
    ['{"pasword":"rabbit-season"}', 'a field of an unknown name (known are url, container'],
    ['constructor=rabbit-season', 'unknown name'],
    ['user=u,password=one,rabbit-season=two', 'unknown name'],
    ['{"password":["rabbit-season"]}', "the field 'password' must be a text"],
    ['{"user":null}', "the field 'user' must be a text"],
  ])('refuses %s without quoting a secret', (text, words) => {
    const attempt = (): unknown => fromEnvironment({ V3IO_SESSION: text });
    expect(attempt).toThrow(FramesError);
    expect(attempt).toThrow(words);
    expect(attempt).not.toThrow('rabbit-season');
  });

  it('refuses a given key beside a given user', () => {
    expect(() => fromEnvironment({}, { token: 't', user: 'u' })).toThrow('were provided');
  });
});
