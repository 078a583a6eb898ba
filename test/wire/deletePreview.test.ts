import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import {
  connect,
  webApiSource,
  type CollectionSource,
  type Deletion,
  type FramesClient,
  type WriteTarget,
} from '../../src/frames';
import { isWholeTable, previewDeletion } from '../../src/ui/operations/deletePreview';
import { Performer } from '../../src/ui/operations/performer';
import { previewReplacement } from '../../src/ui/operations/previewLoss';
import { startService, type ServiceProcess } from './serviceProcess';

let service: ServiceProcess;
let client: FramesClient;
let source: CollectionSource;
const { signal } = new AbortController();
const HOUR = 3_600_000n;

beforeAll(async () => {
  service = await startService();
  client = connect(service.ready.grpc);
  source = webApiSource(service.ready.webapi, {});
});
afterAll(async () => {
  client.close();
  await service.stop();
});

const preview = (deletion: Deletion, options: { mostRows?: number; now?: bigint } = {}) =>
  previewDeletion(client, deletion, { signal, source, ...options });

async function count(frames: AsyncIterable<Frame>): Promise<bigint> {
  let rows = 0n;
  for await (const frame of frames) rows += BigInt(frame.length);
  return rows;
}

describe('what a deletion would take away', () => {
  it('is every row of a nosql table that the filter matches, and nothing else goes', async () => {
    const table = 'bigdata/preview/people';
    const names = Array.from({ length: 50 }, (_, i) => `p${String(i).padStart(2, '0')}`);
    const people = frameOf({
      indices: [new StringColumn('name', names)],
      columns: [new FloatColumn('age', Float64Array.from(names.keys()))],
    });
    await client.write({ backend: 'nosql', table }, [people]);
    const deletion: Deletion = { backend: 'nosql', table, filter: 'age >= 20' };

    const seen = await preview(deletion);
    expect(seen).toMatchObject({ count: 30n, isExact: true, deletion });
    expect(seen.sample.map(({ length }) => length)).toEqual([20]);
    expect(await count(seen.rows({ signal }))).toBe(30n);
    expect(await preview(deletion, { mostRows: 7 })).toMatchObject({ count: 7n, isExact: false });
    expect(await preview(deletion, { mostRows: 30 })).toMatchObject({ count: 30n, isExact: true });

    await client.delete(seen.deletion);
    expect(await count(client.read({ backend: 'nosql', table }))).toBe(20n);
    expect(await preview(deletion)).toMatchObject({ count: 0n, isExact: true, sample: [] });
  });

  it('is every record of all shards of a stream', async () => {
    const table = 'bigdata/preview/log';
    await client.create({ backend: 'stream', table, shards: 3 });
    expect(await preview({ backend: 'stream', table })).toMatchObject({ count: 0n, isExact: true });
    const lines = frameOf({ columns: [new StringColumn('line', Array.from({ length: 40 }, String))] });
    await client.write({ backend: 'stream', table }, [lines]);
    expect(await preview({ backend: 'stream', table })).toMatchObject({ count: 40n, isExact: true });
    expect(await preview({ backend: 'stream', table }, { mostRows: 39 })).toMatchObject({
      count: 39n,
      isExact: false,
    });
  });

  it('is a csv table as a whole', async () => {
    const table = 'preview.csv';
    await client.write({ backend: 'csv', table }, [
      frameOf({ columns: [new StringColumn('line', ['a', 'b'])] }),
    ]);
    expect(await preview({ backend: 'csv', table })).toMatchObject({ count: 2n, isExact: true });
  });

  it.each(['nosql', 'stream', 'csv', 'tsdb'] as const)(
    'fails for a %s table that is not there',
    async (backend) => {
      const table = 'bigdata/preview/missing';
      await expect(preview({ backend, table })).rejects.toMatchObject({ code: 'notFound' });
    },
  );
});

describe('what a deletion of samples would take away', () => {
  const table = 'bigdata/preview/weather';
  // Partitions of 48 hours: 2020-01-02T00:00Z begins one.
  const first = 9131n * 48n * HOUR;

  beforeAll(async () => {
    await client.create({ backend: 'tsdb', table, rate: '1/s' });
    const hours = Array.from({ length: 120 }, (_, i) => BigInt(i));
    const times = BigInt64Array.from(hours, (hour) => (first + hour * HOUR) * 1_000_000n);
    const values = Float64Array.from(hours, Number);
    const write = (site: string, metrics: readonly string[]) =>
      client.write({ backend: 'tsdb', table }, [
        {
          ...frameOf({
            indices: [new Int64Column('time', 'time', times)],
            columns: metrics.map((metric) => new FloatColumn(metric, values)),
          }),
          labels: new Map([['site', { dtype: 'string', value: site }]]),
        },
      ]);
    await write('a', ['wind', 'rain']);
    await write('b', ['wind']);
  });

  const at = (hour: bigint) => (first + hour * HOUR).toString();

  it('counts samples, not rows, and names the partitions that go whole', async () => {
    const seen = await preview({ backend: 'tsdb', table, start: at(40n), end: at(100n) });
    expect(seen).toMatchObject({ count: 61n * 3n, isExact: true });
    expect(seen.partitions).toEqual([{ start: first + 48n * HOUR, end: first + 96n * HOUR - 1n }]);
    expect(seen).not.toHaveProperty('warning');
  });

  it('counts all samples of a whole table, also those of the future', async () => {
    const seen = await preview({ backend: 'tsdb', table });
    expect(seen).toMatchObject({ count: 360n, isExact: true, deletion: { backend: 'tsdb', table } });
    expect(isWholeTable(seen.deletion)).toBe(true);
    expect(seen.partitions).toHaveLength(3);
  });

  it('says that a metric alone means the last hour only', async () => {
    const now = first + 10n * HOUR + 1500n;
    const seen = await preview({ backend: 'tsdb', table, metrics: ['wind'] }, { now });
    expect(seen.count).toBe(2n);
    expect(seen.warning).toMatch(/last hour/);
    expect(seen.deletion).toMatchObject({
      start: String(first + 9n * HOUR + 1000n),
      end: String(first + 10n * HOUR + 1000n),
    });
    expect(seen).not.toHaveProperty('partitions');
  });

  it('finds nothing where the end lies before the start', async () => {
    const seen = await preview({ backend: 'tsdb', table, start: at(2n), end: at(1n) });
    expect(seen).toMatchObject({ count: 0n, isExact: true, partitions: [] });
    expect(seen.warning).toMatch(/before the start/);
  });

  it('refuses a time that is none', async () => {
    await expect(preview({ backend: 'tsdb', table, start: 'yesterday' })).rejects.toMatchObject({
      code: 'invalidArgument',
    });
  });

  it('is what then goes', async () => {
    const before = (await preview({ backend: 'tsdb', table })).count;
    const seen = await preview({
      backend: 'tsdb',
      table,
      filter: "site == 'a'",
      metrics: ['wind'],
      start: at(10n),
      end: at(19n),
    });
    expect(seen.count).toBe(10n);
    await client.delete(seen.deletion);
    expect((await preview({ backend: 'tsdb', table })).count).toBe(before - 10n);
    const range = await preview({ backend: 'tsdb', table, start: at(0n), end: at(47n) });
    await client.delete(range.deletion);
    expect((await preview({ backend: 'tsdb', table })).count).toBe(before - 10n - range.count);
  });
});

describe('what a write takes the place of', () => {
  const people = frameOf({
    indices: [new StringColumn('name', ['ada', 'grace'])],
    columns: [new FloatColumn('age', Float64Array.of(36, 85))],
  });

  beforeAll(async () => {
    await client.write({ backend: 'nosql', table: 'bigdata/replaced/people' }, [people]);
    await client.write({ backend: 'csv', table: 'people.csv' }, [people]);
  });

  it.each<[WriteTarget, bigint | undefined]>([
    [{ backend: 'nosql', table: 'bigdata/replaced/people', saveMode: 'overwriteTable' }, 2n],
    [{ backend: 'nosql', table: 'bigdata/replaced/people', saveMode: 'overwriteItem' }, undefined],
    [{ backend: 'nosql', table: 'bigdata/replaced/people' }, undefined],
    [{ backend: 'nosql', table: 'bigdata/replaced/nobody', saveMode: 'overwriteTable' }, undefined],
    [{ backend: 'csv', table: 'people.csv' }, 2n],
    [{ backend: 'csv', table: 'nobody.csv' }, undefined],
  ])('%#. is all rows of a table that it replaces, and nothing else', async (target, rows) => {
    expect((await previewReplacement({ client, source }, target, { signal }))?.count).toBe(rows);
  });

  it.each<[string, () => Promise<boolean>]>([
    ['no', () => Promise.resolve(false)],
    ['Escape', () => Promise.reject(new DOMException('Cancelled', 'AbortError'))],
  ])('stays when the user says %s', async (_, confirm) => {
    const performer = new Performer({
      live: { get: () => Promise.resolve({ client, source }) },
      changes: { announce: () => undefined },
      show: () => undefined,
      open: () => undefined,
      confirm,
    });
    const target = {
      backend: 'nosql',
      table: 'bigdata/replaced/people',
      saveMode: 'overwriteTable',
    } as const;
    const performed = performer.perform({
      call: { method: 'write', target, rows: { frame: people, maxRowsInMessage: undefined } },
      connection: { id: 'prod', name: 'Prod', address: service.ready.grpc },
      form: 'write',
      values: {},
      csv: undefined,
      signal,
      onProgress: () => undefined,
    });
    await expect(performed).rejects.toThrow('Nothing was written.');
    expect(await count(client.read({ backend: 'nosql', table: target.table }))).toBe(2n);
  });
});
