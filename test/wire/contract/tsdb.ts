import { expect } from 'vitest';
import type { Frame } from '../../../src/data/frame';
import { emptyCreateRequest, emptyDeleteRequest } from '../../../src/wire/messages';
import { methods } from '../../../src/wire/methods';
import { session } from '../calls';
import type { ContractCase, Subject } from './contractCase';
import { contentsOf, floats, indexed, readAll, strings, times } from './table';
import { tsdbQueryCases } from './tsdbQueries';

const minute = 60_000_000_000n;
const rows = Array.from({ length: 60 }, (_, row) => row);

/** Sixty samples of three metrics, five minutes apart. */
function samples(last: bigint): Frame {
  return indexed(
    times(
      'time',
      rows.map((row) => last - 5n * minute * BigInt(59 - row)),
    ),
    floats('cpu', rows),
    floats(
      'mem',
      rows.map((row) => row * 1.5),
    ),
    floats(
      'disk',
      rows.map((row) => row * row),
    ),
  );
}

const december = BigInt(Date.parse('2019-12-12T04:55:00Z')) * 1_000_000n;
const farFuture = '157728271500000';

async function created({ client, table }: Subject, frame: Frame, rate = '1/m'): Promise<void> {
  await client.create({ backend: 'tsdb', table, rate });
  await client.write({ backend: 'tsdb', table }, [frame]);
}

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

async function countOf({ client, table }: Subject, start = '0'): Promise<number> {
  const frames = await readAll(client, { backend: 'tsdb', table, start, end: farFuture, messageLimit: 10 });
  for (const { length } of frames) expect(length).toBeLessThanOrEqual(10);
  return frames.reduce((total, { length }) => total + length, 0);
}

/** What a delete leaves of samples up to a time. */
const deletes: readonly (readonly [
  name: string,
  bounds: { start?: string; end?: string; filter?: string },
  left: number,
])[] = [
  ['by times in milliseconds', { start: '1576108800000', end: '1576126500000' }, 0],
  ['by RFC 3339', { start: '2019-12-12T00:00:00Z', end: '2019-12-12T05:00:00Z' }, 0],
  ['by a time relative to now', { start: '0', end: 'now-1h' }, 0],
  ['by the first half', { start: '2019-12-12T00:00:00Z', end: '2019-12-12T02:25:00Z' }, 30],
  ['by a filter alone', { filter: '1==1' }, 0],
  ['by an end alone', { end: '2019-12-12T02:25:00Z' }, 30],
  ['by a start alone', { start: '2019-12-12T02:26:00Z' }, 30],
];

/** Time series (spec/peer-tests.md §4). */
export const tsdbCases: readonly ContractCase[] = [
  {
    name: 'sixty rows are read in pieces, and deleted',
    async run(subject) {
      const { client, table } = subject;
      await created(subject, samples(now() - 5n * minute));
      expect(await countOf(subject)).toBe(60);
      await client.delete({ backend: 'tsdb', table });
      await expect(countOf(subject)).rejects.toMatchObject({ operation: 'read', table });
    },
  },
  {
    name: 'a range before all samples gives nothing',
    async run(subject) {
      await created(subject, samples(december));
      const { client, table } = subject;
      const range = { start: '1530349527000', end: '1559293527000' };
      expect(await readAll(client, { backend: 'tsdb', table, ...range })).toEqual([]);
    },
  },
  {
    name: 'a metric of strings',
    async run(subject) {
      const { client, table } = subject;
      const index = samples(december).indices;
      await created(
        subject,
        indexed(
          index,
          strings(
            'host',
            rows.map((row) => `host-${row}`),
          ),
        ),
      );
      const read = await contentsOf(client, { backend: 'tsdb', table, start: '0', end: 'now' });
      expect(read.columns).toEqual(['host']);
      expect(read.rows.map((row) => row[1])).toEqual(rows.map((row) => `host-${row}`));
    },
  },
  ...deletes.map(([name, bounds, left]) => ({
    name: `deleted ${name}`,
    async run(subject: Subject) {
      const { client, table } = subject;
      await created(subject, samples(december), '1/s');
      await client.delete({ backend: 'tsdb', table, ...bounds });
      expect(await countOf(subject)).toBe(left);
    },
  })),
  {
    name: 'deleted without bounds the table is gone, and may be missing',
    async run(subject) {
      const { client, table } = subject;
      await created(subject, samples(december));
      await client.delete({ backend: 'tsdb', table });
      await expect(client.delete({ backend: 'tsdb', table })).rejects.toMatchObject({ operation: 'delete' });
      await client.delete({ backend: 'tsdb', table, ifMissing: 'ignore' });
      await client.create({ backend: 'tsdb', table, rate: '1/m' });
      expect(await countOf(subject)).toBe(0);
    },
  },
  {
    name: 'a filter without times deletes of the last hour',
    async run(subject) {
      await created(subject, samples(december));
      const { transport, table } = subject;
      const request = { ...emptyDeleteRequest, session, backend: 'tsdb', table, filter: '1==1' };
      await transport.unary(methods.delete, request, {});
      expect(await countOf(subject)).toBe(60);
    },
  },
  {
    name: 'a table that exists is not created again',
    async run({ client, table }) {
      await client.create({ backend: 'tsdb', table, rate: '1/m', aggregates: ['sum', 'count'] });
      await expect(client.create({ backend: 'tsdb', table, rate: '1/m' })).rejects.toMatchObject({
        detail: `error creating table: A TSDB table already exists at path '${table}'.`,
      });
      await client.create({ backend: 'tsdb', table, rate: '1/m', ifExists: 'ignore' });
    },
  },
  ...['1m', '1/t', '-431/t', '-1', '-1/s', '2/s'].map((rate) => ({
    name: `a rate of ${rate} is refused`,
    async run({ transport, table }: Subject) {
      const request = { ...emptyCreateRequest, session, backend: 'tsdb', table, rate };
      await expect(transport.unary(methods.create, request, {})).rejects.toMatchObject({
        detail: expect.stringMatching(/^error creating table: failed to create a TSDB schema: /) as string,
      });
    },
  })),
  {
    name: 'labels come as indices when asked for',
    async run({ client, table }) {
      await client.create({ backend: 'tsdb', table, rate: '1/m' });
      const labels = new Map([['os', { dtype: 'string', value: 'linux' } as const]]);
      await client.write({ backend: 'tsdb', table }, [{ ...samples(december), labels }]);
      const query = { backend: 'tsdb', table, start: '0', end: 'now', columns: ['cpu'] } as const;
      const { indices, columns, rows: read } = await contentsOf(client, { ...query, multiIndex: true });
      expect({ indices, columns }).toEqual({ indices: ['time', 'os'], columns: ['cpu'] });
      expect(read.map((row) => row.slice(1))).toEqual(rows.map((row) => ['linux', row]));
      expect((await contentsOf(client, query)).columns).toEqual(['cpu', 'os']);
    },
  },
  {
    name: 'strings and numbers do not mix in one metric, and what was stored stays',
    async run({ client, table }) {
      await client.create({ backend: 'tsdb', table, rate: '1/m' });
      const metric = (name: string, time: bigint, value: number | string): Frame =>
        indexed(
          times('time', [time]),
          typeof value === 'number' ? floats(name, [value]) : strings(name, [value]),
        );
      await client.write({ backend: 'tsdb', table }, [
        metric('number', december, 1),
        metric('text', december, 'a'),
      ]);
      const later = december + minute;
      for (const frame of [metric('number', later, 'x'), metric('text', later, 2)]) {
        await expect(client.write({ backend: 'tsdb', table }, [frame])).rejects.toMatchObject({
          operation: 'write',
        });
      }
      const { rows: read } = await contentsOf(client, { backend: 'tsdb', table, start: '0', end: 'now' });
      expect(read).toEqual([[december, 1, 'a']]);
    },
  },
  {
    name: 'samples just after the epoch, and years from each other',
    async run(subject) {
      const { client, table } = subject;
      const early = 10_000_000n;
      await created(subject, indexed(times('time', [early, december]), floats('cpu', [1, 2])));
      const { rows: read } = await contentsOf(client, { backend: 'tsdb', table, start: '0', end: 'now' });
      expect(read).toEqual([
        [early, 1],
        [december, 2],
      ]);
    },
  },
  {
    name: 'a metric whose name is no name is refused',
    async run(subject) {
      const frame = indexed(times('time', [december]), floats('cpu-0', [1]));
      await expect(created(subject, frame)).rejects.toMatchObject({
        operation: 'write',
        detail: expect.stringContaining('metric name contains illegal characters') as string,
      });
    },
  },
  ...[
    "select linear(cpu, '10m') from $table",
    'select max(prev_val(cpu)), avg(mem) from $table',
    'select max(next_val(cpu)), avg(mem) from $table',
    "select max(prev_val(cpu, '1h')) as ahsheli, avg(mem) from $table",
    "select cpu, mem from $table where os = 'tal' and host < 'Neiman'",
    'select sum(cpu) from $table where 1 = 1',
    'select min(cpu) as bambi, max(linear(mem)) as bimba from $table where cpu >= 123',
    'select * from $table',
    'select max(*), avg(*) from $table',
  ].map((text) => ({
    name: `SQL: ${text}`,
    async run(subject: Subject) {
      const { client, table } = subject;
      await created(subject, samples(december));
      const sql = text.replace('$table', `'${table}'`);
      const range = { start: '2019-12-12T00:00:00Z', end: '2019-12-12T05:00:00Z', step: '1h' };
      const read = await readAll(client, { backend: 'tsdb', sql, ...range });
      // A condition on labels that no series has is true of none.
      expect(read.length).toBe(text.includes('where') && !text.includes('1 = 1') ? 0 : 1);
    },
  })),
  ...tsdbQueryCases,
];
