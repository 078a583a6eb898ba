import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/service/config';
import { silentLog } from '../../src/service/log';
import { startService, type RunningService } from '../../src/service/startService';
import {
  emptyCreateRequest,
  emptyDeleteRequest,
  emptyHistoryRequest,
  emptyReadRequest,
} from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { memoryBackend } from '../examples/memoryBackend';
import { readRows, session, twoColumns, writeFrames } from './calls';
import { RawClient } from './rawClient';

const free = { host: '127.0.0.1', port: 0 };
const table = { session, backend: 'scratch', table: 'a/b' };

let folder: string;
let service: RunningService;
let client: RawClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-example-'));
  service = await startService({
    ...{ data: folder, version: '0.0.0', log: silentLog, grpc: free, http: free, webapi: free },
    kinds: { memory: memoryBackend },
    config: parseConfig('backends: [{type: kv}, {type: Memory, name: scratch}]'),
  });
  client = new RawClient(service.ready.grpc);
});

afterAll(async () => {
  client.close();
  await service.stop();
  await rm(folder, { recursive: true });
});

test('a backend of a new kind serves its tables over gRPC', async () => {
  await client.unary('Create', methods.create.encodeRequest({ ...emptyCreateRequest, ...table }));
  await writeFrames(client, table, twoColumns([1n, 2n], ['x', 'y']), twoColumns([3n], ['z']));
  await writeFrames(client, table, twoColumns([4n], ['w']));
  const elsewhere = { ...table, session: { ...session, container: '' }, table: '/a/b' };
  expect(await readRows(client, table)).toEqual([
    ['1', 'x'],
    ['2', 'y'],
    ['3', 'z'],
    ['4', 'w'],
  ]);
  const some = methods.read.encodeRequest({ ...emptyReadRequest, ...table, limit: 3n, messageLimit: 2n });
  const { messages } = await client.serverStream('Read', some);
  expect(messages.map((bytes) => methods.read.decodeResponse(bytes).length)).toEqual([2, 1]);
  await expect(readRows(client, elsewhere)).rejects.toMatchObject({
    details: expect.stringMatching(/^can't query: Please specify/) as string,
  });
  const remove = methods.delete.encodeRequest({ ...emptyDeleteRequest, ...table });
  await client.unary('Delete', remove);
  await expect(client.unary('Delete', remove)).rejects.toMatchObject({
    details: "can't delete: no table a/b",
  });
});

test('and is in the history as the others are', async () => {
  const request = methods.history.encodeRequest({ ...emptyHistoryRequest, backend: 'scratch' });
  const { messages } = await client.serverStream('History', request);
  const [frame] = messages.map(methods.history.decodeResponse);
  const actions = frame?.columns.find(({ name }) => name === 'ActionType');
  expect(Array.from({ length: frame?.length ?? 0 }, (_, row) => actions?.at(row))).toEqual([
    'create',
    'write',
    'write',
    'read',
    'read',
    'delete',
  ]);
});
