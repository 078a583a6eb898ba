import path from 'node:path';
import type { FramesClient, Query } from '../../src/frames';
import { rows } from './codecData';
import { startMeasured, type MeasuredService } from './measuredService';
import { startRawSender } from './rawSocket';
import { runAlone, type BenchResult } from './result';
import { benchTables, type BenchTable } from './serviceTables';

const readRounds = 5;
const writeRounds = 2;
const longestBlock = 50;
const leastShare = 0.1;

/**
 * Writes of a million rows of five columns to a table of each kind, and reads of them, through the service in its own
 * process and the client here; a read also beside a raw socket from another process that carries the same bytes to nobody.
 * The least of the rounds.
 */
export async function serviceThroughputBench(kinds: readonly string[] = []): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const table of benchTables) {
    if (kinds.length > 0 && !kinds.includes(table.backend)) continue;
    const service = await startMeasured();
    try {
      results.push(...(await writes(service, table)), ...(await reads(service, table)));
    } finally {
      await service.stop();
    }
  }
  return results;
}

async function writes({ client, strain }: MeasuredService, table: BenchTable): Promise<BenchResult[]> {
  const { backend, creation, target } = table;
  const frames = [...table.frames()];
  let least = Infinity;
  let block = 0;
  for (let round = 0; round < writeRounds; round++) {
    if (creation !== undefined) {
      await client.delete({ backend: creation.backend, table: target.table, ifMissing: 'ignore' });
      await client.create(creation);
    }
    await strain();
    least = Math.min(least, await timed(async () => Number((await client.write(target, frames)).rows)));
    block = Math.max(block, (await strain()).longestBlock);
  }
  return [
    speed(`durable write of 1 M rows x 5 columns to ${backend}, to its target`, least, table.write),
    blocked(`during the writes to ${backend}`, block),
  ];
}

async function reads(
  { client, folder, strain }: MeasuredService,
  { backend, query, read }: BenchTable,
): Promise<BenchResult[]> {
  const raw = await startRawSender(path.join(folder, 'bytes'), client.read(query));
  const least = { read: Infinity, raw: Infinity };
  let block = 0;
  try {
    for (let round = 0; round <= readRounds; round++) {
      await strain();
      const spent = await timed(() => rowsOf(client, query));
      const socket = await timed(raw.receive, raw.bytes);
      // The first round is there to warm up.
      if (round === 0) continue;
      block = Math.max(block, (await strain()).longestBlock);
      least.read = Math.min(least.read, spent);
      least.raw = Math.min(least.raw, socket);
    }
  } finally {
    raw.stop();
  }
  const share = least.raw / least.read;
  return [
    speed(`read of 1 M rows x 5 columns from ${backend}, to its target`, least.read, read),
    {
      name: `the read from ${backend}, as a share of a raw loopback socket with the same bytes`,
      ours: least.read,
      peer: least.raw,
      ratio: share,
      target: `>= ${leastShare}`,
      met: share >= leastShare,
      unit: 'ms',
    },
    blocked(`during the reads from ${backend}`, block),
  ];
}

function speed(name: string, milliseconds: number, target: number): BenchResult {
  const ours = (rows / milliseconds) * 1000;
  const ratio = ours / target;
  return { name, ours, peer: target, ratio, target: '>= 1', met: ratio >= 1, unit: 'rows/s' };
}

function blocked(when: string, ours: number): BenchResult {
  return {
    name: `longest block of the service's event loop ${when}`,
    ours,
    peer: longestBlock,
    ratio: ours / longestBlock,
    target: '<= 1',
    met: ours <= longestBlock,
    unit: 'ms',
  };
}

async function rowsOf(client: FramesClient, query: Query): Promise<number> {
  let count = 0;
  for await (const frame of client.read(query)) count += frame.length;
  return count;
}

async function timed(run: () => Promise<number>, expected = rows): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  const got = await run();
  const spent = performance.now() - start;
  if (got !== expected) throw new Error(`${got} came instead of ${expected}`);
  return spent;
}

runAlone(__filename, () => serviceThroughputBench(process.argv.slice(2)));
