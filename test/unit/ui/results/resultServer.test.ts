import { afterEach, describe, expect, it, vi } from 'vitest';
import { FloatColumn, StringColumn } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import type { ResultStatus } from '../../../../src/protocol/messages';
import { pageCell } from '../../../../src/protocol/page';
import type { Call } from '../../../../src/ui/calls/call';
import type { ResultOpening } from '../../../../src/ui/results/resultOpening';
import { ResultServer, StaleError } from '../../../../src/ui/results/resultServer';
import { FramesError } from '../../../../src/wire/errors';
import { throughEditor } from '../../protocol/throughEditor';
import { counting, watchedRead } from './madeFrames';

const servers: ResultServer[] = [];

function serve(
  opening: Partial<ResultOpening> & Pick<ResultOpening, 'read'>,
  { rowCap = 1000, waits = false } = {},
): { server: ResultServer; statuses: ResultStatus[] } {
  const statuses: ResultStatus[] = [];
  const server = new ResultServer({
    opening: { key: 'k', title: 'movies', ...opening },
    rowCap: () => rowCap,
    waits,
    onStatus: (status) => statuses.push(throughEditor(status)),
  });
  servers.push(server);
  return { server, statuses };
}

function listOf(...frames: Frame[]): ResultOpening['read'] {
  return async function* () {
    for (const frame of frames) yield await Promise.resolve(frame);
  };
}

function seeking(shard: number, sequence: bigint): Call {
  const query = { backend: 'stream', table: 'bigdata/s', shardId: String(shard), seek: 'sequence' } as const;
  return { method: 'read', query: { ...query, sequence } };
}

async function last(statuses: ResultStatus[], state: ResultStatus['state']): Promise<ResultStatus> {
  await vi.waitFor(() => expect(statuses.at(-1)?.state).toBe(state));
  return statuses.at(-1) as ResultStatus;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.dispose();
});

describe('a result server', () => {
  it('tells of many frames in few words', async () => {
    const { watched, read } = watchedRead({ rows: 5000, frameRows: 1 });
    const { statuses } = serve({ read, subtitle: 'Local' }, { rowCap: 1e6 });
    const status = await last(statuses, 'complete');
    expect(watched.pulled).toBe(5000);
    expect(statuses.length).toBeLessThan(50);
    expect(status).toMatchObject({ title: 'movies', subtitle: 'Local', rowCount: 5000, generation: 1 });
  });

  it('says which part of the whole the rows are, run by run', async () => {
    const parts = ['last day', undefined];
    const { server, statuses } = serve({
      subtitle: 'Local',
      read: async function* ({ onPart }) {
        const part = parts.shift();
        if (part !== undefined) onPart(part);
        yield await Promise.resolve(counting(0, 1));
      },
    });
    expect((await last(statuses, 'complete')).subtitle).toBe('Local · last day');
    server.rerun();
    await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ generation: 2, state: 'complete' }));
    expect(statuses.at(-1)?.subtitle).toBe('Local');
  });

  it('waits to be asked where a panel was restored, and tells from what', async () => {
    const { watched, read } = watchedRead({ rows: 5, frameRows: 5 });
    const origin = { path: 'bigdata/movies' };
    const { server, statuses } = serve({ read, origin }, { waits: true });
    server.stop();
    server.loadMore();
    expect(server.currentStatus()).toMatchObject({ state: 'waiting', rowCount: 0, origin });
    expect(watched.pulled).toBe(0);
    server.rerun();
    expect(await last(statuses, 'complete')).toMatchObject({ rowCount: 5, origin });
  });

  it('serves pages of what is there, ending where the rows end', async () => {
    const { server, statuses } = serve({ read: listOf(counting(0, 100), counting(100, 50)) });
    const { generation } = await last(statuses, 'complete');
    const range = { generation, startRow: 64, endRow: 320, startColumn: 0, endColumn: 32 };
    const page = throughEditor(server.page(range));
    expect(page).toMatchObject({ startRow: 64, endRow: 150, startColumn: 0, endColumn: 1 });
    expect(pageCell(page, 149, 0).value).toBe(149n);
    expect(server.page({ ...range, startRow: 512, endRow: 768 })).toMatchObject({
      startRow: 150,
      endRow: 150,
    });
  });

  it('gives a cell whole, and tells a null from an empty text', async () => {
    const texts = ['x'.repeat(10_000), '', 'null'];
    const nullable = new StringColumn('s', { length: 3, at: (row) => texts[row] });
    const { server, statuses } = serve({ read: listOf(frameOf({ columns: [nullable] }), counting(0, 1)) });
    const { generation } = await last(statuses, 'complete');
    const cell = (row: number, column: number): unknown => server.cellText({ generation, row, column });
    expect(cell(0, 0)).toEqual({ text: texts[0], isNull: false });
    expect(cell(1, 0)).toEqual({ text: '', isNull: false });
    expect(cell(3, 0)).toEqual({ text: '', isNull: true });
    expect(cell(3, 1)).toEqual({ text: '0', isNull: false });
  });

  it('raises the version of the schema with columns and dtypes, not with rows or nulls', async () => {
    const floats = frameOf({ columns: [new FloatColumn('i', Float64Array.of(1))] });
    const versions: number[] = [];
    for (const frames of [[counting(0, 1)], [counting(0, 1), counting(1, 1)], [counting(0, 1), floats]]) {
      const { server } = serve({ read: listOf(...frames) });
      // One look for each frame, as a page would have it.
      for (let i = 0; i < 20; i++) {
        server.currentStatus();
        await Promise.resolve();
      }
      await vi.waitFor(() => expect(server.currentStatus().state).toBe('complete'));
      versions.push(server.currentStatus().schemaVersion);
    }
    expect(versions[1]).toBe(versions[0]);
    expect(versions[2]).toBeGreaterThan(versions[0] as number);
  });

  it('keeps the columns in sight while it reads something else', async () => {
    let answer: () => void = () => undefined;
    const read: ResultOpening['read'] = async function* () {
      await new Promise<void>((resolve) => (answer = resolve));
      yield counting(0, 3);
    };
    const { server, statuses } = serve({ read });
    await vi.waitFor(() =>
      expect(statuses.at(-1)).toMatchObject({ state: 'reading', schema: { columns: [] } }),
    );
    answer();
    const { schema, schemaVersion } = await last(statuses, 'complete');
    server.rerun({ key: 'k', title: 'movies', isPreview: true, subtitle: 'Local · people', read });
    await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ generation: 2, state: 'reading' }));
    expect(statuses.at(-1)).toMatchObject({ rowCount: 0, schema, schemaVersion });
    answer();
    expect(await last(statuses, 'complete')).toMatchObject({ rowCount: 3, schema, schemaVersion });
  });

  it.each([
    ['is stopped', undefined, 'stopped'],
    ['fails', new Error('gone'), 'failed'],
  ] as const)(
    'keeps the rows that are there when reading again %s before a row came',
    async (_, error, state) => {
      let answer: () => void = () => undefined;
      let runs = 0;
      const { server, statuses } = serve({
        async *read({ signal }) {
          if (runs++ === 1) {
            await new Promise<void>((resolve) => {
              answer = resolve;
              signal.addEventListener('abort', () => resolve());
            });
            if (error) throw error;
          }
          yield counting(0, 3 + runs);
        },
      });
      const { generation } = await last(statuses, 'complete');
      const range = { generation, startRow: 0, endRow: 4, startColumn: 0, endColumn: 1 };
      server.rerun();
      expect(await last(statuses, 'reading')).toMatchObject({ generation, rowCount: 4, isEarlier: true });
      expect(pageCell(throughEditor(server.page(range)), 3, 0).value).toBe(3n);
      if (error) answer();
      else server.stop();
      expect(await last(statuses, state)).toMatchObject({ generation, rowCount: 4, isEarlier: true });
      expect(pageCell(throughEditor(server.page(range)), 3, 0).value).toBe(3n);
      server.rerun();
      const renewed = await last(statuses, 'complete');
      expect(renewed).toMatchObject({ generation: generation + 1, rowCount: 6 });
      expect(renewed).not.toHaveProperty('isEarlier');
      expect(renewed).not.toHaveProperty('failure');
    },
  );

  it.each<[string, Partial<ResultOpening>, Partial<ResultOpening>, boolean]>([
    ['one thing', { key: 'local movies' }, { key: 'local movies' }, true],
    ['one thing under another name', { key: 'a' }, { key: 'a', subtitle: 'Renamed' }, true],
    [
      'a query',
      { isPreview: true, origin: { query: 'q' } },
      { isPreview: true, origin: { query: 'q' } },
      true,
    ],
    [
      'another query',
      { isPreview: true, origin: { query: 'q' } },
      { isPreview: true, origin: { query: 'r' } },
      false,
    ],
    ['a query over another time', { isPreview: true }, { isPreview: true, subtitle: 'last day' }, false],
    ['another key', { key: 'a' }, { key: 'b' }, false],
    ['a place of a stream', { call: seeking(0, 7n) }, { call: seeking(0, 7n) }, true],
    ['another shard', { call: seeking(0, 7n) }, { call: seeking(1, 7n) }, false],
    ['another sequence', { call: seeking(0, 7n) }, { call: seeking(0, 8n) }, false],
  ])('opened anew with %s, keeps rows that are of the same', async (_, first, second, isSame) => {
    const { server, statuses } = serve({ ...first, read: listOf(counting(0, 3)) });
    await last(statuses, 'complete');
    let fail: (error: Error) => void = () => undefined;
    const hung = new Promise<never>((_resolve, reject) => (fail = reject));
    server.rerun({
      key: 'k',
      title: 'movies',
      ...second,
      async *read() {
        yield await hung;
      },
    });
    const kept = isSame ? { rowCount: 3, isEarlier: true } : { rowCount: 0 };
    expect(await last(statuses, 'reading')).toMatchObject(kept);
    fail(new Error('gone'));
    expect(await last(statuses, 'failed')).toMatchObject({ ...kept, failure: { message: 'gone' } });
  });

  it('shows no rows where reading again finds none', async () => {
    let runs = 0;
    const { server, statuses } = serve({
      async *read() {
        await Promise.resolve();
        if (runs++ === 0) yield counting(0, 3);
      },
    });
    await last(statuses, 'complete');
    server.rerun();
    await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ state: 'complete', rowCount: 0 }));
  });

  it('refuses what belongs to an earlier run', async () => {
    const { server, statuses } = serve({ read: listOf(counting(0, 1)) });
    const { generation } = await last(statuses, 'complete');
    server.rerun();
    await vi.waitFor(() =>
      expect(statuses.at(-1)).toMatchObject({ generation: generation + 1, rowCount: 1 }),
    );
    const range = { generation, startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 };
    expect(() => server.page(range)).toThrow(StaleError);
    expect(() => server.cellText({ generation, row: 0, column: 0 })).toThrow(StaleError);
  });

  it('ends the former read when it reads again, and when disposed', async () => {
    const first = watchedRead({ rows: 1e9, frameRows: 1 });
    const second = watchedRead({ rows: 1e9, frameRows: 1 });
    const { server } = serve({ read: first.read }, { rowCap: 1e9 });
    await vi.waitFor(() => expect(first.watched.pulled).toBeGreaterThan(0));
    server.rerun({ key: 'k', title: 'movies', read: second.read });
    expect(first.watched.signal?.aborted).toBe(true);
    await vi.waitFor(() => expect(second.watched.pulled).toBeGreaterThan(0));
    server.dispose();
    expect(second.watched.signal?.aborted).toBe(true);
    await vi.waitFor(() => expect([first.watched.ended, second.watched.ended]).toEqual([true, true]));
  });

  it('says nothing after it is disposed', async () => {
    const { read } = watchedRead({ rows: 1e9, frameRows: 1 });
    const { server, statuses } = serve({ read }, { rowCap: 1e9 });
    await vi.waitFor(() => expect(statuses.length).toBeGreaterThan(0));
    server.dispose();
    const { length } = statuses;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(statuses).toHaveLength(length);
  });

  it('asks what to say of no rows, in each run', async () => {
    const run = vi.fn();
    const onEmpty = vi
      .fn<NonNullable<ResultOpening['onEmpty']>>()
      .mockReturnValueOnce({ message: 'None in the last hour.', actions: [{ label: 'Look', run }] })
      .mockReturnValue(undefined);
    const { server, statuses } = serve({ read: listOf(), onEmpty });
    const { empty, generation } = await last(statuses, 'complete');
    expect(empty).toEqual({ message: 'None in the last hour.', actions: ['Look'] });
    server.runEmptyAction(generation, 7);
    server.runEmptyAction(generation, 0);
    expect(run).toHaveBeenCalledTimes(1);
    server.rerun();
    await vi.waitFor(() =>
      expect(server.currentStatus()).toMatchObject({ generation: 2, state: 'complete' }),
    );
    expect(server.currentStatus().empty).toBeUndefined();
  });

  it('reports a failure with what can be done, and runs what was chosen', async () => {
    const error = new FramesError({ code: 'unavailable', detail: 'no one there', operation: 'read' });
    const { read } = watchedRead({ rows: 100, frameRows: 10, failure: { atRow: 20, error } });
    const run = vi.fn();
    const { server, statuses } = serve({
      read,
      describeError: (cause) => `Could not read: ${(cause as FramesError).detail}.`,
      onError: (cause) => [{ label: `Fix ${(cause as FramesError).code}`, run }],
    });
    const status = await last(statuses, 'failed');
    expect(status).toMatchObject({
      rowCount: 20,
      failure: {
        message: 'Could not read: no one there.',
        code: 'unavailable',
        actions: ['Fix unavailable'],
      },
    });
    server.runFailureAction(status.generation - 1, 0);
    server.runFailureAction(status.generation, 7);
    expect(run).not.toHaveBeenCalled();
    server.runFailureAction(status.generation, 0);
    expect(run).toHaveBeenCalledOnce();
    server.rerun();
    expect(server.currentStatus().failure).toBeUndefined();
  });

  it('reports errors of any kind in their own words', async () => {
    const { read } = watchedRead({
      rows: 1,
      frameRows: 1,
      failure: { atRow: 0, error: new Error('broken') },
    });
    const { statuses } = serve({ read, onError: () => [{ label: 'Fix it', run: () => undefined }] });
    expect((await last(statuses, 'failed')).failure).toEqual({ message: 'broken', actions: ['Fix it'] });
  });

  it('pauses, goes on and stops', async () => {
    const { read } = watchedRead({ rows: 100, frameRows: 7 });
    const { server, statuses } = serve({ read }, { rowCap: 20 });
    expect(await last(statuses, 'paused')).toMatchObject({ rowCount: 20, rowCap: 20 });
    server.loadMore();
    await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ state: 'paused', rowCount: 40 }));
    server.stop();
    expect(await last(statuses, 'stopped')).toMatchObject({ rowCount: 40 });
    expect(server.isComplete).toBe(false);
  });
});

describe('a result that is followed', () => {
  function followed(rows: number) {
    return serve({
      follows: 'end',
      following: () => ({ key: 'k', title: 'movies', read: listOf() }),
      actions: [{ label: 'Put Record…', run: () => undefined }],
      read: async function* ({ onCaughtUp, onWait, signal }) {
        yield await Promise.resolve(counting(0, 10));
        onCaughtUp();
        for (let start = 10; start < rows; start += 1000) yield counting(start, 1000);
        onWait('Waiting for Local');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
  }

  it('counts rows with those that it let go of, and answers for the others', async () => {
    const { server, statuses } = followed(150_000);
    const status = await vi.waitFor(() => {
      const last = statuses.at(-1);
      expect(last?.waitsFor).toBe('Waiting for Local');
      return last as ResultStatus;
    });
    expect(status).toMatchObject({ state: 'following', follows: 'end', canFollow: true });
    expect(status.actions).toEqual(['Put Record…']);
    const { generation, rowCount, droppedRows } = status;
    expect(rowCount).toBe(150_010);
    expect(droppedRows).toBeGreaterThanOrEqual(50_010 - 1024);
    const startRow = droppedRows - 5;
    const page = server.page({ generation, startRow, endRow: rowCount, startColumn: 0, endColumn: 1 });
    expect([page.startRow, page.endRow]).toEqual([droppedRows, rowCount]);
    expect(pageCell(page, rowCount - 1, 0).value).toBe(BigInt(rowCount - 1));
    expect(server.cellText({ generation, row: droppedRows, column: 0 }).text).toBe(String(droppedRows));
    expect(() => server.cellText({ generation, row: 0, column: 0 })).toThrow(RangeError);
  });

  it('gives a row alone to what can be done with it', async () => {
    const used: (bigint | null)[] = [];
    const rowAction = {
      label: 'Run Again',
      run: (row: Frame) => used.push(row.columns[0]?.at(0) as bigint),
    };
    const { server, statuses } = serve({ rowAction, read: listOf(counting(0, 5), counting(5, 5)) });
    const { generation } = await last(statuses, 'complete');
    server.runRowAction({ generation, row: 7 });
    expect(used).toEqual([7n]);
    expect(() => server.runRowAction({ generation: generation - 1, row: 7 })).toThrow(StaleError);
  });
});
