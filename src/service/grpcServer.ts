import { Server, ServerCredentials } from '@grpc/grpc-js';
import type {
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  UntypedHandleCall,
  sendUnaryData,
  ServerErrorResponse,
  ServerWritableStream,
} from '@grpc/grpc-js';
import { FrameShapeError } from '../data/frame';
import { FramesError } from '../wire/errors';
import type { Empty } from '../wire/responses';
import { methods, type Method } from '../wire/methods';
import { MessageTooLargeError, toErrorResponse } from './grpcStatus';
import type { Handlers } from './handlers';
import type { Listening } from './listen';
import { type Address, formatAddress } from './options';

/** Of one message, either way (spec/wire.md §6). */
const maxMessageBytes = 128 * 1024 * 1024;
/** How much of a read may wait for its client before the next frame is asked for. */
const maxWaitingBytes = 4 * 1024 * 1024;
/** What is told at the end of the service takes no longer to arrive. */
const goodbyeMillis = 1000;

/** This side of a call. */
type Served<Request, Response> = Pick<Method<Request, Response>, 'path' | 'decodeRequest' | 'encodeResponse'>;

/** Serves the calls over gRPC, without encryption, as the original does (spec/wire.md §1, §7). */
export async function listenGrpc(address: Address, handlers: Handlers): Promise<Listening> {
  const server = new Server({
    'grpc.max_receive_message_length': maxMessageBytes,
    // What is too large to send is refused here, in the original's words.
    'grpc.max_send_message_length': -1,
  });
  const calls = new OpenCalls();
  const register = (method: { path: string }, type: string, handler: UntypedHandleCall): void => {
    server.register(method.path, handler, same, same, type);
  };
  const { read, write, create, delete: remove, exec, history, version } = methods;
  register(read, 'serverStream', serverStream(calls, read, handlers.read));
  register(write, 'clientStream', clientStream(calls, write, handlers.write));
  register(create, 'unary', unary(calls, create, answered(handlers.create)));
  register(remove, 'unary', unary(calls, remove, answered(handlers.delete)));
  register(exec, 'unary', unary(calls, exec, handlers.exec));
  register(history, 'serverStream', serverStream(calls, history, handlers.history));
  register(
    version,
    'unary',
    unary(calls, version, () => Promise.resolve({ version: handlers.version() })),
  );

  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(formatAddress(address), ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: { host: address.host, port },
    async stop() {
      calls.stop();
      const shutdown = new Promise<void>((resolve) => {
        server.tryShutdown(() => resolve());
      });
      const timer = setTimeout(() => server.forceShutdown(), goodbyeMillis);
      await shutdown;
      clearTimeout(timer);
    },
  };
}

const same = (bytes: Buffer): Buffer => bytes;

/** The calls in flight, each with the signal that ends it: when its client is gone, or when the service stops. */
class OpenCalls {
  private readonly open = new Set<AbortController>();
  private stopping = false;

  begin(call: { once(event: 'cancelled', listener: () => void): unknown }): {
    signal: AbortSignal;
    end: () => void;
  } {
    const controller = new AbortController();
    this.open.add(controller);
    if (this.stopping) controller.abort();
    call.once('cancelled', () => controller.abort());
    return { signal: controller.signal, end: () => this.open.delete(controller) };
  }

  stop(): void {
    this.stopping = true;
    for (const controller of this.open) controller.abort();
  }

  /** What to tell the client of a call that failed. */
  statusOf(error: unknown): ServerErrorResponse {
    const stopped = this.stopping && error instanceof FramesError && error.code === 'cancelled';
    const detail = 'the service is stopping';
    return toErrorResponse(stopped ? new FramesError({ code: 'unavailable', detail, cause: error }) : error);
  }
}

/** A call without a result still sends its empty answer. */
function answered<Request>(run: (request: Request, signal: AbortSignal) => Promise<void>) {
  return async (request: Request, signal: AbortSignal): Promise<Empty> => {
    await run(request, signal);
    return {};
  };
}

function unary<Request, Response>(
  calls: OpenCalls,
  method: Served<Request, Response>,
  run: (request: Request, signal: AbortSignal) => Promise<Response>,
): handleUnaryCall<Buffer, Buffer> {
  return (call, callback) => {
    const { signal, end } = calls.begin(call);
    const answer = async () => {
      const request = decode(method, call.request, 'grpc: error unmarshalling request');
      return encode(method, await run(request, signal));
    };
    reply(answer(), { calls, callback, end });
  };
}

function clientStream<Message, Response>(
  calls: OpenCalls,
  method: Served<Message, Response>,
  run: (messages: AsyncIterable<Message>, signal: AbortSignal) => Promise<Response>,
): handleClientStreamingCall<Buffer, Buffer> {
  return (call, callback) => {
    const { signal, end } = calls.begin(call);
    async function* messages() {
      for await (const bytes of call as AsyncIterable<Buffer>) yield decode(method, bytes, unmarshal);
    }
    reply(
      run(messages(), signal).then((response) => encode(method, response)),
      { calls, callback, end },
    );
  };
}

function serverStream<Request, Response>(
  calls: OpenCalls,
  method: Served<Request, Response>,
  run: (request: Request, signal: AbortSignal) => AsyncIterable<Response>,
): handleServerStreamingCall<Buffer, Buffer> {
  return (call) => {
    const { signal, end } = calls.begin(call);
    const answer = async () => {
      const outflow = new Outflow(call, signal);
      for await (const response of run(decode(method, call.request, unmarshal), signal)) {
        await outflow.send(encode(method, response));
        if (signal.aborted) break;
      }
      signal.throwIfAborted();
    };
    answer()
      .then(
        () => call.end(),
        (error: unknown) => {
          if (!call.cancelled) call.emit('error', calls.statusOf(error));
        },
      )
      .finally(end);
  };
}

const unmarshal = 'grpc: failed to unmarshal the received message';

interface Reply {
  readonly calls: OpenCalls;
  readonly callback: sendUnaryData<Buffer>;
  readonly end: () => void;
}

function reply(answer: Promise<Buffer>, { calls, callback, end }: Reply): void {
  answer
    .then(
      (bytes) => callback(null, bytes),
      (error: unknown) => callback(calls.statusOf(error)),
    )
    .finally(end);
}

/** Bytes that are no such message are gRPC's own failure; columns that make no frame are the handlers' business. */
function decode<Request>(
  method: Pick<Served<Request, never>, 'decodeRequest'>,
  bytes: Buffer,
  prefix: string,
): Request {
  try {
    return method.decodeRequest(bytes);
  } catch (error) {
    if (error instanceof FrameShapeError) throw error;
    const detail = error instanceof FramesError ? error.detail : String(error);
    throw new FramesError({ code: 'protocol', detail: `${prefix}: ${detail}`, cause: error });
  }
}

function encode<Response>(
  method: Pick<Served<never, Response>, 'encodeResponse'>,
  response: Response,
): Buffer {
  const bytes = method.encodeResponse(response);
  if (bytes.length > maxMessageBytes) throw new MessageTooLargeError(bytes.length, maxMessageBytes);
  return bytes;
}

/** The sending side of a read: counts what has not left yet, and makes the sender wait when that is too much. */
class Outflow {
  private waiting = 0;
  private wake: (() => void) | undefined;

  constructor(
    private readonly call: ServerWritableStream<Buffer, Buffer>,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.wake?.(), { once: true });
  }

  /** Resolves when there is room for more, or when the call has been aborted. */
  async send(bytes: Buffer): Promise<void> {
    this.waiting += bytes.length;
    this.call.write(bytes, () => {
      this.waiting -= bytes.length;
      this.wake?.();
    });
    while (this.waiting > maxWaitingBytes && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
