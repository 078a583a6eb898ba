import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import { FrameShapeError } from '../../data/frame';
import { ByteSource } from '../../wire/byteSource';
import { FramesError } from '../../wire/errors';
import { frameHeader, maxMessageBytes, unframed } from '../../wire/framing';
import type { Method } from '../../wire/methods';
import { formatAddress, formatAuthority, type Address } from '../address';
import { connectTimeout } from '../connectionFailure';
import { cancelled, fromNodeFailure } from '../fromPlatform';
import { checkServerIdentity } from '../serverIdentity';
import type { TrustOptions } from '../trust';
import { Deferred } from './deferred';
import { fromHttpAnswer, fromStreamedError } from './httpFailure';
import { httpFormOf, type HttpForm } from './httpForms';
import { Interruption } from './interruption';
import { sendAll } from './sending';
import type { CallOptions, Transport } from './transport';

export interface HttpTransportOptions {
  readonly address: Address;
  /** How long a call waits for a connection, in milliseconds. */
  readonly connectTimeout: number;
  readonly trust: TrustOptions;
}

/** A whole answer: a frame in base64 is the longest. */
const MAX_ANSWER_BYTES = 2 * maxMessageBytes;

/** Calls over HTTP/1.1 (spec/wire.md §8, §9), each on a connection of its own; connections are used again. */
export function httpTransport(options: HttpTransportOptions): Transport {
  return new HttpTransport(options);
}

/** A request under way. */
interface Exchange {
  readonly request: ClientRequest;
  /** Its head; fails with a FramesError. */
  readonly response: Promise<IncomingMessage>;
  /** The reason that the call was ended for from this side. */
  readonly ended: () => FramesError | undefined;
  /** Forgets the call; a connection on which nothing is left to come is kept. */
  readonly release: () => void;
}

class HttpTransport implements Transport {
  readonly #address: Address;
  readonly #authority: string;
  readonly #connectTimeout: number;
  readonly #agent: Agent;
  readonly #calls = new Set<(reason: FramesError) => void>();
  #isClosed = false;

  constructor({ address, connectTimeout, trust }: HttpTransportOptions) {
    this.#address = address;
    this.#authority = formatAuthority(address);
    this.#connectTimeout = connectTimeout;
    this.#agent =
      address.scheme === 'https'
        ? new TlsAgent({ keepAlive: true, checkServerIdentity, ...trust })
        : new Agent({ keepAlive: true });
  }

  async unary<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    { signal }: CallOptions,
  ): Promise<Response> {
    const form = httpFormOf(method);
    const exchange = await this.#post(form, form.encodeRequest(request), signal);
    try {
      return await this.#answer(form, exchange);
    } finally {
      exchange.release();
    }
  }

  async *serverStream<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    { signal }: CallOptions,
  ): AsyncGenerator<Response, void, undefined> {
    const form = httpFormOf(method);
    const exchange = await this.#post(form, form.encodeRequest(request), signal);
    try {
      const response = await exchange.response;
      if (response.statusCode !== 200) throw await this.#refusal(exchange, response);
      let failure: FramesError | undefined;
      for await (const message of unframed(this.#chunks(exchange, response))) {
        const decoded = decode(form, message);
        if (decoded instanceof FramesError) {
          failure = decoded;
          break;
        }
        yield decoded;
      }
      if (failure !== undefined) throw await this.#streamed(failure, exchange, response);
    } finally {
      exchange.release();
    }
  }

  async clientStream<Request, Response>(
    method: Method<Request, Response>,
    requests: AsyncIterable<Request>,
    { signal }: CallOptions,
  ): Promise<Response> {
    const form = httpFormOf(method);
    const exchange = this.#open(form, signal);
    const { request } = exchange;
    const sending = new Interruption();
    // An answer that comes while there is more to send is a refusal.
    exchange.response.catch(() => undefined).finally(() => sending.cut());
    try {
      const sink = {
        write(bytes: Buffer, taken: () => void) {
          request.write(frameHeader(bytes.length));
          request.write(bytes, taken);
        },
      };
      if (await sendAll(limited(form, requests), sink, sending)) request.end();
      return await this.#answer(form, exchange);
    } finally {
      exchange.release();
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const end of [...this.#calls]) end(cancelled());
    this.#agent.destroy();
  }

  /** Sends a whole body and waits for the head of the answer. */
  async #post(
    form: HttpForm<never, unknown>,
    body: Buffer,
    signal: AbortSignal | undefined,
  ): Promise<Exchange> {
    const exchange = this.#open(form, signal, body.length);
    exchange.request.end(body);
    try {
      await exchange.response;
      return exchange;
    } catch (error) {
      exchange.release();
      // The service closes a connection that was idle just when it is used again.
      const isStale = exchange.request.reusedSocket && exchange.ended() === undefined;
      if (!isStale || !form.isRepeatable || !isUnavailable(error)) throw error;
      return this.#post(form, body, signal);
    }
  }

  #open({ path }: Pick<HttpForm<never, unknown>, 'path'>, signal?: AbortSignal, length?: number): Exchange {
    if (signal?.aborted === true) throw cancelled(signal.reason);
    if (this.#isClosed) throw new FramesError({ code: 'unavailable', detail: 'this client is closed' });
    const send = this.#address.scheme === 'https' ? httpsRequest : httpRequest;
    const request = send(`${formatAddress(this.#address)}${path}`, {
      method: 'POST',
      agent: this.#agent,
      headers:
        length === undefined
          ? { prefer: 'respond-early', 'transfer-encoding': 'chunked' }
          : { 'content-type': 'application/json', 'content-length': length, te: 'trailers' },
    });
    const head = new Deferred<IncomingMessage>();
    head.promise.catch(() => undefined);
    let reason: FramesError | undefined;
    const end = (error: FramesError): void => {
      reason ??= error;
      head.reject(reason);
      request.destroy(reason);
    };
    const onAbort = (): void => end(cancelled(signal?.reason));
    const timer = setTimeout(() => {
      if (!isOpen(request.socket)) {
        end(connectTimeout(this.#authority, this.#connectTimeout));
      }
    }, this.#connectTimeout);
    let answer: IncomingMessage | undefined;
    request.on('response', (response) => head.resolve((answer = response)));
    request.on('error', (error) => head.reject(reason ?? this.#failure(error)));
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#calls.add(end);
    const release = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#calls.delete(end);
      if (!request.writableFinished || answer?.readableEnded !== true) request.destroy();
    };
    return { request, response: head.promise, ended: () => reason, release };
  }

  /** The whole answer. */
  async #answer<Response>(form: HttpForm<never, Response>, exchange: Exchange): Promise<Response> {
    const response = await exchange.response;
    if (response.statusCode !== 200) throw await this.#refusal(exchange, response);
    const decoded = decode(form, await this.#body(exchange, response));
    if (decoded instanceof FramesError) throw decoded;
    return decoded;
  }

  async #refusal(exchange: Exchange, response: IncomingMessage): Promise<FramesError> {
    return fromHttpAnswer(response, (await this.#body(exchange, response)).toString(), this.#authority);
  }

  /** What failed on the service, with the code that stands behind the body. */
  async #streamed(error: FramesError, exchange: Exchange, response: IncomingMessage): Promise<FramesError> {
    if (error.code !== 'unknown') return error;
    await this.#body(exchange, response);
    return fromStreamedError(error.detail, response.trailers);
  }

  async #body(exchange: Exchange, response: IncomingMessage): Promise<Buffer> {
    const body = await new ByteSource(this.#chunks(exchange, response)).take(MAX_ANSWER_BYTES);
    if (body.length < MAX_ANSWER_BYTES) return body;
    throw new FramesError({ code: 'protocol', detail: `an answer of more than ${MAX_ANSWER_BYTES} bytes` });
  }

  async *#chunks(
    { ended }: Exchange,
    response: IncomingMessage,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      // What arrived whole stays on its connection; an iteration that is left early is ended by `release`.
      yield* response.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw ended() ?? this.#failure(error);
    }
  }

  #failure(error: unknown): FramesError {
    return fromNodeFailure(error, this.#authority);
  }
}

/** What the other side says failed comes as a value: where it stands decides what is known about it. */
function decode<Response>(form: HttpForm<never, Response>, bytes: Uint8Array): Response | FramesError {
  try {
    return form.decodeResponse(bytes);
  } catch (error) {
    if (error instanceof FramesError) return error;
    if (!(error instanceof FrameShapeError)) throw error;
    return new FramesError({ code: 'protocol', detail: error.message, cause: error });
  }
}

/** The messages as bytes, each made when it is asked for. */
async function* limited<Request>(
  form: HttpForm<Request, unknown>,
  requests: AsyncIterable<Request>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const request of requests) {
    const bytes = form.encodeRequest(request);
    if (bytes.length > maxMessageBytes) {
      throw new FramesError({
        code: 'invalidArgument',
        detail: `trying to send message larger than max (${bytes.length} vs. ${maxMessageBytes})`,
      });
    }
    yield bytes;
  }
}

/** Inside TLS also the handshake is over. */
function isOpen(socket: (Socket & { readonly secureConnecting?: boolean }) | null): boolean {
  return socket?.connecting === false && socket.secureConnecting !== true;
}

function isUnavailable(error: unknown): boolean {
  return error instanceof FramesError && error.code === 'unavailable';
}
