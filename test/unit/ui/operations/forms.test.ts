import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../../src/frames/collection';
import type { FieldView, FormValue, FormValues, TypedRows } from '../../../../src/protocol/form';
import type { Call } from '../../../../src/ui/calls/call';
import type { FormContext } from '../../../../src/ui/operations/field';
import {
  faultyFields,
  fieldsOf,
  heededValues,
  initialValues,
  viewFields,
} from '../../../../src/ui/operations/operationForm';
import { operationForms } from '../../../../src/ui/operations/operationForms';
import { startingRows } from '../../../../src/ui/operations/startingRows';

type Method = Call['method'];

const context: FormContext = {
  connections: [
    { id: 'local', name: 'Local', address: '127.0.0.1:8081' },
    { id: 'fixed', name: 'Fixed', address: 'framesd:8081', readOnly: true },
  ],
};

const typed: TypedRows = {
  columns: [
    { name: 'key', dtype: 'string' },
    { name: 'n', dtype: 'integer' },
    { name: 'at', dtype: 'time' },
  ],
  cells: [['a', '1', '2024-01-01T00:00:00Z']],
};

/** A form that could run, and what it needs for that. */
const filled: Readonly<Record<string, FormValues>> = {
  'create tsdb': { table: 'bigdata/m', rate: '1/m' },
  'create stream': { table: 'bigdata/s' },
  'create csv': { table: 'a.csv' },
  'write nosql': { table: 'bigdata/t', rows: typed, indices: ['key'] },
  'write tsdb': { table: 'bigdata/m', rows: typed, indices: ['at', 'key'] },
  'write stream': { table: 'bigdata/s', rows: typed },
  'write csv': { table: 'a.csv', rows: typed },
  'read nosql': { table: 'bigdata/t' },
  'read tsdb': { table: 'bigdata/m' },
  'read stream': { table: 'bigdata/s' },
  'read csv': { table: 'a.csv' },
  'delete nosql': { table: 'bigdata/t' },
  'delete tsdb': { table: 'bigdata/m' },
  'delete stream': { table: 'bigdata/s' },
  'delete csv': { table: 'a.csv' },
  'execute nosql': { table: 'bigdata/t' },
  'execute stream': { table: 'bigdata/s', data: '{}' },
  'history ': {},
};

function valuesOf(
  name: string,
  more: FormValues = {},
): { readonly method: Method; readonly values: FormValues } {
  const [method, backend] = name.split(' ') as [Method, string];
  const given = { connection: 'local', ...(backend === '' ? {} : { backend }), ...filled[name], ...more };
  return { method, values: initialValues(operationForms[method], given) };
}

function fieldsAt(name: string, more: FormValues = {}): readonly FieldView[] {
  const { method, values } = valuesOf(name, more);
  return viewFields(operationForms[method], values, context);
}

function callAt(name: string, more: FormValues = {}): Call | undefined {
  const { method, values } = valuesOf(name, more);
  const form = operationForms[method];
  return form.toCall(heededValues(form, values), context);
}

describe('a form that is filled in', () => {
  it.each(Object.keys(filled))('%s has nothing to mend, and comes to a call', (name) => {
    expect(faultyFields(fieldsAt(name))).toEqual([]);
    expect(callAt(name)?.method).toBe(name.split(' ')[0]);
  });

  it.each(Object.keys(filled).filter((name) => name !== 'history '))('%s needs a path', (name) => {
    expect(faultyFields(fieldsAt(name, { table: ' / ' }))).toEqual(['table']);
  });

  it.each(['create tsdb', 'write nosql', 'delete csv', 'execute stream'])(
    '%s is refused at once over a read-only connection',
    (name) => {
      expect(faultyFields(fieldsAt(name, { connection: 'fixed' }))).toEqual(['connection']);
    },
  );

  it.each(['read nosql', 'history '])('%s is not', (name) => {
    expect(faultyFields(fieldsAt(name, { connection: 'fixed' }))).toEqual([]);
  });

  it('says that a connection is gone', () => {
    expect(faultyFields(fieldsAt('read nosql', { connection: 'gone' }))).toEqual(['connection']);
  });
});

/** The field, what is said in it, and what is wrong with that; undefined for nothing. */
type Case = readonly [field: string, value: FormValue, problem: RegExp | undefined, more?: FormValues];

const cases: Readonly<Record<string, readonly Case[]>> = {
  'create tsdb': [
    ['table', '', /Fill this in/],
    ['table', 'bigdata', /container first/],
    ['table', 'bigdata/../x', /from the top/],
    ['table', 'bigdata//x', /slashes/],
    ['table', 'bigdata/\u0007', /control/],
    ['table', '/bigdata/x/', undefined],
    ['backend', '', /Choose one/],
    ['backend', 'oracle', /Choose one of the list/],
    ['rate', '', /Fill this in/],
    ['rate', '10', /such as/],
    ['rate', '0/s', /such as/],
    ['rate', '-1/s', /such as/],
    ['rate', '1/d', /such as/],
    ['rate', '2/s', /too high/],
    ['rate', ' 10/m ', undefined],
    ['aggregates', ['avg', 'max'], undefined],
    ['aggregationGranularity', '7m', /divide a day/, { aggregates: ['avg'] }],
    ['aggregationGranularity', '0m', /at least 1/, { aggregates: ['avg'] }],
    ['aggregationGranularity', 'soon', /such as/, { aggregates: ['avg'] }],
    ['aggregationGranularity', '2d', undefined, { aggregates: ['avg'] }],
    ['ignoreExisting', true, undefined],
  ],
  'create stream': [
    ['shards', '0', /At least 1/],
    ['shards', '-1', /At least 1/],
    ['shards', '1.5', /whole number/],
    ['shards', 'many', /whole number/],
    ['shards', '4097', /At most 4096/],
    ['shards', '', undefined],
    ['retentionHours', '0', /At least 1/],
    ['retentionHours', '1e3', /whole number/],
    ['retentionHours', '9'.repeat(30), /At most/],
    ['retentionHours', '48', undefined],
    ['ignoreExisting', true, undefined],
  ],
  'create csv': [
    ['table', 'a.csv', undefined],
    ['columns', 'a,,b', /missing between/],
    ['columns', 'a,"b', /quote/],
    ['columns', 'a, b, a', /twice/],
    ['columns', '"a,b", c', undefined],
    ['ignoreExisting', true, undefined],
  ],
  'write nosql': [
    ['from', 'clipboard', /Choose one of the list/],
    ['saveMode', 'sometimes', /Choose one of the list/],
    ['saveMode', 'overwriteTable', undefined],
    ['condition', 'n >', /expected/i],
    ['condition', 'n > {m}', /m/],
    ['condition', 'n > {n}', undefined],
    ['expression', 'n = ', /expected/i],
    ['expression', 'n = n + {n}; REMOVE note', undefined],
    ['partitionKeys', 'n, n', /twice/],
    ['partitionKeys', 'm', /no column m/],
    ['partitionKeys', 'n', undefined],
    ['maxRowsInMessage', '0', /at least 1/],
    ['maxRowsInMessage', 'all', /whole number/],
    ['indices', ['key', 'n', 'at'], /must be none/],
    ['indices', [], undefined],
    ['csvText', '', /Fill this in/, { from: 'text' }],
    ['csvFile', '', /Choose a file/, { from: 'file' }],
    ['rows', { columns: typed.columns, cells: [['', '', '']] }, /at least one row/],
  ],
  'write tsdb': [
    ['indices', ['key'], /sample time/],
    ['indices', [], /sample time/],
    ['labels', 'os', /name=value/],
    ['labels', 'a-b=1', /no name of a label/],
    ['labels', '=1', /no name of a label/],
    ['labels', 'time=1', /cannot be called/],
    ['labels', 'os=a, os=b', /twice/],
    ['labels', '"os=a,b"', /comma/],
    ['labels', "os=it's", /quote/],
    ['labels', 'os=linux, node=', undefined],
    ['maxRowsInMessage', '-5', /at least 1/],
  ],
  'write stream': [['indices', ['at'], undefined]],
  'write csv': [['maxRowsInMessage', '2.5', /whole number/]],
  'read nosql': [
    ['columns', 'a,,', /missing/],
    ['columns', 'a, b', undefined],
    ['filter', 'age >', /expected/i],
    ['filter', "city == 'Berlin", /quote|string|end/i],
    ['filter', 'age > 3 AND exists(x)', undefined],
    ['shardingKeys', 'a,a', /twice/],
    ['sortKeyRangeStart', 'a', undefined, { shardingKeys: 'k' }],
    ['sortKeyRangeEnd', 'b', undefined, { shardingKeys: 'k' }],
    ['resetIndex', true, undefined],
    ['messageLimit', '0', /at least 1/],
    ['messageLimit', '1.5', /whole number/],
    ['messageLimit', '9'.repeat(40), /whole number/],
  ],
  'read tsdb': [
    ['metrics', 'cpu,,disk', /missing/],
    ['filter', 'os = = 1', /expected/i],
    ['groupBy', 'os,os', /twice/, { aggregators: 'avg' }],
    ['aggregators', 'median', /no function named/],
    ['aggregators', 'avg, max_all', /mixed/],
    ['aggregators', 'avg, max', undefined],
    ['start', 'yesterday', /Write now/],
    ['start', '2024-01-01', /Write now/],
    ['start', 'now-1w', /Write now/],
    ['start', 'now-90m', undefined],
    ['start', '0', undefined],
    ['end', 'never', /Write now/],
    ['end', '10', /later than/, { start: '20' }],
    ['end', 'now-2h', /later than/, { start: 'now-1h' }],
    ['step', '5 minutes', /such as/],
    ['step', '5m', undefined],
    ['aggregationWindow', 'x', /such as/, { aggregators: 'avg' }],
    ['multiIndex', true, undefined],
    ['by', 'magic', /Choose one of the list/],
    ['sql', '', /Fill this in/, { by: 'sql' }],
    ['sql', 'select from', /./, { by: 'sql' }],
    ['sql', "select avg(cpu) from 'bigdata/m'", undefined, { by: 'sql' }],
    ['messageLimit', '-1', /at least 1/],
  ],
  'read stream': [
    ['shardId', '', /Fill this in/],
    ['shardId', '-1', /number of a shard/],
    ['shardId', 'x', /number of a shard/],
    ['seek', 'newest', /Choose one of the list/],
    ['seekStart', '', /Fill this in/, { seek: 'time' }],
    ['seekStart', 'noon', /Write now/, { seek: 'time' }],
    ['sequence', '', /Fill this in/, { seek: 'sequence' }],
    ['sequence', '9223372036854775808', /number of a record/, { seek: 'sequence' }],
    ['sequence', '9223372036854775807', undefined, { seek: 'sequence' }],
  ],
  'read csv': [
    ['limit', '0', /at least 1/],
    ['limit', 'x', /whole number/],
    ['limit', '10', undefined],
  ],
  'delete nosql': [
    ['filter', 'age <', /expected/i],
    ['filter', 'age < 18', undefined],
    ['ignoreMissing', true, undefined],
  ],
  'delete tsdb': [
    ['filter', 'os ==', /expected/i],
    ['start', 'x', /Write now/],
    ['end', 'x', /Write now/],
    ['end', '1', /later than/, { start: '2' }],
    ['metrics', 'a,a', /twice/],
    ['metrics', 'cpu', undefined],
  ],
  'execute nosql': [
    ['command', 'drop', /Choose one of the list/],
    ['inferKey', 'name', undefined],
    ['key', '', /Fill this in/, { command: 'update' }],
    ['expression', '', /Fill this in/, { command: 'update' }],
    ['expression', 'n + 1', /expected/i, { command: 'update' }],
    ['expression', 'n = n + 1', undefined, { command: 'update' }],
    ['condition', 'n <', /expected/i, { command: 'update' }],
  ],
  'execute stream': [
    ['data', '', /Fill this in/],
    ['data', 'no JSON', undefined],
    ['clientInfo', 'me', undefined],
    ['partitionKey', 'k', undefined],
  ],
  'history ': [
    ['historyBackend', 'oracle', /Choose one of the list/],
    ['action', 'drop', /Choose one of the list/],
    ['action', 'read', undefined],
    ['historyTable', 'x', undefined],
    ['container', 'x', undefined],
    ['user', 'x', undefined],
    ['minStartTime', 'x', /Write now/],
    ['maxStartTime', 'x', /Write now/],
    ['maxStartTime', '1', /later than/, { minStartTime: '2' }],
    ['minDuration', '-1', /at least 0/],
    ['minDuration', '1.5', /whole number/],
    ['maxDuration', 'x', /whole number/],
    ['maxDuration', '1', /Less than/, { minDuration: '2' }],
    ['maxDuration', '0', undefined, { minDuration: '2' }],
  ],
};

describe.each(Object.entries(cases))('the fields of %s', (name, rows) => {
  const tests = rows.map(([field, value, problem, more = {}]) => ({ field, value, problem, more }));

  it.each(tests)('$field: $value', ({ field, value, problem, more }) => {
    const view = fieldsAt(name, { ...more, [field]: value }).find((each) => each.name === field);
    expect(view, 'the field is there').toBeDefined();
    expect(view?.disabledWhy).toBeUndefined();
    if (problem === undefined) expect(view?.problem).toBeUndefined();
    else expect(view?.problem).toMatch(problem);
  });
});

it('looks at every field of every form', () => {
  // Connection and path are the same everywhere; they are looked at above.
  const common = ['connection', 'backend', 'table'];
  for (const [method, form] of Object.entries(operationForms)) {
    const names = fieldsOf(form).map(({ name }) => name);
    const seen = Object.entries(cases)
      .filter(([name]) => name.startsWith(`${method} `))
      .flatMap(([, rows]) => rows.map(([field]) => field));
    expect(
      names.filter((name) => !seen.includes(name) && !common.includes(name)),
      method,
    ).toEqual([]);
  }
});

describe('cells typed by hand', () => {
  const one = (dtype: TypedRows['columns'][number]['dtype'], text: string, name = 'v') =>
    fieldsAt('write stream', {
      rows: {
        columns: [
          { name: 'k', dtype: 'string' },
          { name, dtype },
        ],
        cells: [['k', text]],
      },
    }).find((field) => field.name === 'rows')?.cellProblems;

  it.each([
    ['integer', '9223372036854775807', 0],
    ['integer', '9223372036854775808', 1],
    ['integer', '1.0', 1],
    ['integer', '', 0],
    ['float', 'NaN', 0],
    ['float', '1e-3', 0],
    ['float', '1e999', 1],
    ['float', '1,5', 1],
    ['boolean', 'TRUE', 0],
    ['boolean', 'yes', 1],
    ['time', '2024-02-29T12:00:00.000000001Z', 0],
    ['time', '2023-02-29T12:00:00Z', 1],
    ['time', 'now', 1],
    ['string', '""', 0],
    ['string', '"a', 1],
    ['string', 'a"', 0],
  ] as const)('%s %j', (dtype, text, problems) => {
    expect(one(dtype, text)).toHaveLength(problems);
  });

  it.each<[Backend, string, boolean]>([
    ['nosql', 'a b', false],
    ['nosql', '1a', false],
    ['nosql', '_a1', true],
    ['tsdb', 'a-b', false],
    ['tsdb', 'a:b', true],
    ['stream', 'a b', true],
    ['csv', 'ü', true],
  ])('%s takes a column named %j: %s', (backend, name, isTaken) => {
    const fields = fieldsAt(`write ${backend}`, {
      rows: {
        columns: [
          { name: 'at', dtype: 'time' },
          { name, dtype: 'integer' },
        ],
        cells: [['2024-01-01', '1']],
      },
    });
    const head = fields.find((field) => field.name === 'rows')?.cellProblems ?? [];
    expect(head.filter(({ row }) => row === -1)).toHaveLength(isTaken ? 0 : 1);
  });

  it('names each column, once', () => {
    const fields = fieldsAt('write csv', {
      rows: {
        columns: [
          { name: 'a', dtype: 'string' },
          { name: ' a ', dtype: 'string' },
          { name: '', dtype: 'string' },
        ],
        cells: [['1', '2', '3']],
      },
    });
    const messages = fields.find(({ name }) => name === 'rows')?.cellProblems?.map(({ message }) => message);
    expect(messages).toEqual(['There are two columns named a.', 'Name this column.']);
  });

  it('a row without its key, or its time, is refused', () => {
    const rows = { columns: typed.columns, cells: [...typed.cells, ['', '2', '']] };
    const problemAt = (name: string, indices: readonly string[]) =>
      fieldsAt(name, { rows, indices }).find((field) => field.name === 'indices')?.problem;
    expect(problemAt('write nosql', ['key'])).toBe('Row 2 has no key.');
    expect(problemAt('write tsdb', ['at'])).toBe('Row 2 has no at.');
  });

  it('null, the empty string and NaN stay three things', () => {
    const call = callAt('write stream', {
      rows: {
        columns: [
          { name: 's', dtype: 'string' },
          { name: 'f', dtype: 'float' },
        ],
        cells: [
          ['', 'NaN'],
          ['""', ''],
          ['""""""', '0'],
        ],
      },
    });
    const frame = call?.method === 'write' && call.rows && 'frame' in call.rows ? call.rows.frame : undefined;
    const [s, f] = frame?.columns ?? [];
    expect([0, 1, 2].map((row) => s?.at(row))).toEqual([null, '', '""']);
    expect([0, 1, 2].map((row) => f?.at(row))).toEqual([NaN, null, 0]);
  });
});

describe('what is said and does not count', () => {
  it('what another backend takes is not sent', () => {
    expect(callAt('read csv', { filter: 'a > 1', columns: 'a', start: '0' })).toEqual({
      method: 'read',
      query: { backend: 'csv', table: 'a.csv', limit: undefined, messageLimit: undefined },
    });
  });

  it('what is disabled is not sent', () => {
    expect(callAt('read nosql', { sortKeyRangeStart: 'a' })).toMatchObject({
      query: { sortKeyRangeStart: undefined },
    });
    expect(callAt('create tsdb', { aggregationGranularity: '1h' })).toMatchObject({
      creation: { aggregationGranularity: undefined },
    });
  });

  it('SQL excludes what it says itself', () => {
    const more = {
      by: 'sql',
      sql: "select a from 'bigdata/m'",
      filter: 'x == 1',
      metrics: 'a',
      aggregators: 'avg',
    };
    expect(callAt('read tsdb', { ...more, step: '1m' })).toEqual({
      method: 'read',
      query: { backend: 'tsdb', sql: "select a from 'bigdata/m'", step: '1m' },
    });
  });
});

describe('a deletion of samples', () => {
  it.each<[FormValues, { start?: string; end?: string }]>([
    [{}, {}],
    [{ start: '5' }, { start: '5', end: 'now' }],
    [{ end: '5' }, { start: '0', end: '5' }],
    [{ metrics: 'cpu' }, { start: '0', end: 'now' }],
    [{ filter: "os == 'a'" }, { start: '0', end: 'now' }],
  ])('%j sends %j', (more, bounds) => {
    const call = callAt('delete tsdb', more);
    const { start, end } = (
      call?.method === 'delete' && call.deletion.backend === 'tsdb' ? call.deletion : {}
    ) as {
      start?: string;
      end?: string;
    };
    expect({ start, end }).toEqual({ start: undefined, end: undefined, ...bounds });
  });
});

it('says why a nosql table is not created', () => {
  const { values } = valuesOf('create nosql', { table: 'bigdata/t' });
  expect(operationForms.create.refusal?.(values)).toMatch(/begins with the first write/);
});

it('the starting rows of every backend can be written once they are filled in', () => {
  for (const backend of ['nosql', 'tsdb', 'stream', 'csv'] as const) {
    const { rows, indices } = startingRows(backend);
    const cells = [
      rows.columns.map(({ dtype }) => (dtype === 'time' ? '2024-01-01' : dtype === 'float' ? '1' : 'a')),
    ];
    expect(faultyFields(fieldsAt(`write ${backend}`, { rows: { ...rows, cells }, indices }))).toEqual([]);
  }
});
