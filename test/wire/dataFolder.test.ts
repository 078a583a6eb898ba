import { cp, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRows, twoColumns, writeFrames } from './calls';
import { freePorts, runService, startAndKill, startService } from './serviceProcess';

let folder: string;
/** The data of a service that was killed: all that was written is in the log. */
let killed: string;
/** The data of one that was stopped: all is in the database file. */
let stopped: string;

const table = { backend: 'kv', table: 't' };
const database = 'frames.duckdb';
const log = 'frames.duckdb.wal';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-folder-'));
  killed = join(folder, 'killed');
  stopped = join(folder, 'stopped');
  const service = await startService({ data: killed });
  for (let row = 0; row < 20; row++) {
    const request = { ...table, saveMode: row === 0 ? '' : 'overwriteItem' };
    await writeFrames(service.client, request, twoColumns([BigInt(row)], ['x'.repeat(1000)], [`k${row}`]));
  }
  await service.kill();
  await cp(killed, stopped, { recursive: true });
  await (await startService({ data: stopped })).stop();
});

afterAll(() => rm(folder, { recursive: true }));

async function copyOf(data: string): Promise<string> {
  const copy = join(folder, Math.random().toString(36).slice(2));
  await cp(data, copy, { recursive: true });
  return copy;
}

async function rowsIn(data: string): Promise<number> {
  const service = await startService({ data });
  const rows = await readRows(service.client, table);
  await service.stop();
  return rows.length;
}

/** Writes noise over a file. */
async function spoil(file: string, position: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.from('noise'.repeat(20)), 0, 100, position);
  await handle.close();
}

/** Of the database and its log. */
async function contents(data: string): Promise<Record<string, string>> {
  const names = (await readdir(data)).filter((name) => name.startsWith(database));
  const bodies = await Promise.all(names.map((name) => readFile(join(data, name), 'base64')));
  return Object.fromEntries(names.map((name, i) => [name, bodies[i] ?? '']));
}

describe('a database that is damaged', () => {
  const damages: readonly (readonly [string, () => string, (data: string) => Promise<void>])[] = [
    ['at its beginning', () => stopped, (data) => spoil(join(data, database), 0)],
    ['in its midst', () => stopped, (data) => spoil(join(data, database), 100_000)],
    ['by its end missing', () => stopped, (data) => truncate(join(data, database), 20_000)],
    ['by all of it missing', () => stopped, (data) => truncate(join(data, database), 0)],
    ['in the midst of its log', () => killed, (data) => spoil(join(data, log), 15_000)],
  ];

  test.each(damages)('%s ends the start with words, and is left as it is', async (_where, of, damage) => {
    const data = await copyOf(of());
    await damage(data);
    const before = await contents(data);
    const { code, stdout, stderr } = await runService(['--data', data, ...freePorts]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`cannot open the data folder ${data}: `);
    expect(stderr).toContain('nothing in it was changed: put back a copy of the folder, or name another');
    expect(await contents(data)).toEqual(before);
  });

  test('by a write that was cut off in its log has all that was complete', async () => {
    const data = await copyOf(killed);
    const { size } = await stat(join(data, log));
    await truncate(join(data, log), size - 500);
    expect([18, 19]).toContain(await rowsIn(data));
  });
});

describe('a folder', () => {
  test('whose first start was killed at any moment can be started in', { timeout: 60_000 }, async () => {
    for (let wait = 0; wait < 400; wait += 80) {
      const data = join(folder, `first${wait}`);
      await startAndKill(data, wait);
      await (await startService({ data })).stop();
    }
  });

  test('whose changes are still in the log has them after starts that were killed, too', async () => {
    const data = await copyOf(killed);
    for (let wait = 50; wait < 450; wait += 80) await startAndKill(data, wait);
    expect(await rowsIn(data)).toBe(20);
  });

  test('that is a file is said to be one', async () => {
    const data = join(folder, 'file');
    await writeFile(data, 'mine');
    const { code, stderr } = await runService(['--data', data, ...freePorts]);
    expect(code).toBe(1);
    expect(stderr).toContain(`cannot open the data folder ${data}: EEXIST: file already exists`);
    expect(await readFile(data, 'utf8')).toBe('mine');
  });
});
