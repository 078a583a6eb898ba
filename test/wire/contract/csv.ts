import { expect } from 'vitest';
import { frameOf } from '../../../src/data/frame';
import type { ContractCase } from './contractCase';
import { booleans, contentsOf, floats, integers, readAll, strings, times } from './table';

const rows = 60;
const numbers = Array.from({ length: rows }, (_, row) => row);
const wide = 2n ** 62n;
const midnight = 1_577_836_800_000_000_000n;
const mixed = frameOf({
  columns: [
    booleans(
      'bools',
      numbers.map((row) => row % 2 === 0),
    ),
    floats(
      'floats',
      numbers.map((row) => row + 0.25),
    ),
    integers(
      'ints',
      numbers.map((row) => wide + BigInt(row)),
    ),
    strings(
      'strings',
      numbers.map((row) => `val-${row}, "${row}"`),
    ),
    times(
      'times',
      numbers.map((row) => midnight + 3_600_000_000_000n * BigInt(row)),
    ),
  ],
});

/** Folders of files have to be there before a file is written. */
function fileOf(table: string): string {
  return `${table.replaceAll('/', '-')}.csv`;
}

/** Tables in CSV files (spec/peer-tests.md §4, §5). */
export const csvCases: readonly ContractCase[] = [
  {
    name: 'each type comes back',
    async run({ client, table: path }) {
      const table = fileOf(path);
      await client.write({ backend: 'csv', table }, [mixed]);
      const read = await contentsOf(client, { backend: 'csv', table });
      expect(read.columns).toEqual(['bools', 'floats', 'ints', 'strings', 'times']);
      expect(read.rows).toEqual(numbers.map((row) => mixed.columns.map((column) => column.at(row))));
      await client.delete({ backend: 'csv', table });
      await expect(contentsOf(client, { backend: 'csv', table })).rejects.toMatchObject({ code: 'notFound' });
      await expect(client.delete({ backend: 'csv', table })).rejects.toMatchObject({ code: 'notFound' });
      await client.delete({ backend: 'csv', table, ifMissing: 'ignore' });
    },
  },
  {
    name: 'a limit bounds the answer, a message limit each frame',
    async run({ client, table: path }) {
      const table = fileOf(path);
      await client.write({ backend: 'csv', table }, [mixed]);
      expect((await contentsOf(client, { backend: 'csv', table, limit: 9 })).rows).toHaveLength(9);
      const frames = await readAll(client, { backend: 'csv', table, messageLimit: 25 });
      expect(frames.map(({ length }) => length)).toEqual([25, 25, 10]);
      for (const { columns } of frames) expect(columns).toHaveLength(5);
    },
  },
  {
    name: 'ping answers with a made frame, whatever became of the table',
    async run({ client, table }) {
      const frame = await client.execute({ backend: 'csv', table: fileOf(table), command: 'ping' });
      expect([frame?.length, frame?.columns.length]).toEqual([37, 4]);
    },
  },
];
