import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Frame } from '../../src/data/frame';
import { encodeFrame } from '../../src/wire/frameCodec';

/** Bytes that another process sends over a loopback socket, as fast as Node can. */
export interface RawSender {
  /** Receives all of them; resolves with their number. */
  readonly receive: () => Promise<number>;
  readonly bytes: number;
  stop(): void;
}

const sender = `
const bytes = require('node:fs').readFileSync(process.argv[1]);
const server = require('node:net').createServer((socket) => socket.on('error', () => undefined).end(bytes));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
`;

/** @param file where to put the bytes of the frames, as they are on the wire */
export async function startRawSender(file: string, frames: AsyncIterable<Frame>): Promise<RawSender> {
  const handle = await open(file, 'w');
  let bytes = 0;
  try {
    for await (const frame of frames) bytes += (await handle.write(encodeFrame(frame))).bytesWritten;
  } finally {
    await handle.close();
  }
  const child = spawn(process.execPath, ['-e', sender, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  return {
    bytes,
    receive: () => receive(port),
    stop: () => child.stdin.end(),
  };
}

async function receive(port: number): Promise<number> {
  let bytes = 0;
  const socket = connect(port, '127.0.0.1').on('data', (chunk) => (bytes += chunk.length));
  await once(socket, 'close');
  return bytes;
}
