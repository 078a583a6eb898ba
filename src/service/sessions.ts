import { createHash, timingSafeEqual } from 'node:crypto';
import { FramesError } from '../wire/errors';
import type { SessionMessage } from '../wire/messages';
import type { SessionDefaults } from './config';
import type { Handlers } from './handlers';

/** What becomes of the session of a request before anything else looks at it. @throws FramesError when the request is refused */
export type SessionRule = (session: SessionMessage) => SessionMessage;

/** The same calls, made with the sessions that the rules give, applied in order. */
export function withSessions(handlers: Handlers, rules: readonly SessionRule[]): Handlers {
  const ruled = <Request extends { readonly session: SessionMessage }>(request: Request): Request => ({
    ...request,
    session: rules.reduce((session, rule) => rule(session), request.session),
  });
  return {
    ...handlers,
    async *read(request, signal) {
      yield* handlers.read(ruled(request), signal);
    },
    async *history(request, signal) {
      yield* handlers.history(ruled(request), signal);
    },
    write(messages, signal) {
      async function* sent() {
        for await (const message of messages) {
          yield message.kind === 'request' ? { ...message, request: ruled(message.request) } : message;
        }
      }
      return handlers.write(sent(), signal);
    },
    create: async (request, signal) => handlers.create(ruled(request), signal),
    delete: async (request, signal) => handlers.delete(ruled(request), signal),
    exec: async (request, signal) => handlers.exec(ruled(request), signal),
  };
}

/**
 * What the configuration says stands for what a session leaves open. A token would outweigh the user and the password of a
 * request, so it only stands in where there is neither (spec/wire.md §12).
 */
export function withDefaults(defaults: SessionDefaults): SessionRule {
  return (session) => ({
    ...session,
    url: session.url || defaults.url,
    container: session.container || defaults.container,
    user: session.user || defaults.user,
    password: session.password || defaults.password,
    token: session.token || (session.user === '' && session.password === '' ? defaults.token : ''),
  });
}

/** Refuses sessions whose token is not the access key. */
export function withAccessKey(accessKey: string): SessionRule {
  const isKey = keyTest(accessKey);
  return (session) => {
    if (!isKey(session.token)) {
      throw new FramesError({
        code: 'unauthenticated',
        detail:
          'unauthenticated: this service takes calls only with its access key, as the token of the session',
      });
    }
    return session;
  };
}

/** Tells whether a text is the key; how long that takes tells nothing. */
export function keyTest(accessKey: string): (text: string) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const wanted = digest(accessKey);
  return (text) => timingSafeEqual(digest(text), wanted);
}
