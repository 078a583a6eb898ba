import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ResultSet } from '../../../../src/data/resultSet';
import { writeCsvFile } from '../../../../src/ui/results/csvFile';
import { counting } from './madeFrames';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frames-csv-'));
});
afterEach(() => rm(folder, { recursive: true }));

function made(): ResultSet {
  const resultSet = new ResultSet();
  for (let i = 0; i < 3; i++) resultSet.append(counting(i * 2, 2));
  return resultSet;
}

describe('a csv file', () => {
  it('holds the rows that were there when it was begun', async () => {
    const resultSet = made();
    const rows: number[] = [];
    const target = path.join(folder, 'a.csv');
    const written = await writeCsvFile(target, {
      resultSet,
      signal: new AbortController().signal,
      onRows: (count) => {
        rows.push(count);
        resultSet.append(counting(100, 1, 'later'));
      },
    });
    expect(written).toBe(6);
    expect(rows).toEqual([2, 4, 6]);
    expect(await readFile(target, 'utf8')).toBe('i\n0\n1\n2\n3\n4\n5\n');
  });

  it('of a result without rows has its header', async () => {
    const resultSet = new ResultSet();
    resultSet.append(counting(0, 0, 'only'));
    const target = path.join(folder, 'a.csv');
    await writeCsvFile(target, { resultSet, signal: new AbortController().signal, onRows: () => undefined });
    expect(await readFile(target, 'utf8')).toBe('only\n');
  });

  it('is not touched when cancelled, and nothing is left beside it', async () => {
    const target = path.join(folder, 'a.csv');
    await writeFile(target, 'before');
    const abort = new AbortController();
    const writing = writeCsvFile(target, {
      resultSet: made(),
      signal: abort.signal,
      onRows: () => abort.abort(),
    });
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).toEqual(['a.csv']);
    expect(await readFile(target, 'utf8')).toBe('before');
  });

  it('can be written again while one that was cancelled is tidied away', async () => {
    const target = path.join(folder, 'a.csv');
    const abort = new AbortController();
    let again: Promise<number> | undefined;
    const cancelled = writeCsvFile(target, {
      resultSet: made(),
      signal: abort.signal,
      onRows: () => {
        abort.abort();
        again ??= writeCsvFile(target, {
          resultSet: made(),
          signal: new AbortController().signal,
          onRows: () => undefined,
        });
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(await again).toBe(6);
    expect(await readdir(folder)).toEqual(['a.csv']);
    expect(await readFile(target, 'utf8')).toBe('i\n0\n1\n2\n3\n4\n5\n');
  });

  it('takes no other file for its own', async () => {
    const target = path.join(folder, 'a.csv');
    await writeFile(`${target}.part`, 'of another');
    await writeCsvFile(target, {
      resultSet: made(),
      signal: new AbortController().signal,
      onRows: () => undefined,
    });
    expect(await readFile(`${target}.part`, 'utf8')).toBe('of another');
  });
});
