import { inspect } from 'node:util';
import { FramesError } from '../wire/errors';
import { hiding, withoutSecrets } from './hiding';
import { emptySession, type SessionMessage } from '../wire/messages';

/** An access key, or a user with a password, or nothing. */
export interface Credentials {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** An access key; excludes `user` and `password`. */
  readonly token?: string | undefined;
}

export interface SessionParts extends Credentials {
  /** The web API that holds the data; without one the service uses its own. */
  readonly dataUrl?: string | undefined;
  /** Without one, the first segment of a table's path names the container (spec/kv.md §1). */
  readonly container?: string | undefined;
  readonly id?: string | undefined;
}

/**
 * Who asks, and in which container. The password and the token are kept where no printing, inspecting, cloning or
 * serialising reaches them; only `toMessage` and `headers` give them out, to whoever is about to send them.
 */
export class Session {
  readonly url: string;
  readonly container: string;
  readonly user: string;
  readonly id: string;
  readonly #password: string;
  readonly #token: string;

  /** @throws FramesError invalidArgument when a token comes together with a user or a password (spec/client.md §1). */
  constructor({
    dataUrl = '',
    container = '',
    user = '',
    password = '',
    token = '',
    id = '',
  }: SessionParts = {}) {
    if (token !== '' && (user !== '' || password !== '')) {
      throw new FramesError({
        code: 'invalidArgument',
        operation: 'connect',
        detail: 'both basic username-password and access-key authentication were provided',
      });
    }
    this.url = dataUrl;
    this.container = container;
    this.user = user;
    this.id = id;
    this.#password = password;
    this.#token = token;
  }

  /** How it proves who it is; never the proof itself. */
  get authentication(): 'none' | 'password' | 'token' {
    if (this.#token !== '') return 'token';
    return this.user !== '' || this.#password !== '' ? 'password' : 'none';
  }

  /** With the secrets in it: for the moment of sending. */
  toMessage(): SessionMessage {
    const { url, container, user, id } = this;
    return { ...emptySession, url, container, user, id, password: this.#password, token: this.#token };
  }

  /** What the web API wants to see (spec/webapi.md §1), with the secrets in it: for the moment of sending. */
  headers(): Readonly<Record<string, string>> {
    if (this.#token !== '') return { 'X-v3io-session-key': this.#token };
    if (this.authentication === 'none') return {};
    return { Authorization: `Basic ${Buffer.from(`${this.user}:${this.#password}`).toString('base64')}` };
  }

  /** The failure, without the secrets of this session in it. */
  withoutSecrets(error: FramesError): FramesError {
    const basic =
      this.#password === '' ? '' : Buffer.from(`${this.user}:${this.#password}`).toString('base64');
    return withoutSecrets(error, hiding([this.#token, this.#password, basic]));
  }

  toJSON(): Readonly<Record<string, string>> {
    const { url, container, user, id, authentication } = this;
    return { url: withoutCredentials(url), container, user, id: id === '' ? '' : '…', authentication };
  }

  toString(): string {
    return `Session ${JSON.stringify(this)}`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** A URL may carry a password of its own. */
function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//…@');
}
