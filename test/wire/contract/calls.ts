import { expect } from 'vitest';
import type { Query } from '../../../src/frames';
import type { ContractCase, Subject } from './contractCase';
import { readAll } from './table';

/** A read that a kind of table refuses, whatever is stored. */
const refusedReads: readonly (readonly [name: string, query: (table: string) => Query, detail: string])[] = [
  [
    'an interval turned round',
    (table) => ({ backend: 'tsdb', table, start: '1000', end: '10' }),
    "can't query: ",
  ],
  ['no SQL', () => ({ backend: 'tsdb', sql: 'select from' }), "can't query: syntax error at position"],
];

/** What holds for every kind of table (spec/peer-tests.md §5, §7). */
export const callCases: readonly ContractCase[] = [
  {
    name: 'the version is said',
    async run({ client }) {
      expect(await client.version()).toMatch(/^v?\d+\.\d+\.\d+/);
    },
  },
  ...refusedReads.map(([name, query, detail]) => ({
    name: `a read with ${name} is refused`,
    async run({ client, table }: Subject) {
      await expect(readAll(client, query(table))).rejects.toMatchObject({
        operation: 'read',
        detail: expect.stringContaining(detail) as string,
      });
    },
  })),
  ...(['nosql', 'csv', 'stream', 'tsdb'] as const).map((backend) => ({
    name: `an unknown ${backend} command is refused`,
    async run({ client, table }: Subject) {
      await expect(client.execute({ backend, table, command: 'dance' })).rejects.toMatchObject({
        code: 'unsupported',
        detail: expect.stringMatching(/^can't exec: /) as string,
      });
    },
  })),
  {
    name: 'a call that is cancelled ends at once',
    async run({ client, table }) {
      const controller = new AbortController();
      controller.abort();
      await expect(
        client.create({ backend: 'stream', table }, { signal: controller.signal }),
      ).rejects.toMatchObject({ code: 'cancelled' });
    },
  },
];
