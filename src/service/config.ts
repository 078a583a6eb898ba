import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { parseDuration, TimeTextError } from '../data/relativeTime';
import type { SessionMessage } from '../wire/messages';
import { goQuote } from './goFormat';
import { sevenDays, type Retention } from './history';

/** Why the service cannot be started with its configuration, in the words of the original (spec/wire.md §16). */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What the configuration file says (spec/wire.md §16). Keys that only the original has a use for are left out. */
export interface Config {
  /** As written; the log takes an unknown one for `info`. */
  readonly logLevel: string;
  /** What requests that say nothing of it come from and go to. */
  readonly session: SessionDefaults;
  /** At least one, each with a name of its own. */
  readonly backends: readonly BackendConfig[];
  /** False: no history is kept. */
  readonly history: Retention | false;
  /** The folder of the tables; empty when the file names none. */
  readonly data: string;
  /** What clients must show; empty: nothing. */
  readonly accessKey: string;
}

export type SessionDefaults = Pick<SessionMessage, 'url' | 'container' | 'user' | 'password' | 'token'>;

export interface BackendConfig {
  /** A kind of app.ts; case does not matter. */
  readonly type: string;
  /** What requests call it. */
  readonly name: string;
  /** The folder of a csv backend; empty: one in the data folder. */
  readonly rootDir: string;
  /** How many items more than one a kv backend looks at to infer a schema; undefined: 10. */
  readonly maxRecordsInferSchema: number | undefined;
}

/** Without a file: every kind of table under its own name, and nothing else. */
export function defaultConfig(types: readonly string[]): Config {
  return {
    logLevel: 'info',
    session: { url: '', container: '', user: '', password: '', token: '' },
    backends: types.map((type) => ({ type, name: type, rootDir: '', maxRecordsInferSchema: undefined })),
    history: sevenDays,
    data: '',
    accessKey: '',
  };
}

export interface ConfigFiles {
  /** The one that was asked for. */
  readonly named: string | undefined;
  /** The one of this machine, read if it is there and no other was asked for. */
  readonly machine: string | undefined;
}

/** @throws ConfigError */
export async function findConfig({ named, machine }: ConfigFiles): Promise<Config | undefined> {
  if (named === '') throw new ConfigError('error: no config file given');
  if (named !== undefined) return readConfig(named);
  return machine !== undefined && existsSync(machine) ? readConfig(machine) : undefined;
}

/** @throws ConfigError */
export async function readConfig(file: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`error: can't read config - ${openError(file, error)}`, { cause: error });
  }
  return parseConfig(text);
}

/**
 * @param text YAML, whose keys are matched without regard to case; unknown ones are left alone
 * @throws ConfigError
 */
export function parseConfig(text: string): Config {
  const config = toConfig(new Section('', parseYaml(text) ?? {}));
  checkBackends(config.backends);
  return config;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    // What follows the first line shows a part of the file, which may be a secret.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw unreadable(reason.replace(/:$/, ''), error);
  }
}

function unreadable(reason: string, cause?: unknown): ConfigError {
  return new ConfigError(`error: can't unmarshal config - ${reason}`, { cause });
}

function toConfig(file: Section): Config {
  return {
    logLevel: file.section('log').text('level') || 'info',
    session: {
      url: file.text('webApiEndpoint'),
      container: file.text('container'),
      user: file.text('username'),
      password: file.text('password'),
      token: file.text('sessionKey'),
    },
    backends: file.sections('backends').map((backend) => {
      const type = backend.text('type');
      return {
        type,
        name: backend.text('name') || type,
        rootDir: backend.text('rootdir'),
        maxRecordsInferSchema: backend.count('maxRecordsInferSchema') || undefined,
      };
    }),
    history: !file.flag('DisableHistory') && {
      spanMillis: file.duration('HistoryFileDurationSpans') || sevenDays.spanMillis,
      spans: BigInt(file.count('HistoryFileNum')) || sevenDays.spans,
    },
    data: file.text('data'),
    accessKey: file.text('accessKey'),
  };
}

function checkBackends(backends: readonly BackendConfig[]): void {
  if (backends.length === 0) throw badConfig('no backends');
  const names = new Set<string>();
  backends.forEach(({ type, name }, i) => {
    if (type === '') throw badConfig(`backend ${goQuote(name)} missing type`);
    if (names.has(name)) throw badConfig(`backend ${i} - duplicate name ${goQuote(name)}`);
    names.add(name);
  });
}

function badConfig(reason: string): ConfigError {
  return new ConfigError(`error: can't create HTTP server - bad configuration: ${reason}`);
}

/** A mapping of the file. What is missing, or null, is the zero value of its kind. */
class Section {
  private readonly values = new Map<string, unknown>();

  /** @param path of the mapping in the file, for errors; empty for all of it */
  constructor(
    private readonly path: string,
    value: unknown,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw unreadable(`${path === '' ? 'the file' : path} must be a mapping`);
    }
    for (const [key, each] of Object.entries(value)) this.values.set(key.toLowerCase(), each);
  }

  section(key: string): Section {
    return new Section(this.pathOf(key), this.get(key) ?? {});
  }

  sections(key: string): Section[] {
    const list = this.get(key) ?? [];
    if (!Array.isArray(list)) throw this.expected(key, 'a list');
    return list.map((value, i) => new Section(`${this.pathOf(key)}[${i}]`, value));
  }

  /** Numbers and booleans are taken as they would be written. */
  text(key: string): string {
    const value = this.get(key) ?? '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.expected(key, 'a text');
  }

  /** A whole number from 0 on. */
  count(key: string): number {
    const value = this.get(key) ?? 0;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw this.expected(key, 'a whole number from 0 on');
  }

  flag(key: string): boolean {
    const value = this.get(key) ?? false;
    if (typeof value === 'boolean') return value;
    throw this.expected(key, 'true or false');
  }

  /** Milliseconds; 0 when missing. */
  duration(key: string): bigint {
    try {
      return parseDuration(this.text(key));
    } catch (error) {
      if (error instanceof TimeTextError) throw this.expected(key, 'a duration such as 24h');
      throw error;
    }
  }

  private get(key: string): unknown {
    return this.values.get(key.toLowerCase());
  }

  private pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  /** Says where and what, never the value: it may be a secret in the wrong place. */
  private expected(key: string, what: string): ConfigError {
    return unreadable(`${this.pathOf(key)} must be ${what}`);
  }
}

/** As Go tells of a file that it cannot read. */
function openError(file: string, error: unknown): string {
  const words: Readonly<Record<string, string>> = {
    ENOENT: `open ${file}: no such file or directory`,
    EACCES: `open ${file}: permission denied`,
    EISDIR: `read ${file}: is a directory`,
    ENOTDIR: `open ${file}: not a directory`,
  };
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return words[code] ?? String(error);
}
