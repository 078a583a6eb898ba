import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program and everything it starts, which end together. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  readonly exited: Promise<Exit>;
  /** Asks the group to end, waits until all of it is gone, insists after a while. May be called again. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  readonly cwd?: string;
}

const hasGroups = process.platform !== 'win32';
const patience = { leader: 8_000, rest: 3_000, parent: 500 };

/** Starts a program in a process group of its own: a Ctrl+C in the terminal reaches it only through us, once. */
export function startGroup(
  command: string,
  args: readonly string[],
  options: StartOptions = {},
): ProcessGroup {
  const child = spawn(command, args, { stdio: 'inherit', ...options, detached: hasGroups });
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    child.once('error', reject);
  });
  // Whoever waits for it gets the failure; nobody has to.
  exited.catch(() => undefined);
  const onOurExit = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', onOurExit);
  let stopping: Promise<void> | undefined;
  return {
    child,
    exited,
    stop: () => (stopping ??= stopGroup(child).finally(() => process.off('exit', onOurExit))),
  };
}

/** The environment without what a parent VS Code, npm, test runner or code-server put there for itself. */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const foreign =
    /^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|VITEST|PORT$|PASSWORD$|HASHED_PASSWORD$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), ...extra };
}

/**
 * Resolves with the first signal that asks this process to end; further ones change nothing. A signal that reaches only npm
 * ends npm and its shell, not us: that they are gone counts as the signal.
 */
export function askedToEnd(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
    if (process.env.FRAMES_NPM === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) resolve('SIGHUP');
    }, patience.parent);
    watch.unref();
  });
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await Promise.race([gone, sleep(patience.leader, undefined, { ref: false })]);
  }
  // A language server or a terminal may outlive its parent for a moment, and write into folders about to be removed.
  if (!signalGroup(child, 'SIGTERM')) return;
  const end = Date.now() + patience.rest;
  while (signalGroup(child, 0)) {
    if (Date.now() > end) signalGroup(child, 'SIGKILL');
    await sleep(20);
  }
}

/** False when no process of the group is left. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  if (!hasGroups) return child.exitCode === null && child.signalCode === null && child.kill(signal);
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}
