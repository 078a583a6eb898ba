import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
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
