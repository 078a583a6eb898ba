import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HistoryFile, maxEntries, type HistoryEntry } from '../../../../src/ui/queries/historyFile';

let folder: string;
let file: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'history-'));
  file = path.join(folder, 'below', 'history.jsonl');
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

function entry(number: number): HistoryEntry {
  return {
    id: String(number),
    text: `SELECT ${number} FROM t;\n`,
    values: {},
    connectionId: 'local',
    connectionName: 'Local',
    collection: 'tsdb:bigdata/t',
    startedAt: number,
    elapsedMs: 1,
    rows: number,
    state: 'done',
  };
}

describe('the history of queries', () => {
  it('is empty before anything ran', async () => {
    expect(await new HistoryFile(file).entries()).toEqual([]);
  });

  it('gives the newest first, also what another window wrote', async () => {
    const [one, other] = [new HistoryFile(file), new HistoryFile(file)];
    await one.append(entry(1));
    await other.append(entry(2));
    expect(await one.entries()).toEqual([entry(2), entry(1)]);
  });

  it('is bounded, on the disk too', async () => {
    const history = new HistoryFile(file);
    const all = Array.from({ length: 2 * maxEntries + 5 }, (_, number) => entry(number));
    await history.append(entry(-1));
    fs.appendFileSync(file, all.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const newest = entry(all.length);
    await history.append(newest);
    const kept = await history.entries();
    expect(kept).toHaveLength(maxEntries);
    expect(kept[0]).toEqual(newest);
    expect(fs.readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(maxEntries);
  });

  it('reads over lines that it does not know', async () => {
    const history = new HistoryFile(file);
    await history.append(entry(1));
    fs.appendFileSync(file, 'half a li\nnull\n{"id":7}\n');
    await history.append(entry(2));
    expect((await history.entries()).map(({ id }) => id)).toEqual(['2', '1']);
  });

  it('forgets one entry, or all', async () => {
    const history = new HistoryFile(file);
    for (const number of [1, 2, 3]) await history.append(entry(number));
    await history.remove('2');
    expect((await history.entries()).map(({ id }) => id)).toEqual(['3', '1']);
    await history.clear();
    expect(await history.entries()).toEqual([]);
    expect(fs.existsSync(file)).toBe(false);
  });

  it('is read by nobody else on the machine', async () => {
    await new HistoryFile(file).append(entry(1));
    expect(fs.statSync(file).mode & 0o077).toBe(0);
  });
});
