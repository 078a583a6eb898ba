import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drive, python, type PythonTable, type Results } from '../python/pythonClient';
import { startService, type ServiceProcess } from './serviceProcess';

if (python === undefined) console.warn('The real client is not tested: there is no Python on this machine.');

type Protocol = 'grpc' | 'http';
/** What a step comes to; where it names the table, `T` stands for what the names of all tables begin with. */
type Expected = (protocol: Protocol) => unknown;

const is =
  (value: unknown): Expected =>
  () =>
    value;
const done = is(null);
const written = is('written');
/** What `execute` gives without a frame (spec/client.md §7). */
const noFrame: Expected = (protocol) => (protocol === 'http' ? null : tableOf({}));

/** The exceptions of each protocol (spec/client.md §4). */
const exceptions = {
  read: { grpc: 'WriteError', http: 'ReadError' },
  iterate: { grpc: '_MultiThreadedRendezvous', http: 'ReadError' },
  write: { grpc: 'WriteError', http: 'Error' },
  create: { grpc: 'CreateError', http: 'CreateError' },
  delete: { grpc: 'DeleteError', http: 'DeleteError' },
  execute: { grpc: 'ExecuteError', http: 'ExecuteError' },
} as const;

function raises(operation: keyof typeof exceptions, text: string): Expected {
  return (protocol) => ({
    error: exceptions[operation][protocol],
    text: expect.stringContaining(
      protocol === 'grpc' ? `StatusCode.UNKNOWN\n\tdetails = "${text}` : text,
    ) as string,
  });
}

function tableOf({
  index = null,
  index_names = [null],
  columns = [],
  dtypes = [],
  rows = [],
}: Partial<PythonTable>): PythonTable {
  return { index, index_names, columns, dtypes, rows };
}

const time = 'datetime64[ns, UTC]';
const missing = `Expected a 2xx response status code: HTTP/1.1 404 Not Found\n{ "ErrorCode": -2, "ErrorMessage": "No such file or directory" }`;
const undeletable = `can't delete: GetItems failed during recursive delete of`;

const people = tableOf({
  index: [['a'], ['b'], ['c']],
  index_names: ['name'],
  columns: ['born', 'large', 'note', 'ok', 'score'],
  dtypes: [time, 'int64', 'object', 'bool', 'float64'],
  rows: [
    ['2020-01-02T01:04:05.000000006+00:00', '9223372036854775807n', '', true, 0.1],
    ['1940-05-05T22:00:00+00:00', '-9223372036854775808n', null, false, null],
    [null, 0, 'ü🙂', true, 1e300],
  ],
});

const file = tableOf({
  columns: ['day', 'large', 'ok', 'ratio', 'text'],
  dtypes: [time, 'int64', 'bool', 'float64', 'object'],
  rows: [
    ['2020-01-02T00:00:00+00:00', '9223372036854775807n', true, 0.5, 'a,b'],
    ['2020-01-03T04:05:06+00:00', -5, false, 1e-7, 'say "hi"'],
    ['1969-12-31T00:00:00+00:00', 7, true, 3.25, 'ü'],
  ],
});

/** Numbers in records are JSON, which the protocol gives back as floats; times in records are text (spec/stream.md §4). */
const records = {
  index_names: ['seq_number'],
  columns: ['cpu', 'host', 'n', 'stream_time', 'time'],
  dtypes: ['float64', 'object', 'float64', time, 'object'],
  rows: [
    [0.5, 'a', 2 ** 63, expect.any(String), '2024-01-01T05:00:00Z'],
    [1.5, 'b', 1, expect.any(String), '2024-01-01T05:00:01Z'],
    [2.5, 'a', 2, expect.any(String), '2024-01-01T05:00:02Z'],
    [3.5, 'b', 3, expect.any(String), '2024-01-01T05:00:03Z'],
  ],
};

function slice(table: PythonTable, start: number, end: number): PythonTable {
  return {
    ...table,
    index: table.index?.slice(start, end) ?? null,
    rows: table.rows.slice(start, end),
  };
}

const nosql: Readonly<Record<string, Expected>> = {
  'kv write': written,
  'kv read': is(people),
  // A piece without nulls has the types of its own values.
  'kv read in pieces': is([slice(people, 0, 2), slice(people, 2, 3)]),
  'kv read columns': is(
    tableOf({
      columns: ['ok', 'large'],
      dtypes: ['bool', 'int64'],
      rows: [
        [true, '9223372036854775807n'],
        [false, '-9223372036854775808n'],
        [true, 0],
      ],
    }),
  ),
  'kv read filter': is(
    tableOf({ columns: ['name', 'score'], dtypes: ['object', 'float64'], rows: [['c', 1e300]] }),
  ),
  'kv update': noFrame,
  'kv infer': noFrame,
  'kv read updated': is(tableOf({ columns: ['visits'], dtypes: ['int64'], rows: [[3]] })),
  'kv update items': written,
  'kv read changed': is(
    tableOf({
      columns: ['score', 'ok'],
      dtypes: ['float64', 'object'],
      rows: [
        [7.5, true],
        [null, false],
        [1e300, true],
        [8.5, null],
      ],
    }),
  ),
  'kv exists': raises(
    'write',
    "backend Write failed: table 'T/people/' already exists; either use a differnet save mode or save to a different table",
  ),
  'kv delete some': done,
  'kv read rest': is(tableOf({ columns: ['ok'], dtypes: ['bool'], rows: [[true], [false], [true]] })),
  'kv delete': done,
  'kv read deleted': raises('read', `can't query: ${missing}`),
  'kv delete again': raises('delete', `${undeletable} 'T/people/'.: ${missing}`),
  'kv delete missing': done,
  'kv write two indices': written,
  'kv read two indices': is(
    tableOf({
      index: [
        ['joe', 'cc'],
        ['mike', 'aa'],
        ['mike', 'bb'],
      ],
      index_names: ['key', 'sort'],
      columns: ['n'],
      dtypes: ['int64'],
      rows: [[2], [1], [3]],
    }),
  ),
  'kv range scan': is(
    tableOf({
      index: [['mike', 'aa']],
      index_names: ['key', 'sort'],
      columns: ['n'],
      dtypes: ['int64'],
      rows: [[1]],
    }),
  ),
  'kv write partitions': written,
  'kv read partitions': is(
    tableOf({
      index: [['x'], ['y']],
      index_names: ['id'],
      columns: ['day', 'n'],
      dtypes: ['float64', 'int64'],
      rows: [
        [1, '9223372036854775807n'],
        [2.5, 2],
      ],
    }),
  ),
  'kv condition': written,
  'kv read empty': is({}),
  'kv delete empty': done,
  'kv delete empty again': raises('delete', `${undeletable} 'T/refused/'.: ${missing}`),
  'times write': written,
  'times read': is(
    tableOf({
      index: [[1], [2], [3], [4]],
      index_names: ['id'],
      columns: ['when'],
      dtypes: [time],
      rows: [
        ['1940-04-24T22:00:00+00:00'],
        ['1940-04-25T00:00:00+00:00'],
        [null],
        ['2024-02-29T03:00:00.123456789+00:00'],
      ],
    }),
  ),
  'times delete': done,
};

const csv: Readonly<Record<string, Expected>> = {
  'csv create': done,
  'csv write': written,
  'csv read': is(file),
  'csv read in pieces': is([slice(file, 0, 2), slice(file, 2, 3)]),
  'csv read limit': is(1),
  'csv write in pieces': written,
  'csv read longer': is(6),
  'csv raw': is([4, 2]),
  'csv ping': is(
    tableOf({
      columns: ['col-0', 'col-1', 'col-2', 'col-3'],
      dtypes: ['int64', 'int64', 'int64', 'int64'],
      rows: Array.from({ length: 37 }, (_, row) => [0, row, 2 * row, 3 * row]),
    }),
  ),
  'csv unknown command': raises(
    'execute',
    `can't exec: CSV backend doesn't support execute command '"dance"'`,
  ),
  'csv delete': done,
  'csv delete again': raises('delete', `can't delete: path to file '"T.csv"' doesn't exist`),
};

const stream: Readonly<Record<string, Expected>> = {
  'stream create': done,
  'stream create again': raises('create', "error creating table: a stream already exists at path 'T/stream'"),
  'stream write': written,
  'stream read': is(tableOf({ ...records, index: [[1], [2], [3], [4]] })),
  'stream read in pieces': is([
    tableOf({ ...records, index: [[1], [2], [3]], rows: records.rows.slice(0, 3) }),
    tableOf({ ...records, index: [[4]], rows: records.rows.slice(3) }),
  ]),
  'stream read on': is([2.5, 3.5]),
  'stream latest': is(0),
  'stream put': noFrame,
  'stream read put': is([0.5, 1.5, 2.5, 3.5, 9]),
  'stream no shard': raises('read', "can't query: Error in Seek operation - "),
  'stream delete': done,
};

const minute = (i: number): string => `2024-01-01T00:0${i}:00+00:00`;
const minutes = [0, 1, 2, 3, 4, 5].map((i) => [minute(i)]);
const labels = ['3.22', '17', 'linux'];
const categories = ['category', 'category', 'category'];

const tsdb: Readonly<Record<string, Expected>> = {
  'tsdb create': done,
  'tsdb create again': raises(
    'create',
    "error creating table: A TSDB table already exists at path 'T/metrics'.",
  ),
  'tsdb create ignore': done,
  'tsdb create bad rate': raises(
    'create',
    'error creating table: failed to create a TSDB schema: Invalid samples ingestion rate (often).: ',
  ),
  'tsdb write': written,
  'tsdb write label': written,
  // A null cell is no sample.
  'tsdb read': is(
    tableOf({
      index: minutes,
      index_names: ['time'],
      columns: ['cpu', 'disk', 'lf', 'li', 'os'],
      dtypes: ['float64', 'float64', ...categories],
      rows: [1, 2, 3, 4, 5, null].map((cpu, i) => [cpu, 10 * (i + 1), ...labels]),
    }),
  ),
  'tsdb read pieces': is(
    [
      tableOf({
        index: minutes.slice(0, 4),
        columns: ['cpu', 'lf', 'li', 'os'],
        dtypes: ['float64', ...categories],
        rows: [1, 2, 3, 4].map((cpu) => [cpu, ...labels]),
      }),
      tableOf({
        index: minutes.slice(4, 5),
        columns: ['cpu', 'lf', 'li', 'os'],
        dtypes: ['float64', ...categories],
        rows: [[5, ...labels]],
      }),
      tableOf({
        index: minutes.slice(0, 2),
        columns: ['cpu', 'os'],
        dtypes: ['float64', 'category'],
        rows: [
          [7, 'mac'],
          [8, 'mac'],
        ],
      }),
    ].map((table) => ({ ...table, index_names: ['time'] })),
  ),
  'tsdb multi index': is(
    tableOf({
      index: [
        ...minutes.slice(0, 5).map((time) => [...time, ...labels]),
        ...minutes.slice(0, 2).map((time) => [...time, null, null, 'mac']),
      ],
      index_names: ['time', 'lf', 'li', 'os'],
      columns: ['cpu'],
      dtypes: ['float64'],
      rows: [[1], [2], [3], [4], [5], [7], [8]],
    }),
  ),
  'tsdb aggregate': is(
    tableOf({
      index: [[minute(0)], [minute(3)]],
      index_names: ['time'],
      columns: ['avg(disk)', 'max(disk)', 'count(disk)', 'lf', 'li', 'os'],
      dtypes: ['float64', 'float64', 'float64', ...categories],
      rows: [
        [20, 30, 3, ...labels],
        [50, 60, 3, ...labels],
      ],
    }),
  ),
  'tsdb sql': is(
    tableOf({
      index: [[minute(0)], [minute(0)]],
      index_names: ['time'],
      columns: ['top', 'os'],
      dtypes: ['float64', 'category'],
      rows: [
        [5, 'linux'],
        [8, 'mac'],
      ],
    }),
  ),
  'tsdb bad sql': raises('read', "can't query: syntax error at position 12 near 'from'"),
  'tsdb write index labels': written,
  'tsdb read index labels': is(
    tableOf({
      index: [[minute(1), 'n2']],
      index_names: ['time', 'node'],
      columns: ['cpu'],
      dtypes: ['float64'],
      rows: [[200]],
    }),
  ),
  'tsdb delete some': done,
  'tsdb read rest': is([10, 20]),
  'tsdb delete': done,
  'tsdb read deleted': raises(
    'read',
    "can't query: failed to create adapter: No TSDB schema file found at '/bigdata/T/metrics'.",
  ),
};

const history: Readonly<Record<string, Expected>> = {
  history: is(['create', 'delete', 'execute', 'read', 'write']),
  'history action': is(['kv']),
  'history columns': is([
    'ActionDuration',
    'ActionType',
    'BackendName',
    'Container',
    'StartTime',
    'TableName',
    'UserName',
    'command',
    'limit',
    'messageLimit',
    'saveMode',
  ]),
  'history nothing': is(0),
  'history since': is(true),
  'history before': is(0),
};

const errors: Readonly<Record<string, Expected>> = {
  'unknown backend': raises('read', 'unknown backend - "no-such-backend"'),
  'unknown backend in pieces': raises('iterate', 'unknown backend - "no-such-backend"'),
  'write unknown backend': (protocol) =>
    raises(
      'write',
      `${protocol === 'http' ? 'write error: ' : ''}unknown backend - no-such-backend`,
    )(protocol),
};

const expected: Readonly<Record<string, Expected>> = {
  ...nosql,
  ...csv,
  ...stream,
  ...tsdb,
  ...errors,
  ...history,
};

describe.skipIf(python === undefined).each<Protocol>(['grpc', 'http'])(
  'the Python client over %s',
  (protocol) => {
    let service: ServiceProcess;
    let results: Results;

    beforeAll(async () => {
      service = await startService();
      const address = protocol === 'grpc' ? `grpc://${service.ready.grpc}` : service.ready.http;
      results = await drive(address, 'T');
    }, 600_000);
    afterAll(() => service.stop());

    test('every step is looked at', () => {
      const { connect: warnings, ...steps } = results;
      for (const warning of warnings as string[]) expect(warning).toMatch(/^Warning - Server version '/);
      expect(Object.keys(steps)).toEqual(Object.keys(expected));
    });

    test.each(Object.entries(expected))('%s', (step, result) => {
      expect(results[step]).toEqual(result(protocol));
    });
  },
);
