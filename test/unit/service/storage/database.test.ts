import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database, type Connection } from '../../../../src/service/storage/database';
import type { FramesError } from '../../../../src/wire/errors';

let folder: string;
let database: Database | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-database-'));
});

afterEach(async () => {
  await database?.close();
  await rm(folder, { recursive: true });
});

async function open(onFatal?: (error: FramesError) => void): Promise<Connection> {
  database = await Database.open({ folder, onFatal });
  return database.connect();
}

const mebibyte = 2 ** 20;
const file = (): string => join(folder, 'frames.duckdb');

/** Mebibytes of the file that the engine has in memory. */
async function cached(connection: Connection): Promise<number> {
  const sql = "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'BASE_TABLE'";
  const [row] = await connection.rows(sql);
  return Number(row?.[0] ?? 0) / mebibyte;
}

async function makeTable(connection: Connection, name: string, rows: number): Promise<void> {
  await connection.run(`CREATE TABLE ${name} AS SELECT hash(i) AS value FROM range(${rows}) rows(i)`);
  // The engine takes no checkpoint while it still clears up behind a transaction.
  await expect
    .poll(() => connection.run('CHECKPOINT').then(() => 'done', String), { timeout: 10_000 })
    .toBe('done');
}

test(
  'what was read of a large table does not stay in memory, and nobody gets less of it',
  { timeout: 60_000 },
  async () => {
    const connection = await open();
    const limit = (): Promise<unknown> => connection.rows("SELECT current_setting('memory_limit')");
    const before = await limit();
    await makeTable(connection, 'large', 16_000_000);
    let rows = 0;
    for await (const chunk of connection.chunks('SELECT value FROM large')) rows += chunk.rowCount;
    expect(rows).toBe(16_000_000);
    await expect.poll(() => cached(connection), { timeout: 20_000 }).toBeLessThan(64);
    // Others notice nothing: again and again all is let go of, while they need memory.
    const end = performance.now() + 1500;
    const work = async (): Promise<void> => {
      const own = await database?.connect();
      while (performance.now() < end) {
        await own?.rows('SELECT max(value) FROM large');
        await own?.rows('SELECT count(*) FROM (SELECT value FROM large WHERE value % 50 = 0 ORDER BY value)');
      }
    };
    await Promise.all([work(), work(), work()]);
    await expect.poll(limit).toEqual(before);
  },
);

test('what was read of a small table stays', async () => {
  const connection = await open();
  await makeTable(connection, 'small', 500_000);
  await connection.rows('SELECT max(value) FROM small');
  const before = await cached(connection);
  expect(before).toBeGreaterThan(1);
  // Several times as long as until something is let go of.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await cached(connection)).toBe(before);
});

/** In transactions so small that they go into the log, each of a megabyte. */
async function change(connection: Connection, megabytes: number): Promise<void> {
  await connection.run('CREATE TABLE IF NOT EXISTS t (value UBIGINT)');
  for (let i = 0; i < megabytes; i++) {
    await connection.run('INSERT INTO t SELECT hash(i) FROM range(120_000) rows(i)');
  }
}

async function logSize(): Promise<number> {
  return (await stat(`${file()}.wal`).catch(() => undefined))?.size ?? 0;
}

test('changes go from their log into the file when it has grown long', async () => {
  const connection = await open();
  await change(connection, 10);
  await database?.checkpoint(connection);
  expect(await logSize()).toBeGreaterThan(8 * mebibyte);
  await change(connection, 10);
  expect(await logSize()).toBeGreaterThan(16 * mebibyte);
  await expect.poll(() => database?.checkpoint(connection).then(logSize)).toBeLessThan(mebibyte);
});

test('beside another transaction that writes, the log is left as it is', async () => {
  const connection = await open();
  await change(connection, 20);
  const other = await database?.connect();
  await other?.run('BEGIN TRANSACTION');
  await other?.run('INSERT INTO t VALUES (1)');
  await database?.checkpoint(connection);
  await other?.run('COMMIT');
  await expect.poll(() => database?.checkpoint(connection).then(logSize)).toBeLessThan(mebibyte);
});

test('an engine that gives up is told of', async () => {
  const told: FramesError[] = [];
  const connection = await open((error) => told.push(error));
  await expect(connection.run('SELECT nothing')).rejects.toThrow('nothing');
  expect(told).toEqual([]);
  await connection.run('CREATE TABLE t (value BIGINT)');
  await connection.run("SET debug_checkpoint_abort = 'before_header'");
  await expect(connection.run('CHECKPOINT')).rejects.toThrow('FATAL');
  await expect(connection.run('SELECT 1')).rejects.toThrow('invalidated');
  expect(told.length).toBe(2);
});

test('a new file appears whole, and nothing else with it', async () => {
  await open();
  expect((await readdir(folder)).filter((name) => !name.endsWith('.wal'))).toEqual(['frames.duckdb']);
  expect((await stat(file())).size).toBeGreaterThanOrEqual(3 * 4096);
});

test('what the sorts of a killed process had put aside goes with the next start', async () => {
  const aside = `${file()}.tmp`;
  await mkdir(aside);
  await writeFile(join(aside, 'duckdb_temp_storage_DEFAULT-0.tmp'), 'much');
  await open();
  expect(existsSync(aside)).toBe(false);
});

const manyRows = 'SELECT i::BIGINT AS value FROM range(200_000) rows(i)';

test.each(['chunks', 'chunksAtOnce'] as const)('%s come in order, each row once', async (way) => {
  const connection = await open();
  let next = 0;
  for await (const chunk of connection[way](manyRows)) {
    const [values = []] = chunk.getColumns();
    for (const value of values)
      if (value !== BigInt(next++)) throw new Error(`row ${next} is ${String(value)}`);
  }
  expect(next).toBe(200_000);
});

test.each(['chunks', 'chunksAtOnce'] as const)(
  '%s may be left in the middle, and the transaction goes on',
  async (way) => {
    const connection = await open();
    await connection.run('BEGIN TRANSACTION');
    await connection.run('CREATE TABLE kept (value BIGINT)');
    for (let i = 0; i < 20; i++) {
      for await (const chunk of connection[way](manyRows)) if (chunk.rowCount > 0) break;
      await connection.run('INSERT INTO kept VALUES (1)');
    }
    await connection.run('COMMIT');
    expect(await connection.rows('SELECT count(*) FROM kept')).toEqual([[20n]]);
  },
);

test.each([
  ['chunks', /^the database failed: it ended a read before the last row/],
  ['chunksAtOnce', /^the database failed: .*far behind/],
] as const)('%s tell of a failure behind the first rows', async (way, detail) => {
  const connection = await open();
  const failing = `SELECT CASE WHEN value = 150000 THEN error('far behind') ELSE value END FROM (${manyRows})`;
  const read = async (): Promise<void> => {
    for await (const chunk of connection[way](failing)) expect(chunk.rowCount).toBeGreaterThan(0);
  };
  const failure = await read().catch((error: unknown) => error as FramesError);
  expect(failure?.code).toBe('internal');
  expect(failure?.detail).toMatch(detail);
  expect(await connection.rows('SELECT 1')).toEqual([[1]]);
});

test('a read that is interrupted on its way does not pass for a whole one', async () => {
  const connection = await open();
  const read = async (): Promise<void> => {
    for await (const chunk of connection.chunks(manyRows)) {
      expect(chunk.rowCount).toBeGreaterThan(0);
      connection.interrupt();
    }
  };
  await expect(read()).rejects.toMatchObject({ code: 'internal' });
});
