import { afterEach, describe, expect, it } from 'vitest';
import { cp, rm } from 'node:fs/promises';
import { compareBytewise } from '../../../../src/data/textOrder';
import { Database, type Connection } from '../../../../src/service/storage/database';
import { arrangeRows } from '../../../../src/service/storage/itemOrder';
import { createItemTable } from '../../../../src/service/storage/itemSql';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { ItemBatch, Storage } from '../../../../src/service/storage/storage';
import { batch, put, scanned } from './items';
import { storedRows } from './storedRows';
import { temporaryFolder, temporaryStorage } from './temporaryStorage';

const directory = { container: 'bigdata', path: 'some/table' };

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await temporaryFolder();
  folders.push(folder);
  return folder;
}

/** Names that do not ascend: `k2` is behind `k10`. */
function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `k${from + i}`);
}

/** Cells of every type, some of them null, and one attribute as two types. */
function rowsOf(names: readonly string[], random: () => number): ItemBatch {
  const cells = <T>(make: (row: number) => T): (T | null)[] =>
    names.map((_, row) => (random() < 0.2 ? null : make(row)));
  const words = cells((row) => (random() < 0.1 ? '' : `é${'x'.repeat(row % 30)}`));
  return batch(names, {
    's:string': words,
    's:long': words.map((word) => (word === null ? 7n : null)),
    'f:double': cells(() => (random() < 0.1 ? NaN : random())),
    'b:boolean': cells(() => random() < 0.5),
    't:time': cells((row) => 1_700_000_000_000_000_000n + BigInt(row)),
    'x:blob': cells((row) => new Uint8Array(row % 5).fill(row)),
  });
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Two batches whose rows lie in no order together: the names of each are all over. */
async function putTwice(
  storage: Storage,
  rows: number,
  make = (names: string[]) => batch(names),
): Promise<void> {
  await put(storage, directory, make(numbers(0, rows / 2)));
  await put(storage, directory, make(numbers(rows / 2, rows)));
}

function arrange(storage: Storage, written: number): Promise<void> {
  return storage.change((change) => change.arrangeItems(directory, written));
}

describe('items that are put in order', () => {
  it('lie in it ever after, with what they held, nulls and times included', async () => {
    const seed = Date.now() % 1_000_000;
    console.log(`seed ${seed}`);
    const random = randomFrom(seed);
    const rows = 30_000;
    const folder = await newFolder();
    const storage = await openStorage({ folder });
    await putTwice(storage, rows, (names) => rowsOf(names, random));
    const times = async (): Promise<unknown> => {
      const { created, modified } = (await storage.items.get(directory, 'k17')) ?? {};
      return { created, modified };
    };
    const before = { items: await scanned(storage, { directory }), times: await times() };
    await arrange(storage, rows);
    expect({ items: await scanned(storage, { directory }), times: await times() }).toEqual(before);
    expect(Object.keys(before.items)).toHaveLength(rows);
    await storage.close();
    const sorted = numbers(0, rows).toSorted(compareBytewise);
    expect(await storedRows(folder, directory.path)).toEqual({ lastName: 'k9999', names: sorted });
    const again = await openStorage({ folder });
    expect(await scanned(again, { directory })).toEqual(before.items);
    await again.close();
  });

  it('lie in it after a checkpoint, and after a kill that leaves them in the log', async () => {
    const [folder, killed] = [await newFolder(), await newFolder()];
    const storage = await openStorage({ folder });
    const rows = 400_000;
    const sorted = numbers(0, rows).toSorted(compareBytewise);
    const expected = { lastName: 'k99999', names: sorted };
    await putTwice(storage, rows);
    await arrange(storage, rows);
    await cp(folder, killed, { recursive: true });
    await storage.close();
    expect(await storedRows(folder, directory.path)).toEqual(expected);
    expect(await storedRows(killed, directory.path)).toEqual(expected);
  });

  it('take updates and greater names without losing it', async () => {
    const folder = await newFolder();
    const storage = await openStorage({ folder });
    const rows = 30_000;
    await putTwice(storage, rows, (names) => batch(names, { 'v:long': names.map(() => 1n) }));
    await arrange(storage, rows);
    await put(storage, directory, batch(['k77', 'zz'], { 'v:double': [2.5, 3.5] }));
    await storage.change((change) => change.removeItems(directory, numbers(100, 29_000)));
    await put(storage, directory, batch(['zzz', 'k5'], { 'v:long': [4n, 5n] }));
    const left = [...numbers(0, 100), ...numbers(29_000, rows), 'zz', 'zzz'].toSorted(compareBytewise);
    const found = await scanned(storage, { directory });
    expect(Object.keys(found)).toEqual(left);
    expect(found).toMatchObject({ k77: { 'v:double': 2.5 }, k5: { 'v:long': 5n }, k29999: { 'v:long': 1n } });
    await storage.close();
    const { names } = await storedRows(folder, directory.path);
    expect(names.filter((name) => !name.startsWith('z'))).toEqual(left.slice(0, -2));
  });

  it('are read in it once smaller names have come', async () => {
    const storage = await temporaryStorage();
    const rows = 30_000;
    await putTwice(storage, rows);
    await arrange(storage, rows);
    await put(storage, directory, batch(['k00', 'k1x']));
    const sorted = [...numbers(0, rows), 'k00', 'k1x'].toSorted(compareBytewise);
    expect(Object.keys(await scanned(storage, { directory }))).toEqual(sorted);
  });

  it('are seen by a snapshot from before as they were then', async () => {
    const storage = await temporaryStorage();
    const rows = 30_000;
    await putTwice(storage, rows);
    const snapshot = await storage.snapshot(directory);
    await arrange(storage, rows);
    await storage.change((change) => change.removeItems(directory, numbers(10, rows)));
    const seen: string[] = [];
    for await (const { names } of snapshot.scan({ directory })) {
      for (let row = 0; row < names.length; row++) seen.push(names.at(row) ?? '');
    }
    snapshot.close();
    expect(seen).toEqual(numbers(0, rows).toSorted(compareBytewise));
    expect(Object.keys(await scanned(storage, { directory }))).toEqual(numbers(0, 10));
  });

  it('may have been put by the same change, and be put by it again', async () => {
    const folder = await newFolder();
    const storage = await openStorage({ folder });
    const all = [numbers(0, 5000), numbers(5000, 10_000)];
    await storage.change(async (change) => {
      await change.putItems(
        directory,
        all.map((names) => batch(names, { 'v:long': names.map(() => 1n) })),
        'merge',
      );
      await change.arrangeItems(directory, 10_000);
      await change.putItems(directory, [batch(['k77', 'x'], { 'v:long': [2n, 3n] })], 'merge');
    });
    const found = await scanned(storage, { directory });
    expect(found).toMatchObject({ k76: { 'v:long': 1n }, k77: { 'v:long': 2n }, x: { 'v:long': 3n } });
    await storage.close();
    const { names } = await storedRows(folder, directory.path);
    expect(names).toEqual([...all.flat().toSorted(compareBytewise), 'x']);
  });
});

describe('items stay as they lie', () => {
  const scattered = [...numbers(0, 5000).toSorted(compareBytewise), ...numbers(5000, 10_000)];

  async function stored(written: number): Promise<unknown> {
    const folder = await newFolder();
    const storage = await openStorage({ folder });
    await putTwice(storage, 10_000);
    await arrange(storage, written);
    await storage.close();
    return storedRows(folder, directory.path);
  }

  it('unless half of them were put lately', async () => {
    expect(await stored(4999)).toEqual({ lastName: null, names: scattered });
    expect(await stored(5000)).toEqual({ lastName: 'k9999', names: scattered.toSorted(compareBytewise) });
  });

  it('when they are too many bytes, be the last ones short', async () => {
    const database = await Database.open({ folder: await newFolder() });
    const connection = await database.connect();
    const columns = [{ position: 0, attribute: 's', type: 'string' }] as const;
    await connection.run(createItemTable(1, columns));
    const rows = (from: number, text: string): string =>
      `INSERT INTO items_1 SELECT 'k' || i, 0, 0, ${text} FROM range(${from}, ${from + 20_000}) rows(i)`;
    await connection.run(rows(20_000, "repeat('long', 3500)"));
    const arranging = { directoryId: 1, columns, written: 40_000 };
    expect(await arrangeRows(connection, arranging)).toBeUndefined();
    await connection.run(rows(0, "'short'"));
    expect(await arrangeRows(connection, arranging)).toBeUndefined();
    await connection.run("UPDATE items_1 SET c0 = 'short'");
    expect(await arrangeRows(connection, arranging)).toBe('k9999');
    await database.close();
  });

  it('where there are none', async () => {
    const storage = await temporaryStorage();
    await arrange(storage, 1);
    expect(await storage.objects.directoryExists('bigdata', directory.path)).toBe(false);
    await put(storage, directory, batch(['b']));
    await put(storage, directory, batch(['a']));
    await storage.change((change) => change.removeItems(directory, ['a', 'b']));
    await arrange(storage, 1);
    expect(await scanned(storage, { directory })).toEqual({});
  });

  it.each([
    { when: 'measuring', statement: /^SELECT sum/ },
    { when: 'writing the rows in order', statement: /^INSERT/ },
    { when: 'removing the others', statement: /^DELETE/ },
  ])('when it is cancelled while $when', async ({ statement }) => {
    const database = await Database.open({ folder: await newFolder() });
    const connection = await database.connect();
    await connection.run(createItemTable(1, []));
    const rows = 200_000;
    await connection.run(`INSERT INTO items_1 SELECT 'k' || i, 0, 0 FROM range(${rows}) rows(i)`);
    const abort = new AbortController();
    const watched = <Rest extends unknown[], T>(run: (sql: string, ...rest: Rest) => Promise<T>) => ({
      value: (sql: string, ...rest: Rest): Promise<T> => {
        const running = run.call(connection, sql, ...rest);
        if (statement.test(sql)) abort.abort();
        return running;
      },
    });
    const cancelling = Object.create(connection, {
      run: watched(connection.run.bind(connection)),
      rows: watched(connection.rows.bind(connection)),
    }) as Connection;
    await connection.run('BEGIN TRANSACTION');
    const arranging = arrangeRows(cancelling, {
      directoryId: 1,
      columns: [],
      written: rows,
      signal: abort.signal,
    });
    await expect(arranging).rejects.toThrow();
    expect(abort.signal.aborted).toBe(true);
    await connection.run('ROLLBACK');
    const [left] = await connection.rows(
      'SELECT count(*), min_by(name, rowid), max_by(name, rowid) FROM items_1',
    );
    expect(left).toEqual([BigInt(rows), 'k0', `k${rows - 1}`]);
    await database.close();
  });

  it('when the change fails, or the process ends before it is through', async () => {
    const [folder, killed] = [await newFolder(), await newFolder()];
    const storage = await openStorage({ folder });
    const rows = 300_000;
    await putTwice(storage, rows);
    const failing = storage.change(async (change) => {
      await change.arrangeItems(directory, rows);
      await cp(folder, killed, { recursive: true });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const sorted = numbers(0, rows).toSorted(compareBytewise);
    expect(Object.keys(await scanned(storage, { directory }))).toEqual(sorted);
    await storage.close();
    for (const left of [folder, killed]) {
      const { lastName, names } = await storedRows(left, directory.path);
      expect(lastName).toBeNull();
      expect(names).toHaveLength(rows);
      expect(names.toSorted(compareBytewise)).toEqual(sorted);
    }
  });
});
