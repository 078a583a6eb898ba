import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../logger';
import { answers, findService, isAlive, wasKilled, type ServiceInfo } from './serviceInfo';
import { ServiceProcess, ServiceStartError, type ServiceExit } from './serviceProcess';
import { Users } from './users';

export type ServiceState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly info: ServiceInfo }
  /** Its process lives, but does not answer; it may again. */
  | { readonly kind: 'hanging'; readonly info: ServiceInfo }
  /** It ended by itself and is started again after `delay` milliseconds; `attempt` counts from 1. */
  | {
      readonly kind: 'recovering';
      readonly reason: string;
      readonly attempt: number;
      readonly delay: number;
    }
  /** It could not be started, or ended too often: nothing happens until it is asked for. */
  | { readonly kind: 'failed'; readonly reason: string; readonly attempts: number };

export interface SupervisorOptions {
  readonly script: string;
  readonly dataFolder: string;
  readonly log: Logger;
  readonly onOutput: (text: string) => void;
  readonly onState: (state: ServiceState) => void;
  /** Between two looks at the data folder, in milliseconds. */
  readonly lookEvery?: number;
  /** The delay before the first start after a crash, in milliseconds; each further one is twice as long. */
  readonly firstDelay?: number;
}

/** Which process a window of the editor started; it tells a service that lost its window from one that was stopped. */
const windowFile = 'window.pid';

/** How long a service may take to stop cleanly. What it acknowledged is safe, so it is killed then. */
const stopMillis = 10_000;

/** How often it is started again before somebody has to look. */
const mostAttempts = 5;

/** A service that ran for so long has recovered: the next crash is a new story. */
const healthyMillis = 60_000;

/** How the service says that another one holds its folder, and how long that one may take to be ready. */
const holdsFolder = /is in use by|is served already/;
const fasterMillis = 5000;

/** Every so many looks a running service is asked whether it answers. */
const looksPerQuestion = 5;

/**
 * One service for each data folder, whichever window or terminal started it: attaches to the one that runs, else starts
 * one as a child. It looks at the data folder now and then, so a service that comes, goes or hangs is noticed, and one
 * that a window started is started again when it crashes.
 */
export class Supervisor {
  private current: ServiceState = { kind: 'stopped' };
  private folder: string;
  private child: ServiceProcess | undefined;
  private startup: Promise<ServiceInfo> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private recovery: NodeJS.Timeout | undefined;
  private attempts = 0;
  private runningSince = 0;
  private looks = 0;
  private looking = false;
  private closed = false;
  private users: Users;

  constructor(private readonly options: SupervisorOptions) {
    this.folder = options.dataFolder;
    this.users = new Users(this.folder);
  }

  get state(): ServiceState {
    return this.current;
  }

  get dataFolder(): string {
    return this.folder;
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
    this.attempts = 0;
    return this.startOnce(signal);
  }

  /** How many other windows use the service. */
  async otherUsers(): Promise<number> {
    return this.users.others();
  }

  /**
   * Stops the service, whoever started it; one that hangs is killed. What does not answer as one is left alone.
   * @throws Error when it does not end
   */
  async stop(): Promise<void> {
    const { folder, child } = this;
    const hangs = this.current.kind === 'hanging';
    clearTimeout(this.recovery);
    await rm(path.join(folder, windowFile), { force: true });
    this.child = undefined;
    const info = await findService(folder);
    if (child) {
      child.end();
      const late = setTimeout(() => child.kill(), hangs ? 0 : stopMillis);
      await child.exited;
      clearTimeout(late);
    } else if (info !== undefined && (hangs || (await answers(info)))) {
      process.kill(info.pid, hangs ? 'SIGKILL' : 'SIGTERM');
      if (!(await endsWithin(info.pid, stopMillis))) process.kill(info.pid, 'SIGKILL');
      if (!(await endsWithin(info.pid, stopMillis))) {
        throw new Error(`The local service (process ${info.pid}) does not end.`);
      }
    }
    this.options.log.info('local service: stopped');
    this.set({ kind: 'stopped' });
  }

  /** Turns to another data folder. A service of the old one that others use goes on. */
  async moveTo(folder: string): Promise<void> {
    if (folder === this.folder) return;
    if (this.child !== undefined && (await this.otherUsers()) === 0) await this.stop();
    clearTimeout(this.recovery);
    await this.users.leave();
    this.child = undefined;
    this.folder = folder;
    this.users = new Users(folder);
    this.set({ kind: 'stopped' });
    if (this.timer !== undefined) await this.look();
  }

  /** The window closes: a service that it started ends, one that it found goes on. Resolves when it has ended. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    clearTimeout(this.recovery);
    const { child } = this;
    this.child = undefined;
    child?.end();
    await this.users.leave();
    await child?.exited;
  }

  private async look(): Promise<void> {
    if (this.looking || this.closed || this.startup !== undefined) return;
    this.looking = true;
    try {
      if (this.current.kind === 'running' || this.current.kind === 'hanging')
        await this.lookAfter(this.current);
      else await this.attach();
    } finally {
      this.looking = false;
    }
  }

  private async lookAfter(
    state: Extract<ServiceState, { readonly kind: 'running' | 'hanging' }>,
  ): Promise<void> {
    if (this.child === undefined && !isAlive(state.info.pid)) await this.afterOthers(state);
    else await this.ask(state);
  }

  /** A child reports its own end; a service of others is gone when its process is. */
  private async afterOthers(state: ServiceState & { readonly info: ServiceInfo }): Promise<void> {
    const { pid } = state.info;
    const owned = await this.isOwned(pid);
    const killed = await wasKilled(this.folder, pid);
    if (this.state !== state) return;
    if (!owned) {
      this.set({ kind: 'stopped' });
    } else if (killed) {
      this.crashed(`Process ${pid}, which another window had started, was killed or crashed.`);
    } else {
      this.options.log.info(`local service: process ${pid} ended with its window, starting another`);
      // How that fails is a state, too.
      await this.startOnce(new AbortController().signal).catch(() => undefined);
    }
  }

  /** Whether a window started the process, and none has stopped it. */
  private async isOwned(pid: number): Promise<boolean> {
    const owner = await readFile(path.join(this.folder, windowFile), 'utf8').catch(() => '');
    return owner.trim() === String(pid);
  }

  /** Twice without an answer it hangs; then it is asked at every look, so that it is noticed when it goes on. */
  private async ask(state: ServiceState & { readonly info: ServiceInfo }): Promise<void> {
    const hung = state.kind === 'hanging';
    if (!hung && ++this.looks % looksPerQuestion !== 0) return;
    const isFine = (await answers(state.info)) || (!hung && (await answers(state.info)));
    if (this.state !== state || isFine !== hung) return;
    if (!isFine && !isAlive(state.info.pid)) return;
    const { pid } = state.info;
    this.options.log.warn(`local service: process ${pid} ${isFine ? 'answers again' : 'does not answer'}`);
    this.set({ kind: isFine ? 'running' : 'hanging', info: state.info });
  }

  private async startOnce(signal: AbortSignal): Promise<ServiceInfo> {
    clearTimeout(this.recovery);
    this.startup ??= this.attachOrSpawn(signal).finally(() => (this.startup = undefined));
    return this.startup;
  }

  private async attach(signal?: AbortSignal): Promise<ServiceInfo | undefined> {
    const { folder } = this;
    const info = await findService(folder);
    if (info === undefined || !(await answers(info, signal)) || this.closed || folder !== this.folder)
      return undefined;
    clearTimeout(this.recovery);
    this.options.log.info(`local service: attached to process ${info.pid} at ${info.grpc}`);
    this.options.onOutput(`Attached to process ${info.pid}; what it logs goes to where it was started.\n`);
    await this.users.join();
    this.runningSince = Date.now();
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
      const other = error instanceof ServiceStartError ? await this.attachToFaster(error, signal) : undefined;
      if (other) return other;
      if (error instanceof ServiceStartError && this.attempts > 0) this.recover(error.message);
      else if (error instanceof ServiceStartError) this.fail(error.message);
      else this.set({ kind: 'stopped' });
      throw error;
    }
  }

  /** Who holds the folder may not be ready yet. */
  private async attachToFaster(
    error: ServiceStartError,
    signal: AbortSignal,
  ): Promise<ServiceInfo | undefined> {
    const deadline = Date.now() + (holdsFolder.test(error.message) ? fasterMillis : 0);
    for (;;) {
      const info = await this.attach(signal);
      if (info !== undefined || Date.now() >= deadline || signal.aborted) return info;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async spawn(signal: AbortSignal): Promise<ServiceInfo> {
    const { script, log, onOutput } = this.options;
    const { folder } = this;
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw new ServiceStartError(`Its data folder ${folder} could not be made (${String(error)}).`, {
        cause: error,
      });
    });
    const child = new ServiceProcess({ script, dataFolder: folder, onOutput });
    const info = await child.ready(signal);
    if (this.closed) {
      child.end();
      throw new ServiceStartError('The window is closing.');
    }
    await writeFile(path.join(folder, windowFile), `${info.pid}\n`);
    this.child = child;
    log.info(`local service: started process ${info.pid} at ${info.grpc}`);
    child.exited
      .then((exit) => this.onExit(child, exit, info.pid))
      .catch((error: unknown) => log.error(String(error)));
    await this.users.join();
    this.runningSince = Date.now();
    this.set({ kind: 'running', info });
    return info;
  }

  /** Only a child that is still ours has ended by itself. */
  private async onExit(child: ServiceProcess, exit: ServiceExit, pid: number): Promise<void> {
    if (this.child !== child) return;
    this.child = undefined;
    // Another window that kills one that hangs says so by taking the file away.
    if (exit.code === 0 || !(await this.isOwned(pid))) this.set({ kind: 'stopped' });
    else this.crashed(child.explain(exit));
  }

  private crashed(reason: string): void {
    if (Date.now() - this.runningSince > healthyMillis) this.attempts = 0;
    this.recover(reason);
  }

  /** Starts it again after a while, each time a longer one, unless it ends too often. */
  private recover(reason: string): void {
    if (this.closed) return;
    const { log, firstDelay = 1000 } = this.options;
    if (this.attempts >= mostAttempts) {
      this.fail(reason);
      return;
    }
    const delay = firstDelay * 2 ** this.attempts;
    this.attempts++;
    log.warn(`local service: ${reason} Attempt ${this.attempts} in ${delay} ms`);
    this.set({ kind: 'recovering', reason, attempt: this.attempts, delay });
    this.recovery = setTimeout(() => {
      // How that fails is a state, too.
      this.startOnce(new AbortController().signal).catch(() => undefined);
    }, delay).unref();
  }

  private fail(reason: string): void {
    this.options.log.error(`local service: ${reason}`);
    this.set({ kind: 'failed', reason, attempts: this.attempts });
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
