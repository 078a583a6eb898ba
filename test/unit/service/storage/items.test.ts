import { describe, expect, it } from 'vitest';
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { ItemScan, PutMode } from '../../../../src/service/storage/storage';
import { batch, put, scanned } from './items';
import { temporaryFolder, temporaryStorage } from './temporaryStorage';

const directory = { container: 'bigdata', path: 'some/table' };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('items', () => {
  it('come back as they were put, every type and extreme', async () => {
    const storage = await temporaryStorage();
    const extremes = { long: 2n ** 63n - 1n, time: -(2n ** 63n) };
    await put(
      storage,
      directory,
      batch(['a', 'B', '\u{1f600}', 'a\0b', "'; DROP TABLE objects; --"], {
        'v:long': [extremes.long, null, -1n, 0n, 1n],
        'f:double': [NaN, Infinity, -0, 5e-324, null],
        's:string': ['', 'a long string, longer than twelve bytes é', 'x\0y', null, 'twelve bytes'],
        'S:string': ['upper', null, null, null, null],
        'b:boolean': [true, false, null, true, false],
        't:time': [extremes.time, 0n, 1n, null, 2n],
        'x:blob': [new Uint8Array([0, 255]), new Uint8Array(0), null, new Uint8Array(13).fill(7), null],
      }),
    );
    expect(await scanned(storage, { directory })).toEqual({
      "'; DROP TABLE objects; --": {
        'v:long': 1n,
        's:string': 'twelve bytes',
        'b:boolean': false,
        't:time': 2n,
      },
      B: {
        'f:double': Infinity,
        's:string': 'a long string, longer than twelve bytes é',
        'b:boolean': false,
        't:time': 0n,
        'x:blob': Buffer.alloc(0),
      },
      a: {
        'v:long': extremes.long,
        'f:double': NaN,
        's:string': '',
        'S:string': 'upper',
        'b:boolean': true,
        't:time': extremes.time,
        'x:blob': Buffer.from([0, 255]),
      },
      'a\0b': { 'v:long': 0n, 'f:double': 5e-324, 'b:boolean': true, 'x:blob': Buffer.alloc(13, 7) },
      '\u{1f600}': { 'v:long': -1n, 'f:double': -0, 's:string': 'x\0y', 't:time': 1n },
    });
    expect(Object.keys(await scanned(storage, { directory }))).toEqual([
      "'; DROP TABLE objects; --",
      'B',
      'a',
      'a\0b',
      '\u{1f600}',
    ]);
  });

  const modes: { mode: PutMode; expected: Record<string, object> }[] = [
    {
      mode: 'merge',
      expected: {
        a: { 'v:long': 1n, 's:string': 'x' },
        b: { 'v:long': 20n, 's:string': 'y' },
        c: { 'v:long': 30n },
        d: {},
      },
    },
    {
      mode: 'update',
      expected: {
        a: { 's:string': 'x' },
        b: { 'v:long': 20n, 's:string': 'y' },
        c: { 'v:long': 30n },
        d: {},
      },
    },
    { mode: 'replace', expected: { a: {}, b: { 'v:long': 20n }, c: { 'v:long': 30n }, d: {} } },
    {
      mode: 'create',
      expected: {
        a: { 'v:long': 1n, 's:string': 'x' },
        b: { 'v:long': 2n, 's:string': 'y' },
        c: { 'v:long': 30n },
        d: {},
      },
    },
  ];
  it.each(modes)('meet existing ones as $mode says', async ({ mode, expected }) => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['b', 'a'], { 'v:long': [2n, 1n], 's:string': ['y', 'x'] }));
    await put(storage, directory, batch(['a', 'b', 'c', 'd'], { 'v:long': [null, 20n, 30n, null] }), mode);
    expect(await scanned(storage, { directory })).toEqual(expected);
  });

  it.each<PutMode>(['merge', 'update', 'replace'])(
    'have an attribute as one type only after %s',
    async (mode) => {
      const storage = await temporaryStorage();
      await put(storage, directory, batch(['a', 'b'], { 'v:long': [1n, 2n] }));
      await put(storage, directory, batch(['a'], { 'v:double': [1.5] }), mode);
      await put(storage, directory, batch(['b'], { 'v:string': ['text'] }), mode);
      expect(await scanned(storage, { directory })).toEqual({
        a: { 'v:double': 1.5 },
        b: { 'v:string': 'text' },
      });
    },
  );

  it('are found by sharding key and range of sorting keys', async () => {
    const storage = await temporaryStorage();
    const names = ['k', 'k.', 'k.a', 'k.b', 'k.b.c', 'k.c', 'k-', 'k/', 'kk', 'kk.a', 'l.a'];
    await put(storage, directory, batch(names));
    const found = async (shardingKey: string, from = '', to = ''): Promise<string[]> =>
      Object.keys(await scanned(storage, { directory, shardingKey, sortingKeys: { from, to } }));
    expect(await found('k')).toEqual(['k', 'k.', 'k.a', 'k.b', 'k.b.c', 'k.c']);
    expect(await found('k.')).toEqual(['k', 'k.', 'k.a', 'k.b', 'k.b.c', 'k.c']);
    expect(await found('k', 'b')).toEqual(['k.b', 'k.b.c', 'k.c']);
    expect(await found('k', '', 'b')).toEqual(['k', 'k.', 'k.a']);
    expect(await found('k', 'a', 'c')).toEqual(['k.a', 'k.b', 'k.b.c']);
    expect(await found('k.b')).toEqual([]);
    expect(await found('none')).toEqual([]);
  });

  it('are read on after a name, and up to a limit', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['a', 'b', 'c', 'd']));
    expect(Object.keys(await scanned(storage, { directory, after: 'b', limit: 1 }))).toEqual(['c']);
  });

  it('tell their times unless these are not wanted', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['a', 'b'], { 'v:long': [1n, 2n] }));
    const read = async (scan: Partial<ItemScan>) => {
      for await (const { created, modified, columns } of storage.items.scan({ directory, ...scan })) {
        return { known: [...created, ...modified].map((time) => time > 0n), values: columns[0]?.values };
      }
      return undefined;
    };
    const values = BigInt64Array.of(1n, 2n);
    expect(await read({})).toEqual({ known: [true, true, true, true], values });
    expect(await read({ times: false })).toEqual({ known: [false, false, false, false], values });
  });

  it('are sorted whatever the order of writing, and keep their order through updates', async () => {
    const storage = await temporaryStorage();
    const many = (from: number, count: number, step = 1): string[] =>
      Array.from({ length: count }, (_, i) => String(from + i * step).padStart(8, '0'));
    const names = async (): Promise<string[]> => Object.keys(await scanned(storage, { directory }));
    await put(storage, directory, batch(many(0, 150_000).reverse()));
    await put(storage, directory, batch(many(150_000, 150_000)));
    const update = many(0, 2000, 149);
    await put(
      storage,
      directory,
      batch(update, { 's:string': update.map((name) => `${name} in new words`) }),
    );
    expect(await names()).toEqual(many(0, 300_000));
    await storage.change((change) => change.removeItems(directory, many(10, 100_000, 3)));
    await put(storage, directory, batch(['0000', '00000010', 'z']));
    const left = new Set([...many(0, 300_000), '0000', 'z']);
    for (const name of many(10, 100_000, 3)) left.delete(name);
    left.add('00000010');
    expect(await names()).toEqual([...left].sort());
  });

  it('are still there after closing and opening', async () => {
    const folder = await temporaryFolder();
    const storage = await openStorage({ folder });
    await put(storage, directory, batch(['a', 'b'], { 'v:long': [1n, null], 'V:string': [null, 'x'] }));
    await storage.close();
    const again = await openStorage({ folder });
    await put(again, directory, batch(['c'], { 'w:boolean': [true] }));
    expect(await scanned(again, { directory })).toEqual({
      a: { 'v:long': 1n },
      b: { 'V:string': 'x' },
      c: { 'w:boolean': true },
    });
    await again.close();
    await rm(folder, { recursive: true });
  });
});

describe('a change', () => {
  it('leaves nothing behind when it fails', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['a'], { 'v:long': [1n] }));
    const failing = storage.change(async (change) => {
      const items = batch(['a', 'b'], { 'v:double': [2, 3], 'w:long': [1n, 2n] });
      await change.putItems(directory, [items], 'replace');
      await change.writeObject(directory, '.#schema', new Uint8Array([1]));
      await change.putItems({ container: 'bigdata', path: 'other' }, [batch(['x'])], 'merge');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const appending = storage.change(async (change) => {
      await change.putItems(directory, [batch(['y', 'z'], { 'v:long': [8n, 9n] })], 'merge');
      throw new Error('no again');
    });
    await expect(appending).rejects.toThrow('no again');
    expect(await scanned(storage, { directory })).toEqual({ a: { 'v:long': 1n } });
    expect(await storage.objects.read('bigdata', 'some/table/.#schema')).toBeUndefined();
    expect(await storage.objects.directoryExists('bigdata', 'other')).toBe(false);
    await put(storage, directory, batch(['b', 'z'], { 'w:double': [2.5, 1] }));
    expect(await scanned(storage, { directory })).toEqual({
      a: { 'v:long': 1n },
      b: { 'w:double': 2.5 },
      z: { 'w:double': 1 },
    });
  });

  it('is refused at once when it brings more attributes than a table can have', async () => {
    const storage = await temporaryStorage();
    const cells = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`a${i}:long`, [1n]]));
    const start = performance.now();
    await expect(put(storage, directory, batch(['a'], cells))).rejects.toMatchObject({
      code: 'invalidArgument',
      detail: 'the items of a directory have at most 10000 attributes',
    });
    expect(performance.now() - start).toBeLessThan(5000);
    expect(await storage.objects.directoryExists('bigdata', 'some/table')).toBe(false);
  });

  it('leaves nothing behind when it is cancelled, not even later', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['a']));
    const controller = new AbortController();
    const cancelled = storage.change(async (change) => {
      controller.abort();
      await change.putItems(directory, [batch(['b', 'c'])], 'merge');
    }, controller.signal);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    // What the engine was given and did not write yet is let go of with the objects that held it.
    for (let i = 0; i < 10; i++) {
      collectGarbage();
      await setTimeout(5);
    }
    await put(storage, { container: 'bigdata', path: 'other' }, batch(['x']));
    expect(await scanned(storage, { directory })).toEqual({ a: {} });
  });

  it('puts batches one after another, whatever columns they bring', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['b', 'd'], { 'v:long': [1n, 2n] }));
    const batches = [
      batch(['a', 'b'], { 'v:double': [1.5, 2.5], 'w:long': [1n, 2n] }),
      batch(['b', 'c'], { 'w:string': ['x', 'y'], 'z:boolean': [true, false] }),
      batch(['x', 'y'], { 'u:long': [1n, 2n] }),
    ];
    await storage.change(async (change) => {
      await change.putItems(directory, batches, 'merge');
      expect((await change.getItems(directory, ['b'])).get('b')?.attributes.get('w')).toEqual({
        type: 'string',
        value: 'x',
      });
    });
    expect(await scanned(storage, { directory })).toEqual({
      a: { 'v:double': 1.5, 'w:long': 1n },
      b: { 'v:double': 2.5, 'w:string': 'x', 'z:boolean': true },
      c: { 'w:string': 'y', 'z:boolean': false },
      d: { 'v:long': 2n },
      x: { 'u:long': 1n },
      y: { 'u:long': 2n },
    });
  });

  it('gives every change of an item another time', async () => {
    const storage = await temporaryStorage();
    const times = new Set<bigint>();
    for (let i = 0; i < 20; i++) {
      await put(storage, directory, batch(['a'], { 'v:long': [BigInt(i)] }));
      const item = await storage.items.get(directory, 'a');
      times.add(item?.modified ?? 0n);
      expect(item?.created).toBeLessThanOrEqual(item?.modified ?? 0n);
    }
    expect(times.size).toBe(20);
  });

  it('of many writers at once loses nothing', async () => {
    const storage = await temporaryStorage();
    const writers = Array.from({ length: 12 }, (_, w) =>
      put(storage, directory, batch(['shared', `own${w}`], { [`c${w}:long`]: [1n, 2n] })),
    );
    await Promise.all(writers);
    const found = await scanned(storage, { directory });
    expect(Object.keys(found)).toHaveLength(13);
    expect(Object.keys(found.shared ?? {})).toHaveLength(12);
  });

  it('is not seen by a read that began before it', async () => {
    const storage = await temporaryStorage();
    const names = Array.from({ length: 20_000 }, (_, i) => String(i).padStart(6, '0'));
    await put(storage, directory, batch(names, { 'v:long': names.map(() => 1n) }));
    const seen: bigint[] = [];
    let first = true;
    for await (const chunk of storage.items.scan({ directory })) {
      if (first) {
        await put(
          storage,
          directory,
          batch(names, { 'v:long': names.map(() => 2n), 'w:long': names.map(() => 3n) }),
        );
        await storage.change((change) => {
          change.removeDirectory(directory);
          return Promise.resolve();
        });
        await put(storage, directory, batch(['new']));
      }
      first = false;
      const [column] = chunk.columns;
      if (column?.type === 'long') seen.push(...column.values);
    }
    expect(seen).toHaveLength(20_000);
    expect(new Set(seen)).toEqual(new Set([1n]));
    expect(Object.keys(await scanned(storage, { directory }))).toEqual(['new']);
  });
});

describe('a read', () => {
  it('ends at once when it is cancelled', async () => {
    const storage = await temporaryStorage();
    const names = Array.from({ length: 20_000 }, (_, i) => String(i));
    await put(storage, directory, batch(names));
    const controller = new AbortController();
    const reading = async (): Promise<void> => {
      for await (const chunk of storage.items.scan({ directory }, controller.signal)) {
        expect(chunk.length).toBeGreaterThan(0);
        controller.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: 'cancelled' });
    expect(Object.keys(await scanned(storage, { directory, limit: 3 }))).toHaveLength(3);
  });

  it('may be left in the middle', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(Array.from({ length: 20_000 }, (_, i) => String(i))));
    for (let i = 0; i < 10; i++) {
      for await (const chunk of storage.items.scan({ directory })) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
    }
    await put(storage, directory, batch(['x']));
  });
});
