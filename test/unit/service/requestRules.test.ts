import { describe, expect, test } from 'vitest';
import {
  isSaveMode,
  refusedDelete,
  refusedRead,
  refusedWrite,
  saveModes,
  type BackendType,
} from '../../../src/service/requestRules';
import { emptyDeleteRequest, emptyInitialWriteRequest, emptyReadRequest } from '../../../src/wire/messages';

const types: readonly BackendType[] = ['kv', 'csv', 'tsdb', 'stream'];

/** A value for each field, the name it has in errors, and the kinds that take it (spec/wire.md §14). */
const readFields: [string, Partial<typeof emptyReadRequest>, ...BackendType[]][] = [
  ['MultiIndex', { multiIndex: true }, 'tsdb'],
  ['Query', { query: 'x' }, 'tsdb'],
  ['GroupBy', { groupBy: 'x' }, 'tsdb'],
  ['Segments', { segments: [0n] }, 'kv'],
  ['TotalSegments', { totalSegments: 1n }, 'kv'],
  ['ShardingKeys', { shardingKeys: [''] }, 'kv'],
  ['SortKeyRangeStart', { sortKeyRangeStart: 'x' }, 'kv'],
  ['SortKeyRangeEnd', { sortKeyRangeEnd: 'x' }, 'kv'],
  ['Start', { start: '0' }, 'tsdb', 'stream'],
  ['End', { end: '0' }, 'tsdb'],
  ['Step', { step: '0' }, 'tsdb'],
  ['Aggregators', { aggregators: 'x' }, 'tsdb'],
  ['Seek', { seek: 'x' }, 'stream'],
  ['ShardId', { shardId: '0' }, 'stream'],
  ['Sequence', { sequence: -1n }, 'stream'],
  ['AggregationWindow', { aggregationWindow: 'x' }, 'tsdb'],
];

describe('a read', () => {
  test.each(readFields)('with %s', (name, fields, ...takers) => {
    for (const type of types) {
      const refusal = `${name} cannot be used as an argument to a ReadRequest to ${type} backend`;
      const expected = takers.includes(type) ? undefined : refusal;
      expect(refusedRead(type, { ...emptyReadRequest, ...fields })).toBe(expected);
    }
  });

  test('names the first refused field in the order of the message', () => {
    const all = Object.assign(
      {},
      emptyReadRequest,
      ...readFields.map(([, fields]) => fields),
    ) as typeof emptyReadRequest;
    const first = types.map((type) => refusedRead(type, all)?.split(' ')[0]);
    expect(first).toEqual(['MultiIndex', 'MultiIndex', 'Segments', 'MultiIndex']);
  });

  test('takes everywhere what all kinds take, and empty lists', () => {
    const request = {
      ...emptyReadRequest,
      ...{
        backend: 'x',
        table: 't',
        dataFormat: 'x',
        rowLayout: true,
        columns: ['a'],
        filter: 'x',
        joins: 1,
      },
      ...{ limit: 1n, messageLimit: 1n, marker: 'x', resetIndex: true, segments: [], shardingKeys: [] },
    };
    for (const type of types) expect(refusedRead(type, request)).toBe(undefined);
  });
});

describe('a write', () => {
  test.each<[string, Partial<typeof emptyInitialWriteRequest>, ...BackendType[]]>([
    ['Expression', { expression: 'x' }, 'kv', 'csv'],
    ['Condition', { condition: 'x' }, 'kv', 'csv'],
    ['PartitionKeys', { partitionKeys: ['x'] }, 'kv', 'csv'],
    ['HaveMore', { more: true }, 'stream', 'csv'],
    ['SaveMode', { saveMode: 'updateItem' }, 'kv', 'csv'],
    ['', { saveMode: 'errorIfTableExists' }, ...types],
    ['HaveMore', { more: true, saveMode: 'updateItem' }, 'csv'],
  ])('with %s', (name, fields, ...takers) => {
    for (const type of types) {
      const refusal = refusedWrite(type, { ...emptyInitialWriteRequest, ...fields });
      if (takers.includes(type)) expect(refusal).toBe(undefined);
      else if (type === 'stream' && fields.saveMode !== undefined)
        expect(refusal).toMatch(/^SaveMode cannot/);
      else expect(refusal).toBe(`${name} cannot be used as an argument to a WriteRequest to ${type} backend`);
    }
  });

  test('knows the save modes by their exact names', () => {
    for (const mode of ['', ...saveModes]) expect(isSaveMode(mode)).toBe(true);
    for (const mode of ['UpdateItem', 'overwrite', ' ']) expect(isSaveMode(mode)).toBe(false);
  });
});

test.each<[string, Partial<typeof emptyDeleteRequest>]>([
  ['Start', { start: '0' }],
  ['End', { end: '0' }],
  ['Metrics', { metrics: ['x'] }],
])('a delete with %s is for tsdb alone', (name, fields) => {
  const refusals = types.map((type) => refusedDelete(type, { ...emptyDeleteRequest, ...fields }));
  const refusal = (type: string) =>
    `${name} cannot be used as an argument to a DeleteRequest to ${type} backend`;
  expect(refusals).toEqual([refusal('kv'), refusal('csv'), undefined, refusal('stream')]);
});
