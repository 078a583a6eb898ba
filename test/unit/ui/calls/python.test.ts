import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../../src/data/bitmap';
import { FloatColumn, Int64Column, StringColumn } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import type { Call } from '../../../../src/ui/calls/call';
import { pythonOf } from '../../../../src/ui/calls/python';
import { pythonLiteral, pythonString } from '../../../../src/ui/calls/pythonLiteral';

/** The code without its imports and its client. */
function callOf(call: Call): string {
  return pythonOf(call).split('\n').slice(-2, -1).join('\n');
}

describe('strings', () => {
  it.each([
    ['plain', '"plain"'],
    ['', '""'],
    [`it's "quoted" \\ here`, String.raw`"it's \"quoted\" \\ here"`],
    ['a\nb\r\tc', String.raw`"a\nb\r\tc"`],
    ['\0\x1b\x7f\x9f', String.raw`"\x00\x1b\x7f\x9f"`],
    ['ü🙂', '"ü🙂"'],
    ['left\u202eright\u2028', String.raw`"left\u202eright\u2028"`],
    ['\ud800', String.raw`"\ud800"`],
    ['\u{e0001}', String.raw`"\U000e0001"`],
    ['{x} %s $y', '"{x} %s $y"'],
  ])('%j', (text, literal) => {
    expect(pythonString(text)).toBe(literal);
  });
});

describe('values', () => {
  it.each([
    [9_223_372_036_854_775_807n, '9223372036854775807'],
    [3, '3.0'],
    [-0, '-0.0'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
    [0.1, '0.1'],
    [NaN, 'float("nan")'],
    [-Infinity, 'float("-inf")'],
    [true, 'True'],
    [null, 'None'],
    [['a', null, 1n], '["a", None, 1]'],
    [new Map([['os', 'linux']]), '{"os": "linux"}'],
  ] as const)('%s', (value, literal) => {
    expect(pythonLiteral(value)).toBe(literal);
  });
});

describe('the place of a table', () => {
  const read = { method: 'read', query: { backend: 'nosql', table: 'bigdata/examples/cars' } } as const;

  it.each([
    ['its first segment is the container', read, undefined, 'container="bigdata")', 'table="examples/cars"'],
    ['it lies in that of the session', read, 'bigdata', 'container="bigdata")', 'table="examples/cars"'],
    [
      'it is relative to that of the session',
      read,
      'users',
      'container="users")',
      'table="bigdata/examples/cars"',
    ],
  ] as const)('%s', (_, call, container, ofClient, ofCall) => {
    const code = pythonOf(call, { address: 'framesd:8081', container });
    expect(code).toContain(`client = v3f.Client("framesd:8081", ${ofClient}`);
    expect(code).toContain(ofCall);
  });

  it('is in no container for csv and for SQL, whose FROM names it', () => {
    const csv = pythonOf({ method: 'read', query: { backend: 'csv', table: 'a/b.csv' } });
    expect(csv).toContain('v3f.Client("framesd:8081")');
    expect(csv).toContain('table="a/b.csv"');
    const sql = pythonOf({ method: 'read', query: { backend: 'tsdb', sql: `select a from 'bigdata/t'` } });
    expect(sql).toContain('v3f.Client("framesd:8081")');
    expect(sql).toContain(`query="select a from 'bigdata/t'"`);
  });
});

describe('a call names what is set and nothing else', () => {
  it.each<[string, Call]>([
    [
      'df = client.read(backend="nosql", table="t", filter="a == \\"x\\"")',
      {
        method: 'read',
        query: { backend: 'nosql', table: 'c/t', filter: 'a == "x"', columns: [], resetIndex: false },
      },
    ],
    [
      'df = client.read(backend="stream", table="s", seek="time", shard_id="1", start="0")',
      {
        method: 'read',
        query: { backend: 'stream', table: 'c/s', seek: 'time', shardId: '1', start: '0' },
      },
    ],
    [
      'client.create(backend="tsdb", table="m", rate="1/m", aggregates="avg,max")',
      {
        method: 'create',
        creation: { backend: 'tsdb', table: 'c/m', rate: '1/m', aggregates: ['avg', 'max'] },
      },
    ],
    [
      'client.delete(backend="kv", table="t")',
      { method: 'delete', deletion: { backend: 'nosql', table: 'c/t' } },
    ],
    [
      'df = client.execute(backend="nosql", table="t", command="infer")',
      { method: 'execute', execution: { backend: 'nosql', table: 'c/t', command: 'infer' } },
    ],
    [
      'df = client.history(backend="nosql", min_duration=5)',
      { method: 'history', filter: { backend: 'nosql', user: '', minDuration: 5 } },
    ],
  ])('%s', (line, call) => {
    expect(callOf(call)).toBe(line);
  });

  it('breaks a long one into lines', () => {
    const code = pythonOf({
      method: 'create',
      creation: { backend: 'stream', table: `c/${'x'.repeat(80)}`, shards: 4, ifExists: 'ignore' },
    });
    expect(code).toContain(`client.create(\n    backend="stream",\n    table="`);
    expect(code).toContain(`    if_exists=fpb.IGNORE,\n)\n`);
    expect(code).toContain('from v3io_frames import frames_pb2 as fpb\n');
  });
});

describe('a write', () => {
  it('holds rows typed by hand, without rounding and with their nulls', () => {
    const nulls = new Bitmap(2);
    nulls.set(1);
    const frame = frameOf({
      indices: [new StringColumn('key', ['a', 'b'])],
      columns: [
        new Int64Column('n', 'integer', BigInt64Array.of(9_223_372_036_854_775_807n, 0n), nulls),
        new Int64Column('at', 'time', BigInt64Array.of(1n, 0n), nulls),
        new FloatColumn('x', Float64Array.of(1, 0), nulls),
      ],
      labels: new Map([['os', { dtype: 'string', value: 'linux' }]]),
    });
    const code = pythonOf({
      method: 'write',
      target: { backend: 'nosql', table: 'c/t', saveMode: 'updateItem', partitionKeys: ['n'] },
      rows: { frame, maxRowsInMessage: 10 },
    });
    expect(code).toBe(`import pandas as pd
import v3io_frames as v3f

# The access key comes from the environment variable V3IO_ACCESS_KEY.
client = v3f.Client("framesd:8081", container="c")
df = pd.DataFrame({
    "key": pd.Series(["a", "b"], dtype=object),
    "n": pd.array([9223372036854775807, None], dtype="Int64"),
    "at": pd.to_datetime(["1970-01-01T00:00:00.000000001Z", None], utc=True, format="ISO8601"),
    "x": [1.0, None],
})
client.write(
    backend="nosql",
    table="t",
    dfs=df,
    index_cols=["key"],
    labels={"os": "linux"},
    max_rows_in_msg=10,
    save_mode="updateItem",
    partition_keys=["n"],
)
`);
  });

  it('leaves a place for rows that are not known', () => {
    const code = pythonOf({ method: 'write', target: { backend: 'tsdb', table: 'c/t' } });
    expect(code).toContain('df = ...  # a pandas DataFrame with the rows\n');
  });

  it('reads a file', () => {
    const code = pythonOf({
      method: 'write',
      target: { backend: 'nosql', table: 'c/t' },
      rows: { csvFile: 'a "b".csv', delimiter: ';', indices: ['k'], timeColumns: ['at'] },
    });
    expect(code).toContain(String.raw`df = pd.read_csv("a \"b\".csv", sep=";", parse_dates=["at"])`);
  });
});

it('says that the Python client has no gRPC inside TLS', () => {
  const code = pythonOf({ method: 'history', filter: {} }, { address: 'grpcs://framesd:8081' });
  expect(code).toContain('put the https:// address');
});

it('holds no secret, and says where they come from', () => {
  const session = { address: 'framesd:8081', user: 'ada', token: 'hidden', password: 'hidden' };
  const code = pythonOf({ method: 'history', filter: {} }, session);
  expect(code).not.toContain('hidden');
  expect(code).toContain('V3IO_USERNAME and V3IO_PASSWORD');
});
