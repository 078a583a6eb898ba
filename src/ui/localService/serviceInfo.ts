import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where a running local service listens: its ready line, which it also keeps in its data folder. */
export interface ServiceInfo {
  readonly pid: number;
  /** `host:port` */
  readonly grpc: string;
  /** A URL, as is `webapi`. */
  readonly http: string;
  readonly webapi: string;
  readonly version: string;
}

/** How long a service that runs may take to answer; it is on this machine. */
const answerMillis = 3000;

/** Reads one line of the service's standard output; undefined when it is not the ready line. */
export function parseReadyLine(line: string): ServiceInfo | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { ready, pid, grpc, http, webapi, version } = value as Record<string, unknown>;
  if (ready !== true || typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof grpc !== 'string' || typeof http !== 'string' || typeof webapi !== 'string') return undefined;
  return { pid, grpc, http, webapi, version: typeof version === 'string' ? version : '' };
}

/** The service that a data folder's service.json tells of, if its process lives. */
export async function findService(dataFolder: string): Promise<ServiceInfo | undefined> {
  const text = await readFile(path.join(dataFolder, 'service.json'), 'utf8').catch(() => '');
  const info = parseReadyLine(text);
  return info !== undefined && isAlive(info.pid) ? info : undefined;
}

/** Whether the data folder still tells of a service that has ended: one that ends cleanly takes that along. */
export async function wasKilled(dataFolder: string, pid: number): Promise<boolean> {
  const text = await readFile(path.join(dataFolder, 'service.json'), 'utf8').catch(() => '');
  return parseReadyLine(text)?.pid === pid && !isAlive(pid);
}

/**
 * Whether it is really the service that answers there: a file may outlive a killed service, and its process id may
 * belong to another program by now.
 */
export async function answers(info: ServiceInfo, signal?: AbortSignal): Promise<boolean> {
  if (!isAlive(info.pid)) return false;
  const limit = AbortSignal.timeout(answerMillis);
  try {
    const response = await fetch(info.webapi, { signal: signal ? AbortSignal.any([signal, limit]) : limit });
    const text = await response.text();
    // Whatever took the port after it answers, too, but with something else.
    return response.ok && text.includes('<ListAllMyBucketsResult');
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Someone else's process is one, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
