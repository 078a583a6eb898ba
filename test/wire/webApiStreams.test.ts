import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as messages from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { readRows, session, twoColumns, writeFrames } from './calls';
import { startService, type ServiceProcess } from './serviceProcess';
import { WebApiClient, type Refusal } from './webApiClient';

interface Records {
  readonly NextLocation: string;
  readonly MSecBehindLatest: number;
  readonly RecordsBehindLatest: number;
  readonly Records: readonly {
    readonly ArrivalTimeSec: number;
    readonly ArrivalTimeNSec: number;
    readonly SequenceNumber: number;
    readonly Data: string;
    readonly ClientInfo?: string;
    readonly PartitionKey?: string;
  }[];
}

let service: ServiceProcess;
let api: WebApiClient;

beforeAll(async () => {
  service = await startService();
  api = new WebApiClient(service.ready.webapi);
});
afterAll(() => service.stop());

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const plain = (text: string): string => Buffer.from(text, 'base64').toString();

let made = 0;
/** A stream of its own for each test. */
async function stream(shards: number): Promise<string> {
  const path = `/bigdata/streams/${++made}/`;
  expect(await api.call('CreateStream', path, { ShardCount: shards, RetentionPeriodHours: 2 })).toMatchObject(
    {
      status: 200,
      body: '',
    },
  );
  return path;
}

const put = (path: string, ...records: object[]) =>
  api.answer<{ FailedRecordCount: number; Records: object[] }>('PutRecords', path, { Records: records });

const seek = async (path: string, args: object): Promise<string> =>
  (await api.answer<{ Location: string }>('SeekShard', path, args)).Location;

const read = (path: string, location: string, limit?: number) =>
  api.answer<Records>('GetRecords', path, { Location: location, ...(limit && { Limit: limit }) });

async function texts(path: string, args: object = { Type: 'EARLIEST' }): Promise<string[]> {
  return (await read(path, await seek(path, args))).Records.map(({ Data }) => plain(Data));
}

async function refused(name: string, path: string, args: object | string = {}): Promise<[number, string]> {
  const { status, body } = await api.call(name, path, args);
  return [status, (JSON.parse(body) as Refusal).ErrorMessage.replace(/:.*/, '')];
}

describe('a stream', () => {
  test('is described as it was made, and grows', async () => {
    const path = await stream(3);
    expect(await api.answer('DescribeStream', path)).toEqual({ ShardCount: 3, RetentionPeriodHours: 2 });
    expect((await api.call('UpdateStream', path, { ShardCount: 5 })).status).toBe(200);
    expect(await api.answer('DescribeStream', path)).toEqual({ ShardCount: 5, RetentionPeriodHours: 2 });
    expect(await put(path, { ShardId: 4, Data: base64('x') })).toMatchObject({ FailedRecordCount: 0 });
    expect(await refused('UpdateStream', path, { ShardCount: 4 })).toEqual([
      400,
      'InvalidShardCountException',
    ]);
  });

  test('has one shard and a day unless told otherwise; its name may stand in the body', async () => {
    await api.call('CreateStream', '/bigdata/streams/', { StreamName: 'plain' });
    expect(await api.answer('DescribeStream', '/bigdata/streams/', { StreamName: 'plain' })).toEqual({
      ShardCount: 1,
      RetentionPeriodHours: 24,
    });
  });

  test('is known by what only streams have in a listing, its shards by their sequence', async () => {
    const path = await stream(3);
    await put(path, { ShardId: 1, Data: base64('abc') }, { ShardId: 1, Data: base64('de') });
    const name = path.slice('/bigdata/'.length, -1);
    const above = (await api.ask('/bigdata?prefix=streams&prefix-info=1')).body;
    expect(above).toContain(`<Prefix>${name}/</Prefix>`);
    expect(above).toContain(
      '<ShardCount>3</ShardCount><RetentionPeriodHours>2</RetentionPeriodHours><RetentionPeriodSec>7200</RetentionPeriodSec>',
    );
    const inside = (await api.ask(`/bigdata?prefix=${name}`)).body;
    expect(inside.match(/<Key>.*?<\/LastSequenceId>/g)).toEqual([
      `<Key>${name}/1</Key><Size>5</Size><LastSequenceId>2</LastSequenceId>`,
    ]);
    expect((await api.ask(`${path}1`, { method: 'HEAD' })).status).toBe(200);
    expect((await api.ask(`${path}2`, { method: 'HEAD' })).status).toBe(404);
  });

  test('goes when its shards are gone', async () => {
    const path = await stream(2);
    await put(path, { ShardId: 0, Data: '' }, { ShardId: 1, Data: '' });
    await api.ask(`${path}state.json`, { method: 'PUT', body: '{}' });
    const statuses: number[] = [];
    for (const each of ['', '0', '1', '1', '', 'state.json', ''])
      statuses.push((await api.ask(path + each, { method: 'DELETE' })).status);
    expect(statuses).toEqual([409, 204, 204, 404, 409, 204, 204]);
    expect(await refused('DescribeStream', path)).toEqual([404, 'ResourceNotFoundException']);
  });

  test('keeps what consumers note on its shards, once they hold records', async () => {
    const path = await stream(2);
    const note = {
      Item: { __group_committed: { N: '1' } },
      UpdateMode: 'CreateOrReplaceAttributes',
      ConditionExpression: '__obj_type == 3',
    };
    expect((await api.call('PutItem', `${path}0`, note)).status).toBe(400);
    await put(path, { ShardId: 0, Data: base64('x') });
    await api.answer('PutItem', `${path}0`, note);
    const attributes = '__group_committed,__last_sequence_num,__obj_type,__size';
    expect(await api.answer('GetItem', `${path}0`, { AttributesToGet: attributes })).toEqual({
      Item: {
        __group_committed: { N: '1' },
        __last_sequence_num: { N: '1' },
        __obj_type: { N: '3' },
        __size: { N: '1' },
      },
    });
    expect((await api.call('GetItem', `${path}1`)).status).toBe(404);
    expect(await texts(`${path}0`)).toEqual(['x']);
    expect(
      (await api.ask(`/bigdata?prefix=${path.slice('/bigdata/'.length)}`)).body.match(/<Key>/g),
    ).toHaveLength(1);
  });

  test.each([
    ['CreateStream', '/bigdata/streams/none/', { ShardCount: 0 }, 400, 'InvalidArgumentException'],
    ['CreateStream', '/bigdata/streams/none/', { ShardCount: 1e6 }, 400, 'InvalidArgumentException'],
    ['CreateStream', '/bigdata/streams/none/', { RetentionPeriodHours: 0 }, 400, 'InvalidArgumentException'],
    ['CreateStream', '/bigdata/streams/none/', '{"ShardCount":', 400, 'InvalidArgumentException'],
    ['CreateStream', '/bigdata/streams/', { StreamName: 'a/b' }, 400, 'InvalidArgumentException'],
    ['CreateStream', '/bigdata/streams/', {}, 409, 'ResourceInUseException'],
    ['CreateStream', '/csv/x/', {}, 403, 'Permission denied'],
    ['DescribeStream', '/bigdata/streams/none/', {}, 404, 'ResourceNotFoundException'],
    ['DescribeStream', '/bigdata/streams/', {}, 400, 'ResourceNotStreamException'],
    ['UpdateStream', '/bigdata/streams/none/', { ShardCount: 2 }, 404, 'ResourceNotFoundException'],
    ['PutRecords', '/bigdata/streams/none/', { Records: [] }, 404, 'ResourceNotFoundException'],
    ['PutRecords', '/bigdata/streams/', { Records: [] }, 400, 'ResourceNotStreamException'],
    ['SeekShard', '/bigdata/streams/none/0', { Type: 'EARLIEST' }, 404, 'ResourceNotFoundException'],
    ['GetRecords', '/bigdata/streams/none/0', { Location: 'AQ==' }, 404, 'ResourceNotFoundException'],
  ])('%s %s %j', async (name, path, args, status, message) => {
    await api.ask('/bigdata/streams/', { method: 'PUT' });
    expect(await refused(name, path, args)).toEqual([status, message]);
    expect((await api.ask('/bigdata/streams/none', { method: 'HEAD' })).status).toBe(404);
  });
});

describe('records', () => {
  test('are put where they can be, and each is told of', async () => {
    const path = await stream(2);
    const { FailedRecordCount, Records } = await put(
      path,
      { ShardId: 1, Data: base64('one') },
      { ShardId: 2, Data: base64('nowhere') },
      { ShardId: 1, Data: base64('two'), ClientInfo: base64('info'), PartitionKey: 'key' },
      { ShardId: 1, Data: 'no base64!' },
      { ShardId: '1', Data: '' },
      { Data: '' },
      {},
    );
    expect(FailedRecordCount).toBe(4);
    const failure = (code: number) => ({ ErrorCode: code, ErrorMessage: expect.any(String) as string });
    expect(Records).toEqual([
      { SequenceNumber: 1, ShardId: 1 },
      failure(-201326594),
      { SequenceNumber: 2, ShardId: 1 },
      failure(-201326592),
      failure(-201326592),
      { SequenceNumber: expect.any(Number) as number, ShardId: expect.any(Number) as number },
      failure(-201326592),
    ]);
    const { Records: stored } = await read(`${path}1`, await seek(`${path}1/`, { Type: 'EARLIEST' }));
    expect(stored.slice(0, 2)).toEqual([
      { SequenceNumber: 1, Data: base64('one'), ...arrival() },
      {
        SequenceNumber: 2,
        Data: base64('two'),
        ClientInfo: base64('info'),
        PartitionKey: 'key',
        ...arrival(),
      },
    ]);
  });

  test('of one key stay together', async () => {
    const path = await stream(8);
    const records = Array.from({ length: 20 }, () => ({ PartitionKey: 'same', Data: '' }));
    const { Records } = await put(path, ...records);
    expect(new Set(Records.map((record) => (record as { ShardId: number }).ShardId)).size).toBe(1);
  });

  test('are at most a thousand in a call', async () => {
    const path = await stream(1);
    const records = (count: number) => ({ Records: Array.from({ length: count }, () => ({ Data: '' })) });
    expect((await refused('PutRecords', path, records(1001)))[0]).toBe(400);
    expect(await api.answer('PutRecords', path, records(1000))).toMatchObject({ FailedRecordCount: 0 });
  });

  test('are read on from place to place', async () => {
    const path = await stream(1);
    const shard = `${path}0`;
    await put(path, ...['a', 'b', 'c'].map((text) => ({ Data: base64(text) })));
    const first = await read(shard, await seek(shard, { Type: 'EARLIEST' }), 2);
    expect(first).toMatchObject({ RecordsBehindLatest: 1, MSecBehindLatest: 0 });
    const second = await read(shard, first.NextLocation);
    expect(second.Records.map(({ Data }) => plain(Data))).toEqual(['c']);
    const third = await read(shard, second.NextLocation);
    expect(third).toMatchObject({ Records: [], RecordsBehindLatest: 0, NextLocation: second.NextLocation });
    await put(path, { Data: base64('d') });
    expect((await read(shard, third.NextLocation)).Records.map(({ Data }) => plain(Data))).toEqual(['d']);
  });

  test('are found by every way of seeking', async () => {
    const path = await stream(1);
    const shard = `${path}0`;
    await put(path, ...['a', 'b', 'c'].map((text) => ({ Data: base64(text) })));
    const { Records } = await read(shard, await seek(shard, { Type: 'EARLIEST' }));
    const { ArrivalTimeSec = 0, ArrivalTimeNSec = 0 } = Records[1] ?? {};
    expect(
      await texts(shard, { Type: 'TIME', TimestampSec: ArrivalTimeSec, TimestampNSec: ArrivalTimeNSec }),
    ).toEqual(['b', 'c']);
    expect(await texts(shard, { Type: 'TIME', TimestampSec: 0 })).toEqual(['a', 'b', 'c']);
    expect(await texts(shard, { Type: 'TIME', TimestampSec: 4102444800 })).toEqual([]);
    expect(await texts(shard, { Type: 'SEQUENCE', StartingSequenceNumber: 3 })).toEqual(['c']);
    expect(await texts(shard, { Type: 'SEQUENCE', StartingSequenceNumber: 4 })).toEqual([]);
    expect(await texts(shard, { Type: 'LATEST' })).toEqual([]);
    expect(await api.answer('Seek', path, { ShardId: 0, Type: 'LATEST' })).toEqual({
      Location: await seek(shard, { Type: 'LATEST' }),
    });
  });

  test.each([
    ['SeekShard', '0', { Type: 'SEQUENCE', StartingSequenceNumber: 5 }, 'InvalidArgumentException'],
    ['SeekShard', '0', { Type: 'SEQUENCE', StartingSequenceNumber: 0 }, 'InvalidArgumentException'],
    ['SeekShard', '0', { Type: 'SEQUENCE' }, 'InvalidArgumentException'],
    ['SeekShard', '0', { Type: 'TIME' }, 'InvalidArgumentException'],
    ['SeekShard', '0', { Type: 'SOON' }, 'InvalidArgumentException'],
    ['SeekShard', '0', {}, 'InvalidArgumentException'],
    ['SeekShard', '1', { Type: 'EARLIEST' }, 'ShardIDOutOfRangeException'],
    ['SeekShard', 'x', { Type: 'EARLIEST' }, 'ShardIDOutOfRangeException'],
    ['GetRecords', '0', {}, 'InvalidArgumentException'],
    ['GetRecords', '0', { Location: 'AQAAAAAAAAAAAAAAAAAAAA==' }, 'InvalidArgumentException'],
    ['GetRecords', '0', { Location: 'what' }, 'InvalidArgumentException'],
    ['GetRecords', '0', { Location: 'AQAAAAEAAAABAAAAAAAAAA==' }, 'InvalidArgumentException'],
    ['GetRecords', '1', { Location: 'AQAAAAEAAAABAAAAAAAAAA==' }, 'ShardIDOutOfRangeException'],
  ])('cannot be had by %s %s %j', async (name, shard, args, message) => {
    const path = await stream(1);
    expect(await refused(name, path + shard, args)).toEqual([400, message]);
  });

  test('come in answers of bounded size', async () => {
    const path = await stream(1);
    const data = Buffer.alloc(1_500_000).toString('base64');
    for (let i = 0; i < 4; i++) await put(path, { Data: data }, { Data: data });
    const shard = `${path}0`;
    const first = await read(shard, await seek(shard, { Type: 'EARLIEST' }));
    const rest = await read(shard, first.NextLocation);
    expect([first.Records.length, first.RecordsBehindLatest, rest.Records.length]).toEqual([5, 3, 3]);
  });
});

describe('Frames clients', () => {
  test('write what is read here, from any record on', async () => {
    const path = await stream(2);
    const numbers = Array.from({ length: 600 }, (_, i) => 2n ** 62n + BigInt(i));
    const frame = twoColumns(
      numbers,
      numbers.map((_, i) => `<${i}>`),
    );
    await writeFrames(service.client, { backend: 'stream', table: path.slice('/bigdata/'.length) }, frame);
    await put(path, { Data: base64('{}'), ShardId: 1 });
    const shard = `${path}1`;
    const start = await seek(shard, { Type: 'SEQUENCE', StartingSequenceNumber: 101 });
    const first = await read(shard, start, 150);
    const rest = await read(shard, first.NextLocation, 150);
    const records = [...first.Records, ...rest.Records];
    expect(records.map(({ SequenceNumber }) => SequenceNumber)).toEqual(
      Array.from({ length: 201 }, (_, i) => 101 + i),
    );
    expect(records.map(({ Data }) => plain(Data))).toEqual([
      ...Array.from({ length: 200 }, (_, i) => {
        const row = 1 + 2 * (100 + i);
        return `{"number":${2n ** 62n + BigInt(row)},"text":"\\u003c${row}\\u003e"}`;
      }),
      '{}',
    ]);
    expect([first.Records.length, first.RecordsBehindLatest, rest.RecordsBehindLatest]).toEqual([150, 51, 0]);
    const tenth = records[9];
    const time = { TimestampSec: tenth?.ArrivalTimeSec, TimestampNSec: tenth?.ArrivalTimeNSec };
    const found = await read(shard, await seek(shard, { Type: 'TIME', ...time }), 1);
    expect(found.Records).toEqual([tenth]);
  });

  test('read what was put here', async () => {
    const path = await stream(1);
    await put(path, { Data: base64('{"a":1.5,"b":"x"}') });
    const rows = await readRows(service.client, {
      session,
      backend: 'stream',
      table: path.slice('/bigdata/'.length),
      seek: 'earliest',
      shardId: '0',
    });
    expect(rows).toEqual([['1', '1.5', 'x', expect.stringMatching(/^\d{19}$/) as string]]);
  });

  test('make and delete streams that are known here', async () => {
    const { client } = service;
    const table = 'streams/framed';
    const create = methods.create.encodeRequest({
      ...messages.emptyCreateRequest,
      session,
      backend: 'stream',
      table,
      shards: 2n,
      retentionHours: 3n,
    });
    await client.unary('Create', create);
    expect(await api.answer('DescribeStream', `/bigdata/${table}/`)).toEqual({
      ShardCount: 2,
      RetentionPeriodHours: 3,
    });
    await client.unary(
      'Delete',
      methods.delete.encodeRequest({ ...messages.emptyDeleteRequest, session, backend: 'stream', table }),
    );
    expect((await refused('DescribeStream', `/bigdata/${table}/`))[0]).toBe(404);
  });
});

function arrival(): object {
  return {
    ArrivalTimeSec: expect.any(Number) as number,
    ArrivalTimeNSec: expect.any(Number) as number,
  };
}
