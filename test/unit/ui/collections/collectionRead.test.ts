import { describe, expect, it } from 'vitest';
import { Int64Column } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import type { Query } from '../../../../src/frames/query';
import { readCollection, type OpenedCollection } from '../../../../src/ui/collections/collectionRead';
import { FramesError } from '../../../../src/wire/errors';

const frame = frameOf({ columns: [new Int64Column('n', 'integer', BigInt64Array.of(1n, 2n))] });
const empty = frameOf({});
const beyond = new FramesError({ code: 'invalidArgument', detail: 'Error in Seek operation - none' });

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
  const rows = readCollection({ client: { read } }, collection, {
    signal,
    onPart: (part) => parts.push(part),
  });
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
    ['now-1d', 'last day, as the last hour has no samples', 2],
    ['now-30d', 'last 30 days, as the last day has no samples', 3],
    ['0', 'all samples until now, as the last 30 days have none', 4],
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
    const { queries, parts, frames } = await open({ backend: 'tsdb', path: 'bigdata/ts' }, () => []);
    expect([queries.length, frames, parts.at(-1)]).toEqual([4, [], 'no samples until now']);
  });

  const record = frameOf({
    indices: [new Int64Column('seq_number', 'integer', BigInt64Array.of(1n))],
    columns: [new Int64Column('stream_time', 'time', BigInt64Array.of(5n))],
  });

  it.each([
    [1, 'all records of 1 shard'],
    [3, 'all records of all 3 shards'],
  ])('says how many shards the newest records are of (%i)', async (shardCount, part) => {
    const collection = { backend: 'stream', path: 'bigdata/st', shardCount } as const;
    const { parts, frames } = await open(collection, (query) => {
      if ('sequence' in query && query.sequence !== 1n) throw beyond;
      return [record];
    });
    expect(parts).toEqual(['newest 1,000 records', part]);
    expect(frames).toHaveLength(shardCount);
  });
});
