import { expect, test } from 'vitest';
import type { Handlers } from '../../../src/service/handlers';
import { withAccessKey, withDefaults, withSessions } from '../../../src/service/sessions';
import { FramesError } from '../../../src/wire/errors';
import * as messages from '../../../src/wire/messages';

const { signal } = new AbortController();
const { emptySession } = messages;
const defaults = { url: 'u', container: 'c', user: 'me', password: 'p', token: 't' };

test.each([
  ['nothing', {}, { ...defaults }],
  ['a container', { container: 'mine' }, { ...defaults, container: 'mine' }],
  ['a token', { token: 'own' }, { ...defaults, token: 'own' }],
  ['a user', { user: 'you' }, { ...defaults, user: 'you', token: '' }],
  ['a password', { password: 'own' }, { ...defaults, password: 'own', token: '' }],
  [
    'everything',
    { url: '1', container: '2', user: '3', password: '4', token: '5' },
    { url: '1', container: '2', user: '3', password: '4', token: '5' },
  ],
])('a session that says %s takes the rest from the configuration', (_, said, expected) => {
  const session = { ...emptySession, id: 'i', path: '/', ...said };
  expect(withDefaults(defaults)(session)).toEqual({ ...session, ...expected });
});

test.each(['', 'ke', 'key ', 'KEY', 'keykey'])('the token %j is not the access key', (token) => {
  expect(() => withAccessKey('key')({ ...emptySession, token })).toThrow(FramesError);
});

test('rules apply to every call, one after another', async () => {
  const seen: string[] = [];
  const see = ({ session }: { readonly session: messages.SessionMessage }): Promise<void> => {
    seen.push(session.container);
    return Promise.resolve();
  };
  // eslint-disable-next-line require-yield -- only what is asked matters here
  async function* frames(request: { readonly session: messages.SessionMessage }) {
    await see(request);
  }
  const bare: Handlers = {
    read: frames,
    history: frames,
    async write(sent) {
      for await (const message of sent) if (message.kind === 'request') await see(message.request);
      return { frames: 0n, rows: 0n };
    },
    create: see,
    delete: see,
    exec: (request) => see(request).then(() => ({ frame: undefined, rows: 0n })),
    version: () => '',
  };
  const append = (text: string) => (session: messages.SessionMessage) => ({
    ...session,
    container: session.container + text,
  });
  const calls = withSessions(bare, [append('1'), append('2')]);
  await calls.read(messages.emptyReadRequest, signal)[Symbol.asyncIterator]().next();
  await calls.history(messages.emptyHistoryRequest, signal)[Symbol.asyncIterator]().next();
  async function* sent(): AsyncGenerator<messages.WriteMessage> {
    yield await Promise.resolve({ kind: 'request', request: messages.emptyInitialWriteRequest });
    yield { kind: 'empty' };
  }
  await calls.write(sent(), signal);
  await calls.create(messages.emptyCreateRequest, signal);
  await calls.delete(messages.emptyDeleteRequest, signal);
  await calls.exec(messages.emptyExecRequest, signal);
  expect(seen).toEqual(['12', '12', '12', '12', '12', '12']);
});
