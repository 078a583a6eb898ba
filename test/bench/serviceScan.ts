import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FloatColumn, Int64Column, LabelColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import type { Creation, Deletion, FramesClient, Query, WriteTarget } from '../../src/frames';
import { startMeasured, type MeasuredService, type Strain } from './measuredService';
import { runAlone, type BenchResult } from './result';

/** Rows of the small table of each kind, and of the large one: `ROWS=100000000 npm run bench -- scan`. */
const few = 1_000_000;
const many = Number(process.env.ROWS ?? 4_000_000);
const rowsOfFrame = 8192;

/** Names of tables below, where not all are wanted: `SCANS=nosql,tsdb`. */
const chosen = process.env.SCANS?.split(',');

const mebibyte = 2 ** 20;
const limits = { growth: 64 * mebibyte, block: 50 };

interface ScanTable {
  readonly name: string;
  readonly creation?: Creation;
  readonly target: WriteTarget;
  readonly frames: (rows: number) => Iterable<Frame>;
  /** Each reads all rows, and gives as many as are said. */
  readonly scans: readonly {
    readonly name: string;
    readonly query: Query;
    readonly rows: (rows: number) => number;
  }[];
}

const everything = { start: '0', end: '2200-01-01T00:00:00Z' };
const all = (rows: number): number => rows;

const tables: readonly ScanTable[] = [
  {
    name: 'nosql',
    target: { backend: 'nosql', table: 'scan/items', saveMode: 'overwriteTable' },
    frames: (rows) => itemFrames(rows, (i) => i),
    scans: [
      { name: 'scan of nosql', query: { backend: 'nosql', table: 'scan/items' }, rows: all },
      {
        name: 'filter over nosql that takes one row of a thousand',
        query: { backend: 'nosql', table: 'scan/items', filter: 'thousandth == 7' },
        rows: (rows) => rows / 1000,
      },
    ],
  },
  {
    name: 'disorder',
    target: { backend: 'nosql', table: 'scan/disorder', saveMode: 'overwriteTable' },
    // A prime that divides no number of rows: every row once, near no neighbour.
    frames: (rows) => itemFrames(rows, (i) => Number((BigInt(i) * 1_000_003n) % BigInt(rows))),
    scans: [
      { name: 'scan of nosql in disorder', query: { backend: 'nosql', table: 'scan/disorder' }, rows: all },
    ],
  },
  {
    name: 'tsdb',
    creation: { backend: 'tsdb', table: 'scan/samples', rate: '1/s' },
    target: { backend: 'tsdb', table: 'scan/samples' },
    frames: sampleFrames,
    scans: [
      { name: 'scan of tsdb', query: { backend: 'tsdb', table: 'scan/samples', ...everything }, rows: all },
      {
        name: 'averages of tsdb by hour',
        query: {
          backend: 'tsdb',
          table: 'scan/samples',
          ...everything,
          step: '1h',
          aggregators: ['avg', 'min', 'max'],
        },
        rows: (rows) => hosts * Math.ceil(rows / hosts / 3600),
      },
    ],
  },
  {
    name: 'stream',
    creation: { backend: 'stream', table: 'scan/stream' },
    target: { backend: 'stream', table: 'scan/stream' },
    frames: recordFrames,
    scans: [
      {
        name: 'scan of a stream',
        query: { backend: 'stream', table: 'scan/stream', shardId: '0', seek: 'earliest' },
        rows: all,
      },
    ],
  },
];

/** What scans of a small and of a large table take of the memory, each by a service that has just started. */
export async function serviceScanBench(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const table of tables.filter(({ name }) => chosen?.includes(name) ?? true)) {
    const small = await measured(table, few);
    const large = await measured(table, many);
    for (const [name, peak] of large.peaks)
      results.push(beside(`memory of the service: ${name}`, peak, small.peaks.get(name)));
    results.push(unblocked(`longest block of the service's event loop: ${table.name}`, large.block));
  }
  return results;
}

interface Measured {
  /** Bytes, by what was done. */
  readonly peaks: ReadonlyMap<string, number>;
  /** Milliseconds. */
  readonly block: number;
}

async function measured(table: ScanTable, rows: number): Promise<Measured> {
  const service = await startMeasured();
  const peaks = new Map<string, number>();
  let block = 0;
  const doing = async (name: string, work: (client: FramesClient) => Promise<unknown>): Promise<void> => {
    globalThis.gc?.();
    await service.strain();
    takeOwnPeak();
    const start = performance.now();
    await work(service.client);
    const seconds = (performance.now() - start) / 1000;
    const strain = await service.strain();
    peaks.set(name, strain.peakMemory);
    block = Math.max(block, strain.longestBlock);
    tell(name, { rows, seconds, ...strain });
  };
  try {
    if (table.creation !== undefined) await service.client.create(table.creation);
    await doing(`write of ${table.name}`, (client) =>
      client.write(table.target, watched(service, table.frames(rows), rows)),
    );
    for (const { name, query, rows: expected } of table.scans) {
      const restart = await service.restart();
      console.log(
        `    ready after ${restart.toFixed(0)} ms; ${((await sizeOf(service.folder)) / mebibyte).toFixed(0)} MB on disk`,
      );
      await doing(name, (client) => count(client, query, expected(rows)));
    }
    const [scan] = table.scans;
    if (scan !== undefined)
      await doing(`${scan.name} beside a reader that stands still`, (client) =>
        besideStanding(client, scan.query, rows),
      );
    await doing(`deletion of ${table.name}`, (client) => client.delete(deletionOf(table)));
  } finally {
    await service.stop();
  }
  return { peaks, block };
}

function deletionOf({ target: { backend, table } }: ScanTable): Deletion {
  if (backend === 'nosql' || backend === 'tsdb' || backend === 'stream') return { backend, table };
  throw new TypeError(`no table of ${backend} is scanned`);
}

async function count(client: FramesClient, query: Query, expected: number): Promise<void> {
  let rows = 0;
  for await (const frame of client.read(query)) rows += frame.length;
  if (rows !== expected) throw new Error(`${rows} rows came instead of ${expected}`);
}

/** One reader takes a frame, and the rest of them only when another has taken all. */
async function besideStanding(client: FramesClient, query: Query, expected: number): Promise<void> {
  const standing = client.read(query)[Symbol.asyncIterator]();
  const first = await standing.next();
  let rows = first.done ? 0 : first.value.length;
  await count(client, query, expected);
  for (let next = await standing.next(); !next.done; next = await standing.next()) rows += next.value.length;
  if (rows !== expected) throw new Error(`${rows} rows came instead of ${expected}`);
}

/** The frames, and at every tenth of them a line about the service that takes them. */
function* watched({ strain }: MeasuredService, frames: Iterable<Frame>, rows: number): Generator<Frame> {
  const tenth = rows / 10;
  let written = 0;
  let start = performance.now();
  for (const frame of frames) {
    yield frame;
    const before = written;
    written += frame.length;
    if (Math.floor(written / tenth) === Math.floor(before / tenth)) continue;
    const seconds = (performance.now() - start) / 1000;
    start = performance.now();
    strain().then(
      (now) => tell(`  ${Math.floor(written / tenth)}0 % written`, { rows: tenth, seconds, ...now }),
      () => undefined,
    );
  }
}

function tell(
  name: string,
  {
    rows,
    seconds,
    peakMemory,
    memory,
    longestBlock,
  }: Strain & { readonly rows: number; readonly seconds: number },
): void {
  const numbers = [
    `${(rows / seconds / 1000).toFixed(0)} k rows/s`,
    `service ${(peakMemory / mebibyte).toFixed(0)} MB at most, ${(memory / mebibyte).toFixed(0)} MB now`,
    `block ${longestBlock.toFixed(0)} ms`,
    `client ${(takeOwnPeak() / mebibyte).toFixed(0)} MB at most`,
  ];
  console.log(`  ${name}: ${numbers.join(', ')}`);
}

/** Bytes that this process, the client's, had in memory at the most since it was last asked. */
function takeOwnPeak(): number {
  try {
    const kilobytes = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    writeFileSync('/proc/self/clear_refs', '5');
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function beside(name: string, large: number, small = 0): BenchResult {
  return {
    name: `${name}, ${many / 1e6} M rows beside ${few / 1e6} M`,
    ours: large / 1e6,
    peer: small / 1e6,
    ratio: large / small,
    target: `at most ${limits.growth / mebibyte} MB more`,
    met: large - small <= limits.growth,
    unit: 'MB',
  };
}

function unblocked(name: string, block: number): BenchResult {
  return {
    name,
    ours: block,
    peer: limits.block,
    ratio: block / limits.block,
    target: '<= 1',
    met: block <= limits.block,
    unit: 'ms',
  };
}

/** Ids of as many digits each: in the order of their numbers, rows are in that of their names. */
const firstId = 1_000_000_000;

function* itemFrames(rows: number, idAt: (row: number) => number): Generator<Frame> {
  for (const [start, length] of parts(rows)) {
    const ids = Float64Array.from({ length }, (_, i) => idAt(start + i));
    yield frameOf({
      indices: [
        new Int64Column(
          'id',
          'integer',
          BigInt64Array.from(ids, (id) => BigInt(firstId + id)),
        ),
      ],
      columns: [
        new FloatColumn(
          'value',
          ids.map((id) => Math.sin(id)),
        ),
        new Int64Column(
          'thousandth',
          'integer',
          BigInt64Array.from(ids, (id) => BigInt(id % 1000)),
        ),
      ],
    });
  }
}

const hosts = 100;
const firstSecond = 1_699_999_200;

/** Four metrics of a hundred hosts, a sample of each every second. */
function* sampleFrames(rows: number): Generator<Frame> {
  const ofHost = rows / hosts;
  for (let start = 0; start < ofHost; start += rowsOfFrame) {
    const length = Math.min(rowsOfFrame, ofHost - start);
    const times = BigInt64Array.from({ length }, (_, i) => BigInt(firstSecond + start + i) * 1_000_000_000n);
    for (let host = 0; host < hosts; host++) {
      yield frameOf({
        indices: [
          new Int64Column('time', 'time', times),
          new LabelColumn('host', { dtype: 'string', value: `host-${host}` }, length),
        ],
        columns: ['cpu', 'memory', 'disk', 'network'].map(
          (name, metric) =>
            new FloatColumn(
              name,
              Float64Array.from({ length }, (_, i) => Math.sin(host + metric + (start + i) / 500)),
            ),
        ),
      });
    }
  }
}

function* recordFrames(rows: number): Generator<Frame> {
  for (const [start, length] of parts(rows)) {
    yield frameOf({
      columns: [
        new Int64Column(
          'number',
          'integer',
          BigInt64Array.from({ length }, (_, i) => BigInt(start + i)),
        ),
        new FloatColumn(
          'value',
          Float64Array.from({ length }, (_, i) => Math.sin(start + i)),
        ),
      ],
    });
  }
}

function* parts(rows: number): Generator<readonly [start: number, length: number]> {
  for (let start = 0; start < rows; start += rowsOfFrame) yield [start, Math.min(rowsOfFrame, rows - start)];
}

runAlone(__filename, serviceScanBench);
