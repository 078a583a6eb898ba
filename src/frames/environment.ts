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

/** The fields of a session, as `V3IO_SESSION` names them. A path is one too, and none that any client carries over. */
const fields = {
  url: 'dataUrl',
  container: 'container',
  user: 'user',
  password: 'password',
  token: 'token',
  id: 'id',
  path: undefined,
} as const satisfies Record<string, keyof SessionParts | undefined>;

function parseSession(text: string): SessionParts {
  const trimmed = text.trim();
  const pairs = trimmed.startsWith('{') ? parseJson(trimmed) : trimmed.split(',').flatMap(parsePair);
  const parts: { -readonly [Part in keyof SessionParts]: string } = {};
  for (const [name, value] of pairs) {
    // Its name is not repeated: it may be what follows a comma in a password.
    if (!isField(name)) throw invalid(`V3IO_SESSION has a field of an unknown name (known are ${known})`);
    if (typeof value !== 'string') throw invalid(`V3IO_SESSION: the field '${name}' must be a text`);
    const part = fields[name];
    if (part !== undefined) parts[part] = value;
  }
  return parts;
}

const known = Object.keys(fields).join(', ');

function isField(name: string): name is keyof typeof fields {
  return Object.hasOwn(fields, name);
}

function parseJson(text: string): [string, unknown][] {
  try {
    return Object.entries(JSON.parse(text) as object);
  } catch {
    // The parser's own message would quote the text, and with it the secret.
    throw unreadable();
  }
}

function parsePair(piece: string): [string, string][] {
  if (piece.trim() === '') return [];
  const at = piece.indexOf('=');
  if (at < 0) throw unreadable();
  return [[piece.slice(0, at).trim(), piece.slice(at + 1)]];
}

function unreadable(): FramesError {
  return invalid(
    'V3IO_SESSION was not recognized as either a JSON dictionary or comma-separated value pairs',
  );
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', operation: 'connect', detail });
}
