import type { CallOptions, Transport } from './transport';

export interface Observer {
  /** A service has said something: the whole answer, or the first message of one. */
  readonly answered?: () => void;
  /** What is to be thrown in place of an error. */
  readonly failed?: (error: unknown, options: CallOptions) => Promise<unknown>;
}

/** A transport whose calls somebody watches. */
export function observing(transport: Transport, { answered, failed }: Observer): Transport {
  const watched = async <T>(call: Promise<T>, options: CallOptions): Promise<T> => {
    try {
      const answer = await call;
      answered?.();
      return answer;
    } catch (error) {
      throw (await failed?.(error, options)) ?? error;
    }
  };
  return {
    unary: (method, request, options) => watched(transport.unary(method, request, options), options),
    clientStream: (method, requests, options) =>
      watched(transport.clientStream(method, requests, options), options),
    async *serverStream(method, request, options) {
      try {
        let isFirst = true;
        for await (const message of transport.serverStream(method, request, options)) {
          if (isFirst) answered?.();
          isFirst = false;
          yield message;
        }
      } catch (error) {
        throw (await failed?.(error, options)) ?? error;
      }
    },
    close: () => transport.close(),
  };
}
