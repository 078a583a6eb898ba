import type { Scalar, Value } from '../../data/dtype';
import type { Creation, Deletion, Execution, HistoryFilter } from '../../frames/operations';
import type { Query } from '../../frames/query';
import type { Call, WrittenRows } from './call';
import { dataFrameLiteral } from './pythonDataFrame';
import { pythonLiteral, pythonString, scalarLiteral, type PythonValue } from './pythonLiteral';

/** In which session a call is made. */
export interface PythonSession {
  /** As `parseAddress` reads it. */
  readonly address: string;
  /**
   * That of the session: tables are then relative to it, also in SQL. Without one, as the clients of this window are made,
   * the first segment of a table's path names the container.
   */
  readonly container?: string | undefined;
  /** The web API that holds the data (`data_url`). */
  readonly webApi?: string | undefined;
  /** Whose password is asked of the environment; without one it is the access key. */
  readonly user?: string | undefined;
}

type Argument = readonly [name: string, value: PythonValue | undefined];

/** A call in the words of the Python client. */
interface PythonCall {
  /** Of the client; undefined where a call needs none. */
  readonly container: string | undefined;
  /** Lines before the call. */
  readonly before?: readonly string[];
  readonly method: string;
  /** Undefined values and empty lists are left out. */
  readonly args: readonly Argument[];
  /** The variable that takes what the call gives back. */
  readonly result?: string;
}

const defaultAddress = 'framesd:8081';

/**
 * The Python code that makes the same call with the client of Frames (`v3io_frames`). It runs as it stands, names only the
 * parameters that are set, and holds no secret: the client takes them from its environment.
 */
export function pythonOf(call: Call, session: PythonSession = { address: defaultAddress }): string {
  const { container, before = [], method, args, result } = inPython(call, session.container);
  const invocation = `client.${method}(${listed(args)})`;
  const body = [
    clientLine(session, container),
    ...before,
    result === undefined ? invocation : `${result} = ${invocation}`,
  ].join('\n');
  const imports = [
    body.includes('pd.') ? 'import pandas as pd' : undefined,
    'import v3io_frames as v3f',
    body.includes('fpb.') ? 'from v3io_frames import frames_pb2 as fpb' : undefined,
  ].filter((line) => line !== undefined);
  return `${imports.join('\n')}\n\n${comments(session)}\n${body}\n`;
}

function clientLine({ address, webApi }: PythonSession, container: string | undefined): string {
  const args = [
    pythonString(address),
    ...(container === undefined ? [] : [`container=${pythonString(container)}`]),
    ...(webApi === undefined ? [] : [`data_url=${pythonString(webApi)}`]),
  ];
  return `client = v3f.Client(${inLines(args)})`;
}

function comments({ user, address }: PythonSession): string {
  const secrets =
    user === undefined
      ? '# The access key comes from the environment variable V3IO_ACCESS_KEY.'
      : '# User and password come from the environment variables V3IO_USERNAME and V3IO_PASSWORD.';
  return /^grpcs:/i.test(address.trim())
    ? `${secrets}\n# This client has no gRPC inside TLS: put the https:// address of the service here.`
    : secrets;
}

function inPython(call: Call, container: string | undefined): PythonCall {
  switch (call.method) {
    case 'read':
      return { ...readCall(call.query, container), method: 'read', result: 'df' };
    case 'create':
      return { ...createCall(call.creation, container), method: 'create' };
    case 'delete':
      return { ...deleteCall(call.deletion, container), method: 'delete' };
    case 'execute':
      return { ...executeCall(call.execution, container), method: 'execute', result: 'df' };
    case 'history':
      return { container, args: historyArgs(call.filter), method: 'history', result: 'df' };
    case 'write': {
      const { target, rows } = call;
      const place = placeOf(target, container);
      const { before, indices } = rowsInPython(rows);
      const ofNosql = target.backend === 'nosql' ? target : undefined;
      return {
        container: place.container,
        before: [before],
        method: 'write',
        args: [
          ['backend', target.backend],
          ['table', place.table],
          ['dfs', { code: 'df' }],
          ['index_cols', indices],
          ['labels', labelsOf(rows)],
          ['max_rows_in_msg', whole(rows?.maxRowsInMessage)],
          ['save_mode', ofNosql?.saveMode],
          ['condition', text(ofNosql?.condition)],
          ['expression', text(ofNosql?.expression)],
          ['partition_keys', ofNosql?.partitionKeys],
        ],
      };
    }
  }
}

type Body = Pick<PythonCall, 'container' | 'args'>;

function readCall(query: Query, sessionContainer: string | undefined): Body {
  const size: Argument = ['max_rows_in_msg', whole(query.messageLimit)];
  if (query.backend === 'tsdb' && query.sql !== undefined) {
    const { sql, backend } = query;
    return {
      container: sessionContainer,
      args: [['backend', backend], ['query', sql], ...rangeArgs(query), size],
    };
  }
  const { container, table } = placeOf(query, sessionContainer);
  const collection: readonly Argument[] = [
    ['backend', query.backend],
    ['table', table],
  ];
  switch (query.backend) {
    case 'nosql':
      return {
        container,
        args: [
          ...collection,
          ['columns', query.columns],
          ['filter', text(query.filter)],
          ['reset_index', flag(query.resetIndex)],
          ['sharding_keys', query.shardingKeys],
          ['sort_key_range_start', text(query.sortKeyRangeStart)],
          ['sort_key_range_end', text(query.sortKeyRangeEnd)],
          size,
        ],
      };
    case 'csv':
      return { container, args: [...collection, ['limit', whole(query.limit)], size] };
    case 'tsdb':
      return {
        container,
        args: [
          ...collection,
          ['columns', query.columns],
          ['filter', text(query.filter)],
          ['group_by', text(query.groupBy)],
          ['aggregators', text((query.aggregators ?? []).join(','))],
          ...rangeArgs(query),
          size,
        ],
      };
    case 'stream': {
      const seek: readonly Argument[] = [
        ['seek', query.seek],
        ['shard_id', query.shardId],
        ['sequence', query.seek === 'sequence' ? query.sequence : undefined],
        ['start', query.seek === 'time' ? query.start : undefined],
      ];
      return { container, args: [...collection, ...seek, size] };
    }
  }
}

function rangeArgs(query: Extract<Query, { readonly backend: 'tsdb' }>): readonly Argument[] {
  return [
    ['start', text(query.start)],
    ['end', text(query.end)],
    ['step', text(query.step)],
    ['aggregation_window', text(query.aggregationWindow)],
    ['multi_index', flag(query.multiIndex)],
  ];
}

function createCall(creation: Creation, sessionContainer: string | undefined): Body {
  const { container, table } = placeOf(creation, sessionContainer);
  const collection: readonly Argument[] = [
    ['backend', creation.backend],
    ['table', table],
  ];
  const ifExists: Argument = ['if_exists', ignored(creation.ifExists)];
  switch (creation.backend) {
    case 'tsdb':
      return {
        container,
        args: [
          ...collection,
          ['rate', creation.rate],
          ['aggregates', text((creation.aggregates ?? []).join(','))],
          ['aggregation_granularity', text(creation.aggregationGranularity)],
          ifExists,
        ],
      };
    case 'stream':
      return {
        container,
        args: [
          ...collection,
          ['shards', whole(creation.shards)],
          ['retention_hours', whole(creation.retentionHours)],
          ifExists,
        ],
      };
    case 'csv':
      return { container, args: [...collection, ['schema', schemaOf(creation.columns)], ifExists] };
  }
}

function schemaOf(columns: readonly string[] | undefined): PythonValue | undefined {
  if (columns === undefined || columns.length === 0) return undefined;
  const fields = columns.map((name) => `fpb.SchemaField(name=${pythonString(name)})`);
  return { code: `fpb.TableSchema(fields=[${fields.join(', ')}])` };
}

function deleteCall(deletion: Deletion, sessionContainer: string | undefined): Body {
  const { container, table } = placeOf(deletion, sessionContainer);
  const ofTsdb = deletion.backend === 'tsdb' ? deletion : undefined;
  const hasFilter = deletion.backend === 'nosql' || deletion.backend === 'tsdb';
  return {
    container,
    args: [
      // Here alone the client does not translate the name (spec/client.md §2).
      ['backend', deletion.backend === 'nosql' ? 'kv' : deletion.backend],
      ['table', table],
      ['filter', hasFilter ? text(deletion.filter) : undefined],
      ['start', text(ofTsdb?.start)],
      ['end', text(ofTsdb?.end)],
      ['metrics', ofTsdb?.metrics],
      ['if_missing', ignored(deletion.ifMissing)],
    ],
  };
}

/** The client has no parameter for an expression: it goes among the arguments, where the command looks for it. */
function executeCall(execution: Execution, sessionContainer: string | undefined): Body {
  const { backend, command, args = {}, expression } = execution;
  const { container, table } = placeOf(execution, sessionContainer);
  const all = new Map(Object.entries(args).map(([name, value]) => [name, argumentValue(value)]));
  if (text(expression) !== undefined && !all.has('expression')) all.set('expression', expression ?? '');
  return {
    container,
    args: [
      ['backend', backend],
      ['table', table],
      ['command', command],
      ['args', all.size === 0 ? undefined : all],
    ],
  };
}

function historyArgs(filter: HistoryFilter): readonly Argument[] {
  return [
    ['backend', filter.backend],
    ['container', text(filter.container)],
    ['table', text(filter.table)],
    ['user', text(filter.user)],
    ['action', filter.action],
    ['min_start_time', text(filter.minStartTime)],
    ['max_start_time', text(filter.maxStartTime)],
    ['min_duration', whole(filter.minDuration)],
    ['max_duration', whole(filter.maxDuration)],
  ];
}

function rowsInPython(rows: WrittenRows | undefined): {
  readonly before: string;
  readonly indices: readonly string[];
} {
  if (rows === undefined) return { before: 'df = ...  # a pandas DataFrame with the rows', indices: [] };
  if ('frame' in rows) {
    return {
      before: `df = ${dataFrameLiteral(rows.frame)}`,
      indices: rows.frame.indices.map(({ name }) => name),
    };
  }
  const { csvFile, delimiter = ',', indices = [], timeColumns = [] } = rows;
  const args = [
    pythonString(csvFile),
    ...(delimiter === ',' ? [] : [`sep=${pythonString(delimiter)}`]),
    ...(timeColumns.length === 0 ? [] : [`parse_dates=${pythonLiteral(timeColumns)}`]),
  ];
  return { before: `df = pd.read_csv(${args.join(', ')})`, indices };
}

function labelsOf(rows: WrittenRows | undefined): PythonValue | undefined {
  const labels = rows === undefined ? undefined : 'frame' in rows ? rows.frame.labels : rows.labels;
  if (labels === undefined || labels.size === 0) return undefined;
  return new Map([...labels].map(([name, label]) => [name, scalarLiteral(label)]));
}

interface Named {
  readonly backend: string;
  readonly table?: string | undefined;
}

/** A csv table is in no container; any other lies in that of the session, or in the one that its path begins with. */
function placeOf(
  { backend, table = '' }: Named,
  container: string | undefined,
): { readonly container: string | undefined; readonly table: string } {
  if (backend === 'csv') return { container, table };
  if (container !== undefined) {
    return {
      container,
      table: table.startsWith(`${container}/`) ? table.slice(container.length + 1) : table,
    };
  }
  const [, first, rest] = /^([^/]+)\/+(.*[^/].*)$/s.exec(table) ?? [];
  return first === undefined || rest === undefined ? { container, table } : { container: first, table: rest };
}

function argumentValue(value: Value | Scalar): PythonValue {
  return typeof value === 'object' ? scalarLiteral(value) : value;
}

function text(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function flag(value: boolean | undefined): true | undefined {
  return value === true ? true : undefined;
}

function whole(value: number | undefined): PythonValue | undefined {
  return value === undefined ? undefined : BigInt(value);
}

function ignored(option: 'fail' | 'ignore' | undefined): PythonValue | undefined {
  return option === 'ignore' ? { code: 'fpb.IGNORE' } : undefined;
}

/** Characters of a line, as Python's formatters count them. */
const lineLength = 88;

function listed(args: readonly Argument[]): string {
  const set = args.flatMap(([name, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : [`${name}=${pythonLiteral(value)}`],
  );
  return inLines(set);
}

/** Arguments on one line where it is short enough, else each on its own. */
function inLines(args: readonly string[]): string {
  const line = args.join(', ');
  return line.length <= lineLength - 'client = v3f.Client()'.length
    ? line
    : `\n    ${args.join(',\n    ')},\n`;
}
