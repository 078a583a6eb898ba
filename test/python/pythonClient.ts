import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../src/dev/paths';

const run = promisify(execFile);
const folder = join(root, 'test/python');
const windows = process.platform === 'win32';

/** The interpreter of this machine, if it has one. */
export const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import venv, ensurepip'], { timeout: 30_000 }).status === 0,
);

/** What a frame of the client held, as `drive.py` prints it. */
export interface PythonTable {
  /** Null for plain row numbers. */
  readonly index: readonly (readonly unknown[])[] | null;
  readonly index_names: readonly (string | null)[];
  readonly columns: readonly string[];
  readonly dtypes: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What each step of `drive.py` came to. */
export type Results = Readonly<Record<string, unknown>>;

/**
 * Runs all steps of `drive.py`.
 * @param tables what the names of the tables it makes begin with
 */
export function drive(address: string, tables: string): Promise<Results> {
  return runScript('drive.py', address, 'bigdata', tables);
}

/** Runs all steps of `webApi.py`. */
export function driveWebApi(address: string, directory: string): Promise<Results> {
  return runScript('webApi.py', address, 'bigdata', directory);
}

/** Runs pieces of code one after the other; each entry is what `runCode.py` says about it. */
export async function runPython(codes: readonly string[]): Promise<readonly unknown[]> {
  const interpreter = await environment();
  const running = run(interpreter, [join(folder, 'runCode.py')], surroundings());
  running.child.stdin?.end(JSON.stringify(codes));
  const { stdout } = await running;
  return JSON.parse(stdout) as unknown[];
}

async function runScript(script: string, ...args: readonly string[]): Promise<Results> {
  const interpreter = await environment();
  const { stdout } = await run(interpreter, [join(folder, script), ...args], surroundings());
  return JSON.parse(stdout) as Results;
}

function surroundings() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('V3IO_')));
  return {
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  };
}

let making: Promise<string> | undefined;

/** The interpreter of a virtual environment with the client in it, made once for each set of requirements. */
function environment(): Promise<string> {
  return (making ??= make());
}

async function make(): Promise<string> {
  if (python === undefined) throw new Error('there is no Python here');
  const requirements = join(folder, 'requirements.txt');
  const { stdout: version } = await run(python, ['--version']);
  const name = createHash('sha256')
    .update(version)
    .update(await readFile(requirements));
  const cache = join(homedir(), '.cache', 'frames-vscode');
  const made = join(cache, `python-${name.digest('hex').slice(0, 12)}`);
  const interpreterOf = (at: string): string =>
    windows ? join(at, 'Scripts', 'python.exe') : join(at, 'bin', 'python');
  if (existsSync(made)) return interpreterOf(made);
  // Under its name it is complete.
  const unfinished = `${made}-${process.pid}`;
  await mkdir(cache, { recursive: true });
  try {
    await run(python, ['-m', 'venv', unfinished]);
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
    await run(interpreterOf(unfinished), ['-m', 'pip', 'install', ...quiet, '-r', requirements]);
    await rename(unfinished, made).catch((error: unknown) => {
      if (!existsSync(made)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return interpreterOf(made);
}
