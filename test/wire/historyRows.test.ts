import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StringColumn } from '../../src/data/column';
import { frameOf, sliceFrame, type Frame } from '../../src/data/frame';
import { connect, type FramesClient } from '../../src/frames';
import type { Call } from '../../src/ui/calls/call';
import { callOfHistoryRow, type RecordedCall } from '../../src/ui/operations/historyRows';
import { startService, type ServiceProcess } from './serviceProcess';

let service: ServiceProcess;
let client: FramesClient;
const people = 'bigdata/recorded/people';
const weather = 'bigdata/recorded/weather';
const clicks = 'bigdata/recorded/clicks';

beforeAll(async () => {
  service = await startService();
  client = connect(service.ready.grpc);
  const names = frameOf({
    indices: [new StringColumn('name', ['ada', 'bob'])],
    columns: [new StringColumn('town', ['ulm', 'bonn'])],
  });
  await client.write({ backend: 'nosql', table: people }, [names]);
  await client.write({ backend: 'csv', table: 'recorded.csv' }, [names]);
  await client.create({ backend: 'tsdb', table: weather, rate: '1/m' });
  await client.create({ backend: 'stream', table: clicks, shards: 2 });
});
afterAll(async () => {
  client.close();
  await service.stop();
});

async function drain(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const all: Frame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

async function make(call: Call): Promise<void> {
  switch (call.method) {
    case 'read':
      await drain(client.read(call.query));
      return;
    case 'create':
      return client.create(call.creation);
    case 'delete':
      return client.delete(call.deletion);
    case 'execute':
      await client.execute(call.execution);
      return;
    case 'write':
    case 'history':
      throw new Error('not made here');
  }
}

/** What the last row of the history is read back as. */
async function lastRecorded(): Promise<RecordedCall> {
  const frame = (await drain(client.history())).at(-1);
  if (!frame) throw new Error('nothing is recorded');
  return callOfHistoryRow(sliceFrame(frame, frame.length - 1, frame.length));
}

const calls: readonly Call[] = [
  { method: 'read', query: { backend: 'nosql', table: people } },
  {
    method: 'read',
    query: { backend: 'nosql', table: people, columns: ['name', 'town'], filter: "town == 'ulm'" },
  },
  { method: 'read', query: { backend: 'csv', table: 'recorded.csv', limit: 1 } },
  {
    method: 'read',
    query: {
      backend: 'tsdb',
      table: weather,
      columns: ['cpu'],
      aggregators: ['avg', 'max'],
      start: 'now-1d',
      end: 'now',
      step: '1h',
      filter: "host == 'a'",
    },
  },
  { method: 'read', query: { backend: 'tsdb', sql: `select * from \`${weather}\``, start: '0' } },
  { method: 'read', query: { backend: 'stream', table: clicks, shardId: '1', seek: 'earliest' } },
  {
    method: 'read',
    query: { backend: 'stream', table: clicks, shardId: '0', seek: 'time', start: 'now-1h' },
  },
  {
    method: 'execute',
    execution: {
      backend: 'stream',
      table: clicks,
      command: 'put',
      args: { data: '{"who": "Zoë",\n\t"path": "a\\\\b"}', client_info: 'me' },
    },
  },
  {
    method: 'create',
    creation: { backend: 'tsdb', table: `${weather}2`, rate: '1/s', aggregates: ['count', 'sum'] },
  },
  { method: 'create', creation: { backend: 'stream', table: `${clicks}2`, shards: 3, retentionHours: 48 } },
  { method: 'delete', deletion: { backend: 'nosql', table: people, filter: "town == 'bonn'" } },
  {
    method: 'delete',
    deletion: { backend: 'tsdb', table: weather, start: '0', end: '1000', metrics: ['cpu', 'disk'] },
  },
  { method: 'delete', deletion: { backend: 'stream', table: `${clicks}2` } },
];

describe('a row of the history', () => {
  it.each(calls.map((call) => [JSON.stringify(call, (_, value: unknown) => value), call] as const))(
    'is the call again: %s',
    async (_, call) => {
      await make(call);
      const recorded = await lastRecorded();
      expect('call' in recorded && withoutUndefined(recorded.call)).toEqual(call);
      // And the service takes it; what was created is there already, what was deleted is gone.
      if ('call' in recorded && call.method !== 'create') await make(recorded.call);
    },
  );

  it('names the container of a session that had one', async () => {
    const inside = connect(service.ready.grpc, { container: 'bigdata' });
    await drain(inside.read({ backend: 'nosql', table: 'recorded/people' }));
    inside.close();
    expect(await lastRecorded()).toMatchObject({ call: { query: { table: people } } });
  });

  it('says why it cannot be made again', async () => {
    const rows = frameOf({ indices: [new StringColumn('name', ['eve'])] });
    await client.write({ backend: 'nosql', table: people }, [
      { ...rows, columns: [new StringColumn('town', ['x'])] },
    ]);
    expect(await lastRecorded()).toMatchObject({
      problem: expect.stringMatching(/rows .* not recorded/) as string,
    });
    const args = { data: 'x', token: 'hush' };
    await client.execute({ backend: 'stream', table: clicks, command: 'put', args });
    expect(await lastRecorded()).toMatchObject({
      problem: expect.stringMatching(/token may be a secret/) as string,
    });
    const long = { data: 'x'.repeat(11_000) };
    await client.execute({ backend: 'stream', table: clicks, command: 'put', args: long });
    expect(await lastRecorded()).toMatchObject({ problem: expect.stringMatching(/too long/) as string });
    expect(callOfHistoryRow(rows)).toMatchObject({ problem: 'This is no row of a history.' });
  });
});

function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [name, withoutUndefined(each)]),
  );
}
