import { Server, ServerCredentials, type UntypedHandleCall } from '@grpc/grpc-js';
import { methods } from '../wire/methods';
import { GrpcCalls, maxMessageBytes } from './grpcCalls';
import type { Handlers } from './handlers';
import type { Listening } from './listen';
import { type Address, formatAddress } from './options';

/** What is told to clients when the service ends takes no longer to arrive. */
const goodbyeMillis = 1000;

/** Serves the calls over gRPC, without encryption, as the original does (spec/wire.md §1, §7). */
export async function listenGrpc(address: Address, handlers: Handlers): Promise<Listening> {
  const calls = new GrpcCalls();
  const server = new Server({
    interceptors: [calls.readAhead.interceptor],
    'grpc.max_receive_message_length': maxMessageBytes,
    // What is too large to send is refused before, in the original's words.
    'grpc.max_send_message_length': -1,
  });
  registerAll(server, calls, handlers);
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

function registerAll(server: Server, calls: GrpcCalls, handlers: Handlers): void {
  const register = (method: { path: string }, type: string, handler: UntypedHandleCall): void => {
    server.register(method.path, handler, same, same, type);
  };
  const { read, write, create, delete: remove, exec, history, version } = methods;
  register(read, 'serverStream', calls.serverStream(read, handlers.read));
  register(write, 'clientStream', calls.clientStream(write, handlers.write));
  register(create, 'unary', calls.unary(create, answered(handlers.create)));
  register(remove, 'unary', calls.unary(remove, answered(handlers.delete)));
  register(exec, 'unary', calls.unary(exec, handlers.exec));
  register(history, 'serverStream', calls.serverStream(history, handlers.history));
  const tellVersion = () => Promise.resolve({ version: handlers.version() });
  register(version, 'unary', calls.unary(version, tellVersion));
}

/** Messages stay bytes for gRPC; they are decoded where a bad one can be answered in the original's words. */
const same = (bytes: Buffer): Buffer => bytes;

/** A call without a result still sends its empty answer. */
function answered<Request>(run: (request: Request, signal: AbortSignal) => Promise<void>) {
  return async (request: Request, signal: AbortSignal): Promise<Readonly<Record<string, never>>> => {
    await run(request, signal);
    return {};
  };
}
