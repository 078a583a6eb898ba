import { inspect } from 'node:util';
import { FramesError } from '../wire/errors';

/** Replaces secrets in a text. */
export type Hide = (text: string) => string;

const hidden = '***';

/** What is left of a request that is quoted in an answer, with the credentials of whoever sent it (spec/webapi.md §1). */
const headers =
  /((?:x-v3io-session-key["']?\s*[:=]\s*["'[]*|authorization["']?\s*[:=]\s*["'[]*(?:basic|bearer)\s+))[^\s"',;\]\\]+/gi;

/** Shorter ones would be found in every word. */
const shortest = 3;

/** Hides these secrets, in the ways in which they are written in messages, and credentials of quoted requests. */
export function hiding(secrets: readonly string[]): Hide {
  const written = new Set(
    secrets
      .filter((secret) => secret.length >= shortest)
      .flatMap((secret) => [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      ]),
  );
  // A longer one may hold a shorter one.
  const inOrder = [...written].sort((a, b) => b.length - a.length);
  return (text) =>
    inOrder.reduce((rest, secret) => rest.replaceAll(secret, hidden), text.replace(headers, `$1${hidden}`));
}

/** The same failure without secrets: a service may quote the request that it got, and what it sent on. */
export function withoutSecrets(error: FramesError, hide: Hide): FramesError {
  const detail = hide(error.detail);
  const { cause, code, reason, operation, backend, table } = error;
  const seen = cause === undefined ? '' : inspect(cause);
  const isClean = hide(seen) === seen;
  if (detail === error.detail && isClean) return error;
  return new FramesError({ code, detail, reason, operation, backend, table, ...(isClean && { cause }) });
}
