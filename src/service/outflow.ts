import type { ServerWritableStream } from '@grpc/grpc-js';

/** The sending side of a read: what has not left yet is counted, and the sender waits while that is more than `maxBytes`. */
export class Outflow {
  private waiting = 0;
  private wake: (() => void) | undefined;

  constructor(
    private readonly call: ServerWritableStream<Buffer, Buffer>,
    private readonly maxBytes: number,
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
    while (this.waiting > this.maxBytes && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
