import type { IncomingMessage } from 'node:http';
import { ByteSource } from '../../wire/byteSource';
import { FramesError } from '../../wire/errors';
import { refusal, RefusedRequest, timedOut } from './reply';

/**
 * The body of a request as it arrives. Leaving an iteration early loses nothing: the next one goes on where it stopped.
 * Iterating throws FramesError `deadline` when the client sends nothing for too long, `cancelled` when it is gone.
 */
export class RequestBody implements AsyncIterable<Uint8Array> {
  readonly #request: IncomingMessage;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #idleMillis: number;

  /** @param idleMillis how long the client may send nothing while it is waited for */
  constructor(request: IncomingMessage, idleMillis: number) {
    this.#request = request;
    this.#chunks = (request as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    this.#idleMillis = idleMillis;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() };
  }

  /**
   * All of it.
   * @throws RefusedRequest when it is too large, at once if it says so itself, or when it does not come
   */
  async read({ maxBytes }: { readonly maxBytes: number }): Promise<Buffer> {
    const tooLarge = (): RefusedRequest =>
      new RefusedRequest(refusal(413, `the body of the request is larger than ${maxBytes} bytes`));
    if (Number(this.#request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
    try {
      const body = await new ByteSource(this).take(maxBytes + 1);
      if (body.length <= maxBytes) return body;
    } catch (error) {
      if (error instanceof FramesError && error.code === 'deadline') throw new RefusedRequest(timedOut());
      throw error;
    }
    throw tooLarge();
  }

  /** Takes what is left of it, so that a client that is still sending comes to read the answer. False if it never ended. */
  async drain(): Promise<boolean> {
    try {
      for (;;) if ((await this.#next()).done === true) return true;
    } catch {
      return false;
    }
  }

  #next(): Promise<IteratorResult<Uint8Array>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new FramesError({ code: 'deadline', detail: timedOut().body }));
      }, this.#idleMillis);
      this.#chunks
        .next()
        .then(resolve, (cause: unknown) => {
          reject(new FramesError({ code: 'cancelled', detail: 'the client has ended the call', cause }));
        })
        .finally(() => clearTimeout(timer));
    });
  }
}
