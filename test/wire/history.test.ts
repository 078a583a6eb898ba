import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scalar } from '../../src/data/dtype';
import {
  emptyDeleteRequest,
  emptyExecRequest,
  emptyHistoryRequest,
  emptyReadRequest,
} from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { readRows, session, twoColumns, writeFrames } from './calls';
import { pathOf } from './rawClient';
import { startService, type ServiceProcess } from './serviceProcess';

const secrets = {
  password: 'hush-password',
  token: 'hush-token',
  id: 'hush-id',
  argument: 'hush-argument',
};
const secretSession = { ...session, user: 'daffy', ...secrets };

let data: string;
let service: ServiceProcess;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'frames-history-'));
  service = await startService({ data });
});

afterAll(() => rm(data, { recursive: true }));

/** Action, table and details of what the service has recorded of a table. */
async function recordedOf(table: string): Promise<string[]> {
  const message = methods.history.encodeRequest({ ...emptyHistoryRequest, table });
  const { messages, error } = await service.client.serverStream('History', message);
  if (error) throw error;
  return messages.map(methods.history.decodeResponse).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => {
      const cells = frame.columns
        .filter(({ name }) => name !== 'ActionDuration' && name !== 'StartTime' && name !== 'TableName')
        .map((column) => column.at(row));
      return cells.filter((cell) => cell !== null && cell !== '').join(' ');
    }),
  );
}

async function execute(table: string, command: string, args: Record<string, Scalar>): Promise<void> {
  const request = { ...emptyExecRequest, session: secretSession, backend: 'csv', table, command };
  const message = methods.exec.encodeRequest({ ...request, args: new Map(Object.entries(args)) });
  await service.client.unary('Exec', message);
}

describe('the history', () => {
  test('has what succeeded, at once, and the log has what failed', async () => {
    const request = { session: secretSession, backend: 'csv', table: 'ducks' };
    await writeFrames(service.client, request, twoColumns([1n], ['x']));
    await readRows(service.client, { ...request, limit: 5n });
    await expect(readRows(service.client, { ...request, query: 'select' })).rejects.toThrow();
    const remove = { ...emptyDeleteRequest, ...request };
    await expect(
      service.client.unary('Delete', methods.delete.encodeRequest({ ...remove, metrics: ['m'] })),
    ).rejects.toThrow();
    await service.client.unary('Delete', methods.delete.encodeRequest(remove));
    expect(await recordedOf('ducks')).toEqual([
      'daffy csv write bigdata errorIfTableExists',
      'daffy csv read bigdata 5',
      'daffy csv delete bigdata',
    ]);
    const failed = await service.logged(
      ({ operation, code }) => operation === 'delete' && code !== undefined,
    );
    expect(failed).toMatchObject({
      level: 'warn',
      table: 'ducks',
      code: 'invalidArgument',
      detail: "can't delete: Metrics cannot be used as an argument to a DeleteRequest to csv backend",
    });
  });

  test('has no read whose client left before its end', async () => {
    const request = { session: secretSession, backend: 'csv', table: 'long' };
    const numbers = Array.from({ length: 200_000 }, (_, i) => BigInt(i));
    await writeFrames(service.client, request, twoColumns(numbers, numbers.map(String)));
    const message = methods.read.encodeRequest({ ...emptyReadRequest, ...request, messageLimit: 100n });
    const same = (bytes: Buffer): Buffer => bytes;
    const call = service.client.grpc.makeServerStreamRequest(pathOf('Read'), same, same, message);
    call.on('error', () => undefined);
    await once(call, 'data');
    call.cancel();
    await service.logged(
      ({ operation, table, code }) => operation === 'read' && table === 'long' && code === 'cancelled',
    );
    expect(await recordedOf('long')).toEqual(['daffy csv write bigdata errorIfTableExists']);
  });

  test('tells no secret, nor does the log, nor what is stored', async () => {
    const argument: Scalar = { dtype: 'string', value: secrets.argument };
    await execute('ping', 'ping', {
      password: argument,
      api_key: argument,
      note: { dtype: 'string', value: 'seen' },
    });
    await expect(execute('ping', 'nonsense', { token: argument })).rejects.toThrow();
    const recorded = await recordedOf('ping');
    expect(recorded).toEqual(['daffy csv execute bigdata *** sval:"seen"  *** ping']);
    await service.stop();
    const stored = await filesBelow(data);
    const log = JSON.stringify(service.log);
    expect(stored).toContain('seen');
    expect(log).toContain('nonsense');
    for (const secret of Object.values(secrets)) {
      expect(stored).not.toContain(secret);
      expect(log).not.toContain(secret);
    }
  });

  test('is there after a restart', async () => {
    service = await startService({ data });
    expect(await recordedOf('ducks')).toHaveLength(3);
    await service.stop();
  });
});

/** All bytes below a folder, as text. */
async function filesBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')),
  );
  return texts.join('\n');
}
