import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { FramesError } from '../wire/errors';
import { defaultDataFolder, parseOptions, usage, UsageError, type ServiceOptions } from './options';
import { ConfigError, findConfig, type Config } from './config';
import { jsonLog, type Log } from './log';
import { startService, StartError } from './startService';

/** Filled in when the service is bundled. */
const version = process.env.FRAMES_VERSION ?? '0.0.0';

export interface RunOptions {
  /** What follows the name of the program. */
  readonly args: readonly string[];
  /** The configuration of this machine, read when there is one and the command line names no other. */
  readonly machineConfig?: string;
}

/** Runs the service until it is told to stop; what goes wrong before is said on standard error. */
export function run(options: RunOptions): void {
  collectSeldom();
  start(options).catch((error: unknown) => {
    const isUsage = error instanceof UsageError;
    const isPlain = isUsage || error instanceof StartError || error instanceof ConfigError;
    const text = isPlain ? error.message : String(error);
    process.stderr.write(isUsage ? `${text}\n\n${usage}` : `${text}\n`);
    process.exit(isUsage ? 2 : 1);
  });
}

/**
 * Between two collections V8 lets the heap grow to four times what lives in it, or to less where collections are slow, as they
 * are on a busy machine. What a read passes on lies outside the heap and counts all the same: its few megabytes were collected
 * dozens of times in a read, in half of the time that it took. Electron may have closed its flags, and dies of a change.
 */
function collectSeldom(): void {
  if (process.versions.electron === undefined) setFlagsFromString('--heap-growing-percent=300');
}

async function start({ args, machineConfig }: RunOptions): Promise<void> {
  const options = parseOptions(args);
  if (typeof options === 'string') {
    process.stdout.write(options === 'help' ? usage : `${version}\n`);
    return;
  }
  const config = await findConfig({ named: options.config, machine: machineConfig });
  const log = jsonLog((line) => process.stderr.write(line), config?.logLevel);
  survive(log);
  const { grpc, http, webapi, hostNames } = options;
  const { ready, stop } = await startService({
    ...{ grpc, http, webapi, hostNames, version, log, config },
    data: dataFolderOf(options, config),
    accessKey: await accessKeyOf(options, config),
    onFatal: endWithDatabase(log),
  });
  stopWhenTold(options, stop, log);
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  log.info('ready', { pid: ready.pid, grpc: ready.grpc, http: ready.http, webapi: ready.webapi, version });
}

/** What was acknowledged is safe in the files: whoever watches over the service starts it again on them. */
function endWithDatabase(log: Log): (error: FramesError) => void {
  return ({ detail }) => {
    log.error('the database has given up; start the service again', { error: detail });
    process.exit(1);
  };
}

function dataFolderOf({ data }: ServiceOptions, config: Config | undefined): string {
  if (data !== undefined) return data;
  if (config === undefined) throw new UsageError('--data DIR is required');
  return config.data || defaultDataFolder;
}

/** Of a file, of the environment or of the configuration, whichever comes first; empty: none. */
async function accessKeyOf({ accessKeyFile }: ServiceOptions, config: Config | undefined): Promise<string> {
  if (accessKeyFile === undefined) return process.env.FRAMES_ACCESS_KEY || (config?.accessKey ?? '');
  let text: string;
  try {
    text = await readFile(accessKeyFile, 'utf8');
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new StartError(`cannot read the access key: ${words}`, { cause: error });
  }
  // An empty key would open the service to everybody without a word.
  if (text.trim() === '') throw new StartError(`cannot read the access key: ${accessKeyFile} is empty`);
  return text.trim();
}

/** Calls answer for their own failures; what escapes them must not take the other calls down with it. */
function survive(log: Log): void {
  const fault = (error: unknown): void => {
    log.error('fault', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  };
  process.on('uncaughtException', fault);
  process.on('unhandledRejection', fault);
  // Whoever reads the log may go away before the service does.
  const nothing = (): void => undefined;
  process.stdout.on('error', nothing);
  process.stderr.on('error', nothing);
}

function stopWhenTold({ stopWithStdin }: ServiceOptions, stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const stopOnce = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { reason });
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('stopped badly', { error: String(error) });
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopOnce(signal));
  if (stopWithStdin) {
    process.stdin.on('end', () => stopOnce('end of standard input'));
    process.stdin.on('error', () => stopOnce('end of standard input'));
    process.stdin.resume();
  }
}
