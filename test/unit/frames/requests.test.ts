import { describe, expect, it } from 'vitest';
import {
  toCreateRequest,
  toDeleteRequest,
  toExecRequest,
  toHistoryRequest,
  type Creation,
  type Deletion,
} from '../../../src/frames/operations';
import { toReadRequest, type Query } from '../../../src/frames/query';
import { toWriteRequest, type WriteTarget } from '../../../src/frames/writing';
import { FramesError } from '../../../src/wire/errors';
import {
  emptyCreateRequest,
  emptyDeleteRequest,
  emptyExecRequest,
  emptyHistoryRequest,
  emptyInitialWriteRequest,
  emptyReadRequest,
  type DeleteRequest,
  type ReadRequest,
} from '../../../src/wire/messages';

const table = 'a/t';

describe('a query', () => {
  it.each<[Query, Partial<ReadRequest>]>([
    [{ backend: 'nosql', table }, { backend: 'kv' }],
    [
      {
        backend: 'nosql',
        table,
        columns: ['a'],
        filter: 'a>1',
        resetIndex: true,
        shardingKeys: ['k'],
        sortKeyRangeStart: 'a',
        sortKeyRangeEnd: 'b',
        messageLimit: 1,
      },
      {
        backend: 'kv',
        columns: ['a'],
        filter: 'a>1',
        resetIndex: true,
        shardingKeys: ['k'],
        sortKeyRangeStart: 'a',
        sortKeyRangeEnd: 'b',
        messageLimit: 1n,
      },
    ],
    [
      { backend: 'csv', table, limit: 7 },
      { backend: 'csv', limit: 7n },
    ],
    [
      { backend: 'tsdb', table, start: '0', aggregators: ['avg', 'sum'], step: '1h', multiIndex: true },
      { backend: 'tsdb', start: '0', aggregators: 'avg,sum', step: '1h', multiIndex: true },
    ],
    [
      { backend: 'tsdb', sql: 'select cpu from t', end: 'now' },
      { backend: 'tsdb', query: 'select cpu from t', end: 'now', table: '' },
    ],
    [
      { backend: 'stream', table, shardId: '0', seek: 'earliest' },
      { backend: 'stream', shardId: '0', seek: 'earliest' },
    ],
    [
      { backend: 'stream', table, shardId: '0', seek: 'sequence', sequence: 9n },
      { backend: 'stream', shardId: '0', seek: 'sequence', sequence: 9n },
    ],
    [
      { backend: 'stream', table, shardId: '0', seek: 'time', start: 'now-1h' },
      { backend: 'stream', shardId: '0', seek: 'time', start: 'now-1h' },
    ],
  ])('%o', (query, expected) => {
    expect(toReadRequest(query)).toEqual({ ...emptyReadRequest, table, messageLimit: 4096n, ...expected });
  });

  it.each<[Query, string]>([
    [{ backend: '' as 'csv', table }, 'no backend'],
    [{ backend: 'kv' as 'csv', table }, 'unknown backend - "kv"'],
    [{ backend: 'nosql', table: '' }, 'missing data'],
    [{ backend: 'nosql', table: '//' }, 'missing data'],
    [{ backend: 'csv', table: '../x' }, "cannot hold '..'"],
    [{ backend: 'csv', table: 'a\0b' }, 'NUL'],
    [{ backend: 'csv', table, limit: 0 }, 'limit must be a whole number of at least 1, not 0'],
    [{ backend: 'csv', table, limit: 1.5 }, 'limit must be'],
    [{ backend: 'csv', table, messageLimit: -1 }, 'messageLimit must be'],
    [{ backend: 'csv', table, messageLimit: Number.NaN }, 'messageLimit must be'],
    [{ backend: 'nosql', table, sortKeyRangeStart: 'a' }, 'needs sharding keys'],
    [{ backend: 'tsdb', sql: ' ' }, 'empty query'],
    [{ backend: 'nosql', table, columns: 'a' as unknown as string[] }, 'columns must be a list of texts'],
    [{ backend: 'tsdb', table, start: 'soon' }, "start 'soon': Write now"],
    [{ backend: 'tsdb', table, end: 5 as unknown as string }, 'end must be a text'],
    [{ backend: 'tsdb', table, step: '1w' }, "step '1w': Write a whole number"],
    [{ backend: 'tsdb', sql: 'select a from t', aggregationWindow: 'x' }, "aggregationWindow 'x'"],
    [{ backend: 'tsdb', table, aggregators: ['mean'] }, "no function named 'mean'"],
    [{ backend: 'tsdb', sql: 'select a from t', columns: ['a'] } as unknown as Query, 'names table, columns'],
    [{ backend: 'stream', table, shardId: '', seek: 'latest' }, 'empty shard'],
    [{ backend: 'stream', table, shardId: 'x', seek: 'latest' }, "shardId 'x'"],
    [{ backend: 'stream', table, shardId: '0', seek: 'end' } as unknown as Query, "no seek 'end' (known are"],
    [{ backend: 'stream', table, shardId: '0' } as unknown as Query, "no seek 'undefined'"],
    [{ backend: 'stream', table, shardId: '0', seek: 'sequence' } as unknown as Query, 'needs a sequence'],
    [{ backend: 'stream', table, shardId: '0', seek: 'time', start: 'x' }, "start 'x'"],
    [{ backend: 'stream', table, shardId: '0', seek: 'time' } as unknown as Query, 'start must be a text'],
    [{ backend: 'stream', table, shardId: '0', seek: 'time', start: '' }, 'needs a start'],
    [
      { backend: 'stream', table, shardId: '0', seek: 'sequence', sequence: 2n ** 63n },
      'Write the number of a record',
    ],
  ])('%o is refused: %s', (query, words) => {
    expect(failureOf(() => toReadRequest(query))).toMatchObject({
      code: 'invalidArgument',
      operation: 'read',
      detail: expect.stringContaining(words) as string,
    });
  });
});

describe('a write', () => {
  it.each<[WriteTarget, object]>([
    [
      { backend: 'nosql', table },
      { backend: 'kv', saveMode: 'createNewItemsOnly' },
    ],
    [
      { backend: 'nosql', table, saveMode: 'updateItem', condition: '{a}>1', partitionKeys: ['p', 'q'] },
      { backend: 'kv', saveMode: 'updateItem', condition: '{a}>1', partitionKeys: ['p', 'q'] },
    ],
    [{ backend: 'csv', table }, { backend: 'csv' }],
  ])('%o', (target, expected) => {
    expect(toWriteRequest(target)).toEqual({ ...emptyInitialWriteRequest, table, ...expected });
  });

  it.each<[WriteTarget, string]>([
    [{ backend: '' as 'csv', table }, 'empty backend'],
    [{ backend: 'csv', table: '' }, 'empty table'],
    [{ backend: 'nosql', table, saveMode: 'append' as 'updateItem' }, "no save mode named 'append'"],
    [{ backend: 'nosql', table, partitionKeys: ['p', 'p'] }, "'p' appears more than once"],
  ])('%o is refused: %s', (target, words) => {
    expect(failureOf(() => toWriteRequest(target))).toMatchObject({
      code: 'invalidArgument',
      operation: 'write',
      detail: expect.stringContaining(words) as string,
    });
  });
});

describe('other operations', () => {
  it('become requests', () => {
    expect(toCreateRequest({ backend: 'csv', table, ifExists: 'ignore' })).toEqual({
      ...emptyCreateRequest,
      backend: 'csv',
      table,
      ifExists: 1,
    });
    expect(
      toCreateRequest({ backend: 'csv', table, columns: ['a', 'b'] }).schema?.fields.map(({ name }) => name),
    ).toEqual(['a', 'b']);
    expect(toCreateRequest({ backend: 'stream', table })).toMatchObject({ shards: 1n, retentionHours: 24n });
    expect(toDeleteRequest({ backend: 'nosql', table, filter: 'a>1', ifMissing: 'ignore' })).toEqual({
      ...emptyDeleteRequest,
      backend: 'kv',
      table,
      filter: 'a>1',
      ifMissing: 1,
    });
    const time = { dtype: 'time', value: 5n } as const;
    expect(
      toExecRequest({
        backend: 'csv',
        table,
        command: 'ping',
        args: { rows: 2n, f: 2, s: '2', b: true, time },
      }),
    ).toEqual({
      ...emptyExecRequest,
      backend: 'csv',
      table,
      command: 'ping',
      args: new Map<string, unknown>([
        ['rows', { dtype: 'integer', value: 2n }],
        ['f', { dtype: 'float', value: 2 }],
        ['s', { dtype: 'string', value: '2' }],
        ['b', { dtype: 'boolean', value: true }],
        ['time', time],
      ]),
    });
    expect(toHistoryRequest({ backend: 'nosql', minDuration: 50 })).toEqual({
      ...emptyHistoryRequest,
      backend: 'kv',
      minDuration: 50n,
    });
    expect(toHistoryRequest({})).toEqual(emptyHistoryRequest);
    expect(toHistoryRequest({ minDuration: '50' as unknown as number }).minDuration).toBe(50n);
  });

  it.each<[Partial<Deletion>, Partial<DeleteRequest>]>([
    [{}, {}],
    [{ start: '', end: '', metrics: [], filter: '' }, {}],
    [
      { start: 'now-1d', end: 'now-5h' },
      { start: 'now-1d', end: 'now-5h' },
    ],
    [{ start: 'now-1d' }, { start: 'now-1d', end: 'now' }],
    [{ end: 'now-5h' }, { start: '0', end: 'now-5h' }],
    [{ metrics: ['cpu'] }, { metrics: ['cpu'], start: '0', end: 'now' }],
    [{ filter: "node=='1'" }, { filter: "node=='1'", start: '0', end: 'now' }],
  ])('of a time series delete %o, and name both bounds', (parts, expected) => {
    expect(toDeleteRequest({ backend: 'tsdb', table, ...parts })).toEqual({
      ...emptyDeleteRequest,
      backend: 'tsdb',
      table,
      ...expected,
    });
  });

  it.each<[Creation, string]>([
    [{ backend: 'csv', table, columns: ['a', ''] }, 'field 1 with no name'],
    [{ backend: 'tsdb', table, rate: '' }, "Must specify 'rate'"],
    [{ backend: 'tsdb', table, rate: '5' }, "rate '5': Write how many"],
    [{ backend: 'tsdb', table, rate: '1/m', aggregates: ['mean'] }, "no function named 'mean'"],
    [{ backend: 'tsdb', table, rate: '1/m', aggregationGranularity: '7h' }, 'divide a day'],
    [{ backend: 'stream', table, retentionHours: 1.5 }, 'retentionHours must be'],
    [{ backend: 'stream', table, shards: 0 }, 'shards must be'],
  ])('create %o is refused: %s', (creation, words) => {
    expect(failureOf(() => toCreateRequest(creation))).toMatchObject({
      code: 'invalidArgument',
      operation: 'create',
    });
    expect(() => toCreateRequest(creation)).toThrow(words);
  });

  it.each<[string, () => unknown, string]>([
    ['delete', () => toDeleteRequest({ backend: 'tsdb', table, start: 'x' }), "start 'x'"],
    ['delete', () => toDeleteRequest({ backend: 'tsdb', table, end: 'x' }), "end 'x'"],
    ['execute', () => toExecRequest({ backend: 'nosql', table, command: ' ' }), 'empty command'],
    ['history', () => toHistoryRequest({ backend: 'sql' as 'csv' }), "no backend 'sql'"],
    ['history', () => toHistoryRequest({ action: 'ingest' as 'write' }), "no action 'ingest'"],
    ['history', () => toHistoryRequest({ minStartTime: 'x' }), "minStartTime 'x'"],
    ['history', () => toHistoryRequest({ maxStartTime: 'x' }), "maxStartTime 'x'"],
    ['history', () => toHistoryRequest({ maxDuration: -1 }), 'maxDuration must be'],
  ])('%s is refused: %s', (operation, request, words) => {
    expect(failureOf(request)).toMatchObject({ code: 'invalidArgument', operation });
    expect(request).toThrow(words);
  });

  it('are refused without a table', () => {
    expect(() => toDeleteRequest({ backend: 'csv', table: '' })).toThrow('empty table');
    expect(() => toExecRequest({ backend: 'csv', table: '', command: 'ping' })).toThrow('empty table');
    expect(() =>
      toExecRequest({ backend: 'csv', table, command: 'ping', args: { rows: -(2n ** 63n) - 1n } }),
    ).toThrow("'rows' does not fit");
    expect(() => toHistoryRequest({ minDuration: -1 })).toThrow('minDuration must be');
  });
});

function failureOf(run: () => unknown): FramesError {
  try {
    run();
  } catch (error) {
    if (error instanceof FramesError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
