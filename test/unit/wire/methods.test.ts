import { describe, expect, it } from 'vitest';
import { FloatColumn, StringColumn } from '../../../src/data/column';
import type { Scalar } from '../../../src/data/dtype';
import { frameOf, type Frame } from '../../../src/data/frame';
import { FramesError } from '../../../src/wire/errors';
import { pb } from '../../../src/wire/gen/frames';
import {
  emptyInitialWriteRequest,
  emptyReadRequest,
  emptySession,
  type CreateRequest,
  type DeleteRequest,
  type ExecRequest,
  type HistoryRequest,
  type InitialWriteRequest,
  type ReadRequest,
  type SessionMessage,
  type TableSchema,
} from '../../../src/wire/messages';
import { methods } from '../../../src/wire/methods';
import { decodeInitialWrite, encodeInitialWrite } from '../../../src/wire/writeMessages';
import { plain } from './peerFrame';

const session: SessionMessage = {
  url: 'http://h',
  container: 'bigdata',
  path: '/p',
  user: 'u',
  password: 'pä',
  token: 't',
  id: 'i',
};
const most = 2n ** 63n - 1n;
const least = -(2n ** 63n);
const scalars = new Map<string, Scalar>([
  ['int', { dtype: 'integer', value: least }],
  ['zero', { dtype: 'integer', value: 0n }],
  ['float', { dtype: 'float', value: -0 }],
  ['string', { dtype: 'string', value: '' }],
  ['time', { dtype: 'time', value: most }],
  ['boolean', { dtype: 'boolean', value: false }],
  ['__proto__', { dtype: 'string', value: 'plain' }],
]);
const schema: TableSchema = {
  type: 'record',
  namespace: 'n',
  name: 'name',
  doc: 'd',
  aliases: ['a', ''],
  fields: [
    { name: 'f', doc: 'd', default: { dtype: 'integer', value: 0n }, type: 'long', properties: scalars },
    { name: 'g', doc: '', default: undefined, type: '', properties: new Map() },
  ],
  key: { shardingKey: ['s'], sortingKey: ['t', 'u'] },
};
const readRequest: ReadRequest = {
  session,
  backend: 'kv',
  schema,
  dataFormat: 'x',
  rowLayout: true,
  multiIndex: true,
  query: 'select 1',
  table: 't',
  columns: ['a', '', 'b'],
  filter: 'a > 1',
  groupBy: 'g',
  joins: 3,
  limit: most,
  messageLimit: least,
  marker: 'm',
  segments: [0n, -1n, most],
  totalSegments: 2n ** 53n + 1n,
  shardingKeys: ['k'],
  sortKeyRangeStart: 'a',
  sortKeyRangeEnd: 'b',
  start: 'now-1h',
  end: 'now',
  step: '1m',
  aggregators: 'avg',
  seek: 'time',
  shardId: '1',
  sequence: 7n,
  aggregationWindow: '5m',
  resetIndex: true,
};
const writeRequest: InitialWriteRequest = {
  session,
  backend: 'kv',
  table: 't',
  initialData: undefined,
  expression: 'e',
  more: true,
  partitionKeys: ['p', 'q'],
  condition: 'c',
  saveMode: 'overwriteTable',
};
const createRequest: CreateRequest = {
  session,
  backend: 'tsdb',
  table: 't',
  schema,
  ifExists: 1,
  rate: '1/s',
  aggregates: 'count',
  aggregationGranularity: '1h',
  shards: most,
  retentionHours: least,
};
const deleteRequest: DeleteRequest = {
  session,
  backend: 'tsdb',
  table: 't',
  filter: 'f',
  ifMissing: 1,
  start: 's',
  end: 'e',
  metrics: ['m', 'n'],
};
const execRequest: ExecRequest = {
  session,
  backend: 'kv',
  table: 't',
  command: 'update',
  args: scalars,
  expression: 'x=1',
};
const historyRequest: HistoryRequest = {
  session,
  backend: 'kv',
  table: 't',
  user: 'u',
  action: 'a',
  minStartTime: 'm',
  maxStartTime: 'n',
  container: 'c',
  minDuration: most,
  maxDuration: least,
};
const frame: Frame = frameOf({
  columns: [new FloatColumn('f', Float64Array.of(1, 2)), new StringColumn('s', ['a', 'ü'])],
  labels: scalars,
});
const last = frameOf({ columns: [new FloatColumn('f', Float64Array.of(3))] });

describe('requests come back with every field', () => {
  it('read', () => {
    expect(methods.read.decodeRequest(methods.read.encodeRequest(readRequest))).toEqual(readRequest);
  });
  it('create', () => {
    expect(methods.create.decodeRequest(methods.create.encodeRequest(createRequest))).toEqual(createRequest);
  });
  it('delete', () => {
    expect(methods.delete.decodeRequest(methods.delete.encodeRequest(deleteRequest))).toEqual(deleteRequest);
  });
  it('exec', () => {
    expect(methods.exec.decodeRequest(methods.exec.encodeRequest(execRequest))).toEqual(execRequest);
  });
  it('history', () => {
    expect(methods.history.decodeRequest(methods.history.encodeRequest(historyRequest))).toEqual(
      historyRequest,
    );
  });
  it('version', () => {
    expect(methods.version.decodeRequest(methods.version.encodeRequest({}))).toEqual({});
  });
  it('write, without data', () => {
    const message = { kind: 'request', request: writeRequest } as const;
    expect(methods.write.decodeRequest(methods.write.encodeRequest(message))).toEqual(message);
  });
  it('write, with data', () => {
    const message = { kind: 'request', request: { ...writeRequest, initialData: frame } } as const;
    const decoded = methods.write.decodeRequest(methods.write.encodeRequest(message));
    if (decoded.kind !== 'request' || decoded.request.initialData === undefined)
      throw new Error(decoded.kind);
    expect({ ...decoded.request, initialData: undefined }).toEqual(writeRequest);
    expect(plain(decoded.request.initialData)).toEqual(plain(frame));
  });
  it('write, a frame', () => {
    const decoded = methods.write.decodeRequest(methods.write.encodeRequest({ kind: 'frame', frame }));
    if (decoded.kind !== 'frame') throw new Error(decoded.kind);
    expect(plain(decoded.frame)).toEqual(plain(frame));
  });
  it('write, neither', () => {
    expect(methods.write.decodeRequest(methods.write.encodeRequest({ kind: 'empty' }))).toEqual({
      kind: 'empty',
    });
  });
  it('write over HTTP', () => {
    const decoded = decodeInitialWrite(encodeInitialWrite({ ...writeRequest, initialData: last }));
    expect({ ...decoded, initialData: undefined }).toEqual(writeRequest);
    expect(decoded.initialData?.columns[0]?.at(0)).toBe(3);
  });
});

describe('responses come back with every field', () => {
  it('of read and history', () => {
    for (const method of [methods.read, methods.history]) {
      expect(plain(method.decodeResponse(method.encodeResponse(frame)))).toEqual(plain(frame));
    }
  });
  it('of write', () => {
    const response = { frames: 2n ** 53n + 1n, rows: most };
    expect(methods.write.decodeResponse(methods.write.encodeResponse(response))).toEqual(response);
  });
  it('of create and delete', () => {
    expect(methods.create.decodeResponse(methods.create.encodeResponse({}))).toEqual({});
    expect(methods.delete.decodeResponse(methods.delete.encodeResponse({}))).toEqual({});
  });
  it('of exec', () => {
    const { encodeResponse, decodeResponse } = methods.exec;
    expect(decodeResponse(encodeResponse({ frame: undefined, rows: 7n }))).toEqual({
      frame: undefined,
      rows: 7n,
    });
    const decoded = decodeResponse(encodeResponse({ frame, rows: least }));
    expect(decoded.rows).toBe(least);
    expect(decoded.frame && plain(decoded.frame)).toEqual(plain(frame));
  });
  it('of version', () => {
    expect(methods.version.decodeResponse(methods.version.encodeResponse({ version: '0.10.2' }))).toEqual({
      version: '0.10.2',
    });
  });
});

describe('the generated code agrees', () => {
  it('on a read request', () => {
    const message = pb.ReadRequest.decode(methods.read.encodeRequest(readRequest));
    expect(String(message.messageLimit)).toBe(String(least));
    expect(message.segments.map(String)).toEqual(['0', '-1', String(most)]);
    expect(
      Buffer.from(pb.ReadRequest.encode(message).finish()).equals(methods.read.encodeRequest(readRequest)),
    ).toBe(true);
  });

  it('on a write request with data', () => {
    const bytes = methods.write.encodeRequest({
      kind: 'request',
      request: { ...writeRequest, initialData: frame },
    });
    const message = pb.WriteRequest.decode(bytes);
    expect(message.request?.saveMode).toBe('overwriteTable');
    expect(message.request?.initialData?.columns?.map(({ name }) => name)).toEqual(['f', 's']);
  });

  it('on an exec response', () => {
    const message = pb.ExecResponse.decode(methods.exec.encodeResponse({ frame, rows: 7n }));
    expect(message.frame?.columns?.[1]?.strings).toEqual(['a', 'ü']);
    expect(String(message.rows)).toBe('7');
  });
});

describe('what peers may send', () => {
  it('no bytes at all: zero values and an empty session', () => {
    expect(methods.read.decodeRequest(new Uint8Array(0))).toEqual(emptyReadRequest);
    expect(methods.exec.decodeRequest(new Uint8Array(0)).session).toEqual(emptySession);
  });

  it('a session that is set and empty', () => {
    const message = pb.ReadRequest.decode(methods.read.encodeRequest(emptyReadRequest));
    expect(message.session).toBeDefined();
  });

  it('values that are not set, in maps and as default', () => {
    const args = { a: {}, b: { value: 'ival', ival: pb.WriteRespose.create().rows } } as const;
    const bytes = pb.ExecRequest.encode({ args }).finish();
    expect([...methods.exec.decodeRequest(bytes).args]).toEqual([['b', { dtype: 'integer', value: 0n }]]);
    const create = pb.CreateRequest.encode({ schema: { fields: [{ default: {} }] } }).finish();
    expect(methods.create.decodeRequest(create).schema?.fields[0]?.default).toBeUndefined();
  });

  it('a frame label that is not set', () => {
    const bytes = pb.Frame.encode({ labels: { a: {}, b: { sval: 'x' } } }).finish();
    expect([...methods.read.decodeResponse(bytes).labels]).toEqual([['b', { dtype: 'string', value: 'x' }]]);
  });

  it('a write message with both of its kinds: the last one counts', () => {
    const request = methods.write.encodeRequest({ kind: 'request', request: emptyInitialWriteRequest });
    const data = methods.write.encodeRequest({ kind: 'frame', frame });
    expect(methods.write.decodeRequest(Buffer.concat([request, data])).kind).toBe('frame');
    expect(methods.write.decodeRequest(Buffer.concat([data, request])).kind).toBe('request');
  });

  it('a frame in two parts: they are merged', () => {
    const other = frameOf({ columns: [new FloatColumn('g', Float64Array.of(5, 6))] });
    const parts = [frame, other].map((part) => methods.write.encodeRequest({ kind: 'frame', frame: part }));
    const decoded = methods.write.decodeRequest(Buffer.concat(parts));
    expect(decoded.kind === 'frame' && decoded.frame.columns.map(({ name }) => name)).toEqual([
      'f',
      's',
      'g',
    ]);
  });

  it('unknown fields', () => {
    const unknown = Buffer.from('c03e01', 'hex');
    const bytes = Buffer.concat([unknown, methods.read.encodeRequest(readRequest), unknown]);
    expect(methods.read.decodeRequest(bytes)).toEqual(readRequest);
    expect(methods.write.decodeRequest(unknown)).toEqual({ kind: 'empty' });
  });

  it('lone surrogates: U+FFFD', () => {
    const request = { ...emptyReadRequest, table: 'a\ud800', columns: ['\udc00b'] };
    expect(methods.read.decodeRequest(methods.read.encodeRequest(request))).toMatchObject({
      table: 'a\ufffd',
      columns: ['\ufffdb'],
    });
  });

  it.each([
    ['cut off', Buffer.from('1205', 'hex'), /^cannot decode read request at byte \d+: /],
    ['not UTF-8', Buffer.from('1201ff', 'hex'), /: string field contains invalid UTF-8$/],
    [
      'long and not UTF-8',
      Buffer.concat([Buffer.from('12c801', 'hex'), Buffer.alloc(200, 0xff)]),
      /: string field contains invalid UTF-8$/,
    ],
  ])('bytes that are %s: an error of protocol', (_, bytes, detail) => {
    expect(() => methods.read.decodeRequest(bytes)).toThrow(FramesError);
    expect(() => methods.read.decodeRequest(bytes)).toThrow(detail);
    expect(() =>
      methods.write.decodeRequest(Buffer.concat([Buffer.from([10, bytes.length]), bytes])),
    ).toThrow(FramesError);
  });
});

it('has the paths and streams of the service', () => {
  expect(
    Object.values({ ...methods }).map(({ path, requestStream, responseStream }) => [
      path,
      requestStream,
      responseStream,
    ]),
  ).toEqual([
    ['/pb.Frames/Read', false, true],
    ['/pb.Frames/Write', true, false],
    ['/pb.Frames/Create', false, false],
    ['/pb.Frames/Delete', false, false],
    ['/pb.Frames/Exec', false, false],
    ['/pb.Frames/History', false, true],
    ['/pb.Frames/Version', false, false],
  ]);
});
