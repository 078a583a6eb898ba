import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../../src/dev/build';
import { root } from '../../src/dev/paths';
import { cleanEnvironment } from '../../src/dev/processGroup';
import { connect, type FramesClient } from '../../src/frames';
import { parseReadyLine } from '../../src/ui/localService/serviceInfo';

/** What the service did between two questions. */
export interface Strain {
  /** Milliseconds that the event loop stood still at the longest; waiting for a processor counts too. */
  readonly longestBlock: number;
  /** Milliseconds of processor time, of all threads. */
  readonly processor: number;
  /** Bytes in memory at the most; where the system cannot tell, since the start. */
  readonly peakMemory: number;
  /** Bytes in memory now. */
  readonly memory: number;
  /** Transactions that were made durable. */
  readonly commits: number;
}

export interface MeasuredService {
  /** Of the process that runs now. */
  readonly client: FramesClient;
  /** A folder that goes with the service. */
  readonly folder: string;
  /** Since it was last asked. */
  readonly strain: () => Promise<Strain>;
  /** Ends the process and starts another on the same data. @returns milliseconds until it was ready */
  readonly restart: () => Promise<number>;
  stop(): Promise<void>;
}

interface Running {
  readonly client: FramesClient;
  readonly child: ChildProcess;
  end(): Promise<void>;
}

const probeName = 'probe.cjs';

/** Loaded into the service before its own code: it answers questions on a channel that the service knows nothing of. */
const probe = `
const { monitorEventLoopDelay } = require('node:perf_hooks');
const resolution = 2;
const delays = monitorEventLoopDelay({ resolution });
delays.enable();
let before = process.cpuUsage();
const fs = require('node:fs');
const takePeak = () => {
  try {
    const [, kilobytes] = /VmHWM:\\s*(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'));
    fs.writeFileSync('/proc/self/clear_refs', '5');
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
};
const { DuckDBConnection } = require(require.resolve('@duckdb/node-api', { paths: [process.argv[1]] }));
const { run } = DuckDBConnection.prototype;
let commits = 0;
DuckDBConnection.prototype.run = function (sql, ...rest) {
  if (sql === 'COMMIT') commits++;
  return run.call(this, sql, ...rest);
};
process.on('message', () => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  const longestBlock = Math.max(0, delays.max / 1e6 - resolution);
  delays.reset();
  const memory = process.memoryUsage.rss();
  process.send({ longestBlock, processor: (user + system) / 1000, peakMemory: takePeak(), memory, commits });
  commits = 0;
});
`;

/** The service as it ships, in a process of its own on an empty data folder, and a client of it. */
export async function startMeasured(): Promise<MeasuredService> {
  await build({ only: ['service', 'grpc'] });
  const folder = await mkdtemp(path.join(tmpdir(), 'frames-bench-'));
  await writeFile(path.join(folder, probeName), probe);
  let running = await startIn(folder);
  return {
    folder,
    get client() {
      return running.client;
    },
    async strain() {
      running.child.send('');
      const [answer] = (await once(running.child, 'message')) as [Strain];
      return answer;
    },
    async restart() {
      await running.end();
      const start = performance.now();
      running = await startIn(folder);
      return performance.now() - start;
    },
    async stop() {
      await running.end();
      await rm(folder, { recursive: true });
    },
  };
}

async function startIn(folder: string): Promise<Running> {
  const free = '127.0.0.1:0';
  const ports = ['--grpc', free, '--http', free, '--webapi', free];
  const service = path.join(root, 'out', 'service.js');
  const data = path.join(folder, 'data');
  const args = ['--require', path.join(folder, probeName), service, '--data', data, ...ports];
  const child = spawn(process.execPath, [...args, '--stop-with-stdin'], {
    stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
    env: { ...cleanEnvironment(), FRAMES_ACCESS_KEY: undefined },
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new TypeError('the service has no standard streams');
  const [line] = (await once(stdout, 'data')) as [Buffer];
  const info = parseReadyLine(line.toString().trim());
  if (!info) throw new Error(`the service did not start: ${line.toString()}`);
  const client = connect(info.grpc, { container: 'bigdata' });
  return {
    client,
    child,
    async end() {
      client.close();
      const gone = once(child, 'exit');
      stdin.end();
      await gone;
    },
  };
}
