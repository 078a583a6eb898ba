import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Int64Column } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import { startService } from '../../src/dev/service';
import { connect, type FramesClient } from '../../src/frames';
import { encodeFrame } from '../../src/wire/frameCodec';
import { benchFrames, rows } from './codecData';
import type { BenchResult } from './result';

const rounds = 11;
const target = { backend: 'nosql', table: 'bench/read' } as const;
const rowsPerSecond = 1_000_000;

/**
 * A read of a million rows of five columns from a nosql table, through the service in its own process and the client
 * here, beside a raw socket from another process that carries the same bytes to nobody. The least of interleaved rounds.
 */
export async function clientReadBench(): Promise<BenchResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'frames-bench-'));
  const service = await startService(path.join(folder, 'data'));
  const client = connect(service.info.grpc, { container: 'bigdata' });
  try {
    await client.write({ ...target, saveMode: 'overwriteTable' }, keyedFrames());
    const file = path.join(folder, 'bytes');
    const bytes = await keepBytes(client, file);
    const raw = await startRawSender(file);
    try {
      const least = { read: Infinity, raw: Infinity };
      for (let round = 0; round <= rounds; round++) {
        const read = await timed(() => readRows(client), rows);
        const socket = await timed(() => receive(raw.port), bytes);
        // The first round is there to warm up.
        if (round === 0) continue;
        least.read = Math.min(least.read, read);
        least.raw = Math.min(least.raw, socket);
      }
      return results(least);
    } finally {
      raw.stop();
    }
  } finally {
    client.close();
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

function results({ read, raw }: { readonly read: number; readonly raw: number }): BenchResult[] {
  const speed = (rows / read) * 1000;
  return [
    {
      name: 'read of 1 M rows x 5 columns from nosql, service and client, to its target',
      ours: speed,
      peer: rowsPerSecond,
      ratio: speed / rowsPerSecond,
      target: '>= 1',
      met: speed >= rowsPerSecond,
      unit: 'rows/s',
    },
    {
      name: 'the same read, as a share of a raw loopback socket with the same bytes',
      ours: read,
      peer: raw,
      ratio: raw / read,
      target: 'shown',
      met: true,
      unit: 'ms',
    },
  ];
}

function* keyedFrames(): Generator<Frame> {
  let start = 0;
  for (const { columns, length } of benchFrames()) {
    const first = start;
    const ids = BigInt64Array.from({ length }, (_, i) => BigInt(first + i));
    yield frameOf({ indices: [new Int64Column('id', 'integer', ids)], columns });
    start += length;
  }
}

async function readRows(client: FramesClient): Promise<number> {
  let count = 0;
  for await (const frame of client.read(target)) count += frame.length;
  return count;
}

/** Writes down what a read carries; returns how many bytes. */
async function keepBytes(client: FramesClient, file: string): Promise<number> {
  const handle = await open(file, 'w');
  let total = 0;
  try {
    for await (const frame of client.read(target))
      total += (await handle.write(encodeFrame(frame))).bytesWritten;
  } finally {
    await handle.close();
  }
  return total;
}

const sender = `
const bytes = require('node:fs').readFileSync(process.argv[1]);
const server = require('node:net').createServer((socket) => socket.on('error', () => undefined).end(bytes));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
`;

async function startRawSender(file: string): Promise<{ port: number; stop: () => void }> {
  const child = spawn(process.execPath, ['-e', sender, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(line.toString()), stop: () => child.stdin.end() };
}

async function receive(port: number): Promise<number> {
  let bytes = 0;
  const socket = connectSocket(port, '127.0.0.1').on('data', (chunk) => (bytes += chunk.length));
  await once(socket, 'close');
  return bytes;
}

async function timed(run: () => Promise<number>, expected: number): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  const got = await run();
  const spent = performance.now() - start;
  if (got !== expected) throw new Error(`${got} came instead of ${expected}`);
  return spent;
}

async function main(): Promise<void> {
  for (const { name, ours, peer, ratio, target: aim, met, unit } of await clientReadBench()) {
    const numbers = `${Math.round(ours).toLocaleString('en')} against ${Math.round(peer).toLocaleString('en')} ${unit}`;
    console.log(`${met ? 'met   ' : 'MISSED'} ${name}: ${ratio.toFixed(2)} (${aim}), ${numbers}`);
  }
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === __filename) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
