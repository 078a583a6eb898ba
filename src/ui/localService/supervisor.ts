import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../logger';
import { answers, findService, isAlive, type ServiceInfo } from './serviceInfo';
import { ServiceProcess, ServiceStartError, type ServiceExit } from './serviceProcess';

export type ServiceState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly info: ServiceInfo }
  | { readonly kind: 'failed'; readonly reason: string };

export interface SupervisorOptions {
  readonly script: string;
  readonly dataFolder: string;
  readonly log: Logger;
  readonly onOutput: (text: string) => void;
  readonly onState: (state: ServiceState) => void;
  /** Between two looks at the data folder, in milliseconds. */
  readonly lookEvery?: number;
}

/** Which process a window of the editor started; it tells a service that lost its window from one that was stopped. */
const windowFile = 'window.pid';

/** How long a service may take to stop cleanly before it is an error. */
const stopMillis = 10_000;

/**
 * One service for each data folder, whichever window or terminal started it: attaches to the one that runs, else starts
 * one as a child. It looks at the data folder now and then, so a service that comes or goes is noticed.
 */
export class Supervisor {
  private current: ServiceState = { kind: 'stopped' };
  private child: ServiceProcess | undefined;
  private startup: Promise<ServiceInfo> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private closed = false;

  constructor(private readonly options: SupervisorOptions) {}

  get state(): ServiceState {
    return this.current;
  }

  /** Begins to look for services that others start, at once and then regularly. */
  async watch(): Promise<void> {
    this.timer ??= setInterval(() => {
      this.look().catch((error: unknown) => this.options.log.error(`local service: ${String(error)}`));
    }, this.options.lookEvery ?? 2000).unref();
    await this.look();
  }

  /**
   * The running service, started if there is none. Calls at the same time share one start, and its cancellation.
   * @throws ServiceStartError with the service's last words; the signal's reason when cancelled
   */
  async start(signal: AbortSignal): Promise<ServiceInfo> {
    if (this.current.kind === 'running') {
      if (await answers(this.current.info, signal)) return this.current.info;
      signal.throwIfAborted();
    }
    this.startup ??= this.attachOrSpawn(signal).finally(() => (this.startup = undefined));
    return this.startup;
  }

  /**
   * Stops the service, whoever started it. What does not answer as one is left alone.
   * @throws Error when it does not end
   */
  async stop(): Promise<void> {
    const { dataFolder, log } = this.options;
    await rm(path.join(dataFolder, windowFile), { force: true });
    const { child } = this;
    this.child = undefined;
    const info = await findService(dataFolder);
    if (child) {
      child.end();
      const late = setTimeout(() => child.kill(), stopMillis);
      await child.exited;
      clearTimeout(late);
    } else if (info !== undefined && (await answers(info))) {
      process.kill(info.pid, 'SIGTERM');
      if (!(await endsWithin(info.pid, stopMillis))) {
        throw new Error(
          `The local service (process ${info.pid}) did not stop within ${stopMillis / 1000} seconds.`,
        );
      }
    }
    log.info('local service: stopped');
    this.set({ kind: 'stopped' });
  }

  /** The window closes: a service that it started ends, one that it found goes on. Resolves when it has ended. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    const { child } = this;
    this.child = undefined;
    child?.end();
    await child?.exited;
  }

  private async look(): Promise<void> {
    if (this.looking || this.closed || this.startup !== undefined) return;
    this.looking = true;
    try {
      if (this.current.kind === 'running') await this.lookAfter(this.current);
      else await this.attach();
    } finally {
      this.looking = false;
    }
  }

  /** A child reports its own end; a service of others is gone when its process is. */
  private async lookAfter(state: Extract<ServiceState, { readonly kind: 'running' }>): Promise<void> {
    const { pid } = state.info;
    if (this.child !== undefined || isAlive(pid)) return;
    const owner = await readFile(path.join(this.options.dataFolder, windowFile), 'utf8').catch(() => '');
    if (this.state !== state) return;
    if (owner.trim() !== String(pid)) {
      this.set({ kind: 'stopped' });
      return;
    }
    this.options.log.info(`local service: process ${pid} ended with its window, starting another`);
    // How that fails is a state, too.
    await this.start(new AbortController().signal).catch(() => undefined);
  }

  private async attach(signal?: AbortSignal): Promise<ServiceInfo | undefined> {
    const info = await findService(this.options.dataFolder);
    if (info === undefined || !(await answers(info, signal)) || this.closed) return undefined;
    this.options.log.info(`local service: attached to process ${info.pid} at ${info.grpc}`);
    this.options.onOutput(`Attached to process ${info.pid}; what it logs goes to where it was started.\n`);
    this.set({ kind: 'running', info });
    return info;
  }

  private async attachOrSpawn(signal: AbortSignal): Promise<ServiceInfo> {
    const found = await this.attach(signal);
    if (found) return found;
    signal.throwIfAborted();
    this.set({ kind: 'starting' });
    try {
      return await this.spawn(signal);
    } catch (error) {
      // Another window may have been faster: then the folder is in use, and its service is as good.
      const other = error instanceof ServiceStartError ? await this.attach(signal) : undefined;
      if (other) return other;
      if (error instanceof ServiceStartError) this.set({ kind: 'failed', reason: error.message });
      else this.set({ kind: 'stopped' });
      throw error;
    }
  }

  private async spawn(signal: AbortSignal): Promise<ServiceInfo> {
    const { script, dataFolder, log, onOutput } = this.options;
    await mkdir(dataFolder, { recursive: true }).catch((error: unknown) => {
      throw new ServiceStartError(`Its data folder ${dataFolder} could not be made (${String(error)}).`, {
        cause: error,
      });
    });
    const child = new ServiceProcess({ script, dataFolder, onOutput });
    const info = await child.ready(signal);
    if (this.closed) {
      child.end();
      throw new ServiceStartError('The window is closing.');
    }
    await writeFile(path.join(dataFolder, windowFile), `${info.pid}\n`);
    this.child = child;
    log.info(`local service: started process ${info.pid} at ${info.grpc}`);
    child.exited.then(
      (exit) => this.onExit(child, exit),
      (error: unknown) => log.error(String(error)),
    );
    this.set({ kind: 'running', info });
    return info;
  }

  /** Only a child that is still ours has ended by itself. */
  private onExit(child: ServiceProcess, exit: ServiceExit): void {
    if (this.child !== child) return;
    this.child = undefined;
    const clean = exit.code === 0;
    const reason = child.explain(exit);
    this.options.log.warn(`local service: ${reason}`);
    this.set(clean ? { kind: 'stopped' } : { kind: 'failed', reason });
  }

  private set(state: ServiceState): void {
    this.current = state;
    this.options.onState(state);
  }
}

async function endsWithin(pid: number, millis: number): Promise<boolean> {
  const deadline = Date.now() + millis;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
