import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Frame } from '../../../../src/data/frame';
import { ResultReader } from '../../../../src/ui/results/resultReader';
import { counting, watchedRead, type Reading, type Watched } from './madeFrames';

const readers: ResultReader[] = [];

interface Started {
  readonly reader: ResultReader;
  readonly watched: Watched;
  readonly onChange: ReturnType<typeof vi.fn<() => void>>;
}

function start(reading: Reading, rowCap = Infinity): Started {
  const { watched, read } = watchedRead(reading);
  const onChange = vi.fn<() => void>();
  const reader = new ResultReader({ read, rowCap: () => rowCap, onChange });
  readers.push(reader);
  return { reader, watched, onChange };
}

async function settled(reader: ResultReader): Promise<void> {
  await vi.waitFor(() => expect(reader.state).not.toBe('reading'));
}

afterEach(() => {
  for (const reader of readers.splice(0)) reader.stop();
});

describe('a result reader', () => {
  it('takes all rows', async () => {
    const { reader, watched, onChange } = start({ rows: 1000, frameRows: 300 });
    await settled(reader);
    expect(reader).toMatchObject({ state: 'complete', resultSet: { rowCount: 1000 } });
    expect(watched.ended).toBe(true);
    expect(onChange.mock.calls.length).toBeGreaterThanOrEqual(5);
  });

  it('pauses at exactly the cap and goes on with the same read', async () => {
    const { reader, watched } = start({ rows: 1000, frameRows: 300 }, 400);
    await settled(reader);
    expect(reader).toMatchObject({ state: 'paused', resultSet: { rowCount: 400 } });
    expect(watched).toMatchObject({ pulled: 2, ended: false });
    reader.loadMore();
    expect(reader.state).toBe('reading');
    await settled(reader);
    expect(reader).toMatchObject({ state: 'paused', resultSet: { rowCount: 800 } });
    reader.loadMore();
    await settled(reader);
    expect(reader).toMatchObject({ state: 'complete', resultSet: { rowCount: 1000 } });
    const seen = [...reader.resultSet.slice()].flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => frame.columns[0]?.at(row)),
    );
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => BigInt(i)));
  });

  it('does not pause when the cap is just what there is', async () => {
    const { reader } = start({ rows: 600, frameRows: 300 }, 600);
    await settled(reader);
    expect(reader).toMatchObject({ state: 'complete', resultSet: { rowCount: 600 } });
  });

  it('pauses again and again within one large frame', async () => {
    const { reader } = start({ rows: 10, frameRows: 10 }, 3);
    const counts: number[] = [];
    for (let i = 0; i < 4; i++) {
      await settled(reader);
      counts.push(reader.resultSet.rowCount);
      reader.loadMore();
    }
    expect(counts).toEqual([3, 6, 9, 10]);
    expect(reader.state).toBe('complete');
  });

  it('stops where it is told and ends the read at its source', async () => {
    const { reader, watched } = start({ rows: 1e9, frameRows: 10 });
    await vi.waitFor(() => expect(reader.resultSet.rowCount).toBeGreaterThan(0));
    reader.stop();
    const { rowCount } = reader.resultSet;
    expect(reader.state).toBe('stopped');
    expect(watched.signal?.aborted).toBe(true);
    await vi.waitFor(() => expect(watched.ended).toBe(true));
    expect(reader.resultSet.rowCount).toBe(rowCount);
  });

  it('stops while the source does not answer', async () => {
    const abandoned = vi.fn();
    const reader = new ResultReader({
      async *read({ signal }): AsyncGenerator<Frame> {
        yield counting(0, 5);
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            abandoned();
            reject(new Error('cancelled'));
          });
        });
      },
      rowCap: () => Infinity,
      onChange: () => undefined,
    });
    await vi.waitFor(() => expect(reader.resultSet.rowCount).toBe(5));
    reader.stop();
    expect(reader.state).toBe('stopped');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(abandoned).toHaveBeenCalledOnce();
    expect(reader).toMatchObject({ state: 'stopped', failure: undefined });
  });

  it('ends a paused read when stopped', async () => {
    const { reader, watched } = start({ rows: 100, frameRows: 10 }, 15);
    await settled(reader);
    reader.stop();
    expect(reader).toMatchObject({ state: 'stopped', resultSet: { rowCount: 15 } });
    await vi.waitFor(() => expect(watched.ended).toBe(true));
    reader.loadMore();
    expect(reader.state).toBe('stopped');
  });

  it('keeps the rows received before a failure', async () => {
    const error = new Error('reset by peer');
    const { reader } = start({ rows: 100, frameRows: 10, failure: { atRow: 40, error } });
    await settled(reader);
    expect(reader).toMatchObject({ state: 'failed', failure: error, resultSet: { rowCount: 40 } });
  });

  it('fails when the read cannot even be started', async () => {
    const error = new Error('no connection');
    const reader = new ResultReader({
      read: () => {
        throw error;
      },
      rowCap: () => 1,
      onChange: () => undefined,
    });
    await settled(reader);
    expect(reader).toMatchObject({ state: 'failed', failure: error });
  });

  it('lets others work while frames come without a pause', async () => {
    let timers = 0;
    const timer = setInterval(() => timers++, 1);
    const frame = counting(0, 1);
    const reader = new ResultReader({
      // eslint-disable-next-line @typescript-eslint/require-await -- a source that never waits
      async *read(): AsyncGenerator<Frame> {
        const until = performance.now() + 200;
        while (performance.now() < until) yield frame;
      },
      rowCap: () => Infinity,
      onChange: () => undefined,
    });
    await settled(reader);
    clearInterval(timer);
    expect(timers).toBeGreaterThan(4);
  });

  it('counts no time while it is paused', async () => {
    const { reader } = start({ rows: 100, frameRows: 10 }, 15);
    await settled(reader);
    const before = reader.elapsedMs;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(reader.elapsedMs).toBe(before);
  });
});

/** A followed read: `rows` that were there, and then whatever is put. */
function followed(rows: number, options: { followedRows?: number; rowCap?: number } = {}) {
  const waiting: Frame[] = [];
  let wake: () => void = () => undefined;
  const put = (start: number, length: number): void => {
    waiting.push(counting(start, length));
    wake();
  };
  const reader = new ResultReader({
    read: async function* ({ signal, onCaughtUp }) {
      if (rows > 0) yield counting(0, rows);
      onCaughtUp();
      while (!signal.aborted) {
        const frame = waiting.shift();
        if (frame) yield frame;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    rowCap: () => options.rowCap ?? Infinity,
    followedRows: options.followedRows,
    onChange: () => undefined,
  });
  readers.push(reader);
  return { reader, put, waiting };
}

describe('a reader of a result that is followed', () => {
  const rowsOf = ({ resultSet }: ResultReader): (bigint | undefined)[] =>
    [...resultSet.slice()].flatMap(({ columns: [column], length }) =>
      Array.from({ length }, (_, row) => column?.at(row) as bigint),
    );

  it('shows new rows, also beyond the cap, and lets go of the oldest', async () => {
    const { reader, put } = followed(3, { followedRows: 10, rowCap: 5 });
    await vi.waitFor(() => expect(reader.state).toBe('following'));
    for (let start = 3; start < 100; start++) put(start, 1);
    await vi.waitFor(() => expect(rowsOf(reader).at(-1)).toBe(99n));
    const { rowCount, droppedRows } = reader.resultSet;
    expect(rowCount + droppedRows).toBe(100);
    expect(rowCount).toBeLessThan(20);
    expect(rowsOf(reader)[0]).toBe(BigInt(droppedRows));
  });

  it('keeps what was read before it caught up', async () => {
    const { reader, put } = followed(50, { followedRows: 10 });
    await vi.waitFor(() => expect(reader.state).toBe('following'));
    put(50, 60);
    await vi.waitFor(() => expect(rowsOf(reader).at(-1)).toBe(109n));
    expect(reader.resultSet.rowCount).toBe(50);
  });

  it('takes no row while it is held, and none is lost', async () => {
    const { reader, put, waiting } = followed(1);
    await vi.waitFor(() => expect(reader.state).toBe('following'));
    reader.hold();
    expect(reader.state).toBe('held');
    for (let start = 1; start <= 5; start++) put(start, 1);
    await vi.waitFor(() => expect(waiting).toHaveLength(4));
    expect(reader.resultSet.rowCount).toBe(1);
    reader.resume();
    expect(reader.state).toBe('following');
    await vi.waitFor(() => expect(rowsOf(reader)).toEqual([0n, 1n, 2n, 3n, 4n, 5n]));
  });

  it.each(['following', 'held'] as const)('stops at once while it is %s', async (state) => {
    const { reader, put } = followed(1);
    await vi.waitFor(() => expect(reader.state).toBe('following'));
    if (state === 'held') reader.hold();
    reader.stop();
    expect(reader.state).toBe('stopped');
    put(1, 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(reader.resultSet.rowCount).toBe(1);
  });

  it('fails with the read, and keeps its rows', async () => {
    const reader = new ResultReader({
      read: async function* ({ onCaughtUp }) {
        yield await Promise.resolve(counting(0, 2));
        onCaughtUp();
        throw new Error('the stream is gone');
      },
      rowCap: () => Infinity,
      onChange: () => undefined,
    });
    await vi.waitFor(() => expect(reader.state).toBe('failed'));
    expect(reader.resultSet.rowCount).toBe(2);
  });
});
