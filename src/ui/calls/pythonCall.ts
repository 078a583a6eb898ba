import type { Scalar, Value } from '../../data/dtype';
import type { Creation, Deletion, Execution, HistoryFilter } from '../../frames/operations';
import type { Query } from '../../frames/query';
import type { Call } from './call';
import { pythonString, scalarLiteral, type PythonValue } from './pythonLiteral';
import { labelsOf, pythonRows } from './pythonRows';

type Argument = readonly [name: string, value: PythonValue | undefined];

/** A call in the words of the Python client. */
export interface PythonCall {
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

/** @param container that of the session, if it has one */
export function pythonCall(call: Call, container: string | undefined): PythonCall {
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
    case 'write':
      return writeCall(call, container);
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

function writeCall(
  { target, rows }: Extract<Call, { readonly method: 'write' }>,
  sessionContainer: string | undefined,
): PythonCall {
  const { container, table } = placeOf(target, sessionContainer);
  const { before, indices } = pythonRows(rows);
  const ofNosql = target.backend === 'nosql' ? target : undefined;
  return {
    container,
    before: [before],
    method: 'write',
    args: [
      ['backend', target.backend],
      ['table', table],
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
