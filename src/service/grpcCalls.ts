import type {
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  sendUnaryData,
  ServerErrorResponse,
} from '@grpc/grpc-js';
import { FrameShapeError } from '../data/frame';
import { FramesError } from '../wire/errors';
import type { Method } from '../wire/methods';
import { MessageTooLargeError, toErrorResponse } from './grpcStatus';
import { Outflow } from './outflow';
import { ReadAhead } from './readAhead';

/** Of one message, either way (spec/wire.md §6). */
export const maxMessageBytes = 128 * 1024 * 1024;

/** How much of a stream may wait for the slower side before the faster one is held up. */
const maxWaitingBytes = 4 * 1024 * 1024;

/** The words of gRPC in Go for bytes that are no message, in a stream and in a single request (spec/wire.md §13). */
const badMessage = 'grpc: failed to unmarshal the received message';
const badRequest = 'grpc: error unmarshalling request';

/** This side of a method. */
type Served<Request, Response> = Pick<Method<Request, Response>, 'decodeRequest' | 'encodeResponse'>;

type Call = { once(event: 'cancelled', listener: () => void): unknown };

/**
 * Turns calls over values into calls over bytes, and keeps those in flight: each has a signal that ends it when its client
 * is gone or the service stops.
 */
export class GrpcCalls {
  readonly readAhead = new ReadAhead(maxWaitingBytes);
  private readonly open = new Set<AbortController>();

  /** Ends the calls in flight. */
  stop(): void {
    const reason = new FramesError({ code: 'unavailable', detail: 'the service is stopping' });
    for (const controller of this.open) controller.abort(reason);
  }

  unary<Request, Response>(
    method: Served<Request, Response>,
    run: (request: Request, signal: AbortSignal) => Promise<Response>,
  ): handleUnaryCall<Buffer, Buffer> {
    return (call, callback) => {
      this.reply(call, callback, async (signal) => {
        const request = decode(method, call.request, badRequest);
        return encode(method, await run(request, signal));
      });
    };
  }

  clientStream<Message, Response>(
    method: Served<Message, Response>,
    run: (messages: AsyncIterable<Message>, signal: AbortSignal) => Promise<Response>,
  ): handleClientStreamingCall<Buffer, Buffer> {
    const { readAhead } = this;
    return (call, callback) => {
      async function* messages(): AsyncGenerator<Message> {
        for await (const bytes of call as AsyncIterable<Buffer>) {
          readAhead.taken(call.metadata, bytes.length);
          yield decode(method, bytes, badMessage);
        }
      }
      this.reply(call, callback, async (signal) => encode(method, await run(messages(), signal)));
    };
  }

  serverStream<Request, Response>(
    method: Served<Request, Response>,
    run: (request: Request, signal: AbortSignal) => AsyncIterable<Response>,
  ): handleServerStreamingCall<Buffer, Buffer> {
    return (call) => {
      const answer = async (signal: AbortSignal): Promise<void> => {
        const outflow = new Outflow(call, maxWaitingBytes, signal);
        for await (const response of run(decode(method, call.request, badMessage), signal)) {
          await outflow.send(encode(method, response));
          signal.throwIfAborted();
        }
      };
      this.run(call, answer, {
        done: () => call.end(),
        failed: (error) => {
          if (!call.cancelled) call.emit('error', error);
        },
      });
    };
  }

  private reply(
    call: Call,
    callback: sendUnaryData<Buffer>,
    answer: (signal: AbortSignal) => Promise<Buffer>,
  ): void {
    this.run(call, answer, { done: (bytes) => callback(null, bytes), failed: callback });
  }

  private run<T>(
    call: Call,
    answer: (signal: AbortSignal) => Promise<T>,
    { done, failed }: { done: (answer: T) => void; failed: (error: ServerErrorResponse) => void },
  ): void {
    const controller = new AbortController();
    const { signal } = controller;
    this.open.add(controller);
    call.once('cancelled', () => {
      controller.abort(new FramesError({ code: 'cancelled', detail: 'the client has ended the call' }));
    });
    answer(signal)
      // However the work took the abort, what its client is told is why.
      .then(done, (error: unknown) => failed(toErrorResponse(signal.aborted ? signal.reason : error)))
      .finally(() => this.open.delete(controller));
  }
}

/** Columns that make no frame are the handlers' business; other bytes that are no message are gRPC's own failure. */
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
