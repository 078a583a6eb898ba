import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FloatColumn, BooleanColumn, Int64Column, StringColumn, type Column } from '../../src/data/column';
import { Bitmap } from '../../src/data/bitmap';
import type { Value } from '../../src/data/dtype';
import { allColumns, frameOf, type Frame } from '../../src/data/frame';
import { connect, FramesError, webApiSource, type FramesClient } from '../../src/frames';
import { startService, type ServiceProcess } from './serviceProcess';
import { failureOf, readAll } from './outcome';

const secret = 'rabbit-season';

let service: ServiceProcess;
let client: FramesClient;
let table: string;
let tables = 0;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const names = ['a', 'b', 'c'];
const people: Frame = frameOf({
  indices: [strings('name', names)],
  columns: [
    new Int64Column('big', 'integer', new BigInt64Array([2n ** 63n - 1n, -(2n ** 63n), 0n]), bits(3, 2)),
    new FloatColumn('score', new Float64Array([0.1, Number.NaN, 1e300]), bits(3, 0)),
    new Int64Column('born', 'time', new BigInt64Array([1n, -1n, 1_700_000_000_123_456_789n])),
    new BooleanColumn('ok', bits(3, 1)),
    strings('note', ['', 'ü🙂', 'x'], bits(3, 2)),
  ],
});

describe.each(['grpc', 'http'] as const)('over %s', (scheme) => {
  beforeEach(() => {
    client = connect(service.ready[scheme], { container: 'bigdata', user: 'daffy', password: secret });
    table = `client/t${++tables}`;
  });
  afterEach(() => client.close());

  describe('a nosql table', () => {
    it('gives back what was written, to the last bit', async () => {
      expect(await client.write({ backend: 'nosql', table }, [people])).toEqual({ frames: 1n, rows: 3n });
      const read = await readAll(client.read({ backend: 'nosql', table }));
      expect(read.map(({ indices }) => indices.map(({ name }) => name))).toEqual([['name']]);
      expect(rowsOf(read)).toEqual(rowsOf([people]));
    });

    it('is filtered, cut into frames, and read without index', async () => {
      await client.write({ backend: 'nosql', table }, [people]);
      const filtered = await readAll(
        client.read({
          backend: 'nosql',
          table,
          filter: "name > 'a'",
          columns: ['name', 'ok'],
          resetIndex: true,
        }),
      );
      expect(filtered.flatMap(({ indices }) => indices)).toEqual([]);
      expect(rowsOf(filtered)).toEqual([
        { name: 'b', ok: true },
        { name: 'c', ok: false },
      ]);
      const cut = await readAll(client.read({ backend: 'nosql', table, messageLimit: 2 }));
      expect(cut.map(({ length }) => length)).toEqual([2, 1]);
    });

    it('keeps to the save mode', async () => {
      const changed = frameOf({
        indices: [strings('name', ['a', 'd'])],
        columns: [strings('note', ['new', 'new'])],
      });
      const notes = async (): Promise<unknown[]> =>
        rowsOf(
          await readAll(
            client.read({ backend: 'nosql', table, columns: ['name', 'note'], resetIndex: true }),
          ),
        );
      await client.write({ backend: 'nosql', table }, [people]);
      await client.write({ backend: 'nosql', table }, [changed]);
      expect(await notes()).toContainEqual({ name: 'a', note: '' });
      await client.write({ backend: 'nosql', table, saveMode: 'updateItem' }, [changed]);
      expect(await notes()).toContainEqual({ name: 'a', note: 'new' });
      const refused = await failureOf(
        client.write({ backend: 'nosql', table, saveMode: 'errorIfTableExists' }, [changed]),
      );
      expect(refused).toMatchObject({ code: 'alreadyExists', operation: 'write', backend: 'nosql', table });
    });

    it('is deleted', async () => {
      await client.write({ backend: 'nosql', table }, [people]);
      await client.delete({ backend: 'nosql', table, filter: "name == 'a'" });
      expect(rowsOf(await readAll(client.read({ backend: 'nosql', table }))).length).toBe(2);
      await client.delete({ backend: 'nosql', table });
      expect(await failureOf(readAll(client.read({ backend: 'nosql', table })))).toMatchObject({
        code: 'notFound',
      });
      expect(await failureOf(client.delete({ backend: 'nosql', table }))).toMatchObject({
        code: 'notFound',
        operation: 'delete',
      });
      await client.delete({ backend: 'nosql', table, ifMissing: 'ignore' });
    });

    it('takes commands', async () => {
      await client.write({ backend: 'nosql', table }, [people]);
      expect(await client.execute({ backend: 'nosql', table, command: 'infer' })).toBeUndefined();
      await client.execute({
        backend: 'nosql',
        table,
        command: 'update',
        args: { key: 'a', expression: "note = 'x'" },
      });
      expect(await failureOf(client.execute({ backend: 'nosql', table, command: 'ping' }))).toMatchObject({
        code: 'unsupported',
        detail: "can't exec: NoSQL backend doesn't support execute command 'ping'",
      });
    });

    it('says where a filter is wrong', async () => {
      await client.write({ backend: 'nosql', table }, [people]);
      const failure = await failureOf(readAll(client.read({ backend: 'nosql', table, filter: 'score >' })));
      expect(failure).toMatchObject({ code: 'invalidArgument', operation: 'read', table });
    });
  });

  describe('a csv table', () => {
    it('is created, written, read and deleted', async () => {
      const csv = { backend: 'csv', table: `t${tables}.csv` } as const;
      await client.create({ ...csv, columns: ['a', 'b'] });
      expect(await failureOf(client.create(csv))).toMatchObject({
        code: 'alreadyExists',
        operation: 'create',
      });
      await client.create({ ...csv, ifExists: 'ignore' });
      const frame = frameOf({
        columns: [
          strings('s', ['x', 'y']),
          new Int64Column('n', 'integer', new BigInt64Array([1n, 2n ** 62n])),
        ],
      });
      expect(await client.write(csv, [frame, frame])).toEqual({ frames: 2n, rows: 4n });
      expect(rowsOf(await readAll(client.read({ ...csv, limit: 3 })))).toEqual([
        { s: 'x', n: 1n },
        { s: 'y', n: 2n ** 62n },
        { s: 'x', n: 1n },
      ]);
      await client.delete(csv);
      expect(await failureOf(readAll(client.read(csv)))).toMatchObject({
        code: 'notFound',
        operation: 'read',
      });
    });

    it('answers a command with a frame', async () => {
      const frame = await client.execute({
        backend: 'csv',
        table: 'x',
        command: 'ping',
        args: { rows: 2n, cols: 3n },
      });
      expect(frame && rowsOf([frame])).toEqual([
        { 'col-0': 0n, 'col-1': 0n, 'col-2': 0n },
        { 'col-0': 0n, 'col-1': 1n, 'col-2': 2n },
      ]);
    });

    it('delivers the frames before a bad row', async () => {
      const csv = { backend: 'csv', table: `bad${tables}.csv` } as const;
      await client.write(csv, [frameOf({ columns: [strings('a', ['1', '2', '3', 'x'])] })]);
      const seen: Frame[] = [];
      const failure = await failureOf(readAll(client.read({ ...csv, messageLimit: 2 }), seen));
      expect(failure.detail).toContain('error during iteration: ');
      expect(rowsOf(seen)).toEqual([{ a: 1n }, { a: 2n }]);
    });
  });

  describe('the service', () => {
    it('tells its version and refuses what it has not', async () => {
      expect(await client.version()).toBe(service.ready.version);
      const query = { backend: 'tsdb', table: 'x', start: '0' } as const;
      expect(await failureOf(readAll(client.read(query)))).toBeInstanceOf(FramesError);
    });

    it('hears that a read was left, and that a write was aborted', async () => {
      const rows = 200_000;
      const wide = frameOf({
        indices: [
          new Int64Column(
            'k',
            'integer',
            BigInt64Array.from({ length: rows }, (_, i) => BigInt(i)),
          ),
        ],
        columns: [
          strings(
            's',
            Array.from({ length: rows }, () => 'x'.repeat(100)),
          ),
        ],
      });
      await client.write({ backend: 'nosql', table }, [wide]);
      for await (const frame of client.read({ backend: 'nosql', table })) {
        expect(frame.length).toBeGreaterThan(0);
        break;
      }
      const left = await service.logged((line) => line.operation === 'read' && line.table === table);
      expect(left).toMatchObject({ code: 'cancelled', open: 0 });
      expect(Number(left.rows)).toBeLessThan(rows);

      const abort = new AbortController();
      async function* endless(): AsyncGenerator<Frame> {
        yield people;
        abort.abort();
        await new Promise(() => undefined);
      }
      const other = `${table}-aborted`;
      const failure = await failureOf(
        client.write({ backend: 'nosql', table: other }, endless(), { signal: abort.signal }),
      );
      expect(failure.code).toBe('cancelled');
      const aborted = await service.logged((line) => line.operation === 'write' && line.table === other);
      expect(aborted).toMatchObject({ open: 0 });
    });

    it('is listed, csv tables among the rest', async () => {
      await client.write({ backend: 'nosql', table }, [people]);
      await client.write({ backend: 'csv', table: `listed${tables}.csv` }, [people]);
      const source = webApiSource(service.ready.webapi, {});
      expect(await source.containers({})).toEqual(expect.arrayContaining(['bigdata', 'csv']));
      expect(await readAll(source.children('bigdata', '', {}))).toContainEqual({
        kind: 'folder',
        path: 'client',
      });
      const entry = (await readAll(source.children('bigdata', 'client', {}))).find(
        ({ path }) => path === table,
      );
      expect(entry).toMatchObject({ kind: 'nosql', schema: { key: 'name', sortingKey: undefined } });
      expect(
        entry?.kind === 'nosql' && entry.schema.fields.map(({ name, type }) => `${name} ${type}`),
      ).toEqual(['name string', 'big long', 'score double', 'born timestamp', 'ok boolean', 'note string']);
      expect(
        (await readAll(source.children('csv', '', {}))).find(({ path }) => path === `listed${tables}.csv`),
      ).toMatchObject({ kind: 'csv' });
      expect(await failureOf(readAll(source.children('bigdata', 'nosuch', {})))).toMatchObject({
        code: 'notFound',
      });
    });

    it('never logs a secret', () => {
      expect(JSON.stringify(service.log)).not.toContain(secret);
    });

    it('may be killed and come back: the same client goes on with what was acknowledged', async () => {
      const first = await startService();
      const own = connect(first.ready[scheme], { container: 'bigdata' });
      try {
        await own.write({ backend: 'nosql', table }, [people]);
        await first.kill();
        expect(await failureOf(readAll(own.read({ backend: 'nosql', table })))).toMatchObject({
          code: 'unavailable',
        });
        const second = await startService({
          data: first.data,
          args: [`--${scheme}`, first.ready[scheme].replace('http://', '')],
        });
        try {
          expect(rowsOf(await readAll(own.read({ backend: 'nosql', table })))).toEqual(rowsOf([people]));
        } finally {
          await second.stop();
        }
      } finally {
        own.close();
      }
    });
  });
});

/** Rows as objects, ordered by their text: a table promises no order. */
function rowsOf(frames: readonly Frame[]): Record<string, Value | null>[] {
  const rows = frames.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) =>
      Object.fromEntries(allColumns(frame).map((column) => [column.name, column.at(row)])),
    ),
  );
  return rows.every(({ name }) => typeof name === 'string')
    ? rows.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1))
    : rows;
}

function strings(name: string, values: readonly string[], nulls?: Bitmap): Column {
  return new StringColumn(name, { length: values.length, at: (row) => values[row] }, nulls);
}

function bits(length: number, ...set: readonly number[]): Bitmap {
  const bitmap = new Bitmap(length);
  for (const bit of set) bitmap.set(bit);
  return bitmap;
}
