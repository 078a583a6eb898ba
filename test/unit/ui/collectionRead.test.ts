import { describe, expect, it } from 'vitest';
import { Int64Column } from '../../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../../src/data/frame';
import type { Query } from '../../../src/frames/query';
import { readCollection, type OpenedCollection } from '../../../src/ui/collectionRead';

const frame = frameOf({ columns: [new Int64Column('n', 'integer', BigInt64Array.of(1n, 2n))] });
const empty = frameOf({});

/** Opens a collection of a service that answers each query as `answer` says; tells what was asked and shown. */
async function open(
  collection: OpenedCollection,
  answer: (query: Query) => readonly Frame[],
): Promise<{ queries: Query[]; parts: string[]; frames: Frame[] }> {
  const queries: Query[] = [];
  const parts: string[] = [];
  async function* read(query: Query): AsyncGenerator<Frame, void, undefined> {
    queries.push(query);
    for (const each of answer(query)) yield await Promise.resolve(each);
  }
  const { signal } = new AbortController();
  const rows = readCollection({ read }, collection, { signal, onPart: (part) => parts.push(part) });
  const frames: Frame[] = [];
  for await (const each of rows) frames.push(each);
  return { queries, parts, frames };
}

const startOf = (query: Query): string | undefined => ('start' in query ? query.start : undefined);

describe('opening a collection', () => {
  it.each(['nosql', 'csv'] as const)('reads a %s table whole', async (backend) => {
    const { queries, parts, frames } = await open({ backend, path: 'bigdata/t' }, () => [frame, frame]);
    expect(queries).toEqual([{ backend, table: 'bigdata/t' }]);
    expect([parts, frames]).toEqual([[], [frame, frame]]);
  });

  it.each([
    ['now-1h', 'last hour', 1],
    ['now-1d', 'last day', 2],
    ['now-30d', 'last 30 days', 3],
    ['0', 'all samples until now', 4],
  ])('shows samples from %s on where there are none later', async (start, part, tries) => {
    const { queries, parts, frames } = await open({ backend: 'tsdb', path: 'bigdata/ts' }, (query) =>
      startOf(query) === start ? [empty, frame] : [empty],
    );
    expect(queries).toHaveLength(tries);
    expect(parts).toHaveLength(tries);
    expect(parts.at(-1)).toBe(part);
    expect(frames).toEqual([frame]);
  });

  it('finds nothing in an empty time series', async () => {
    const { queries, frames } = await open({ backend: 'tsdb', path: 'bigdata/ts' }, () => []);
    expect([queries.length, frames]).toEqual([4, []]);
  });

  it('reads all shards of a stream, and says which one a record is from', async () => {
    const { queries, parts, frames } = await open(
      { backend: 'stream', path: 'bigdata/st', shardCount: 3 },
      (query) => ('shardId' in query && query.shardId === '1' ? [] : [frame]),
    );
    expect(queries.map((query) => 'shardId' in query && query.shardId)).toEqual(['0', '1', '2']);
    expect(parts).toEqual(['3 shards']);
    expect(frames.map((each) => allColumns(each).map((column) => [column.name, column.at(1)]))).toEqual([
      [
        ['shard', 0n],
        ['n', 2n],
      ],
      [
        ['shard', 2n],
        ['n', 2n],
      ],
    ]);
  });

  it.each([
    [1, '1 shard'],
    [undefined, 'shard 0'],
  ])('leaves the records of one shard as they are (%s known)', async (shardCount, part) => {
    const collection = { backend: 'stream', path: 'bigdata/st', shardCount } as const;
    const { queries, parts, frames } = await open(collection, () => [frame]);
    expect(queries).toHaveLength(1);
    expect([parts, frames]).toEqual([[part], [frame]]);
  });
});
