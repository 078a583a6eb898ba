import type { Method } from '../../wire/methods';

export interface CallOptions {
  /** Aborting ends the call on both sides at once; the call then fails with code `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * How calls reach a service. Whatever goes wrong is a FramesError with the code and the words of the failing side; where it
 * happened (operation, backend, table) is for the caller to add.
 */
export interface Transport {
  unary<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    options: CallOptions,
  ): Promise<Response>;

  /**
   * The call begins with the first pull. Messages are taken from the network as they are pulled, a few ahead; those that were
   * taken before a failure are delivered before it. Leaving the iteration ends the call.
   */
  serverStream<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    options: CallOptions,
  ): AsyncGenerator<Response, void, undefined>;

  /**
   * Messages are pulled as the network takes them. A failure of the iterable itself cancels the call and is thrown unchanged; a failure
   * of the call ends the iteration.
   */
  clientStream<Request, Response>(
    method: Method<Request, Response>,
    requests: AsyncIterable<Request>,
    options: CallOptions,
  ): Promise<Response>;

  /** Ends the calls in progress with code `cancelled` and gives the connection back. */
  close(): void;
}
