import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { build } from '../../src/dev/build';
import { root } from '../../src/dev/paths';
import type { ReadyLine } from '../../src/service/readyFile';
import { RawClient } from './rawClient';

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly operation?: string;
  readonly table?: string;
  readonly code?: string;
  readonly rows?: string;
  /** Calls that were still running when this one had ended. */
  readonly open?: number;
}

export interface StartServiceOptions {
  /** Kept afterwards; without it the service gets a folder of its own, which goes when it stops. */
  readonly data?: string;
  readonly args?: readonly string[];
}

/** The built service as a process of its own, on free ports, in UTC. */
export interface ServiceProcess {
  readonly ready: ReadyLine;
  readonly data: string;
  readonly process: ChildProcessWithoutNullStreams;
  readonly log: readonly LogLine[];
  readonly client: RawClient;
  /** Waits for a log line. */
  logged(matches: (line: LogLine) => boolean): Promise<LogLine>;
  /** Ends it without warning. */
  kill(): Promise<void>;
  /** Ends it by SIGTERM and checks that nothing is left: no call, no process, no port, no file. */
  stop(): Promise<void>;
}

/** Apart from what an editor or a service started by hand has loaded, which the same clone may be running. */
const outFolder = join(root, 'out', 'test');
const file = join(outFolder, 'service.js');

export async function startService({ data, args = [] }: StartServiceOptions = {}): Promise<ServiceProcess> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'frames-service-')));
  const { child, log, errors } = await spawnService(['--data', folder, ...freePorts, ...args]);
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(lines, 'line'), ended]);
  if (typeof first[0] !== 'string') throw new Error(`the service did not start: ${errors().slice(-2000)}`);
  const ready = JSON.parse(first[0]) as ReadyLine;
  const client = new RawClient(ready.grpc);

  const end = async (signal: NodeJS.Signals): Promise<unknown[]> => {
    client.close();
    child.kill(signal);
    return ended;
  };
  return {
    ready,
    data: folder,
    process: child,
    log,
    client,
    async logged(matches) {
      for (let waited = 0; waited < 20_000; waited += 20) {
        const line = log.find(matches);
        if (line) return line;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`not logged within 20 s; last: ${JSON.stringify(log.slice(-5))}`);
    },
    async kill() {
      await end('SIGKILL');
    },
    async stop() {
      const [code] = await end('SIGTERM');
      try {
        expect(code, errors().slice(-2000)).toBe(0);
        expect(log.filter(({ message }) => message === 'fault')).toEqual([]);
        expect(log.findLast(({ open }) => open !== undefined)?.open ?? 0).toBe(0);
        const left = await readdir(folder);
        expect(left.filter((name) => name.includes('service.json'))).toEqual([]);
        expect(await readdir(join(folder, 'csv', '.unfinished')).catch(() => [])).toEqual([]);
        for (const address of [ready.grpc, ready.http, ready.webapi])
          expect(await accepts(address)).toBe(false);
      } finally {
        if (data === undefined) await rm(folder, { recursive: true });
      }
    },
  };
}

/** Ends a service without warning some milliseconds after its process began, ready or not. */
export async function startAndKill(data: string, wait: number): Promise<void> {
  const { child } = await spawnService(['--data', data, ...freePorts]);
  const ended = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), wait);
  await ended;
}

const free = '127.0.0.1:0';
export const freePorts = ['--grpc', free, '--http', free, '--webapi', free];

/** Runs the service to its end, for starts that fail. */
export async function runService(
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, errors } = await spawnService(args);
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr: errors() };
}

async function spawnService(args: readonly string[]) {
  await built();
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, TZ: 'UTC' },
    stdio: 'pipe',
  });
  const log: LogLine[] = [];
  let text = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    text += `${line}\n`;
    if (line.startsWith('{')) log.push(JSON.parse(line) as LogLine);
  });
  return { child, log, errors: () => text };
}

let building: Promise<unknown> | undefined;

/** Once for all services of a test file. */
function built(): Promise<unknown> {
  building ??= build({ only: ['service', 'grpc'], outFolder }).then(() =>
    expect(existsSync(file)).toBe(true),
  );
  return building;
}

async function accepts(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.replace('http://', '').split(':');
  const socket = connect(Number(port), host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
