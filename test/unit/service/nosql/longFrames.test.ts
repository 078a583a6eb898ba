import { describe, expect, it } from 'vitest';
import { temporaryStorage } from '../storage/temporaryStorage';
import { frame, kvOf } from './kv';

/** More rows than are looked at in one go, and no multiple of that. */
const rows = 20_001;
const all = Array.from({ length: rows }, (_, row) => row);

describe('a long frame', () => {
  it('is written with all that it holds, its rows numbered through where they have no key', async () => {
    const kv = kvOf(await temporaryStorage());
    const cells = {
      v: all.map((row) => (row % 3 === 0 ? null : row / 2)),
      s: all.map((row) => (row < 15_000 ? null : `é${row}`)),
      b: all.map((row) => (row % 5 === 0 ? null : row % 2 === 0)),
    };
    await kv.write('t', [frame({ v: [0.5], s: ['first'], b: [true] }), frame(cells)]);
    const read = await kv.read('t');
    const byKey = new Map(read.rows.map(([key, ...values]) => [Number(key), values]));
    expect(byKey.size).toBe(rows + 1);
    expect(byKey.get(0)).toEqual([0.5, 'first', true]);
    for (const row of all) {
      expect(byKey.get(row + 1)).toEqual([cells.v[row], cells.s[row], cells.b[row]]);
    }
  });

  it('sets each item once, by its last row that has a value', async () => {
    const kv = kvOf(await temporaryStorage());
    const keys = all.map((row) => `k${row % 10_000}`);
    const numbers = all.map((row) => (row >= 20_000 ? null : BigInt(row)));
    await kv.write('t', frame({ '#k': keys, v: numbers, s: keys.map((_, row) => `text ${row}`) }));
    const found = new Map((await kv.read('t')).rows.map(([key, ...values]) => [key, values]));
    expect(found.size).toBe(10_000);
    expect(found.get('k0')).toEqual([10_000n, 'text 20000']);
    expect(found.get('k1')).toEqual([10_001n, 'text 10001']);
    expect(found.get('k9999')).toEqual([19_999n, 'text 19999']);
  });

  it('goes into its partitions', async () => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': all.map((row) => `k${row}`), p: all.map((row) => BigInt(row % 2)) }), {
      partitionKeys: ['p'],
    });
    const read = await kv.read('t');
    expect(read.rows.filter(([, p]) => p === 0n)).toHaveLength(10_001);
    expect(read.rows.filter(([, p]) => p === 1n)).toHaveLength(10_000);
  });

  it('leaves nothing behind when its last row has no key', async () => {
    const storage = await temporaryStorage();
    const keys = all.map((row) => (row === rows - 1 ? '' : `k${row}`));
    const writing = kvOf(storage).write('t', frame({ '#k': keys, v: all }));
    await expect(writing).rejects.toThrow('key "k" should not be empty');
    expect(await storage.objects.directoryExists('bigdata', 't')).toBe(false);
  });

  it('with a condition looks at each item', async () => {
    const kv = kvOf(await temporaryStorage());
    const keys = all.map((row) => `k${row}`);
    await kv.write('t', frame({ '#k': keys, v: all.map(BigInt) }));
    const more = frame({ '#k': keys, v: all.map((row) => BigInt(row + 1)) });
    await kv.write('t', more, { saveMode: 'updateItem', condition: 'v < 9000 OR v == 20000' });
    const found = new Map((await kv.read('t')).rows.map(([key, value]) => [key, value]));
    for (const row of all) {
      expect(found.get(`k${row}`)).toBe(BigInt(row < 9000 || row === 20_000 ? row + 1 : row));
    }
  });
});
