import type { Scalar, Value } from '../../data/dtype';
import { allColumns, type Frame } from '../../data/frame';
import { backends, type Backend } from '../../frames/collection';
import type { Deletion, Execution } from '../../frames/operations';
import type { Call } from '../calls/call';
import { scalarOfProtoText } from './protoText';

/** The call that a row of the history tells of, or why it cannot be made again. */
export type RecordedCall = { readonly call: Call } | { readonly problem: string };

/** What `execute` masks (spec/history.md §5.8). */
const masked = '***';
/** How much of a text is recorded; the service puts an ellipsis behind what it cut. */
const longestDetail = 10_000;
/** Arguments of a command that are recorded. */
const mostArguments = 50;
const argument = 'args_';

/**
 * Reads a row of the history back into the call that it tells of (spec/history.md §1, §3). Paths come as the clients of this
 * window name them: their first segment is the container. What is not recorded (`if_exists`, `multi_index`, …) is as if it
 * had not been given.
 * @param row a frame of that row alone
 */
export function callOfHistoryRow(row: Frame): RecordedCall {
  const details = detailsOf(row);
  const text = (name: string): string | undefined => details.get(name);
  const action = text('ActionType');
  const backend = backendOf(text('BackendName') ?? '');
  if (action === undefined) return { problem: 'This is no row of a history.' };
  if (backend === undefined) return { problem: `There is no backend ${text('BackendName') ?? ''} here.` };
  if ([...details.values()].some(isCut)) return { problem: cutProblem };
  const table = tableOf(backend, text('TableName') ?? '', text('Container') ?? '');
  switch (action) {
    case 'read':
      return readOf({ backend, table, text });
    case 'write':
      return { problem: 'The rows of a write are not recorded. Use Write to send them again.' };
    case 'create':
      return createOf({ backend, table, text });
    case 'delete':
      return { call: { method: 'delete', deletion: deletionOf({ backend, table, text }) } };
    case 'execute':
      return executionOf({ backend, table, text }, details);
    default:
      return { problem: `The action ${action} is not known here.` };
  }
}

const cutProblem = 'Its text is too long for the history, which has only the beginning.';

function isCut(text: string): boolean {
  return text.length > longestDetail && text.endsWith('…');
}

interface Recorded {
  readonly backend: Backend;
  readonly table: string;
  /** A detail by name; undefined where there is none. */
  readonly text: (name: string) => string | undefined;
}

function detailsOf(row: Frame): ReadonlyMap<string, string> {
  const details = new Map<string, string>();
  for (const column of allColumns(row)) {
    const value = row.length > 0 ? column.at(0) : null;
    if (typeof value === 'string' && value !== '') details.set(column.name, value);
  }
  return details;
}

function backendOf(name: string): Backend | undefined {
  return backends.find((backend) => backend === (name === 'kv' ? 'nosql' : name));
}

/** A session with a container names its tables without it; streams are recorded by their directory. */
function tableOf(backend: Backend, recorded: string, container: string): string {
  const path = recorded.replace(/^\/+|\/+$/g, '');
  if (backend === 'csv' || container === '' || path === '' || path.startsWith(`${container}/`)) return path;
  return `${container}/${path}`;
}

function readOf({ backend, table, text }: Recorded): RecordedCall {
  switch (backend) {
    case 'nosql':
      return {
        call: {
          method: 'read',
          query: {
            backend,
            table,
            columns: listOf(text('columns')),
            filter: text('filter'),
            shardingKeys: listOf(text('shardingkeys')),
            sortKeyRangeStart: text('sortKeyRangeStart'),
            sortKeyRangeEnd: text('sortKeyRangeEnd'),
          },
        },
      };
    case 'csv':
      return { call: { method: 'read', query: { backend, table, limit: wholeOf(text('limit')) } } };
    case 'tsdb': {
      const range = {
        start: text('start'),
        end: text('end'),
        step: text('step'),
        aggregationWindow: text('aggregationWindow'),
      };
      const sql = text('query');
      if (sql !== undefined) return sqlOf(sql, { container: text('Container') ?? '', range });
      return {
        call: {
          method: 'read',
          query: {
            backend,
            table,
            ...range,
            columns: listOf(text('columns')),
            filter: text('filter'),
            groupBy: text('groupBy'),
            aggregators: listOf(text('aggregators')),
          },
        },
      };
    }
    case 'stream':
      return streamReadOf({ backend, table, text });
  }
}

type Range = Readonly<Record<'start' | 'end' | 'step' | 'aggregationWindow', string | undefined>>;

/** The table stands in the text, where only the reader of the text could change it. */
function sqlOf(sql: string, { container, range }: { container: string; range: Range }): RecordedCall {
  if (container !== '' && !sql.includes(`${container}/`)) {
    const problem = `It names its table within the container ${container}, and is sent without one from here. Write ${container}/ before the table in a query file.`;
    return { problem };
  }
  return { call: { method: 'read', query: { backend: 'tsdb', sql, ...range } } };
}

function streamReadOf({ table, text }: Recorded): RecordedCall {
  const base = { backend: 'stream', table, shardId: text('shardID') ?? '0' } as const;
  const seek = text('seek')?.toLowerCase();
  switch (seek) {
    case 'earliest':
      return { call: { method: 'read', query: { ...base, seek: 'earliest' as const } } };
    case 'latest':
    case 'late':
      return { call: { method: 'read', query: { ...base, seek: 'latest' as const } } };
    case 'time': {
      const start = text('start') ?? '';
      return { call: { method: 'read', query: { ...base, seek: 'time' as const, start } } };
    }
    case 'seq':
    case 'sequence': {
      const sequence = BigInt(text('sequence') ?? '0');
      return { call: { method: 'read', query: { ...base, seek: 'sequence' as const, sequence } } };
    }
    default:
      return { problem: `The seek ${seek ?? ''} is not known here.` };
  }
}

function createOf({ backend, table, text }: Recorded): RecordedCall {
  switch (backend) {
    case 'nosql':
      return { problem: 'A nosql table is not created: it begins with its first write.' };
    case 'csv':
      return { problem: 'The columns of a csv table are not recorded. Use Create to name them.' };
    case 'tsdb':
      return {
        call: {
          method: 'create',
          creation: {
            backend,
            table,
            rate: text('rate') ?? '',
            aggregates: listOf(text('aggregates')),
            aggregationGranularity: text('aggregationGranularity'),
          },
        },
      };
    case 'stream':
      return {
        call: {
          method: 'create',
          creation: {
            backend,
            table,
            shards: wholeOf(text('shards')),
            retentionHours: wholeOf(text('retentionHours')),
          },
        },
      };
  }
}

function deletionOf({ backend, table, text }: Recorded): Deletion {
  switch (backend) {
    case 'nosql':
      return { backend, table, filter: text('filter') };
    case 'tsdb':
      return {
        backend,
        table,
        filter: text('filter'),
        start: text('start'),
        end: text('end'),
        metrics: listOf(text('metrics')),
      };
    case 'csv':
    case 'stream':
      return { backend, table };
  }
}

function executionOf({ backend, table, text }: Recorded, details: ReadonlyMap<string, string>): RecordedCall {
  const recorded = [...details].filter(([name]) => name.startsWith(argument));
  if (recorded.length >= mostArguments) return { problem: 'It had more arguments than are recorded.' };
  const args: Record<string, Value | Scalar> = {};
  for (const [column, value] of recorded) {
    const name = column.slice(argument.length);
    if (value === masked) return { problem: `The argument ${name} may be a secret and is not recorded.` };
    const scalar = scalarOfProtoText(value);
    if (!scalar) return { problem: `The argument ${name} is not understood: ${value}` };
    if (scalar.dtype === 'string' && isCut(scalar.value)) return { problem: cutProblem };
    args[name] = scalar.dtype === 'time' ? scalar : scalar.value;
  }
  const command = text('command') ?? '';
  const execution: Execution = { backend, table, command, args, expression: text('expression') };
  return { call: { method: 'execute', execution } };
}

/** Undefined for none: what has no entry was not given. */
function listOf(text: string | undefined): readonly string[] | undefined {
  return text?.split(',');
}

function wholeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
