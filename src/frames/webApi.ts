import { FramesError, type Operation } from '../wire/errors';
import { parseJson, type Json } from '../wire/json/parse';
import type { ListingOptions } from './collectionSource';
import { cancelled, fromHttpFailure, fromNodeFailure } from './fromPlatform';
import type { Session } from './session';
import type { TrustOptions } from './trust';
import {
  fetchText,
  trustingFetch,
  type FetchedText,
  type FetchRequest,
  type FetchText,
} from './trustingFetch';
import { parseContainers, parseListing, type Container, type Listing } from './webApiXml';

export interface WebApiOptions {
  /** For instance `http://127.0.0.1:8085`. */
  readonly url: string;
  readonly session: Session;
  /** Whom to trust where the address is one of https; the well-known authorities unless given. */
  readonly trust?: TrustOptions | undefined;
}

export interface DirectoryOptions extends ListingOptions {
  /** The `nextMarker` of the page before. */
  readonly marker?: string | undefined;
  /** Entries of a page at most; 1000 unless given. */
  readonly limit?: number | undefined;
}

/** What a function of the web API is called on. */
export interface FunctionTarget {
  readonly container: string;
  /** Of a directory with a slash at its end. */
  readonly path: string;
  /** Goes as JSON. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

const operation: Operation = 'list';
/** A service that says nothing for so long is taken for absent, in milliseconds. */
const ANSWER_TIMEOUT = 30_000;

/** The reading side of the platform's web API (spec/webapi.md §2, §3). Every failure is a FramesError. */
export class WebApi {
  readonly #base: string;
  readonly #session: Session;
  readonly #fetch: FetchText;

  /** @throws FramesError invalidArgument when the URL cannot be used. */
  constructor({ url, session, trust = {} }: WebApiOptions) {
    this.#base = baseOf(url);
    this.#session = session;
    const isTold = trust.ca !== undefined || trust.servername !== undefined;
    this.#fetch = isTold && /^https:/i.test(this.#base) ? trustingFetch(trust) : fetchText;
  }

  async listContainers({ signal }: ListingOptions = {}): Promise<readonly Container[]> {
    return parseContainers(await this.#text('/', signal));
  }

  /** One page of what lies directly in a directory; the root when `path` is empty. */
  async listDirectory(
    container: string,
    path: string,
    { marker, limit, signal }: DirectoryOptions = {},
  ): Promise<Listing> {
    const query = new URLSearchParams({ prefix: path === '' ? '' : `${path}/`, 'prefix-info': '1' });
    if (marker !== undefined) query.set('marker', marker);
    if (limit !== undefined) query.set('max-keys', String(limit));
    return parseListing(await this.#text(`/${encodeURIComponent(container)}?${query.toString()}`, signal));
  }

  /** The text of an object, or undefined when there is none. */
  async readObject(
    container: string,
    path: string,
    { signal }: ListingOptions = {},
  ): Promise<string | undefined> {
    try {
      return await this.#text(
        `/${[container, ...path.split('/')].map(encodeURIComponent).join('/')}`,
        signal,
      );
    } catch (error) {
      if ((error as FramesError).code === 'notFound') return undefined;
      throw error;
    }
  }

  /** Calls a function on what is at a path; what it answers is told as it was written. */
  async call(
    name: string,
    { container, path, body }: FunctionTarget,
    { signal }: ListingOptions = {},
  ): Promise<Json> {
    const target = `/${[container, ...path.split('/')].map(encodeURIComponent).join('/')}`;
    const text = await this.#text(target, signal, {
      method: 'PUT',
      headers: { 'X-v3io-function': name, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    try {
      return parseJson(Buffer.from(text));
    } catch (cause) {
      const detail = "the answer is none of the platform's web API: is this its address?";
      throw this.#session.withoutSecrets(new FramesError({ code: 'protocol', operation, detail, cause }));
    }
  }

  async #text(
    target: string,
    signal: AbortSignal | undefined,
    request: Partial<Pick<FetchRequest, 'method' | 'body' | 'headers'>> = {},
  ): Promise<string> {
    let fetched: FetchedText;
    try {
      fetched = await this.#fetch(this.#base + target, {
        ...request,
        headers: { ...request.headers, ...this.#session.headers() },
        signal: AbortSignal.any([
          AbortSignal.timeout(ANSWER_TIMEOUT),
          ...(signal === undefined ? [] : [signal]),
        ]),
      });
    } catch (error) {
      if (signal?.aborted === true) throw cancelled(signal.reason).at({ operation });
      throw this.#session.withoutSecrets(fromNodeFailure(error, new URL(this.#base).host).at({ operation }));
    }
    const { status, location, text } = fetched;
    if (status >= 200 && status < 300) return text;
    if (location !== undefined && URL.canParse(location, this.#base)) {
      throw elsewhere(this.#base, new URL(location, this.#base).origin).at({ operation });
    }
    throw this.#session.withoutSecrets(fromHttpFailure(status, errorMessage(text)).at({ operation }));
  }
}

/** The credentials stay with the host that was named. */
function elsewhere(base: string, origin: string): FramesError {
  const detail = `${new URL(base).host} sends to ${origin}: use that as the address of the web API, if it is meant`;
  return new FramesError({ code: 'unavailable', reason: 'otherService', detail });
}

function baseOf(text: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const { protocol, hostname, username, password } = URL.canParse(url) ? new URL(url) : noUrl;
  // What is typed in may hold a secret: it is not repeated.
  if (username !== '' || password !== '') {
    throw invalid('a web API address holds no user or password: give them as credentials');
  }
  if (hostname === '' || (protocol !== 'http:' && protocol !== 'https:')) {
    throw invalid(`'${text}' is no web API address of the form http://host:port`);
  }
  return url.replace(/(?<!\/)\/+$/, '');
}

const noUrl = { protocol: '', hostname: '', username: '', password: '' };

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', operation: 'connect', detail });
}

/** The platform answers a failure in JSON (spec/webapi.md §1), what stands before it perhaps in HTML. */
function errorMessage(body: string): string {
  try {
    const { ErrorMessage: message } = JSON.parse(body) as { readonly ErrorMessage?: unknown };
    return typeof message === 'string' ? message : '';
  } catch {
    return body.trimStart().startsWith('<') ? '' : body;
  }
}
