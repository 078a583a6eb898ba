import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

export interface SecretServiceOptions {
  /** Keeps the keyring; short, as sockets lie in it. */
  readonly folder: string;
  /** Of the keyring, not empty; without one it stays locked. */
  readonly password?: string;
}

/** A keyring of its own on a bus of its own, as a Linux desktop has. */
export interface SecretService {
  /** What a program needs to find it. */
  readonly env: { readonly DBUS_SESSION_BUS_ADDRESS: string };
  /** Lets the keyring hang (SIGSTOP), or go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

/** Why no secret service can be started on this machine; undefined where it can. */
export function whyNoSecretService(): string | undefined {
  if (process.platform !== 'linux') return 'a Secret Service is an affair of Linux';
  const missing = ['dbus-daemon', 'gnome-keyring-daemon'].filter(
    (program) => spawnSync(program, ['--version']).error !== undefined,
  );
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not installed`;
}

export async function startSecretService({ folder, password }: SecretServiceOptions): Promise<SecretService> {
  const [data, runtime] = [path.join(folder, 'keys'), path.join(folder, 'run')];
  for (const each of [data, runtime]) fs.mkdirSync(each, { recursive: true, mode: 0o700 });
  const base: NodeJS.ProcessEnv = {
    ...process.env,
    XDG_DATA_HOME: data,
    XDG_RUNTIME_DIR: runtime,
    XDG_CACHE_HOME: runtime,
    DISPLAY: undefined,
    WAYLAND_DISPLAY: undefined,
  };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    env: { ...base, DBUS_SESSION_BUS_ADDRESS: undefined },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const env = { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
  // In the foreground it stays a child, which is ended by its id.
  const args = [
    '--foreground',
    '--components=secrets',
    `--control-directory=${path.join(runtime, 'keyring')}`,
  ];
  const keyring = spawn('gnome-keyring-daemon', password === undefined ? args : [...args, '--unlock'], {
    env: { ...base, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  keyring.stdin.end(password);
  const stop = async (): Promise<void> => {
    keyring.kill('SIGCONT');
    await end(keyring);
    await end(bus);
  };
  try {
    await firstLine(keyring);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, stop, signal: (signal) => keyring.kill(signal) };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`${child.spawnfile} printed nothing`)), 10_000);
    child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      const [line, ...rest] = text.split('\n');
      if (rest.length === 0) return;
      clearTimeout(late);
      resolve(line ?? '');
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${child.spawnfile} ended with ${code}`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
