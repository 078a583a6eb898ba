import type { Frame } from '../../../src/data/frame';
import type { CallOptions, Transport } from '../../../src/frames';
import type { Handlers } from '../../../src/service/handlers';
import type { ReadRequest, HistoryRequest, WriteMessage } from '../../../src/wire/messages';
import { methods, type Method } from '../../../src/wire/methods';

type Unary = (request: never, signal: AbortSignal) => Promise<unknown>;

/** Calls of handlers in this process; every message passes through its bytes, both ways. */
export function memoryTransport(handlers: Handlers): Transport {
  const unary = new Map<string, Unary>([
    [methods.create.path, async (request, signal) => (await handlers.create(request, signal), {})],
    [methods.delete.path, async (request, signal) => (await handlers.delete(request, signal), {})],
    [methods.exec.path, handlers.exec],
    [methods.version.path, () => Promise.resolve({ version: handlers.version() })],
  ]);
  const streams = new Map<string, (request: never, signal: AbortSignal) => AsyncIterable<Frame>>([
    [methods.read.path, (request: ReadRequest, signal) => handlers.read(request, signal)],
    [methods.history.path, (request: HistoryRequest, signal) => handlers.history(request, signal)],
  ]);
  const closing = new AbortController();
  const signalOf = ({ signal }: CallOptions): AbortSignal =>
    signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;

  return {
    async unary(method, request, options) {
      const call = found(unary, method);
      return replied(method, await call(received(method, request) as never, signalOf(options)));
    },
    async *serverStream(method, request, options) {
      const call = found(streams, method);
      for await (const frame of call(received(method, request) as never, signalOf(options))) {
        yield replied(method, frame);
      }
    },
    async clientStream(method, requests, options) {
      async function* messages(): AsyncGenerator<WriteMessage> {
        for await (const request of requests) yield received(method, request) as WriteMessage;
      }
      return replied(method, await handlers.write(messages(), signalOf(options)));
    },
    close: () => closing.abort(),
  };
}

function found<Call>(calls: ReadonlyMap<string, Call>, { path }: { readonly path: string }): Call {
  const call = calls.get(path);
  if (call === undefined) throw new Error(`${path} is no such call`);
  return call;
}

function received<Request>(
  { encodeRequest, decodeRequest }: Pick<Method<Request, unknown>, 'encodeRequest' | 'decodeRequest'>,
  request: Request,
): Request {
  return decodeRequest(encodeRequest(request));
}

/** The tables above pair each method with the handler of its own response. */
function replied<Response>(
  { encodeResponse, decodeResponse }: Pick<Method<unknown, Response>, 'encodeResponse' | 'decodeResponse'>,
  response: unknown,
): Response {
  return decodeResponse(encodeResponse(response as Response));
}
