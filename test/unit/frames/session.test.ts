import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fromEnvironment, type Environment } from '../../../src/frames/environment';
import { Session, type SessionParts } from '../../../src/frames/session';

const secret = 'rabbit-season';

describe('a session', () => {
  const sessions = {
    password: new Session({ container: 'bigdata', user: 'daffy', password: secret }),
    token: new Session({ token: secret, dataUrl: `https://daffy:x@${secret}@h:1/`, id: secret }),
  };

  it.each(Object.entries(sessions))('shows its %s in no printed form', (_kind, session) => {
    const error = new Error('x', { cause: session });
    const forms = [
      String(session),
      JSON.stringify(session),
      JSON.stringify({ nested: [session] }),
      inspect(session, { showHidden: true, depth: 10, getters: true }),
      inspect({ session }, { showHidden: true, customInspect: true }),
      format('%s %o %O %j', session, session, session, session),
      inspect(error, { depth: 10 }),
      Object.getOwnPropertyNames(session).join(),
    ];
    for (const form of forms) expect(form).not.toContain(secret);
    expect(forms[0]).toContain('authentication');
  });

  it('keeps its secret out of its fields', () => {
    expect(Object.values(sessions.password)).not.toContain(secret);
    expect(inspect(sessions.password, { customInspect: false, showHidden: true })).not.toContain(secret);
  });

  it('gives its secret to the message and the headers', () => {
    expect(sessions.password.toMessage()).toMatchObject({
      user: 'daffy',
      password: secret,
      token: '',
      path: '',
    });
    expect(sessions.token.toMessage()).toMatchObject({ token: secret, user: '', password: '' });
    expect(sessions.token.headers()).toEqual({ 'X-v3io-session-key': secret });
    const basic = `Basic ${Buffer.from(`daffy:${secret}`).toString('base64')}`;
    expect(sessions.password.headers()).toEqual({ Authorization: basic });
    expect(new Session().headers()).toEqual({});
  });

  it.each<SessionParts>([
    { token: 't', user: 'u' },
    { token: 't', password: 'p' },
  ])('refuses a token beside %j', (parts) => {
    expect(() => new Session(parts)).toThrow(
      'both basic username-password and access-key authentication were provided',
    );
  });
});

describe('the environment', () => {
  const sessionOf = (env: Environment, given?: SessionParts): object => {
    const { url, container, user, password, token } = fromEnvironment(env, given).session.toMessage();
    return { url, container, user, password, token };
  };
  const none = { url: '', container: '', user: '', password: '', token: '' };

  it.each<[string, Environment, SessionParts | undefined, object]>([
    ['nothing', {}, undefined, {}],
    [
      'user and password',
      { V3IO_USERNAME: 'u', V3IO_PASSWORD: 'p' },
      undefined,
      { user: 'u', password: 'p' },
    ],
    ['key before user', { V3IO_ACCESS_KEY: 'k', V3IO_USERNAME: 'u' }, undefined, { token: 'k' }],
    [
      'given before environment',
      { V3IO_ACCESS_KEY: 'k' },
      { user: 'u', password: 'p' },
      { user: 'u', password: 'p' },
    ],
    ['api without session', { V3IO_API: 'http://a' }, undefined, { url: 'http://a' }],
    [
      'pairs, split at the first =',
      { V3IO_SESSION: 'container=c,token=a=b' },
      undefined,
      { container: 'c', token: 'a=b' },
    ],
    [
      'json',
      { V3IO_SESSION: '{"url":"h","user":"u","password":"p"}' },
      undefined,
      { url: 'h', user: 'u', password: 'p' },
    ],
    [
      'variables before session',
      { V3IO_SESSION: 'url=s,token=s', V3IO_API: 'a', V3IO_USERNAME: 'u' },
      undefined,
      { url: 'a', user: 'u' },
    ],
    ['given container', { V3IO_SESSION: 'container=c' }, { container: 'd' }, { container: 'd' }],
  ])('%s', (_name, env, given, expected) => {
    expect(sessionOf(env, given)).toEqual({ ...none, ...expected });
  });

  it('names the service', () => {
    expect(fromEnvironment({ V3IO_FRAMESD: 'h:1' }).address).toBe('h:1');
    expect(fromEnvironment({}).address).toBeUndefined();
  });

  it.each(['{"password":"rabbit-season"', 'rabbit-season'])('refuses %s without quoting it', (text) => {
    expect(() => fromEnvironment({ V3IO_SESSION: text })).toThrow('V3IO_SESSION was not recognized');
    expect(() => fromEnvironment({ V3IO_SESSION: text })).not.toThrow(secret);
  });
});
