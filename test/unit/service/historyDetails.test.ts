import { expect, test } from 'vitest';
import type { Scalar } from '../../../src/data/dtype';
import {
  createDetails,
  deleteDetails,
  executeDetails,
  readDetails,
  writeDetails,
} from '../../../src/service/historyDetails';
import * as messages from '../../../src/wire/messages';

const { emptyReadRequest, emptyInitialWriteRequest, emptyCreateRequest } = messages;
const { emptyDeleteRequest, emptyExecRequest } = messages;

test('a read tells what it asked for', () => {
  const request: messages.ReadRequest = {
    ...emptyReadRequest,
    ...{ backend: 'x', table: 't', multiIndex: true, resetIndex: true, marker: 'm', joins: 1 },
    ...{ query: 'q', columns: ['a', 'b'], filter: 'f', groupBy: 'g', limit: 5n, messageLimit: -2n },
    ...{ shardingKeys: ['s', 't'], sortKeyRangeStart: '1', sortKeyRangeEnd: '2', start: '0', end: 'now' },
    ...{ step: '1h', aggregators: 'sum', aggregationWindow: '2h', seek: 'time', shardId: '0', sequence: 7n },
  };
  expect(Object.fromEntries(readDetails(request, 256n))).toEqual({
    ...{ query: 'q', columns: 'a,b', filter: 'f', groupBy: 'g', limit: '5', messageLimit: '-2' },
    ...{ shardingkeys: 's,t', sortKeyRangeStart: '1', sortKeyRangeEnd: '2', start: '0', end: 'now' },
    ...{ step: '1h', aggregators: 'sum', aggregationWindow: '2h', seek: 'time', shardID: '0', sequence: '7' },
  });
});

test('a read tells the default size of its messages, if there is one', () => {
  expect([...readDetails(emptyReadRequest, 0n)]).toEqual([]);
  expect([...readDetails(emptyReadRequest, 256n)]).toEqual([['messageLimit', '256']]);
});

test('a write tells its save mode always', () => {
  expect([...writeDetails(emptyInitialWriteRequest)]).toEqual([['saveMode', 'errorIfTableExists']]);
  const request = { expression: 'e', condition: 'c', partitionKeys: ['p', 'q'], saveMode: 'updateItem' };
  expect(Object.fromEntries(writeDetails({ ...emptyInitialWriteRequest, more: true, ...request }))).toEqual({
    ...request,
    partitionKeys: 'p,q',
  });
});

test('create and delete tell what they were told', () => {
  const create = { rate: '1/m', aggregates: 'sum', aggregationGranularity: '1h' };
  const numbers = { shards: 2n, retentionHours: 5n };
  expect(Object.fromEntries(createDetails({ ...emptyCreateRequest, ...create, ...numbers }))).toEqual({
    ...create,
    shards: '2',
    retentionHours: '5',
  });
  const remove = { filter: 'f', start: '0', end: '5' };
  expect(
    Object.fromEntries(deleteDetails({ ...emptyDeleteRequest, ...remove, metrics: ['a', 'b'] })),
  ).toEqual({
    ...remove,
    metrics: 'a,b',
  });
  expect([...createDetails(emptyCreateRequest), ...deleteDetails(emptyDeleteRequest)]).toEqual([]);
});

test.each<[Scalar, string]>([
  [{ dtype: 'string', value: 'abc' }, 'sval:"abc" '],
  [{ dtype: 'string', value: '' }, 'sval:"" '],
  [{ dtype: 'string', value: 'a"\\\n\r\té\x00\x7f' }, 'sval:"a\\"\\\\\\n\\r\\t\\303\\251\\000\\177" '],
  [{ dtype: 'integer', value: -5n }, 'ival:-5 '],
  [{ dtype: 'integer', value: 0n }, 'ival:0 '],
  [{ dtype: 'time', value: 1_576_108_800_000_000_000n }, 'tval:1576108800000000000 '],
  [{ dtype: 'float', value: 1.5 }, 'fval:1.5 '],
  [{ dtype: 'float', value: 1e21 }, 'fval:1e+21 '],
  [{ dtype: 'float', value: NaN }, 'fval:nan '],
  [{ dtype: 'float', value: -Infinity }, 'fval:-inf '],
  [{ dtype: 'boolean', value: false }, 'bval:false '],
])('an argument %o stands as %s', (value, text) => {
  const request = { ...emptyExecRequest, command: 'c', expression: 'e', args: new Map([['a', value]]) };
  expect(Object.fromEntries(executeDetails(request))).toEqual({
    command: 'c',
    expression: 'e',
    args_a: text,
  });
});

test('no request makes the history large by itself', () => {
  const long: Scalar = { dtype: 'string', value: 'x'.repeat(20_000_000) };
  const args = new Map(Array.from({ length: 500 }, (_, i) => [`a${i}`, long] as const));
  const start = performance.now();
  const details = executeDetails({ ...emptyExecRequest, command: 'y'.repeat(1_000_000), args });
  expect(performance.now() - start).toBeLessThan(1000);
  expect(details.size).toBe(51);
  expect(details.get('args_a0')).toMatch(/^sval:"x{9990}/);
  for (const text of details.values()) expect(text.length).toBeLessThanOrEqual(10_001);
});

const hush: Scalar = { dtype: 'string', value: 'hush' };

test.each([
  ...['password', 'PASSWORD', 'dbPassword', 'user_password', 'passwd', 'token', 'session-token', 'apiToken'],
  ...['key', 'Key', 'access_key', 'accessKey', 'API-KEY', 'apikey', 'keys', 'clientSecret', 'credentials'],
])('an argument named %s is masked', (name) => {
  const details = executeDetails({ ...emptyExecRequest, command: 'ping', args: new Map([[name, hush]]) });
  expect(details.get(`args_${name}`)).toBe('***');
});

test.each([
  ['monkey', 'ping'],
  ['keyboard', 'ping'],
  ['turkey_size', 'ping'],
  ['data', 'put'],
  // The names of an attribute and of an item, what a record is placed by.
  ['key', 'infer'],
  ['key', ' InferSchema '],
  ['key', 'Update'],
  ['partition_key', 'put'],
])('an argument named %s of %s is not', (name, command) => {
  const details = executeDetails({ ...emptyExecRequest, command, args: new Map([[name, hush]]) });
  expect(details.get(`args_${name}`)).toBe('sval:"hush" ');
});
