import { FramesError } from '../wire/errors';
import { build, type App, type AppOptions } from './app';
import { ConfigError } from './config';
import { listenGrpc } from './grpcServer';
import { listenHttp, type Listening } from './listen';
import { isLoopback } from './loopbackHost';
import { formatAddress, type ServiceOptions } from './options';
import { findRunning, removeReadyFile, writeReadyFile, type ReadyLine } from './readyFile';

/** Why the service cannot start, in words for the person who started it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export interface RunningService {
  readonly ready: ReadyLine;
  /** Ends the calls in flight, closes the database and removes `service.json`. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions extends AppOptions, Pick<ServiceOptions, 'grpc' | 'http' | 'webapi'> {
  readonly hostNames?: readonly string[];
}

/**
 * Opens the data folder, then the three ports; one process serves a data folder at a time.
 * @throws StartError
 * @throws ConfigError when the configuration names a kind of table that there is not
 */
export async function startService({
  grpc,
  http,
  webapi,
  hostNames,
  ...options
}: StartOptions): Promise<RunningService> {
  const { data, version, log, accessKey = '' } = options;
  const app = await openApp(options);
  const servers: Listening[] = [];
  const stop = async (): Promise<void> => {
    await removeReadyFile(data);
    // A socket that does not close well must not keep the database open.
    await Promise.allSettled(servers.map((server) => server.stop()));
    await app.close();
  };
  const listen = async (flag: string, wanted: string, server: Promise<Listening>): Promise<string> => {
    try {
      const listening = await server;
      servers.push(listening);
      return formatAddress(listening.address);
    } catch (error) {
      throw cannotListen(flag, wanted, error);
    }
  };
  try {
    const ready: ReadyLine = {
      ready: true,
      pid: process.pid,
      grpc: await listen('--grpc', formatAddress(grpc), listenGrpc(grpc, app.handlers)),
      http: `http://${await listen('--http', formatAddress(http), listenHttp({ address: http, hostNames }, app.http))}`,
      webapi: `http://${await listen('--webapi', formatAddress(webapi), listenHttp({ address: webapi, hostNames }, app.webApi))}`,
      version,
    };
    if (accessKey === '' && [grpc, http, webapi].some(({ host }) => !isLoopback(host))) {
      log.warn('open to the network without an access key');
    }
    await tellReady(data, ready);
    return { ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The lock on the database decides who holds the folder; the ready file only says who that is. */
async function openApp(options: AppOptions): Promise<App> {
  const { data } = options;
  try {
    return await build(options);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const holder = await findRunning(data);
    if (holder !== undefined && error instanceof FramesError && error.code === 'unavailable') {
      const { pid, grpc, http, webapi } = holder;
      throw new StartError(
        `the data folder ${data} is served already, by process ${pid} (gRPC ${grpc}, HTTP ${http}, web API ${webapi})`,
        { cause: error },
      );
    }
    const words = wordsOf(error);
    const remedy = isDamage(words)
      ? '; nothing in it was changed: put back a copy of the folder, or name another with --data DIR'
      : '';
    throw new StartError(`cannot open the data folder ${data}: ${words}${remedy}`, { cause: error });
  }
}

/** Whether the database says that its files are not what it wrote. */
function isDamage(words: string): boolean {
  return /corrupt|not a valid DuckDB|not read enough bytes|replaying WAL/i.test(words);
}

async function tellReady(data: string, ready: ReadyLine): Promise<void> {
  try {
    await writeReadyFile(data, ready);
  } catch (error) {
    throw new StartError(`cannot write to the data folder ${data}: ${wordsOf(error)}`, { cause: error });
  }
}

function cannotListen(flag: string, address: string, error: unknown): StartError {
  const words = wordsOf(error);
  const remedy = `name another with ${flag} HOST:PORT (port 0 takes a free one)`;
  const reason = words.includes('EADDRINUSE') ? 'it is in use' : words;
  return new StartError(`cannot listen on ${address}: ${reason}; ${remedy}`, { cause: error });
}

function wordsOf(error: unknown): string {
  if (error instanceof FramesError) return error.detail;
  return error instanceof Error ? error.message : String(error);
}
