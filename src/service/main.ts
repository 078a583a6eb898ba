import { jsonLog, type Log } from './log';
import { parseOptions, usage, UsageError, type ServiceOptions } from './options';
import { startService, StartError } from './startService';

/** Filled in when the service is bundled. */
const version = process.env.FRAMES_VERSION ?? '0.0.0';

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const log = jsonLog((line) => process.stderr.write(line));
  survive(log);
  const { ready, stop } = await startService({ ...options, version, log });
  stopWhenTold(options, stop, log);
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  log.info('ready', { pid: ready.pid, grpc: ready.grpc, http: ready.http, webapi: ready.webapi, version });
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

main(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  const text = isUsage || error instanceof StartError ? error.message : String(error);
  process.stderr.write(isUsage ? `${text}\n\n${usage}` : `${text}\n`);
  process.exit(isUsage ? 2 : 1);
});
