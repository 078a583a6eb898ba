import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { parseReadyLine, type ServiceInfo } from './serviceInfo';

export interface ServiceProcessOptions {
  /** The bundle of the service. */
  readonly script: string;
  readonly dataFolder: string;
  /** Gets what the service writes to standard error, piece by piece. */
  readonly onOutput: (text: string) => void;
}

/** How it ended: a code, or the signal that ended it. */
export interface ServiceExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The service could not be started; `message` ends with its own last words. */
export class ServiceStartError extends Error {
  override readonly name = 'ServiceStartError';
}

/** What is kept of the output, in characters, to explain a failure. */
const tailLength = 4096;

/** A service that did not get ready by then hangs. Opening a big database takes a second or two. */
const readyMillis = 60_000;

/** The service as a child of this process: it ends when this process closes its standard input or ends itself. */
export class ServiceProcess {
  /** Resolves when the process has ended, also one that never started. */
  readonly exited: Promise<ServiceExit>;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private tail = '';
  private spawnError: Error | undefined;

  constructor({ script, dataFolder, onOutput }: ServiceProcessOptions) {
    const any = '127.0.0.1:0';
    // NODE_OPTIONS is meant for the editor's own processes; an inspector port, for one, cannot be shared.
    // An access key is for services that others reach; this one is the editor's own.
    const own = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined, FRAMES_ACCESS_KEY: undefined };
    const env = { ...process.env, ...own };
    this.child = spawn(
      process.execPath,
      [script, '--data', dataFolder, '--grpc', any, '--http', any, '--webapi', any, '--stop-with-stdin'],
      { env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true },
    );
    // Writing to a process that is gone is no failure of its own: its exit is reported.
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.tail = (this.tail + text).slice(-tailLength);
      onOutput(text);
    });
    this.exited = new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.spawnError = error;
        if (this.child.pid === undefined) resolve({ code: null, signal: null });
      });
      this.child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /**
   * Waits for the ready line.
   * @throws ServiceStartError when the process ends before, or hangs; the signal's reason when it is cancelled.
   *   Either way the process is stopped.
   */
  async ready(signal: AbortSignal): Promise<ServiceInfo> {
    const limit = AbortSignal.timeout(readyMillis);
    const either = AbortSignal.any([signal, limit]);
    let onAbort = (): void => undefined;
    const aborted = new Promise<'aborted'>((resolve) => {
      onAbort = () => resolve('aborted');
      if (either.aborted) onAbort();
      else either.addEventListener('abort', onAbort, { once: true });
    });
    try {
      const outcome = await Promise.race([this.readyLine(), this.exited, aborted]);
      if (outcome !== 'aborted') {
        if ('pid' in outcome) return outcome;
        throw new ServiceStartError(this.explain(outcome), { cause: this.spawnError });
      }
      this.kill();
      signal.throwIfAborted();
      throw new ServiceStartError(
        withTail(`It was not ready within ${readyMillis / 1000} seconds.`, this.lastWords()),
      );
    } finally {
      either.removeEventListener('abort', onAbort);
    }
  }

  /** Asks it to end in its own time, finishing what it writes. */
  end(): void {
    this.child.stdin.end();
  }

  /** Ends it at once; what it acknowledged is safe. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Why it ended, in a sentence or two. */
  explain({ code, signal }: ServiceExit): string {
    if (this.spawnError) {
      return `${process.execPath} could not be run (${this.spawnError.message}). A virus scanner may block it.`;
    }
    const how = signal === null ? `It ended with code ${code ?? 'unknown'}.` : `It was ended by ${signal}.`;
    return withTail(how, this.lastWords());
  }

  private readyLine(): Promise<ServiceInfo> {
    let pending = '';
    return new Promise((resolve) => {
      this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
        const lines = (pending + text).split('\n');
        pending = lines.pop() ?? '';
        for (const line of lines) {
          const info = parseReadyLine(line);
          if (info) resolve(info);
        }
      });
    });
  }

  private lastWords(): string {
    return lastMessage(this.tail);
  }
}

function withTail(sentence: string, words: string): string {
  return words === '' ? sentence : `${sentence} Its last words: ${words}`;
}

/** The last thing worth reading in the service's output: a log line's message, else the line that names an error. */
export function lastMessage(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const line of [...lines].reverse()) {
    const logged = parseLogLine(line);
    if (logged?.level === 'error') return logged.detail;
  }
  const thrown = lines.find((line) => /^\w*Error\b/.test(line));
  const last = lines.at(-1) ?? '';
  if (thrown !== undefined) return thrown;
  // What it logged while all was well explains nothing.
  const logged = parseLogLine(last);
  return logged?.level === 'info' ? '' : (logged?.detail ?? last);
}

/** A line of the service's log (JSON) as text, without what only machines read. */
export function parseLogLine(line: string): { readonly level: string; readonly detail: string } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, message, ...fields } = JSON.parse(line) as Record<string, unknown>;
    if (typeof message !== 'string') return undefined;
    // The editor's log has times of its own.
    const rest = Object.entries(fields).flatMap(([name, value]) =>
      name === 'time' ? [] : [`${name}=${String(value)}`],
    );
    return { level: String(level), detail: [message, ...rest].join(' ') };
  } catch {
    return undefined;
  }
}
