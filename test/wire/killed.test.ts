import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRows, twoColumns, writeFrames } from './calls';
import { startService, type ServiceProcess } from './serviceProcess';

const rounds = 3;
const writers = 3;
const rowsOfWrite = 40;

/** What a client was told is stored: of nosql each row, of a csv table the last version. */
interface Acknowledged {
  readonly rows: Map<string, string>;
  readonly versions: Map<string, number>;
}

test(
  'what was acknowledged is there after a kill, and nothing is half there',
  { timeout: 120_000 },
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'frames-killed-'));
    const known: Acknowledged = { rows: new Map(), versions: new Map() };
    try {
      for (let round = 0; round < rounds; round++) {
        const service = await startService({ data });
        await check(service, known);
        const writing = Array.from({ length: writers }, (_, writer) => [
          writeItems(service, known, { round, writer }),
          writeFiles(service, known, { round, writer }),
        ]).flat();
        const before = { rows: known.rows.size, files: sum(known.versions) };
        const going = () => known.rows.size > before.rows && sum(known.versions) > before.files;
        await expect.poll(going, { timeout: 20_000 }).toBe(true);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 1000));
        await service.kill();
        await Promise.all(writing);
      }
      const service = await startService({ data });
      await check(service, known);
      await service.stop();
      console.log(`${known.rows.size} acknowledged rows survived ${rounds} kills`);
    } finally {
      await rm(data, { recursive: true });
    }
  },
);

interface Writer {
  readonly round: number;
  readonly writer: number;
}

/** Writes new rows until the service is gone. Number and text of a row say the same. */
async function writeItems(
  service: ServiceProcess,
  { rows }: Acknowledged,
  { round, writer }: Writer,
): Promise<void> {
  for (let first = 0; ; first += rowsOfWrite) {
    const numbers = Array.from({ length: rowsOfWrite }, (_, i) => first + i);
    const keys = numbers.map((number) => `${round}-${writer}-${number}`);
    const frame = twoColumns(numbers.map(BigInt), numbers.map(String), keys);
    try {
      const table = { backend: 'kv', table: `items${writer}`, saveMode: 'overwriteItem' };
      await writeFrames(service.client, table, frame);
    } catch {
      return;
    }
    for (const [i, key] of keys.entries()) rows.set(`${writer} ${key}`, String(first + i));
  }
}

/** Replaces a csv table again and again; each version has as many rows as its number says. */
async function writeFiles(
  service: ServiceProcess,
  { versions }: Acknowledged,
  { writer }: Writer,
): Promise<void> {
  const table = fileOf(writer);
  for (let version = (versions.get(table) ?? 0) + 1; ; version++) {
    const numbers = Array.from({ length: version }, () => BigInt(version));
    const frame = twoColumns(numbers, numbers.map(String));
    try {
      await writeFrames(service.client, { backend: 'csv', table }, frame);
    } catch {
      return;
    }
    versions.set(table, version);
  }
}

async function check({ client }: ServiceProcess, { rows, versions }: Acknowledged): Promise<void> {
  for (let writer = 0; writer < writers; writer++) {
    const expected = [...rows].filter(([key]) => key.startsWith(`${writer} `));
    if (expected.length > 0) {
      const stored = await readRows(client, { backend: 'kv', table: `items${writer}`, messageLimit: 4096n });
      // A row that was on its way may be there too, but whole.
      for (const [, number, text] of stored) expect(text).toBe(number);
      const found = new Map(stored.map(([key = '', number = '']) => [`${writer} ${key}`, number]));
      expect(expected.filter(([key, number]) => found.get(key) !== number)).toEqual([]);
    }
    const table = fileOf(writer);
    const version = versions.get(table);
    if (version === undefined) continue;
    const lines = await readRows(client, { backend: 'csv', table });
    // The last acknowledged version, or the whole of the one that was on its way.
    expect([version, version + 1]).toContain(lines.length);
    expect(lines.filter(([number, text]) => number !== String(lines.length) || text !== number)).toEqual([]);
    versions.set(table, lines.length);
  }
}

function sum(versions: ReadonlyMap<string, number>): number {
  return [...versions.values()].reduce((total, version) => total + version, 0);
}

function fileOf(writer: number): string {
  return `file${writer}.csv`;
}
