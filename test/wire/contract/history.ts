import { expect } from 'vitest';
import type { HistoryFilter } from '../../../src/frames';
import type { ContractCase, Subject } from './contractCase';
import { contentsOf, integers, rowsOf, strings, indexed, type Cell } from './table';

async function entries({ client }: Subject, filter: HistoryFilter): Promise<Record<string, Cell>[]> {
  const found: Record<string, Cell>[] = [];
  for await (const frame of client.history(filter)) {
    const names = [...frame.indices, ...frame.columns].map(({ name }) => name);
    for (const row of rowsOf(frame))
      found.push(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
  }
  return found;
}

/** What was done is told (spec/history.md). */
export const historyCases: readonly ContractCase[] = [
  {
    name: 'successful calls are told, with what they were asked',
    async run(subject) {
      const { client, table } = subject;
      const frame = indexed(strings('idx', ['a', 'b']), integers('n', [1n, 2n]));
      await client.write({ backend: 'nosql', table, saveMode: 'updateItem' }, [frame]);
      await contentsOf(client, { backend: 'nosql', table, filter: 'n > 1' });
      await expect(contentsOf(client, { backend: 'nosql', table, columns: ['zz'] })).rejects.toBeDefined();
      await client.execute({ backend: 'nosql', table, command: 'infer' });
      await client.delete({ backend: 'nosql', table });
      const told = await entries(subject, { table });
      expect(told.map(({ ActionType }) => ActionType)).toEqual(['write', 'read', 'execute', 'delete']);
      expect(told[0]).toMatchObject({ BackendName: 'kv', Container: 'bigdata', saveMode: 'updateItem' });
      expect(told[1]).toMatchObject({ filter: 'n > 1' });
      expect(told[2]).toMatchObject({ command: 'infer' });
    },
  },
  {
    name: 'every filter narrows it',
    async run(subject) {
      const { client, table } = subject;
      await client.create({ backend: 'stream', table });
      await client.delete({ backend: 'stream', table });
      const count = async (filter: HistoryFilter) => (await entries(subject, { table, ...filter })).length;
      expect(await count({})).toBe(2);
      expect(await count({ action: 'create' })).toBe(1);
      expect(await count({ backend: 'nosql' })).toBe(0);
      expect(await count({ backend: 'stream', container: 'bigdata' })).toBe(2);
      expect(await count({ container: 'projects' })).toBe(0);
      expect(await count({ user: 'nobody' })).toBe(0);
      expect(await count({ minStartTime: 'now-1h', maxStartTime: 'now+1h' })).toBe(2);
      expect(await count({ maxStartTime: 'now-1h' })).toBe(0);
      expect(await count({ minDuration: 3_600_000 })).toBe(0);
    },
  },
];
