import { join } from 'node:path';
import type { JsonOutput } from '../wire/json/text';
import type { Backend } from './backends/backend';
import { csvBackend } from './backends/csv';
import { nosqlBackend } from './backends/nosql';
import { streamBackend } from './backends/stream';
import { withCsvFolder } from './csvTree';
import { handlersOf, type Handlers } from './handlers';
import { httpOf } from './http/httpServer';
import type { HttpListener } from './listen';
import type { Log } from './log';
import { objectTree } from './objectTree';
import { logged } from './operationLog';
import type { BackendType } from './requestRules';
import { openStorage } from './storage/openStorage';
import { webApiOf } from './webApi';

export interface AppOptions {
  /** The data folder; created when it is missing. */
  readonly data: string;
  readonly version: string;
  readonly log: Log;
}

/** The service without any socket. */
export interface App {
  readonly handlers: Handlers;
  readonly http: HttpListener;
  readonly webApi: HttpListener;
  /** Ends what is running and lets go of the data folder. */
  close(): Promise<void>;
}

/** @throws FramesError `unavailable` when another process has the data folder open */
export async function build({ data, version, log }: AppOptions): Promise<App> {
  const storage = await openStorage({ folder: data });
  const csvFolder = join(data, 'csv');
  const backends = new Map<BackendType, Backend>([
    ['kv', nosqlBackend(storage)],
    ['csv', await csvBackend({ folder: csvFolder })],
    ['stream', streamBackend(storage)],
  ]);
  const handlers = logged(handlersOf({ backends, version }), log);
  return {
    handlers,
    http: httpOf({ handlers, config: configOf(backends), log }),
    webApi: webApiOf(withCsvFolder(objectTree(storage.objects), csvFolder), log),
    close: () => storage.close(),
  };
}

/** What `/_/config` tells, with the keys of the original (spec/wire.md §16). */
function configOf(backends: ReadonlyMap<BackendType, Backend>): JsonOutput {
  return { backends: Array.from(backends.keys(), (type) => ({ type, name: type })) };
}
