import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { workspace, type Uri } from 'vscode';
import type { CsvSource } from '../../csv/importCsv';

/** Bytes of one piece: the wait until a cancelled read notices it is that of one piece. */
const chunkBytes = 256 * 1024;

export interface FileSource {
  readonly bytes: number;
  /** Reads the file from its start, each time it is called. */
  readonly read: CsvSource;
}

/** A file of the disk is streamed; one of a virtual workspace comes whole, as its provider gives it. */
export async function openFile(
  uri: Uri,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<FileSource> {
  if (uri.scheme === 'file') {
    const { size } = await stat(uri.fsPath);
    return { bytes: size, read: () => counted(createReadStream(uri.fsPath, { highWaterMark: chunkBytes })) };
  }
  const content = await workspace.fs.readFile(uri);
  return { bytes: content.byteLength, read: () => counted(pieces(content)) };

  async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      onBytes(chunk.byteLength);
      yield chunk;
    }
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream that has everything already
async function* pieces(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.byteLength; start += chunkBytes) {
    yield content.subarray(start, start + chunkBytes);
  }
}
