import { join } from 'node:path';
import type { FramesError } from '../wire/errors';
import type { JsonOutput } from '../wire/json/text';
import type { Backend } from './backends/backend';
import { csvBackend } from './backends/csv';
import { nosqlBackend } from './backends/nosql';
import { streamBackend } from './backends/stream';
import { tsdbBackend } from './backends/tsdb';
import { ConfigError, defaultConfig, type BackendConfig, type Config } from './config';
import { goQuote } from './goFormat';
import { guardedHttp } from './guardedHttp';
import { handlersOf, type Handlers } from './handlers';
import { historyOf } from './history';
import { recorded } from './historyCalls';
import { httpOf } from './http/httpServer';
import type { HttpListener } from './listen';
import type { Log } from './log';
import { logged } from './operationLog';
import { checked } from './requestRules';
import { withAccessKey, withDefaults, withSessions } from './sessions';
import { openStorage } from './storage/openStorage';
import type { Storage } from './storage/storage';
import { withCsvFolder } from './webApi/csvTree';
import { objectTree } from './webApi/objectTree';
import { webApiOf } from './webApi/webApi';

/** Opens a backend of one kind. */
export type BackendKind = (parts: BackendParts) => Backend | Promise<Backend>;

export interface BackendParts {
  readonly storage: Storage;
  /** The data folder. */
  readonly data: string;
  /** What the configuration says of this backend. */
  readonly config: BackendConfig;
}

/** The kinds of tables, by the names that the configuration calls them by. */
export const kinds: Readonly<Record<string, BackendKind>> = {
  kv: ({ storage, config: { maxRecordsInferSchema = 10 } }) =>
    nosqlBackend(storage, { maxRecordsInferSchema }),
  csv: ({ data, config }) => csvBackend({ folder: csvFolderOf(data, config) }),
  stream: ({ storage }) => streamBackend(storage),
  tsdb: ({ storage }) => tsdbBackend(storage),
};

export interface AppOptions {
  /** The data folder; created when it is missing. */
  readonly data: string;
  readonly version: string;
  readonly log: Log;
  /** Without one every kind of table is served under its own name. */
  readonly config?: Config | undefined;
  /** The token that every call has to bring; empty or absent: none. */
  readonly accessKey?: string;
  /** The database has given up: all calls fail until the service is started again. */
  readonly onFatal?: (error: FramesError) => void;
  /** Those of this file unless given. */
  readonly kinds?: Readonly<Record<string, BackendKind>>;
}

/** The service without any socket. */
export interface App {
  readonly handlers: Handlers;
  readonly http: HttpListener;
  readonly webApi: HttpListener;
  /** Ends what is running and lets go of the data folder. */
  close(): Promise<void>;
}

/**
 * @throws ConfigError when the configuration names a kind of table that there is not
 * @throws FramesError `unavailable` when another process has the data folder open
 */
export async function build(options: AppOptions): Promise<App> {
  const { data, version, log, accessKey = '' } = options;
  const served = { ...kinds, ...options.kinds };
  const config = options.config ?? defaultConfig(Object.keys(served));
  const openers = config.backends.map((each) => [each, kindOf(served, each.type)] as const);
  const storage = await openStorage({ folder: data, onFatal: options.onFatal });
  const history = config.history && historyOf({ store: storage.history, log, retention: config.history });
  const close = async (): Promise<void> => {
    if (history) await history.close();
    await storage.close();
  };
  try {
    const backends = new Map<string, Backend>();
    for (const [each, open] of openers) {
      const backend = await open({ storage, data, config: each });
      backends.set(each.name, checked(each.type.toLowerCase(), backend));
    }
    const bare = handlersOf({ backends, version });
    const observed = history ? recorded(bare, { history, typeOf: typesOf(config.backends) }) : bare;
    const defaults = withDefaults(config.session);
    const rules = accessKey === '' ? [defaults] : [withAccessKey(accessKey), defaults];
    const handlers = logged(withSessions(observed, rules), log);
    const csv = config.backends.find(({ type }) => type.toLowerCase() === 'csv');
    const objects = objectTree(storage.objects);
    const tree = csv === undefined ? objects : withCsvFolder(objects, csvFolderOf(data, csv));
    const webApi = webApiOf({ tree, storage, log });
    return {
      handlers,
      http: httpOf({ handlers, config: shown(config), log }),
      webApi: accessKey === '' ? webApi : guardedHttp(webApi, accessKey),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Kinds are found without regard to case (spec/wire.md §16). */
function kindOf(served: Readonly<Record<string, BackendKind>>, type: string): BackendKind {
  const found = Object.entries(served).find(([name]) => name.toLowerCase() === type.toLowerCase());
  if (found !== undefined) return found[1];
  throw new ConfigError(
    `error: can't create HTTP server - can't create API: can't create backends: unknown backend - ${goQuote(type)}`,
  );
}

/** The kind of the tables that requests call by a name. */
function typesOf(backends: readonly BackendConfig[]): (name: string) => string | undefined {
  const types = new Map(backends.map(({ name, type }) => [name, type.toLowerCase()]));
  return (name) => types.get(name) ?? (name === 'nosql' ? types.get('kv') : undefined);
}

function csvFolderOf(data: string, { rootDir }: BackendConfig): string {
  return rootDir || join(data, 'csv');
}

/** What `/_/config` tells, with the keys of the original (spec/wire.md §16). */
function shown({ logLevel, session, backends, history }: Config): JsonOutput {
  return {
    log: { level: logLevel },
    webApiEndpoint: session.url,
    container: session.container,
    username: session.user,
    password: session.password,
    sessionKey: session.token,
    HistoryFileDurationSpans: history ? `${history.spanMillis / 1000n}s` : '',
    HistoryFileNum: history ? Number(history.spans) : 0,
    DisableHistory: !history,
    backends: backends.map(({ type, name, rootDir }) => ({
      type,
      name,
      ...(rootDir && { rootdir: rootDir }),
    })),
  };
}
