import type { SqlNode } from '../sql/ast';
import type { SqlToken } from '../sql/tokenize';

/** The kinds of tables that a query can name. */
export const backends = ['tsdb', 'nosql', 'stream', 'csv'] as const;
export type Backend = (typeof backends)[number];

/**
 * What SQL cannot carry stands in comments: `-- @name value`, one on a line. Above the first statement, with a blank line
 * between, they bind the file; above any other, or inside it, that statement alone.
 */
export interface Pragma extends SqlNode {
  /** Without the `@`, as written. */
  readonly name: string;
  /** With the `@`. */
  readonly nameNode: SqlNode;
  /** Trimmed; empty where there is none. */
  readonly value: string;
  readonly valueNode: SqlNode;
}

export type PragmaValue =
  | 'text'
  | 'connection'
  | 'container'
  | 'moment'
  | 'duration'
  | 'boolean'
  | 'integer'
  | 'list'
  | 'parameter'
  | readonly string[];

export interface PragmaInfo {
  readonly value: PragmaValue;
  /** What heeds it; all kinds of tables unless given. */
  readonly backends?: readonly Backend[];
  readonly summary: string;
  readonly example: string;
}

export const chartKinds = ['line', 'area', 'bar', 'point', 'none'] as const;
export type ChartKind = (typeof chartKinds)[number];
export const seekKinds = ['earliest', 'latest', 'time', 'sequence'] as const;

export const pragmas = {
  name: { value: 'text', summary: 'What the query is called in lists.', example: 'CPU by host' },
  description: { value: 'text', summary: 'What the query is for.', example: 'Watch this after a release' },
  connection: {
    value: 'connection',
    summary: 'The connection to run on; the active one unless given.',
    example: 'local',
  },
  container: {
    value: 'container',
    summary: 'The container to look in; that of the connection unless given.',
    example: 'users',
  },
  start: {
    value: 'moment',
    backends: ['tsdb', 'stream'],
    summary:
      'The first moment to read: now-1d, an RFC 3339 time or milliseconds since 1970. An hour before the end unless given.',
    example: 'now-1d',
  },
  end: {
    value: 'moment',
    backends: ['tsdb'],
    summary: 'The last moment to read, inclusive; now unless given.',
    example: 'now',
  },
  step: {
    value: 'duration',
    backends: ['tsdb'],
    summary: 'One row for each step: 30s, 5m, 1h, 1d. Without it functions cover the whole range.',
    example: '5m',
  },
  window: {
    value: 'duration',
    backends: ['tsdb'],
    summary: 'How much time before each step a function looks at; the step itself unless given.',
    example: '1h',
  },
  multi_index: {
    value: 'boolean',
    backends: ['tsdb'],
    summary: 'Labels come as index columns beside the time.',
    example: 'true',
  },
  seek: {
    value: seekKinds,
    backends: ['stream'],
    summary: 'Where in the shard to begin; earliest unless given, or what @start or @sequence say.',
    example: 'earliest',
  },
  shard: {
    value: 'list',
    backends: ['stream'],
    summary: 'The shards to read, with commas between; all unless given.',
    example: '0',
  },
  sequence: {
    value: 'integer',
    backends: ['stream'],
    summary: 'The number of the first record to read.',
    example: '1',
  },
  sharding_keys: {
    value: 'list',
    backends: ['nosql'],
    summary: 'Reads only items of these sharding keys, with commas between.',
    example: 'user1,user2',
  },
  sort_key_start: {
    value: 'text',
    backends: ['nosql'],
    summary: 'The first sorting key to read, inclusive; needs @sharding_keys.',
    example: '2024-01-01',
  },
  sort_key_end: {
    value: 'text',
    backends: ['nosql'],
    summary: 'The sorting key to stop before, exclusive; needs @sharding_keys.',
    example: '2024-02-01',
  },
  reset_index: {
    value: 'boolean',
    backends: ['nosql'],
    summary: 'Keys come as ordinary columns, and there is no index.',
    example: 'true',
  },
  chart: {
    value: chartKinds,
    summary: 'Shows the result as a chart of this kind.',
    example: 'line',
  },
  param: {
    value: 'parameter',
    summary: 'Declares a parameter: its name, then type=, choices=, default=. It is used as ${name}.',
    example: 'host type=text choices=a,b default=a',
  },
} as const satisfies Record<string, PragmaInfo>;

export type PragmaName = keyof typeof pragmas;

export function isPragmaName(name: string): name is PragmaName {
  return Object.hasOwn(pragmas, name);
}

export function pragmaInfo(name: string): PragmaInfo | undefined {
  return isPragmaName(name) ? pragmas[name] : undefined;
}

const form = /^(?:--|\/\/|#)[ \t]*(@([A-Za-z0-9_-]*))(?:[ \t]+([^]*?))?\s*$/d;

/** The pragma in a comment, if there is one. */
export function pragmaOf({ kind, text, start }: SqlToken): Pragma | undefined {
  if (kind !== 'comment') return undefined;
  const found = form.exec(text);
  if (found?.indices === undefined) return undefined;
  const [, nameAt, , valueAt] = found.indices;
  if (nameAt === undefined) return undefined;
  const nameNode = { start: start + nameAt[0], end: start + nameAt[1] };
  const valueNode =
    valueAt === undefined
      ? { start: nameNode.end, end: nameNode.end }
      : { start: start + valueAt[0], end: start + valueAt[1] };
  return {
    name: found[2] ?? '',
    nameNode,
    value: found[3] ?? '',
    valueNode,
    start: nameNode.start,
    end: valueNode.end,
  };
}
