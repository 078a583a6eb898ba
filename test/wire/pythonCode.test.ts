import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bitmap } from '../../src/data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import type { Call } from '../../src/ui/calls/call';
import { pythonOf } from '../../src/ui/calls/python';
import { python, runPython } from '../python/pythonClient';
import { startService, type ServiceProcess } from './serviceProcess';

/** Every character that could end a string of Python too early, or mean something in it. */
const odd = `"'\\ \n\r\t\x1b\u2028\u202e{x} %s ü🙂`;

function nullAt(length: number, row: number): Bitmap {
  const nulls = new Bitmap(length);
  nulls.set(row);
  return nulls;
}

const everyType = frameOf({
  indices: [new StringColumn('key', ['a', 'b'])],
  columns: [
    new Int64Column(
      'large',
      'integer',
      BigInt64Array.of(-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n),
    ),
    new Int64Column('gap', 'integer', BigInt64Array.of(9_223_372_036_854_775_807n, 0n), nullAt(2, 1)),
    new FloatColumn('ratio', Float64Array.of(5e-324, 0), nullAt(2, 1)),
    new Int64Column('seen', 'time', BigInt64Array.of(1n, 0n), nullAt(2, 1)),
    new BooleanColumn('ok', nullAt(2, 0), nullAt(2, 1)),
    new StringColumn('text', [odd, '']),
  ],
});

const samples = frameOf({
  indices: [
    new Int64Column('time', 'time', BigInt64Array.of(1_704_067_200_000_000_000n, 1_704_067_260_000_000_000n)),
  ],
  columns: [new FloatColumn('cpu', Float64Array.of(1.5, 2.5))],
  labels: new Map([['os', { dtype: 'string', value: odd }]]),
});

/** The language of filters has no escapes: a text with a single quote stands in double ones. */
const oddFilter = `!= "'{x} %s \n ü🙂"`;
const table = 'bigdata/code/people';
const metrics = 'bigdata/code/metrics';
const stream = 'bigdata/code/stream';
const range = { start: '0', end: 'now' };

/** What the real client has to show after each call; null where it gives nothing back. */
const steps: readonly (readonly [name: string, call: Call, rows: unknown])[] = [
  [
    'write',
    { method: 'write', target: { backend: 'nosql', table }, rows: { frame: everyType } },
    expect.anything(),
  ],
  [
    'read',
    {
      method: 'read',
      query: { backend: 'nosql', table, columns: ['large', 'gap', 'ratio', 'seen', 'ok', 'text'] },
    },
    [
      ['-9223372036854775808n', expect.anything(), 5e-324, '1970-01-01T00:00:00.000000001+00:00', true, odd],
      ['9223372036854775807n', null, null, null, null, ''],
    ],
  ],
  [
    'filter',
    {
      method: 'read',
      query: { backend: 'nosql', table, filter: `text ${oddFilter} AND text != ''`, columns: ['large'] },
    },
    [['-9223372036854775808n']],
  ],
  [
    'update',
    {
      method: 'execute',
      execution: { backend: 'nosql', table, command: 'update', args: { key: 'a' }, expression: 'n = 3' },
    },
    expect.anything(),
  ],
  [
    'infer',
    { method: 'execute', execution: { backend: 'nosql', table, command: 'infer' } },
    expect.anything(),
  ],
  ['read updated', { method: 'read', query: { backend: 'nosql', table, columns: ['n'] } }, [[3]]],
  ['delete items', { method: 'delete', deletion: { backend: 'nosql', table, filter: `key == 'a'` } }, null],
  ['read rest', { method: 'read', query: { backend: 'nosql', table, columns: ['text'] } }, [['']]],
  ['delete table', { method: 'delete', deletion: { backend: 'nosql', table } }, null],
  [
    'create metrics',
    {
      method: 'create',
      creation: { backend: 'tsdb', table: metrics, rate: '1/m', aggregates: ['avg', 'max'] },
    },
    null,
  ],
  [
    'create metrics again',
    { method: 'create', creation: { backend: 'tsdb', table: metrics, rate: '1/m', ifExists: 'ignore' } },
    null,
  ],
  [
    'write samples',
    { method: 'write', target: { backend: 'tsdb', table: metrics }, rows: { frame: samples } },
    expect.anything(),
  ],
  [
    'read samples',
    { method: 'read', query: { backend: 'tsdb', table: metrics, ...range, filter: `os ${oddFilter}` } },
    [
      [1.5, odd],
      [2.5, odd],
    ],
  ],
  [
    'SQL',
    {
      method: 'read',
      query: { backend: 'tsdb', sql: `select max(cpu) as top from '${metrics}'`, ...range, step: '1h' },
    },
    [[2.5, odd]],
  ],
  [
    'delete samples',
    {
      method: 'delete',
      deletion: { backend: 'tsdb', table: metrics, start: '0', end: 'now', metrics: ['cpu'] },
    },
    null,
  ],
  ['create stream', { method: 'create', creation: { backend: 'stream', table: stream, shards: 2 } }, null],
  [
    'put',
    {
      method: 'execute',
      execution: {
        backend: 'stream',
        table: stream,
        command: 'put',
        args: { data: JSON.stringify({ text: odd }), client_info: odd, partition_key: 'k' },
      },
    },
    expect.anything(),
  ],
  [
    'create file',
    { method: 'create', creation: { backend: 'csv', table: 'code.csv', columns: ['a', odd] } },
    null,
  ],
  [
    'history',
    { method: 'history', filter: { backend: 'csv', table: 'code.csv', maxStartTime: 'now-1h' } },
    [],
  ],
];

describe.skipIf(python === undefined)('the produced code, run with the real client', () => {
  let service: ServiceProcess;
  let outcomes: readonly unknown[];

  beforeAll(async () => {
    service = await startService();
    const session = { address: service.ready.grpc };
    outcomes = await runPython(steps.map(([, call]) => pythonOf(call, session)));
  }, 600_000);
  afterAll(() => service.stop());

  test.each(steps.map(([name, , rows], i) => ({ name, rows, i })))('$name', ({ rows, i }) => {
    const outcome = outcomes[i] as { readonly rows?: unknown; readonly error?: string } | null;
    expect(outcome?.error === undefined ? undefined : outcome).toBeUndefined();
    const found = outcome === null ? null : outcome.rows;
    if (Array.isArray(rows) || rows === null) expect(found).toEqual(rows);
  });
});
