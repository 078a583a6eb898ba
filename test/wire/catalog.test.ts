import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Int64Column, FloatColumn, StringColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import { connect, webApiSource, type Collection, type FramesClient } from '../../src/frames';
import { ConnectionCatalog } from '../../src/ui/catalog/connectionCatalog';
import type { TableDetails } from '../../src/ui/catalog/tableDetails';
import { startService, type ServiceProcess } from './serviceProcess';

let service: ServiceProcess;
let client: FramesClient;

beforeAll(async () => {
  service = await startService();
  client = connect(service.ready.grpc);
  const creation = { backend: 'tsdb', table: 'bigdata/dir/hosts', rate: '1/m' } as const;
  await client.create(creation);
  await client.write({ backend: 'tsdb', table: creation.table }, [samples('alpha'), samples('beta')]);
  await client.create({ ...creation, table: 'bigdata/empty' });
  await client.write({ backend: 'nosql', table: 'bigdata/people' }, [people]);
  await client.write({ backend: 'csv', table: 'people.csv' }, [people]);
  await client.create({ backend: 'stream', table: 'bigdata/visits', shards: 2 });
  await client.write({ backend: 'stream', table: 'bigdata/visits' }, [people]);
});

afterAll(async () => {
  client.close();
  await service.stop();
});

function samples(host: string): Frame {
  const minute = 60_000_000_000n;
  const now = BigInt(Date.now()) * 1_000_000n;
  return frameOf({
    indices: [
      new Int64Column('time', 'time', BigInt64Array.of(now - 2n * minute, now - minute)),
      new StringColumn('host', [host, host]),
    ],
    columns: [
      new FloatColumn('cpu', Float64Array.of(1, 2)),
      ...(host === 'alpha' ? [new StringColumn('state', ['up', 'down'])] : []),
    ],
  });
}

const people = frameOf({
  indices: [new StringColumn('name', ['ada'])],
  columns: [new Int64Column('born', 'integer', BigInt64Array.of(1815n))],
});

/** As the connection has a web API, or has none. */
function catalogOf(kind: 'web API' | 'alone'): ConnectionCatalog {
  const source = kind === 'alone' ? undefined : webApiSource(service.ready.webapi, {});
  return new ConnectionCatalog({
    access: () => Promise.resolve({ client, source }),
    onChange: () => undefined,
  });
}

async function detailsOf(
  catalog: ConnectionCatalog,
  collection: Collection,
): Promise<TableDetails | undefined> {
  catalog.details(collection);
  await catalog.settled();
  return catalog.details(collection);
}

const hosts: Collection = { backend: 'tsdb', path: 'bigdata/dir/hosts' };

describe.each(['web API', 'alone'] as const)('the names of a service, %s', (kind) => {
  it('hold metrics with their types, and labels with their values', async () => {
    expect(await detailsOf(catalogOf(kind), hosts)).toEqual<TableDetails>({
      columns: [
        { name: 'cpu', dtype: 'float' },
        { name: 'state', dtype: 'string' },
      ],
      labels: [{ name: 'host', values: ['alpha', 'beta'] }],
    });
  });

  it('are none for a table without samples', async () => {
    expect(await detailsOf(catalogOf(kind), { backend: 'tsdb', path: 'bigdata/empty' })).toEqual({
      columns: [],
      labels: [],
    });
  });

  it.each<[Collection, readonly string[]]>([
    [{ backend: 'nosql', path: 'bigdata/people' }, ['name string', 'born integer']],
    [{ backend: 'csv', path: 'people.csv' }, ['born integer']],
    [{ backend: 'stream', path: 'bigdata/visits' }, ['name string', 'born float']],
  ])('hold the columns of %j', async (collection, columns) => {
    const details = await detailsOf(catalogOf(kind), collection);
    const known = details?.columns.map(({ name, dtype }) => `${name} ${dtype}`);
    expect(known).toEqual(expect.arrayContaining([...columns]));
  });

  it('say why they are not known', async () => {
    const catalog = catalogOf(kind);
    const missing: Collection = { backend: 'tsdb', path: 'bigdata/nothing' };
    expect(await detailsOf(catalog, missing)).toBeUndefined();
    expect(catalog.failure(missing)).toMatchObject({ code: 'notFound' });
  });
});

describe('the tables of a service', () => {
  it('are found in folders too', async () => {
    const catalog = catalogOf('web API');
    expect(catalog.tables()).toBeUndefined();
    await catalog.settled();
    const listed = catalog.tables();
    expect(listed?.isPartial).toBe(false);
    expect(listed?.containers).toEqual(expect.arrayContaining(['bigdata', 'csv']));
    expect(listed?.tables.map(({ backend, path }) => `${backend}:${path}`).sort()).toEqual([
      'csv:people.csv',
      'nosql:bigdata/people',
      'stream:bigdata/visits',
      'tsdb:bigdata/dir/hosts',
      'tsdb:bigdata/empty',
    ]);
  });

  it('follow our own operations at once', async () => {
    const catalog = catalogOf('web API');
    catalog.tables();
    await catalog.settled();
    const added: Collection = { backend: 'nosql', path: 'bigdata/added' };
    await client.write({ backend: 'nosql', table: added.path }, [people]);
    catalog.changed(added, 'written');
    expect(catalog.tables()?.tables).toContainEqual(added);
    expect((await detailsOf(catalog, added))?.columns).toHaveLength(2);
    await client.delete({ backend: 'nosql', table: added.path });
    catalog.changed(added, 'deleted');
    expect(catalog.tables()?.tables).not.toContainEqual(added);
    await catalog.settled();
    expect(catalog.tables()).toMatchObject({ isPartial: false });
    expect(catalog.tables()?.tables.map(({ path }) => path)).not.toContain(added.path);
  });

  it('are unknown without a web API, which is no reason to doubt one', async () => {
    const catalog = catalogOf('alone');
    catalog.tables();
    await catalog.settled();
    expect(catalog.tables()).toEqual({ containers: [], tables: [], isPartial: true });
  });
});
