import { asBuffer } from './decoding';

/** Room taken for a run before any of it is here; more is taken only as it arrives. */
const firstRoomBytes = 64 * 1024;

/** Takes runs of bytes out of chunks, holding no more than twice what has arrived. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** What has arrived and was not taken. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Fewer bytes than asked for only at the end. */
  async take(length: number): Promise<Buffer> {
    if (this.#rest.length >= length) return this.#split(length);
    let taken: Buffer = Buffer.allocUnsafe(Math.min(length, Math.max(firstRoomBytes, this.#rest.length)));
    let filled = 0;
    for (;;) {
      const part = this.#split(Math.min(length - filled, this.#rest.length));
      // Doubling copies each byte twice at most, and never holds more than twice what has arrived.
      if (filled + part.length > taken.length) {
        const room = Math.min(length, Math.max(filled + part.length, 2 * taken.length));
        const larger = Buffer.allocUnsafe(room);
        taken.copy(larger, 0, 0, filled);
        taken = larger;
      }
      part.copy(taken, filled);
      filled += part.length;
      if (filled === length) return taken;
      const next = await this.#chunks.next();
      if (next.done === true) return taken.subarray(0, filled);
      this.#rest = asBuffer(next.value);
    }
  }

  /** Tells the source of the chunks that no more are wanted. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  #split(length: number): Buffer {
    const part = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return part;
  }
}
