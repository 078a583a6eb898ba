import { describe, expect, it } from 'vitest';
import {
  toCreateRequest,
  toDeleteRequest,
  toExecRequest,
  toHistoryRequest,
  type Creation,
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
      { backend: 'tsdb', table, start: '0', aggregators: ['avg', 'sum_all'], step: '1h', multiIndex: true },
      { backend: 'tsdb', start: '0', aggregators: 'avg,sum_all', step: '1h', multiIndex: true },
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
    [{ backend: 'stream', table, shardId: '', seek: 'latest' }, 'empty shard'],
    [{ backend: 'stream', table, shardId: '0', seek: 'time', start: '' }, 'needs a start'],
    [
      { backend: 'stream', table, shardId: '0', seek: 'sequence', sequence: 2n ** 63n },
      'does not fit 64 bits',
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
  });

  it.each<[Creation, string]>([
    [{ backend: 'csv', table, columns: ['a', ''] }, 'field 1 with no name'],
    [{ backend: 'tsdb', table, rate: '' }, "Must specify 'rate'"],
    [{ backend: 'stream', table, shards: 0 }, 'shards must be'],
  ])('create %o is refused: %s', (creation, words) => {
    expect(failureOf(() => toCreateRequest(creation))).toMatchObject({
      code: 'invalidArgument',
      operation: 'create',
    });
    expect(() => toCreateRequest(creation)).toThrow(words);
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
