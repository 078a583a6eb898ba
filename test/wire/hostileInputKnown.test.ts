import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { frameOf, type Frame } from '../../src/data/frame';
import { connect, type FramesClient } from '../../src/frames';
import { transportTo } from '../../src/frames/client';
import { pb } from '../../src/wire/gen/frames';
import { emptyCreateRequest, emptyExecRequest, emptyInitialWriteRequest } from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { framed } from './framed';
import { encodeInitialWrite } from '../../src/wire/writeMessages';
import { residentMemory } from '../soak/residentMemory';
import { session, writeMessages } from './calls';
import { contentsOf, floats, indexed, integers, readAll, rowsOf, strings, times } from './contract/table';
import { freePorts, runService, startService, type ServiceProcess } from './serviceProcess';

/**
 * The inputs that end or hang the original's process (spec/wire.md §17.19, the Quirks of spec/kv.md and spec/tsdb.md): ours answers
 * and goes on.
 */
let service: ServiceProcess;
let client: FramesClient;
let tables = 0;

beforeAll(async () => {
  service = await startService();
  client = connect(service.ready.grpc, { container: 'bigdata' });
});
afterAll(async () => {
  client.close();
  await service.stop();
});
afterEach(async () => {
  expect(await client.version()).toBe(service.ready.version);
});

function newTable(): string {
  return `known/t${++tables}`;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function post(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(`${service.ready.http}${path}`, {
    method: 'POST',
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, text: await response.text() };
}

describe('over HTTP', () => {
  const stream = { backend: 'stream', table: 't' };
  test.each<[path: string, body: unknown, answer: RegExp]>([
    ['/exec', {}, /missing parameters/],
    ['/history', {}, /^/],
    ['/write', Buffer.alloc(8), /missing parameters|bad write request/],
    ['/read', { backend: 'kv', table: 't' }, /can't query: Please specify a data container name/],
    [
      '/read',
      { backend: 'tsdb', table: 't' },
      /can't query: failed to create adapter: Please specify a data container name/,
    ],
    ...['kv', 'tsdb'].map((backend): [string, unknown, RegExp] => [
      '/delete',
      { backend, table: 't' },
      /can't delete: Please specify a data container name/,
    ]),
    ['/create', stream, /error creating table: Please specify a data container name/],
    ['/delete', stream, /can't delete: Please specify a data container name/],
    [
      '/read',
      { ...stream, seek: 'earliest', shard_id: '0' },
      /can't query: Please specify a data container name/,
    ],
    [
      '/create',
      { backend: 'csv', table: 't.csv', schema: { fields: [null] } },
      /field 0 with no name|bad request/,
    ],
    ['/query', { targets: [null] }, /^/],
    ['/query', { targets: [{ target: '' }] }, /^/],
    [
      '/exec',
      { session, backend: 'csv', table: 't', command: 'ping', args: { rows: 2 ** 62 } },
      /can't exec: /,
    ],
    [
      '/exec',
      {
        session,
        backend: 'csv',
        table: 't',
        command: 'ping',
        args: { cols: { ival: '4611686018427387904' } },
      },
      /./,
    ],
  ])('%s %j', async (path, body, answer) => {
    expect((await post(path, body)).text).toMatch(answer);
  });

  test('a table and a series asked for at once', async () => {
    const table = newTable();
    await client.write({ backend: 'nosql', table }, [indexed(strings('idx', ['a']), floats('n', [1]))]);
    const target = `backend=kv;table=${table};container=bigdata;fields=n`;
    const { status, text } = await post('/query', {
      targets: [
        { type: 'table', target },
        { type: 'timeseries', target },
      ],
    });
    expect([status, JSON.parse(text)]).toEqual([200, expect.any(Array)]);
  });

  test.each(['2147483648', '8589934592', '-1', '99999999999999999999'])(
    'a body of %s bytes that never comes',
    async (length) => {
      const { hostname, port } = new URL(service.ready.http);
      const before = await residentMemory(service.ready.pid);
      const socket = connectSocket(Number(port), hostname);
      socket.write(`POST /read HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: ${length}\r\n\r\n`);
      const [reply] = (await once(socket, 'data')) as [Buffer];
      expect(reply.toString()).toMatch(/^HTTP\/1\.1 4\d\d /);
      socket.destroy();
      expect((await residentMemory(service.ready.pid)) - before).toBeLessThan(200);
    },
  );

  test('frames that go on after the write has failed', async () => {
    const request = encodeInitialWrite({
      ...emptyInitialWriteRequest,
      session,
      backend: 'nosuch',
      table: 't',
    });
    const frame = frameOf({ columns: [strings('text', ['x'.repeat(10_000)])] });
    const frames = Array.from({ length: 200 }, () => framed(encoded(frame)));
    const { status, text } = await post('/write', Buffer.concat([framed(request), ...frames]));
    expect({ status, text }).toEqual({ status: 500, text: 'write error: unknown backend - nosuch' });
  });
});

/** Bytes of a frame alone. */
function encoded(frame: Frame): Buffer {
  return methods.read.encodeResponse(frame);
}

describe('over gRPC', () => {
  test.each<[name: string, args: Record<string, bigint>]>([
    ['-1 columns', { cols: -1n }],
    ['2⁶² columns', { cols: 2n ** 62n }],
    ['2⁶² rows', { rows: 2n ** 62n }],
    ['2³¹ rows of 2³¹ columns', { rows: 2n ** 31n, cols: 2n ** 31n }],
  ])('ping with %s', async (_name, args) => {
    const message = methods.exec.encodeRequest({
      ...emptyExecRequest,
      session,
      backend: 'csv',
      table: 't',
      command: 'ping',
      args: new Map(Object.entries(args).map(([name, value]) => [name, { dtype: 'integer', value }])),
    });
    await service.client.unary('Exec', message).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 2, details: expect.stringMatching(/^can't exec: /) as string });
    });
  });

  test.each(['csv', 'kv', 'stream', 'tsdb'])(
    'a label of five rows without a value, to %s',
    async (backend) => {
      const table = backend === 'csv' ? 'label.csv' : newTable();
      const time = {
        name: 'time',
        dtype: pb.DType.TIME,
        times: Array.from({ length: 5 }, (_, i) => i) as never,
      };
      const label = { name: 'l', kind: pb.Column.Kind.LABEL, dtype: pb.DType.STRING, size: 5 as never };
      const frame = Buffer.from(
        pb.WriteRequest.encode({ frame: { indices: [time], columns: [label] } }).finish(),
      );
      if (backend === 'stream') await client.create({ backend, table });
      if (backend === 'tsdb') await client.create({ backend, table, rate: '1/s' });
      await expect(
        service.client.clientStream('Write', [...writeMessages({ backend, table }), frame]),
      ).rejects.toMatchObject({ details: expect.stringMatching(/label|LABEL/i) as string });
    },
  );
});

describe('nosql', () => {
  test('one index on a table that has a sorting key', async () => {
    const table = newTable();
    const target = { backend: 'nosql', table, saveMode: 'updateItem' } as const;
    await client.write(target, [
      indexed([strings('key', ['a']), strings('sorting', ['b'])], integers('n', [1n])),
    ]);
    await expect(
      client.write(target, [indexed(strings('key', ['c']), integers('n', [2n]))]),
    ).rejects.toMatchObject({
      detail: `can't add frame: invalid input. sorting key "sorting" should not be empty`,
    });
    expect((await contentsOf(client, { backend: 'nosql', table })).rows).toEqual([['a', 'b', 1n]]);
  });

  test('items that lack the key attribute', async () => {
    const table = newTable();
    await client.write({ backend: 'nosql', table }, [
      indexed(strings('idx', ['a', 'b']), integers('n', [1n, 2n])),
    ]);
    const args = { key: 'a', expression: 'delete(idx)' };
    await client.execute({ backend: 'nosql', table, command: 'update', args });
    for (const columns of [undefined, ['idx'], ['idx', 'n'], ['idx', 'n', '__name'], ['n']]) {
      for (const resetIndex of [false, true]) {
        const { rows } = await contentsOf(client, { backend: 'nosql', table, columns, resetIndex });
        expect(rows.length).toBe(columns?.join() === 'idx' ? 1 : 2);
      }
    }
  });

  test('frames of one row', async () => {
    const table = newTable();
    await client.write({ backend: 'nosql', table }, [
      indexed(strings('idx', ['a', 'b', 'c']), integers('n', [1n, 2n, 3n])),
    ]);
    const { rows, frames } = await contentsOf(client, { backend: 'nosql', table, messageLimit: 1 });
    expect([rows.length, frames]).toEqual([3, 3]);
  });
});

describe('tsdb', () => {
  const start = 1_577_836_800_000_000_000n;
  const minute = 60_000_000_000n;

  async function created(): Promise<string> {
    const table = newTable();
    await client.create({ backend: 'tsdb', table, rate: '1/s' });
    return table;
  }

  test.each(['0', '0m', 'h'])('a granularity of %s', async (aggregationGranularity) => {
    // The client would not send it.
    const transport = transportTo(service.ready.grpc);
    const request = {
      ...emptyCreateRequest,
      session,
      backend: 'tsdb',
      table: newTable(),
      rate: '1/m',
      aggregates: 'sum',
      aggregationGranularity,
    };
    await expect(
      transport.unary(methods.create, request, {}).finally(() => transport.close()),
    ).rejects.toMatchObject({
      detail:
        'error creating table: failed to create a TSDB schema: the aggregation granularity should be a divisor or a dividend of 1 day. Examples: "10m"; "30m"; "2h"',
    });
  });

  test('a first row whose labels are all empty', async () => {
    const table = await created();
    await client.write({ backend: 'tsdb', table }, [
      indexed([times('time', [start, start + minute]), strings('host', ['', 'a'])], floats('cpu', [1, 2])),
    ]);
    const frames = await readAll(client, { backend: 'tsdb', table, start: '0', end: 'now' });
    expect(frames.flatMap(rowsOf).map(([, cpu]) => cpu)).toEqual([1, 2]);
  });

  test('indices that are all overridden by labels', async () => {
    const table = await created();
    const frame = indexed([times('time', [start]), strings('host', ['a'])], floats('cpu', [1]));
    await client.write({ backend: 'tsdb', table }, [
      { ...frame, labels: new Map([['host', { dtype: 'string', value: 'b' } as const]]) },
    ]);
    const [read] = await readAll(client, { backend: 'tsdb', table, start: '0', end: 'now' });
    expect(read?.labels.get('host')).toEqual({ dtype: 'string', value: 'b' });
  });

  test('a metric shorter than its times', async () => {
    const table = await created();
    const time = { name: 'time', dtype: pb.DType.TIME, times: [1, 2, 3] as never };
    const frame = { indices: [time], columns: [{ name: 'cpu', dtype: pb.DType.FLOAT, floats: [1] }] };
    const bytes = Buffer.from(pb.WriteRequest.encode({ frame }).finish());
    await expect(
      service.client.clientStream('Write', [...writeMessages({ backend: 'tsdb', table }), bytes]),
    ).rejects.toMatchObject({ code: 2, details: expect.stringContaining('size mismatch') as string });
  });

  test('a range of one moment without a step', async () => {
    const table = await created();
    await client.write({ backend: 'tsdb', table }, [indexed(times('time', [start]), floats('cpu', [5]))]);
    const moment = String(start / 1_000_000n);
    for (const aggregators of [['avg'], ['sum_all']]) {
      const query = {
        backend: 'tsdb',
        table,
        columns: ['cpu'],
        start: moment,
        end: moment,
        aggregators,
      } as const;
      expect((await contentsOf(client, query)).rows).toEqual([[start, 5]]);
    }
  });

  test('a step of a second over centuries', async () => {
    const table = await created();
    await client.write({ backend: 'tsdb', table }, [indexed(times('time', [start]), floats('cpu', [5]))]);
    for (const aggregators of [['avg'], ['sum_all'], []]) {
      const query = {
        backend: 'tsdb',
        table,
        columns: ['cpu'],
        start: '0',
        end: '13000000000000',
        step: '1s',
      } as const;
      await contentsOf(client, { ...query, aggregators }).catch((error: unknown) => {
        expect(error).toMatchObject({
          operation: 'read',
          detail: expect.stringMatching(/^can't query: /) as string,
        });
      });
    }
  });
});

test('a configuration with a backend of nothing is refused at the start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frames-known-'));
  try {
    const config = join(folder, 'framesd.yaml');
    await writeFile(config, 'backends: [null]\n');
    const { code, stderr } = await runService([
      '--data',
      join(folder, 'data'),
      '--config',
      config,
      ...freePorts,
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*backend/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
