import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running service says of itself: a line on standard output and, while it runs, `service.json` in its data folder. */
export interface ReadyLine {
  readonly ready: true;
  readonly pid: number;
  /** `host:port` */
  readonly grpc: string;
  /** `http://host:port` */
  readonly http: string;
  /** `http://host:port` */
  readonly webapi: string;
  readonly version: string;
}

const fileName = 'service.json';

/** Readable by its owner alone; appears whole or not at all, in place of one that a dead process left. */
export async function writeReadyFile(folder: string, ready: ReadyLine): Promise<void> {
  const partial = join(folder, `.${fileName}.${randomUUID()}`);
  try {
    await writeFile(partial, `${JSON.stringify(ready)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(partial, join(folder, fileName));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Removes the file if it still speaks of this process. */
export async function removeReadyFile(folder: string): Promise<void> {
  const ready = await readReadyFile(folder);
  if (ready?.pid === process.pid) await rm(join(folder, fileName), { force: true });
}

/** The line of the process that runs on the folder; undefined when there is none, or when its process is gone. */
export async function findRunning(folder: string): Promise<ReadyLine | undefined> {
  const ready = await readReadyFile(folder);
  return ready !== undefined && isAlive(ready.pid) ? ready : undefined;
}

async function readReadyFile(folder: string): Promise<ReadyLine | undefined> {
  try {
    const line: unknown = JSON.parse(await readFile(join(folder, fileName), 'utf8'));
    return isReadyLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

function isReadyLine(value: unknown): value is ReadyLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Partial<Record<keyof ReadyLine, unknown>>;
  return (
    line.ready === true &&
    Number.isSafeInteger(line.pid) &&
    Number(line.pid) > 0 &&
    [line.grpc, line.http, line.webapi, line.version].every((text) => typeof text === 'string')
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
