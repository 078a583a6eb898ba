import { asBuffer } from './decoding';
import { FramesError } from './errors';

/** Of one message, on every transport and in both directions (spec/wire.md §6). */
export const maxMessageBytes = 128 * 1024 * 1024;

const headerBytes = 8;

/** Room taken for a message before any of it is here; more is taken only as it arrives. */
const firstRoomBytes = 256 * 1024;

/** What stands before a message in a body over HTTP: its length, as a little-endian int64 (spec/wire.md §8). */
export function frameHeader(length: number): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeBigInt64LE(BigInt(length));
  return header;
}

/** A message with its length before it. */
export function framed(message: Uint8Array): Buffer {
  return Buffer.concat([frameHeader(message.length), message]);
}

/**
 * The messages of a body, however it was cut into chunks. A message may share memory with a chunk.
 * @throws FramesError of code `protocol`, in the words of the Go client, when the body ends inside a message or a length is not
 * in [0, 128 MiB]
 */
export async function* unframed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  const source = new ByteSource(chunks);
  for (;;) {
    const header = await source.take(headerBytes);
    if (header.length === 0) return;
    if (header.length < headerBytes) throw cut("can't read header: unexpected EOF");
    const length = header.readBigInt64LE();
    if (length < 0n || length > maxMessageBytes) {
      throw cut(`can't read message body: larger than max (${length.toString()} vs. ${maxMessageBytes})`);
    }
    const message = await source.take(Number(length));
    if (message.length < length) {
      throw cut(`can't read message body: ${message.length === 0 ? 'EOF' : 'unexpected EOF'}`);
    }
    yield message;
  }
}

/** Takes runs of bytes out of chunks. */
class ByteSource {
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
      if (filled + part.length > taken.length) taken = grown(taken, filled, filled + part.length, length);
      part.copy(taken, filled);
      filled += part.length;
      if (filled === length) return taken;
      const next = await this.#chunks.next();
      if (next.done === true) return taken.subarray(0, filled);
      this.#rest = asBuffer(next.value);
    }
  }

  #split(length: number): Buffer {
    const part = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return part;
  }
}

function grown(bytes: Buffer, filled: number, needed: number, most: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(most, Math.max(needed, 2 * bytes.length)));
  bytes.copy(larger, 0, 0, filled);
  return larger;
}

function cut(detail: string): FramesError {
  return new FramesError({ code: 'protocol', detail });
}
