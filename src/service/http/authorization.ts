import type { SessionMessage } from '../../wire/messages';

/** The user that stands for an access key in place of a password. */
const accessKeyUser = '__ACCESS_KEY';

/** Whom a call comes from by its Authorization header, or why that says nothing. */
export type Authorization =
  | { readonly fields: Partial<Pick<SessionMessage, 'user' | 'password' | 'token'>> }
  | { readonly problem: string };

/**
 * Reads an Authorization header (spec/wire.md §12). Schemes are told apart by case; what cannot be read is not an error, only
 * ignored.
 * @param header undefined when there is none
 */
export function readAuthorization(header: string | undefined): Authorization {
  if (header === undefined) return { fields: {} };
  if (header.startsWith('Bearer ')) return { fields: { token: header.slice('Bearer '.length) } };
  if (!header.startsWith('Basic ')) return { problem: 'unknown scheme' };
  const encoded = header.slice('Basic '.length);
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)) {
    return { problem: 'bad base64' };
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return { problem: 'no colon' };
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  return { fields: user === accessKeyUser ? { token: password } : { user, password } };
}
