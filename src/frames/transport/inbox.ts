/**
 * Messages between the network and whoever pulls them. It asks for more only while less than `limit` bytes lie here, so a
 * consumer that stalls makes the sender stall.
 */
export class Inbox {
  readonly #limit: number;
  readonly #messages: Buffer[] = [];
  #bytes = 0;
  #heldRead: (() => void) | undefined;
  #end: { readonly error: Error | undefined } | undefined;
  #wake: (() => void) | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Calls `read`, which fetches one message, as soon as there is room. */
  readWhenRoom(read: () => void): void {
    if (this.#bytes < this.#limit) read();
    else this.#heldRead = read;
  }

  push(message: Buffer): void {
    this.#messages.push(message);
    this.#bytes += message.length;
    this.#wake?.();
  }

  /** No message follows those that are here; then comes the error, if any. */
  end(error?: Error): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  /** Ends now: what lies here is dropped. */
  fail(error: Error): void {
    this.#messages.length = 0;
    this.#bytes = 0;
    this.#heldRead = undefined;
    this.#end = { error };
    this.#wake?.();
  }

  /** The next message, or undefined after the last one. One call at a time. */
  async take(): Promise<Buffer | undefined> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) {
        this.#bytes -= message.length;
        this.#resumeReading();
        return message;
      }
      if (this.#end?.error !== undefined) throw this.#end.error;
      if (this.#end !== undefined) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #resumeReading(): void {
    if (this.#heldRead === undefined || this.#bytes >= this.#limit) return;
    const read = this.#heldRead;
    this.#heldRead = undefined;
    read();
  }
}
