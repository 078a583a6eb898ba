import { FramesError } from '../wire/errors';
import { Session, type SessionParts } from './session';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the environment variables of Frames say: `V3IO_FRAMESD`, `V3IO_SESSION` (a JSON object or `key=value,…`, split at
 * the first `=`), `V3IO_API`, `V3IO_ACCESS_KEY`, `V3IO_USERNAME`, `V3IO_PASSWORD` (spec/client.md §1). Given parts win over the
 * environment, the single variables win over `V3IO_SESSION`, an access key wins over user and password.
 * @throws FramesError invalidArgument when `V3IO_SESSION` cannot be read.
 */
export function fromEnvironment(
  env: Environment,
  given: SessionParts = {},
): { readonly address: string | undefined; readonly session: Session } {
  const stored = parseSession(env.V3IO_SESSION ?? '');
  const found: SessionParts = {
    dataUrl: env.V3IO_API || stored.dataUrl,
    container: stored.container,
    id: stored.id,
    ...credentials(
      { token: env.V3IO_ACCESS_KEY },
      { user: env.V3IO_USERNAME, password: env.V3IO_PASSWORD },
      stored,
    ),
  };
  const isAuthenticated = [given.token, given.user, given.password].some((part) => (part ?? '') !== '');
  const session = new Session({
    dataUrl: given.dataUrl || found.dataUrl,
    container: given.container || found.container,
    id: given.id || found.id,
    ...(isAuthenticated
      ? { token: given.token, user: given.user, password: given.password }
      : { token: found.token, user: found.user, password: found.password }),
  });
  return { address: env.V3IO_FRAMESD || undefined, session };
}

/** The first source that has any; within one, the access key. */
function credentials(...sources: readonly SessionParts[]): SessionParts {
  for (const { token, user, password } of sources) {
    if (token) return { token };
    if (user || password) return { user, password };
  }
  return {};
}

function parseSession(text: string): SessionParts {
  if (text === '') return {};
  const pairs = text.startsWith('{') ? parseJson(text) : text.split(',').map(parsePair);
  return Object.fromEntries(pairs.map(([key, value]) => [key === 'url' ? 'dataUrl' : key, value]));
}

function parseJson(text: string): [string, string][] {
  let object: object;
  try {
    object = JSON.parse(text) as object;
  } catch {
    // The parser's own message would quote the text, and with it the secret.
    throw unreadable();
  }
  return Object.entries(object).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
}

function parsePair(piece: string): [string, string] {
  const at = piece.indexOf('=');
  if (at < 0) throw unreadable();
  return [piece.slice(0, at).trim(), piece.slice(at + 1)];
}

function unreadable(): FramesError {
  return new FramesError({
    code: 'invalidArgument',
    operation: 'connect',
    detail: 'V3IO_SESSION was not recognized as either a JSON dictionary or comma-separated value pairs',
  });
}
