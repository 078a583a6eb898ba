import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build';
import { root } from './paths';
import { cleanEnvironment, startGroup, askedToEnd, type ProcessGroup } from './processGroup';
import { answers, findService, parseReadyLine, type ServiceInfo } from '../ui/localService/serviceInfo';
import { Refusal } from './refusal';

export interface RunningService {
  readonly info: ServiceInfo;
  /** Ends the service if it was started here; one that was running already is left alone. */
  stop(): Promise<void>;
}

const serviceFile = path.join(root, 'out', 'service.js');
const readyTimeout = 30_000;

/** `npm run service -- …`: our part is silent on standard output, which belongs to the ready line. */
export async function main(args: readonly string[]): Promise<number> {
  await build({ only: ['service', 'grpc'] });
  const asked = askedToEnd();
  const service = startGroup(process.execPath, [serviceFile, ...args], { env: cleanEnvironment() });
  const exit = await Promise.race([service.exited, asked.then(() => undefined)]);
  await service.stop();
  const { code } = exit ?? (await service.exited);
  return code ?? 1;
}

/** The service of a data folder: the one that runs there already, else a new one on free ports. */
export async function openService(dataFolder: string): Promise<RunningService> {
  const running = await findService(dataFolder);
  if (running && (await answers(running))) return { info: running, stop: () => Promise.resolve() };
  return startService(dataFolder);
}

/**
 * Starts a service on free ports. It ends with this process, however that ends. Its log goes to `service.log` in the
 * data folder.
 */
export async function startService(dataFolder: string): Promise<RunningService> {
  await build({ only: ['service', 'grpc'] });
  fs.mkdirSync(dataFolder, { recursive: true });
  const logFile = path.join(dataFolder, 'service.log');
  const log = fs.openSync(logFile, 'a');
  const free = '127.0.0.1:0';
  const ports = ['--grpc', free, '--http', free, '--webapi', free];
  const args = [serviceFile, '--data', dataFolder, ...ports, '--stop-with-stdin'];
  const group = startGroup(process.execPath, args, {
    // Sample data is put in without a key.
    env: { ...cleanEnvironment(), FRAMES_ACCESS_KEY: undefined },
    stdio: ['pipe', 'pipe', log],
  });
  fs.closeSync(log);
  try {
    return { info: await readyLine(group), stop: () => group.stop() };
  } catch (error) {
    await group.stop();
    throw new Refusal(`The local service did not start: ${String(error)}\n${lastLines(logFile)}`);
  }
}

async function readyLine({ child, exited }: ProcessGroup): Promise<ServiceInfo> {
  if (child.stdout === null) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout });
  const line = once(lines, 'line', { signal: AbortSignal.timeout(readyTimeout) }) as Promise<[string]>;
  const [text] = await Promise.race([
    line,
    exited.then(({ code, signal }) =>
      Promise.reject(new Error(`it ended with ${code ?? signal ?? 'nothing'}`)),
    ),
  ]);
  const info = parseReadyLine(text);
  if (!info) throw new Error(`it printed something else than its ready line: ${text}`);
  return info;
}

function lastLines(file: string): string {
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-10).join('\n');
}
