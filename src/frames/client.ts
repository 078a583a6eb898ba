import type { Frame } from '../data/frame';
import { FramesError, type FramesErrorParts } from '../wire/errors';
import { methods } from '../wire/methods';
import type { SessionMessage, WriteResponse } from '../wire/messages';
import { parseAddress } from './address';
import {
  toCreateRequest,
  toDeleteRequest,
  toExecRequest,
  toHistoryRequest,
  type Creation,
  type Deletion,
  type Execution,
  type HistoryFilter,
} from './operations';
import { toReadRequest, type Query } from './query';
import { retryWhileUnavailable } from './retry';
import { Session, type SessionParts } from './session';
import { explaining } from './transport/explaining';
import { grpcTransport } from './transport/grpc';
import { httpTransport } from './transport/http';
import type { CallOptions, Transport } from './transport/transport';
import { versionChecking } from './transport/versionChecking';
import { trustOf, type TrustOptions } from './trust';
import { toWriteRequest, writeMessages, type Frames, type WriteTarget } from './writing';

export interface TransportOptions extends TrustOptions {
  /** How long a call waits for a connection, in milliseconds; 5000 unless given. */
  readonly connectTimeout?: number | undefined;
  /** Told once, after the first answer, when the service is of another version (spec/client.md §9); not asked unless given. */
  readonly onVersionWarning?: ((warning: string) => void) | undefined;
}

export type ConnectOptions = (SessionParts | { readonly session: Session }) & TransportOptions;

const CONNECT_TIMEOUT = 5000;

/**
 * A client of the Frames service at `address` (see `parseAddress`). Nothing is sent before the first call; a connection that was lost is
 * made anew by the next call.
 * @throws FramesError invalidArgument when the address, the credentials or the certificate cannot be used.
 */
export function connect(address: string, options: ConnectOptions = {}): FramesClient {
  const transport = transportTo(address, options);
  return new FramesClient(transport, 'session' in options ? options.session : new Session(options));
}

/**
 * The bare calls of the service at `address`: messages as they are, unchecked and without a session.
 * @throws FramesError invalidArgument when the address or the certificate cannot be used.
 */
export function transportTo(address: string, options: TransportOptions = {}): Transport {
  const parsed = parseAddress(address);
  const { connectTimeout = CONNECT_TIMEOUT } = options;
  const transport = parsed.scheme.startsWith('grpc') ? grpcTransport : httpTransport;
  const trust = trustOf(parsed, options);
  const explained = explaining(transport({ address: parsed, connectTimeout, trust }), parsed);
  const { onVersionWarning } = options;
  return onVersionWarning === undefined ? explained : versionChecking(explained, onVersionWarning);
}

type Where = Pick<FramesErrorParts, 'operation' | 'backend' | 'table'>;

/**
 * The calls of a Frames service. Every failure is a FramesError that names operation, backend and table; arguments that
 * cannot be meant fail with `invalidArgument` before anything is sent. The client owns its transport.
 */
export class FramesClient {
  readonly #transport: Transport;
  readonly #session: Session;

  constructor(transport: Transport, session: Session) {
    this.#transport = transport;
    this.#session = session;
  }

  /**
   * The frames of a query, pulled from the service as they are consumed. The call begins with the first pull; leaving the loop
   * ends it on both sides. Frames that came before a failure are delivered before it.
   */
  async *read(query: Query, options: CallOptions = {}): AsyncGenerator<Frame, void, undefined> {
    const where = { operation: 'read', backend: query.backend, table: query.table } as const;
    try {
      yield* this.#transport.serverStream(methods.read, this.#signed(toReadRequest(query)), options);
    } catch (error) {
      throw this.#failure(error, where);
    }
  }

  /**
   * Writes the frames in order, each taken when the one before is on its way. Resolves with what the service counted, once it is
   * durable there. A failure of `frames` itself cancels the write and is thrown unchanged. Never repeated by itself.
   */
  async write(target: WriteTarget, frames: Frames, options: CallOptions = {}): Promise<WriteResponse> {
    const { backend, table } = target;
    return this.#located({ operation: 'write', backend, table }, () => {
      const messages = writeMessages(this.#signed(toWriteRequest(target)), frames);
      return this.#transport.clientStream(methods.write, messages, options);
    });
  }

  async create(creation: Creation, options: CallOptions = {}): Promise<void> {
    const { backend, table } = creation;
    await this.#located({ operation: 'create', backend, table }, () =>
      this.#transport.unary(methods.create, this.#signed(toCreateRequest(creation)), options),
    );
  }

  async delete(deletion: Deletion, options: CallOptions = {}): Promise<void> {
    const { backend, table } = deletion;
    await this.#located({ operation: 'delete', backend, table }, () =>
      this.#transport.unary(methods.delete, this.#signed(toDeleteRequest(deletion)), options),
    );
  }

  /** Runs a command of a backend; undefined when it answers without a frame. */
  async execute(execution: Execution, options: CallOptions = {}): Promise<Frame | undefined> {
    const { backend, table } = execution;
    const { frame } = await this.#located({ operation: 'execute', backend, table }, () =>
      this.#transport.unary(methods.exec, this.#signed(toExecRequest(execution)), options),
    );
    return frame;
  }

  /** What was run on the service, as frames; the newest entries may appear late (spec/history.md §2). */
  async *history(
    filter: HistoryFilter = {},
    options: CallOptions = {},
  ): AsyncGenerator<Frame, void, undefined> {
    try {
      yield* this.#transport.serverStream(methods.history, this.#signed(toHistoryRequest(filter)), options);
    } catch (error) {
      throw this.#failure(error, { operation: 'history' });
    }
  }

  /** The version of the service, as it says it. The one call that is repeated while the service is unavailable. */
  async version(options: CallOptions = {}): Promise<string> {
    const { version } = await this.#located({ operation: 'version' }, () =>
      retryWhileUnavailable(() => this.#transport.unary(methods.version, {}, options), options),
    );
    return version;
  }

  /** Ends the calls in progress with code `cancelled`. */
  close(): void {
    this.#transport.close();
  }

  /** Secrets join a request at the moment of sending, here and nowhere else. */
  #signed<Request extends { readonly session: SessionMessage }>(request: Request): Request {
    return { ...request, session: this.#session.toMessage() };
  }

  async #located<T>(where: Where, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw this.#failure(error, where);
    }
  }

  #failure(error: unknown, where: Where): unknown {
    return error instanceof FramesError ? this.#session.withoutSecrets(error.at(where)) : error;
  }
}
