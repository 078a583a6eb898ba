import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { ListRequest, Storage } from '../../../../src/service/storage/storage';
import { batch, put } from './items';
import { temporaryFolder, temporaryStorage } from './temporaryStorage';

const text = (value: string): Uint8Array => Buffer.from(value);

describe('containers', () => {
  it('are three at first, others come with their first write', async () => {
    const storage = await temporaryStorage();
    await storage.objects.write('mine', 'a/b', text('x'));
    const containers = await storage.objects.containers();
    expect(containers.map(({ name }) => name)).toEqual(['bigdata', 'users', 'projects', 'mine']);
    expect(new Set(containers.map(({ id }) => id)).size).toBe(4);
    expect(await storage.objects.directoryExists('bigdata', '')).toBe(true);
    expect(await storage.objects.directoryExists('nosuch', '')).toBe(false);
    expect(await storage.objects.list({ container: 'nosuch', directory: '' })).toBeUndefined();
  });
});

describe('an object', () => {
  it('is read, written over and removed', async () => {
    const { objects } = await temporaryStorage();
    await objects.write('bigdata', 'a/b', text('one'));
    const first = await objects.read('bigdata', 'a/b');
    await objects.write('bigdata', '/a/b', text('second'));
    const second = await objects.read('bigdata', 'a/b');
    expect(Buffer.from(second?.body ?? []).toString()).toBe('second');
    expect(second?.created).toBe(first?.created);
    expect(second?.modified).toBeGreaterThan(first?.modified ?? 0n);
    expect(await objects.remove('bigdata', 'a/b')).toBe(true);
    expect(await objects.remove('bigdata', 'a/b')).toBe(false);
    expect(await objects.read('bigdata', 'a/b')).toBeUndefined();
    expect(await objects.read('bigdata', 'a')).toBeUndefined();
  });

  it('holds any bytes, none at all included', async () => {
    const { objects } = await temporaryStorage();
    for (const body of [new Uint8Array(0), Uint8Array.from({ length: 70_000 }, (_, i) => i)]) {
      await objects.write('bigdata', "o'; --\0", body);
      expect(new Uint8Array((await objects.read('bigdata', "o'; --\0"))?.body ?? [1])).toEqual(body);
    }
  });
});

describe('a directory', () => {
  it('is looked for in no time, however many slashes its name has', async () => {
    const { objects } = await temporaryStorage();
    const start = performance.now();
    expect(await objects.directoryExists('bigdata', `a${'/'.repeat(500_000)}b`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is there once something is under it, and removed only when empty', async () => {
    const { objects } = await temporaryStorage();
    await objects.write('bigdata', 'a/b/', text(''));
    expect(await objects.directoryExists('bigdata', '/a/')).toBe(true);
    expect(await objects.remove('bigdata', 'a/')).toBe(false);
    expect(await objects.remove('bigdata', 'a/b/')).toBe(true);
    expect(await objects.directoryExists('bigdata', 'a/b')).toBe(false);
    await objects.write('bigdata', 'a/x', text(''));
    expect(await objects.remove('bigdata', 'a/')).toBe(false);
    await objects.remove('bigdata', 'a/x');
    expect(await objects.remove('bigdata', 'a/')).toBe(true);
    expect(await objects.remove('bigdata', '/')).toBe(false);
  });
});

describe('a listing', () => {
  async function filled(): Promise<Storage> {
    const storage = await temporaryStorage();
    await put(storage, { container: 'bigdata', path: 'd' }, batch(['c', 'a.1', '\u{1f600}', '\uff5e']));
    await storage.objects.write('bigdata', 'd/.#schema', text('{}'));
    await storage.objects.write('bigdata', 'd/b/deep/x', text('123'));
    await storage.objects.write('bigdata', 'd/B/', text(''));
    await storage.objects.write('bigdata', 'd.other', text('1'));
    return storage;
  }

  it.each<{
    request: Partial<ListRequest>;
    objects?: string;
    directories?: string;
    next: string;
    more?: boolean;
  }>([
    {
      request: {},
      objects: 'd/.#schema d/a.1 d/c d/\uff5e d/\u{1f600}',
      directories: 'd/B/ d/b/',
      next: 'd/\u{1f600}',
    },
    {
      request: { directory: '/d/' },
      objects: 'd/.#schema d/a.1 d/c d/\uff5e d/\u{1f600}',
      directories: 'd/B/ d/b/',
      next: 'd/\u{1f600}',
    },
    { request: { onlyDirectories: true }, directories: 'd/B/ d/b/', next: 'd/b' },
    { request: { limit: 2 }, objects: 'd/.#schema', directories: 'd/B/', next: 'd/B', more: true },
    { request: { limit: 2, marker: 'd/B' }, objects: 'd/a.1', directories: 'd/b/', next: 'd/b', more: true },
    { request: { limit: 3, marker: 'd/b/' }, objects: 'd/c d/\uff5e d/\u{1f600}', next: 'd/\u{1f600}' },
    { request: { marker: 'd/\u{1f600}' }, next: '' },
    { request: { marker: 'e' }, next: '' },
    { request: { marker: 'a', limit: 1 }, objects: 'd/.#schema', next: 'd/.#schema', more: true },
    { request: { directory: 'd/b' }, directories: 'd/b/deep/', next: 'd/b/deep' },
    { request: { directory: 'd/B' }, next: '' },
    { request: { directory: '' }, objects: 'd.other', directories: 'd/', next: 'd.other' },
    { request: { limit: 0 }, next: '', more: true },
  ])('of $request', async ({ request, objects = '', directories = '', next, more = false }) => {
    const storage = await filled();
    const listing = await storage.objects.list({ container: 'bigdata', directory: 'd', ...request });
    expect(listing?.objects.map(({ key }) => key).join(' ')).toBe(objects);
    expect(listing?.directories.map(({ prefix }) => prefix).join(' ')).toBe(directories);
    expect(listing).toMatchObject({ nextMarker: next, isTruncated: more });
  });

  it('tells sizes and items apart', async () => {
    const { objects } = await filled();
    const entries = (await objects.list({ container: 'bigdata', directory: 'd' }))?.objects ?? [];
    expect(entries.map(({ size, isItem }) => [size, isItem])).toEqual([
      [2, false],
      [0, true],
      [0, true],
      [0, true],
      [0, true],
    ]);
    expect((await objects.read('bigdata', 'd/a.1'))?.body).toHaveLength(0);
  });

  it('shows that a table was changed', async () => {
    const storage = await filled();
    const modified = async (): Promise<bigint> =>
      (await storage.objects.list({ container: 'bigdata', directory: '' }))?.directories[0]?.modified ?? 0n;
    const before = await modified();
    await put(storage, { container: 'bigdata', path: 'd' }, batch(['new']));
    expect(await modified()).toBeGreaterThan(before);
  });
});

describe('a data folder', () => {
  it('belongs to one process, and the error says to which', async () => {
    const folder = await temporaryFolder();
    const open = `require('@duckdb/node-api').DuckDBInstance.create(process.argv[1]).then(() => console.log('open'))`;
    const other = spawn(process.execPath, [
      '-e',
      `${open}; setInterval(() => {}, 1000)`,
      join(folder, 'frames.duckdb'),
    ]);
    await once(other.stdout, 'data');
    await expect(openStorage({ folder })).rejects.toMatchObject({
      code: 'unavailable',
      detail: expect.stringMatching(new RegExp(`in use by .*process ${String(other.pid)}`)) as string,
    });
    other.kill('SIGKILL');
    await once(other, 'close');
    const storage = await openStorage({ folder });
    await storage.close();
    await rm(folder, { recursive: true });
  });

  it('may be closed in the middle of a read', async () => {
    const storage = await temporaryStorage();
    await put(
      storage,
      { container: 'bigdata', path: 'd' },
      batch(Array.from({ length: 20_000 }, (_, i) => String(i))),
    );
    const reading = async (): Promise<number> => {
      let rows = 0;
      for await (const chunk of storage.items.scan({ directory: { container: 'bigdata', path: 'd' } })) {
        rows += chunk.length;
        await storage.close();
      }
      return rows;
    };
    await reading().catch((error: unknown) => expect(error).toMatchObject({ name: 'FramesError' }));
    await expect(storage.objects.read('bigdata', 'd/1')).rejects.toMatchObject({ name: 'FramesError' });
  });
});
