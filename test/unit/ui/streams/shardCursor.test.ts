import { describe, expect, it, vi } from 'vitest';
import { Int64Column } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import type { Query } from '../../../../src/frames/query';
import type { Glance } from '../../../../src/ui/streams/glance';
import { ShardCursor, type ShardStart } from '../../../../src/ui/streams/shardCursor';
import { FramesError } from '../../../../src/wire/errors';

interface Entry {
  readonly sequence: bigint;
  readonly arrival: bigint;
}

/** One shard of a service, as Frames shows it: `records` may change between two reads. */
function shardOf(records: Entry[], frameRows = 2) {
  async function* read(query: Query): AsyncGenerator<Frame, void, undefined> {
    await Promise.resolve();
    if (query.backend !== 'stream') throw new Error('no stream is asked for');
    let from = 0;
    if (query.seek === 'sequence') {
      from = records.findIndex(({ sequence }) => sequence === query.sequence);
      if (from < 0)
        throw new FramesError({ code: 'invalidArgument', detail: 'Error in Seek operation - no' });
    }
    if (from >= records.length) yield frameOf({});
    for (; from < records.length; from += frameRows) {
      const part = records.slice(from, from + frameRows);
      const of = (pick: (entry: Entry) => bigint): BigInt64Array => BigInt64Array.from(part, pick);
      yield frameOf({
        indices: [
          new Int64Column(
            'seq_number',
            'integer',
            of(({ sequence }) => sequence),
          ),
        ],
        columns: [
          new Int64Column(
            'stream_time',
            'time',
            of(({ arrival }) => arrival),
          ),
        ],
      });
    }
  }
  return { read };
}

const entries = (from: number, to: number, arrival = 0n): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ sequence: BigInt(from + i), arrival }));

/** What a web API tells of the same shard. */
const glanceAt =
  (records: readonly Entry[]): Glance =>
  ({ sequence }) => {
    const from = sequence === undefined ? 0 : records.findIndex((entry) => entry.sequence === sequence);
    if (from < 0) return Promise.resolve(undefined);
    return Promise.resolve({ records: records.slice(from, from + 2), isEnd: records.length <= from + 2 });
  };

const glances = [
  ['without a web API', () => undefined],
  ['beside a web API', glanceAt],
] as const;

describe.each(glances)('a cursor of a shard %s', (_, glanceOf) => {
  function cursorOf(records: Entry[], start: ShardStart = { seek: 'earliest' }) {
    const client = shardOf(records);
    const glance = glanceOf(records);
    const { signal } = new AbortController();
    const cursor = new ShardCursor({ table: 't', shard: 0, start });
    const next = async (): Promise<number[]> => {
      const found: number[] = [];
      for await (const { indices } of cursor.next({ client, signal, glance })) {
        const [column] = indices;
        if (column instanceof Int64Column) found.push(...[...column.values].map(Number));
      }
      return found;
    };
    return { cursor, next, call: { client, signal } };
  }

  it('gives every record once', async () => {
    const records: Entry[] = [];
    const { next } = cursorOf(records);
    expect(await next()).toEqual([]);
    records.push(...entries(1, 3));
    expect(await next()).toEqual([1, 2, 3]);
    expect(await next()).toEqual([]);
    records.push(...entries(4, 8));
    expect(await next()).toEqual([4, 5, 6, 7, 8]);
  });

  it('goes on where the shard begins now, when what it knew was dropped in the meantime', async () => {
    const records = entries(1, 3);
    const { next } = cursorOf(records);
    expect(await next()).toEqual([1, 2, 3]);
    records.splice(0, 3, ...entries(6, 7));
    expect(await next()).toEqual([6, 7]);
    records.splice(0, 2);
    expect(await next()).toEqual([]);
    records.push(...entries(8, 8));
    expect(await next()).toEqual([8]);
  });

  it.each([
    ['fewer records', entries(1, 2, 9n), [1, 2]],
    ['as many records', entries(1, 3, 9n), [1, 2, 3]],
    ['more records', entries(1, 5, 9n), [1, 2, 3, 4, 5]],
  ])('begins anew with a stream that was deleted and created again, with %s', async (_, anew, shown) => {
    const records = entries(1, 3);
    const { next } = cursorOf(records);
    await next();
    records.splice(0, 3, ...anew);
    expect(await next()).toEqual(shown);
    expect(await next()).toEqual([]);
  });

  it('waits for a sequence that is to come, and begins at the next one where it is gone', async () => {
    const records = entries(5, 8);
    const toCome = cursorOf(records, { seek: 'sequence', sequence: 11n });
    expect(await toCome.next()).toEqual([]);
    const gone = cursorOf(records, { seek: 'sequence', sequence: 2n });
    expect(await gone.next()).toEqual([5, 6, 7, 8]);
    records.push(...entries(9, 12));
    expect(await toCome.next()).toEqual([11, 12]);
  });

  it('goes to the end', async () => {
    const records = entries(1, 9);
    const { cursor, call, next } = cursorOf(records, { seek: 'latest' });
    const shown = await cursor.toEnd(call, 3);
    expect(shown.reduce((rows, { length }) => rows + length, 0)).toBe(3);
    expect(await next()).toEqual([]);
    records.push(...entries(10, 10));
    expect(await next()).toEqual([10]);
  });
});

describe('a look at a shard', () => {
  const mark = (sequence: bigint, arrival = 0n) => ({ sequence, arrival });

  it.each([
    ['the last record alone, at the end', { records: [mark(3n)], isEnd: true }, 0],
    ['a record behind it', { records: [mark(3n), mark(4n)], isEnd: true }, 1],
    ['no end', { records: [mark(3n)], isEnd: false }, 1],
    ['another arrival', { records: [mark(3n, 1n)], isEnd: true }, 1],
    ['another sequence', { records: [mark(4n)], isEnd: true }, 1],
    ['nothing at all', { records: [], isEnd: true }, 1],
    ['nothing that it knows', undefined, 1],
  ])('that shows %s', async (_, seen, reads) => {
    const client = shardOf(entries(1, 3));
    const { signal } = new AbortController();
    const cursor = new ShardCursor({ table: 't', shard: 0, start: { seek: 'earliest' } });
    for await (const frame of cursor.next({ client, signal })) expect(frame.length).toBeGreaterThan(0);
    const read = vi.spyOn(client, 'read');
    await cursor.next({ client, signal, glance: () => Promise.resolve(seen) }).next();
    expect(read).toHaveBeenCalledTimes(reads);
  });
});
