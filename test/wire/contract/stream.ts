import { expect } from 'vitest';
import { frameOf, type Frame } from '../../../src/data/frame';
import type { StreamQuery } from '../../../src/frames';
import type { ContractCase } from './contractCase';
import { booleans, contentsOf, floats, indexed, integers, strings, times, type Cell } from './table';

const rows = 60;
const minute = 60_000_000_000n;
const start = 1_577_836_800_000_000_000n;
const numbers = Array.from({ length: rows }, (_, row) => row);
const samples = indexed(
  times(
    'idx',
    numbers.map((row) => start + 5n * minute * BigInt(row)),
  ),
  floats('cpu', numbers),
  floats(
    'mem',
    numbers.map((row) => row / 8),
  ),
  floats(
    'disk',
    numbers.map((row) => -row),
  ),
);

/** Streams (spec/peer-tests.md §4, spec/stream.md). */
export const streamCases: readonly ContractCase[] = [
  {
    name: 'sixty rows come back in one frame',
    async run({ client, table }) {
      await client.create({ backend: 'stream', table, shards: 1, retentionHours: 48 });
      expect(await client.write({ backend: 'stream', table }, [samples])).toEqual({ frames: 1n, rows: 60n });
      const read = await contentsOf(client, { backend: 'stream', table, shardId: '0', seek: 'earliest' });
      expect(read.frames).toBe(1);
      expect(read.indices).toEqual(['seq_number']);
      expect(read.columns.toSorted()).toEqual(['cpu', 'disk', 'idx', 'mem', 'stream_time']);
      const cpu = 1 + read.columns.indexOf('cpu');
      expect(read.rows.map((row) => row[cpu])).toEqual(numbers);
      expect(read.rows.map((row) => row[0])).toEqual(numbers.map((row) => BigInt(row + 1)));
      await client.delete({ backend: 'stream', table });
      await expect(
        contentsOf(client, { backend: 'stream', table, shardId: '0', seek: 'earliest' }),
      ).rejects.toMatchObject({ operation: 'read', table });
    },
  },
  {
    name: 'every seek begins where it says',
    async run({ client, table }) {
      await client.create({ backend: 'stream', table });
      await client.write({ backend: 'stream', table }, [samples]);
      const from = { backend: 'stream', table, shardId: '0' } as const;
      const first = async (query: StreamQuery) => (await contentsOf(client, query)).rows[0]?.[0];
      expect(await first({ ...from, seek: 'sequence', sequence: 31n })).toBe(31n);
      expect(await first({ ...from, seek: 'latest' })).toBeUndefined();
      expect(await first({ ...from, seek: 'time', start: 'now-1h' })).toBe(1n);
      expect(await first({ ...from, seek: 'time', start: 'now+1h' })).toBeUndefined();
      const { frames } = await contentsOf(client, { ...from, seek: 'earliest' as const, messageLimit: 25 });
      expect(frames).toBe(3);
    },
  },
  {
    name: 'frames of any size and kind come back as records',
    async run({ client, table }) {
      await client.create({ backend: 'stream', table });
      const row = (i: number): Cell[] => [
        BigInt(i) + 2n ** 53n,
        i % 3 === 0 ? null : `é${i}`,
        i % 7 === 4 ? null : i / 8,
        i % 2 === 0,
        start + BigInt(i),
      ];
      const part = (from: number, to: number): Frame => {
        const cells = Array.from({ length: to - from }, (_, i) => row(from + i));
        const column = <T>(i: number): T[] => cells.map((values) => values[i] as T);
        return indexed(
          integers('n', column(0)),
          strings('s', column(1)),
          floats('f', column(2)),
          booleans('b', column(3)),
          times('t', column(4)),
        );
      };
      const parts = [part(0, 200), part(200, 201), part(201, 300)];
      await client.write({ backend: 'stream', table }, parts);
      const read = await contentsOf(client, {
        backend: 'stream',
        table,
        shardId: '0',
        seek: 'sequence',
        sequence: 101n,
        messageLimit: 120,
      });
      expect(read.frames).toBe(2);
      const at = (name: string): Cell[] => {
        const i = 1 + read.columns.indexOf(name);
        return read.rows.map((values) => values[i] ?? null);
      };
      const expected = Array.from({ length: 200 }, (_, i) => row(100 + i));
      expect(read.rows.map(([sequence]) => sequence)).toEqual(expected.map((_, i) => BigInt(101 + i)));
      expect(at('n')).toEqual(expected.map(([n]) => Number(n)));
      expect(at('s')).toEqual(expected.map(([, s]) => s ?? ''));
      expect(at('f')).toEqual(expected.map(([, , f]) => f ?? NaN));
      expect(at('b')).toEqual(expected.map(([, , , b]) => b));
      expect(at('t')).toEqual(
        expected.map((_, i) => `2020-01-01T00:00:00.${`${100 + i}`.padStart(9, '0').replace(/0+$/, '')}Z`),
      );
    },
  },
  {
    name: 'a frame that cannot be a record leaves nothing of itself, those before it stay',
    async run({ client, table }) {
      await client.create({ backend: 'stream', table });
      const bad = indexed(floats('a', numbers.concat(numbers).with(100, -Infinity)));
      const written = client.write({ backend: 'stream', table }, [samples, samples, bad, samples]);
      await expect(written).rejects.toMatchObject({ detail: /json: unsupported value: -Inf$/ });
      const { rows: found } = await contentsOf(client, {
        backend: 'stream',
        table,
        shardId: '0',
        seek: 'earliest',
      });
      expect(found.length).toBe(120);
    },
  },
  {
    name: 'a record put by a command is read with the others',
    async run({ client, table }) {
      await client.create({ backend: 'stream', table });
      const args = { data: '{"cpu": 1.5, "host": "a"}', partition_key: 'p', client_info: 'me' };
      await client.execute({ backend: 'stream', table, command: 'put', args });
      const read = await contentsOf(client, { backend: 'stream', table, shardId: '0', seek: 'earliest' });
      expect(Object.fromEntries(read.columns.map((name, i) => [name, read.rows[0]?.[i + 1]]))).toMatchObject({
        cpu: 1.5,
        host: 'a',
      });
    },
  },
  {
    name: 'a stream that exists is not created again',
    async run({ client, table }) {
      await client.create({ backend: 'stream', table });
      await expect(client.create({ backend: 'stream', table })).rejects.toMatchObject({
        detail: `error creating table: a stream already exists at path '${table}'`,
      });
      await client.create({ backend: 'stream', table, ifExists: 'ignore' });
    },
  },
  {
    name: 'a shard that is not there cannot be read',
    async run({ client, table }) {
      await client.create({ backend: 'stream', table, shards: 2 });
      await expect(
        contentsOf(client, { backend: 'stream', table, shardId: '2', seek: 'earliest' }),
      ).rejects.toMatchObject({ operation: 'read', table });
    },
  },
  {
    name: 'nothing is written to a stream that was never created',
    async run({ client, table }) {
      const frame = frameOf({ columns: [strings('a', ['x']), integers('n', [1n])] });
      await expect(client.write({ backend: 'stream', table }, [frame])).rejects.toMatchObject({
        operation: 'write',
        table,
      });
    },
  },
];
