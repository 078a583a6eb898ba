import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import { nosqlBackend } from '../../src/service/backends/nosql';
import { openStorage } from '../../src/service/storage/openStorage';
import { encodeFrame } from '../../src/wire/frameCodec';
import { emptyInitialWriteRequest, emptyReadRequest, emptySession } from '../../src/wire/messages';

/** Rows per second of the nosql backend alone, without sockets: `npx tsx test/bench/nosqlRead.ts [rows]`. */

const rows = Number(process.argv[2] ?? 1_000_000);
const rowsPerFrame = 4096;
const session = { ...emptySession, container: 'bigdata' };
const { signal } = new AbortController();

function frame(first: number, length: number, ascending: boolean): Frame {
  const at = (row: number): number => (ascending ? first + row : ((first + row) * 7919) % rows);
  const name = (row: number): string => `user-${String(at(row)).padStart(8, '0')}`;
  const times = BigInt64Array.from(
    { length },
    (_, row) => 1_700_000_000_000_000_000n + BigInt(at(row)) * 1_000_000_000n,
  );
  return frameOf({
    indices: [
      new StringColumn(
        'name',
        Array.from({ length }, (_, row) => name(row)),
      ),
    ],
    columns: [
      new Int64Column(
        'age',
        'integer',
        BigInt64Array.from({ length }, (_, row) => BigInt(at(row) % 90)),
      ),
      new FloatColumn(
        'score',
        Float64Array.from({ length }, (_, row) => at(row) / 3),
      ),
      new StringColumn(
        'city',
        Array.from({ length }, (_, row) => `a city, number ${at(row) % 1000}`),
      ),
      new Int64Column('seen', 'time', times),
    ],
  });
}

async function timed(what: string, count: number, run: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const got = await run();
  const seconds = (performance.now() - start) / 1000;
  if (got !== count) throw new Error(`${what}: ${got} rows instead of ${count}`);
  console.log(`${what}: ${seconds.toFixed(2)} s, ${Math.round(count / seconds).toLocaleString('en')} rows/s`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'frames-bench-'));
  const storage = await openStorage({ folder });
  const backend = nosqlBackend(storage);
  for (const ascending of [true, false]) {
    const table = ascending ? 'ascending' : 'shuffled';
    await timed(`write, names ${table}`, rows, async () => {
      const appender = await backend.write(
        { ...emptyInitialWriteRequest, session, table, saveMode: 'overwriteTable' },
        signal,
      );
      for (let first = 0; first < rows; first += 65_536) {
        await appender.add(frame(first, Math.min(65_536, rows - first), ascending));
      }
      await appender.complete();
      return rows;
    });
    const read = async (encode: boolean, options = {}): Promise<number> => {
      let count = 0;
      let bytes = 0;
      const request = { ...emptyReadRequest, session, table, messageLimit: BigInt(rowsPerFrame), ...options };
      for await (const part of await backend.read(request, signal)) {
        count += part.length;
        if (encode) bytes += encodeFrame(part).length;
      }
      return encode && bytes === 0 ? 0 : count;
    };
    for (let round = 0; round < 3; round++) {
      await timed(`read, names ${table}`, rows, () => read(false));
      await timed(`read and encode, names ${table}`, rows, () => read(true));
    }
    await timed(`read with a filter, names ${table}`, rows, () => read(false, { filter: 'age>=0' }));
  }
  await storage.close();
  await rm(folder, { recursive: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
