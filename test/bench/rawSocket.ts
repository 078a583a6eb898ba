import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Frame } from '../../src/data/frame';
import { encodeFrame } from '../../src/wire/frameCodec';

/** Messages that another process sends over a loopback socket, one after another, as fast as Node can. */
export interface RawSender {
  /** Receives all of them; resolves with their number. */
  readonly receive: () => Promise<number>;
  readonly bytes: number;
  stop(): void;
}

const sender = `
const bytes = require('node:fs').readFileSync(process.argv[1]);
const lengths = process.argv[2].split(',').map(Number);
const server = require('node:net').createServer((socket) => {
  socket.on('error', () => undefined);
  let message = 0;
  let start = 0;
  const send = () => {
    while (message < lengths.length) {
      const end = start + lengths[message++];
      const goesOn = socket.write(bytes.subarray(start, end));
      start = end;
      if (!goesOn) return socket.once('drain', send);
    }
    socket.end();
  };
  send();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
`;

/** @param file where to put the bytes of the frames, as they are on the wire; each is a message */
export async function startRawSender(file: string, frames: AsyncIterable<Frame>): Promise<RawSender> {
  const handle = await open(file, 'w');
  const lengths: number[] = [];
  try {
    for await (const frame of frames) lengths.push((await handle.write(encodeFrame(frame))).bytesWritten);
  } finally {
    await handle.close();
  }
  const child = spawn(process.execPath, ['-e', sender, file, lengths.join()], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  return {
    bytes: lengths.reduce((sum, length) => sum + length, 0),
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
