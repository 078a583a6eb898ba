import { ByteSource } from './byteSource';
import { FramesError } from './errors';

/** Of one message, on every transport and in both directions (spec/wire.md §6). */
export const maxMessageBytes = 128 * 1024 * 1024;

const headerBytes = 8;

/** What stands before a message in a body over HTTP: its length, as a little-endian int64 (spec/wire.md §8). */
export function frameHeader(length: number): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeBigInt64LE(BigInt(length));
  return header;
}

/**
 * The messages of a body, however it was cut into chunks. A message may share memory with a chunk.
 * @throws FramesError of code `protocol`, in the words of the Go client, when the body ends inside a message or a length is not
 * in [0, 128 MiB]
 */
export async function* unframed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  const source = new ByteSource(chunks);
  try {
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
  } finally {
    await source.close();
  }
}

function cut(detail: string): FramesError {
  return new FramesError({ code: 'protocol', detail });
}
