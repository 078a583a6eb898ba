import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { cleanEnvironment, startGroup, type Exit, type ProcessGroup } from '../processGroup';
import { Refusal } from '../refusal';
import { codeServer } from './install';

export interface ServerOptions {
  /** Settings, state and installed extensions; kept. */
  readonly profile: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What the bare URL opens. */
  readonly workspace: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The extension's folder; linked, not copied. */
  readonly extension?: ExtensionFolder;
  /** Whether every folder counts as trusted. Otherwise VS Code asks, as its settings say. */
  readonly trustEverything?: boolean;
  readonly log?: (line: string) => void;
}

export interface ExtensionFolder {
  readonly folder: string;
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
}

export interface Server {
  /** Without a slash at its end. */
  readonly url: string;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
}

const listenTimeout = 60_000;

/** Starts VS Code for the browser on the loopback address, open to this machine's users without a password. */
export async function startCodeServer(options: ServerOptions): Promise<Server> {
  const {
    profile,
    port,
    workspace,
    env,
    extension,
    trustEverything = false,
    log = () => undefined,
  } = options;
  const { node, entry } = await codeServer(log);
  if (extension) registerExtension(profile, extension);
  const sockets = socketFolder();
  const args = [
    entry,
    ...profileArguments(profile),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--session-socket', path.join(sockets, 'session.sock')],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...['--disable-proxy', '--ignore-last-opened', '--reconnection-grace-time', '5'],
    ...(trustEverything ? ['--disable-workspace-trust'] : []),
    workspace,
  ];
  const group = startGroup(node, args, {
    env: cleanEnvironment({ TMPDIR: sockets, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    await group.stop();
    fs.rmSync(sockets, { recursive: true, force: true });
  };
  try {
    const url = await listening(group, path.join(profile, 'server.log'));
    return { url, exited: group.exited, stop };
  } catch (error) {
    await stop();
    throw new Refusal(`VS Code did not start: ${String(error)}`);
  }
}

/** Installs a packaged extension into a profile; not while a server uses it. */
export async function installExtension(file: string, profile: string): Promise<void> {
  const { node, entry } = await codeServer(() => undefined);
  const args = [entry, ...profileArguments(profile), '--install-extension', file];
  await promisify(execFile)(node, args, { env: cleanEnvironment() });
}

function profileArguments(profile: string): string[] {
  const [user, extensions] = [path.join(profile, 'user'), path.join(profile, 'extensions')];
  for (const folder of [user, extensions]) fs.mkdirSync(folder, { recursive: true });
  // Named, or code-server writes one with a password into the home folder.
  const config = path.join(profile, 'config.yaml');
  fs.writeFileSync(config, '');
  return ['--config', config, '--user-data-dir', user, '--extensions-dir', extensions];
}

/** Resolves with the URL; everything the server prints goes to a file, then and later. */
function listening({ child, exited }: ProcessGroup, logFile: string): Promise<string> {
  const printed = fs.createWriteStream(logFile);
  child.stdout?.pipe(printed, { end: false });
  child.stderr?.pipe(printed, { end: false });
  const tail: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error([why, ...tail.slice(-5)].join('\n')));
    const timer = setTimeout(() => fail('it does not listen'), listenTimeout);
    exited.then(({ code, signal }) => fail(`it ended with ${code ?? signal ?? 'nothing'}`), reject);
    exited.finally(() => clearTimeout(timer)).catch(() => undefined);
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      tail.push(line);
      const url = /HTTP server listening on (http:\/\/\S+)/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url.replace(/\/$/, ''));
    });
  });
}

/**
 * A new folder whose path is short: VS Code makes unix sockets in its temporary folder, and their paths may be 107
 * characters long at most (103 on macOS), however deep the clone lies.
 */
function socketFolder(): string {
  const longest = 40;
  const base = os.tmpdir().length <= longest ? os.tmpdir() : '/tmp';
  return fs.mkdtempSync(path.join(base, 'frames-'));
}

/**
 * Enters the folder in VS Code's list of installed extensions, where others that the user installed stay as they are.
 * Only a list that does not exist is made from what lies in the extensions folder, so a link would not do.
 */
function registerExtension(profile: string, { folder, publisher, name, version }: ExtensionFolder): void {
  const file = path.join(profile, 'extensions', 'extensions.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const id = `${publisher}.${name}`;
  const others = installed(file).filter((entry) => entry.identifier?.id !== id);
  const own = {
    identifier: { id },
    version,
    location: { $mid: 1, path: folder, scheme: 'file' },
    metadata: {},
  };
  fs.writeFileSync(file, JSON.stringify([...others, own]));
}

function installed(file: string): readonly { readonly identifier?: { readonly id?: string } }[] {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly identifier?: { readonly id?: string } }[];
  } catch {
    return [];
  }
}
