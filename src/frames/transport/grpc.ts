import type * as Library from '@grpc/grpc-js';
import type { ChannelOptions, Client, Interceptor } from '@grpc/grpc-js';
import { FramesError } from '../../wire/errors';
import type { Method } from '../../wire/methods';
import { formatAuthority, isEncrypted, isLoopback, type Address } from '../address';
import { connectTimeout } from '../connectionFailure';
import { cancelled, fromGrpcFailure } from '../fromPlatform';
import { checkServerIdentity } from '../serverIdentity';
import type { TrustOptions } from '../trust';
import { Deferred } from './deferred';
import { Inbox } from './inbox';
import { Interruption } from './interruption';
import { encoded, sendAll } from './sending';
import type { CallOptions, Transport } from './transport';

export interface GrpcTransportOptions {
  readonly address: Address;
  /** How long a call waits for a connection, in milliseconds. */
  readonly connectTimeout: number;
  readonly trust: TrustOptions;
}

/** Loaded when the first call is made: it alone would take most of the time in which an editor expects to be ready. */
type Grpc = typeof Library;

/** A connection, or the attempt at one. */
interface Channel {
  readonly grpc: Grpc;
  readonly client: Client;
}

interface Watch {
  readonly channel: Channel;
  readonly signal: AbortSignal | undefined;
  readonly end: (reason: FramesError) => void;
}

/** What every kind of call of the library can do. */
interface Call {
  cancel(): void;
  once(event: 'metadata', listener: () => void): unknown;
}

const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;
const FLOW_CONTROL_WINDOW_BYTES = 4 * 1024 * 1024;
/** Messages that wait here for the consumer, beside what the window lets lie in the network. */
const READ_AHEAD_BYTES = 4 * 1024 * 1024;
/** A Go server ends connections that are asked for a sign of life more often than this. */
const KEEPALIVE_MILLIS = 5 * 60 * 1000;
const KEEPALIVE_TIMEOUT_MILLIS = 20 * 1000;

const channelOptions: ChannelOptions = {
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  'grpc-node.flow_control_window': FLOW_CONTROL_WINDOW_BYTES,
  'grpc.keepalive_time_ms': KEEPALIVE_MILLIS,
  'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MILLIS,
  // Connections are shared by address otherwise, and with them the time to wait after a failed attempt.
  'grpc.use_local_subchannel_pool': 1,
};

/** A proxy of the environment is for what is far away. */
const loopbackOptions: ChannelOptions = { ...channelOptions, 'grpc.enable_http_proxy': 0 };

/** Calls over HTTP/2, plain as every Frames service expects them (spec/wire.md §1), or inside TLS to whatever stands before one. */
export function grpcTransport(options: GrpcTransportOptions): Transport {
  return new GrpcTransport(options);
}

class GrpcTransport implements Transport {
  readonly #authority: string;
  readonly #options: ChannelOptions;
  readonly #connectTimeout: number;
  /** Undefined: no TLS. */
  readonly #trust: TrustOptions | undefined;
  readonly #calls = new Set<(reason: FramesError) => void>();
  #channel: Channel | undefined;
  #isClosed = false;

  constructor({ address, connectTimeout, trust }: GrpcTransportOptions) {
    this.#authority = formatAuthority(address);
    const options = isLoopback(address) ? loopbackOptions : channelOptions;
    const { servername } = trust;
    this.#options =
      servername === undefined ? options : { ...options, 'grpc.ssl_target_name_override': servername };
    this.#connectTimeout = connectTimeout;
    this.#trust = isEncrypted(address) ? trust : undefined;
  }

  async unary<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    { signal }: CallOptions,
  ): Promise<Response> {
    const channel = await this.#open(signal);
    const bytes = method.encodeRequest(request);
    const response = await new Promise<Buffer>((resolve, reject) => {
      const call = channel.client.makeUnaryRequest(method.path, pass, pass, bytes, (error, answer) => {
        release();
        if (answer !== undefined) resolve(answer);
        else reject(this.#failure(error, channel));
      });
      const release = this.#watch(call, { channel, signal, end: reject });
    });
    return decode(method, response);
  }

  async *serverStream<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    { signal }: CallOptions,
  ): AsyncGenerator<Response, void, undefined> {
    const channel = await this.#open(signal);
    const inbox = new Inbox(READ_AHEAD_BYTES);
    const bytes = method.encodeRequest(request);
    const call = channel.client.makeServerStreamRequest(method.path, pass, pass, bytes, {
      interceptors: [pacedBy(inbox, channel.grpc)],
    });
    let failure: FramesError | undefined;
    call.on('data', (message: Buffer) => inbox.push(message));
    call.on('error', (error) => (failure = this.#failure(error, channel)));
    call.on('end', () => inbox.end(failure));
    const release = this.#watch(call, { channel, signal, end: (reason) => inbox.fail(reason) });
    try {
      for (;;) {
        const message = await inbox.take();
        if (message === undefined) return;
        yield decode(method, message);
      }
    } finally {
      release();
      // The library does not do so when an iteration is left early.
      call.cancel();
    }
  }

  async clientStream<Request, Response>(
    method: Method<Request, Response>,
    requests: AsyncIterable<Request>,
    { signal }: CallOptions,
  ): Promise<Response> {
    const channel = await this.#open(signal);
    const sending = new Interruption();
    const answer = new Deferred<Buffer>();
    answer.promise.catch(() => undefined).finally(() => sending.cut());
    const call = channel.client.makeClientStreamRequest(method.path, pass, pass, (error, response) => {
      if (response !== undefined) answer.resolve(response);
      else answer.reject(this.#failure(error, channel));
    });
    // A write that fails ends the call as well, and there the reason is known.
    call.on('error', () => undefined);
    const release = this.#watch(call, { channel, signal, end: answer.reject });
    try {
      const messages = encoded(method, requests);
      if (await sendAll(messages, call, sending)) call.end();
      return decode(method, await answer.promise);
    } finally {
      release();
      call.cancel();
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const end of [...this.#calls]) end(cancelled());
    this.#channel?.client.close();
    this.#channel = undefined;
  }

  async #open(signal: AbortSignal | undefined): Promise<Channel> {
    const grpc = await import('@grpc/grpc-js');
    if (signal?.aborted === true) throw cancelled(signal.reason);
    if (this.#isClosed) throw new FramesError({ code: 'unavailable', detail: 'this client is closed' });
    this.#channel ??= {
      grpc,
      client: new grpc.Client(this.#authority, this.#credentials(grpc), this.#options),
    };
    return this.#channel;
  }

  #credentials({ credentials }: Grpc): Library.ChannelCredentials {
    if (this.#trust === undefined) return credentials.createInsecure();
    const { ca } = this.#trust;
    const authorities = ca === undefined ? undefined : Buffer.from(ca);
    return credentials.createSsl(authorities, null, null, { checkServerIdentity });
  }

  /**
   * Ends the call, with a reason, when the caller aborts, when the transport is closed, or when no connection comes about.
   * @returns what stops the watching
   */
  #watch(call: Call, { channel, signal, end }: Watch): () => void {
    const stop = (reason: FramesError): void => {
      release();
      end(reason);
      call.cancel();
    };
    const onAbort = (): void => stop(cancelled(signal?.reason));
    const timer = setTimeout(() => {
      if (isConnected(channel)) return;
      this.#forget(channel);
      stop(connectTimeout(this.#authority, this.#connectTimeout));
    }, this.#connectTimeout);
    call.once('metadata', () => clearTimeout(timer));
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#calls.add(stop);
    const release = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#calls.delete(stop);
    };
    return release;
  }

  #failure(error: unknown, channel: Channel): FramesError {
    const failure = fromGrpcFailure(error, this.#authority);
    if (failure.code === 'unavailable' && !isConnected(channel)) this.#forget(channel);
    return failure;
  }

  /** The next call connects anew instead of waiting until the library would try again by itself. */
  #forget(channel: Channel): void {
    if (this.#channel === channel) this.#channel = undefined;
    channel.client.close();
  }
}

/** Makes a call ask for its next message only while the inbox has room. */
function pacedBy(inbox: Inbox, { InterceptingCall }: Grpc): Interceptor {
  return (options, nextCall) => {
    const call = new InterceptingCall(nextCall(options));
    const read = call.startRead.bind(call);
    call.startRead = () => inbox.readWhenRoom(read);
    return call;
  };
}

function isConnected({ grpc, client }: Channel): boolean {
  return client.getChannel().getConnectivityState(false) === grpc.connectivityState.READY;
}

function decode<Response>(method: Pick<Method<never, Response>, 'decodeResponse'>, bytes: Buffer): Response {
  try {
    return method.decodeResponse(bytes);
  } catch (error) {
    if (error instanceof FramesError || !(error instanceof Error)) throw error;
    throw new FramesError({ code: 'protocol', detail: error.message, cause: error });
  }
}

function pass(bytes: Buffer): Buffer {
  return bytes;
}
