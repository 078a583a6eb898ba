import { describe, expect, it } from 'vitest';
import { Int64Column } from '../../../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../../../src/data/frame';
import type { Query } from '../../../../src/frames/query';
import { newestRecords } from '../../../../src/ui/streams/newestRecords';
import { FramesError } from '../../../../src/wire/errors';

/** The sequences of a shard; the arrival of each, in nanoseconds, is `time(sequence)`. */
interface Shard {
  readonly first: bigint;
  /** Exclusive. */
  readonly next: bigint;
  readonly time: (sequence: bigint) => bigint;
}

/** A stream as a service answers for it: frames of at most 512 records, made as they are pulled. */
class FakeStream {
  seeks = 0;
  records = 0;
  busy = 0;
  mostBusy = 0;

  constructor(readonly shards: readonly Shard[]) {}

  readonly read = async function* (this: FakeStream, query: Query): AsyncGenerator<Frame, void, undefined> {
    if (query.backend !== 'stream') throw new Error('not a stream');
    this.seeks++;
    this.mostBusy = Math.max(this.mostBusy, ++this.busy);
    try {
      await Promise.resolve();
      const shard = this.shards[Number(query.shardId)];
      if (!shard) throw failure('ShardIDOutOfRangeException');
      let at = query.seek === 'sequence' ? query.sequence : shard.first;
      if (query.seek === 'sequence' && (at < shard.first || at >= shard.next))
        throw failure('InvalidArgument');
      if (at === shard.next) yield frameOf({});
      const limit = BigInt(Math.min(query.messageLimit ?? 512, 512));
      for (; at < shard.next; at += limit) {
        const end = at + limit < shard.next ? at + limit : shard.next;
        const sequences = BigInt64Array.from({ length: Number(end - at) }, (_, i) => at + BigInt(i));
        this.records += sequences.length;
        yield frameOf({
          indices: [new Int64Column('seq_number', 'integer', sequences)],
          columns: [new Int64Column('stream_time', 'time', sequences.map(shard.time))],
        });
      }
    } finally {
      this.busy--;
    }
  }.bind(this);
}

const failure = (detail: string): FramesError =>
  new FramesError({ code: 'invalidArgument', detail: `can't query: Error in Seek operation - ${detail}` });

const signal = new AbortController().signal;
const shard = (first: bigint, next: bigint, time: Shard['time'] = (sequence) => sequence): Shard => ({
  first,
  next,
  time,
});

function rows(frames: readonly Frame[]): string[] {
  return frames.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) =>
      allColumns(frame)
        .filter(({ name }) => name !== 'stream_time')
        .map((column) => String(column.at(row)))
        .join('/'),
    ),
  );
}

describe('the newest records of a stream', () => {
  it.each([
    [1n, 1n],
    [1n, 2n],
    [1n, 1_000n],
    [1n, 1_001n],
    [1n, 1_002n],
    [1n, 1_000_001n],
    [999_001n, 1_000_001n],
    [123_456n, 987_654_321n],
    [(1n << 63n) - 5_000n, (1n << 63n) - 1n],
  ])('of one shard that holds %s to %s (exclusive)', async (first, next) => {
    const stream = new FakeStream([shard(first, next)]);
    const found = await newestRecords(stream, { table: 's', shardCount: 1, limit: 1000 }, { signal });
    const from = next - 1000n > first ? next - 1000n : first;
    expect(rows(found.frames)).toEqual(
      Array.from({ length: Number(next - from) }, (_, i) => String(from + BigInt(i))),
    );
    expect(found.hasMore).toBe(from > first);
    expect(stream.seeks).toBeLessThan(80);
    // Those of the seeks, and those behind the place that was found: the end is not known better than that.
    expect(stream.records).toBeLessThan(3_000 + 1_000 + stream.seeks * 128);
  });

  it('by what the web API tells of the shards', async () => {
    const stream = new FakeStream([shard(5n, 100_005n), shard(1n, 1n)]);
    const extents = [
      { shard: 0, firstSequence: 5n, records: 100_000n },
      { shard: 1, firstSequence: undefined, records: 0n },
    ];
    const found = await newestRecords(stream, { table: 's', limit: 3, extents }, { signal });
    expect(rows(found.frames)).toEqual(['0/100002', '0/100003', '0/100004']);
    expect(found).toMatchObject({ hasMore: true, shardCount: 2 });
    expect(stream.seeks).toBe(1);
  });

  it('of all shards in the order of their arrival', async () => {
    const stream = new FakeStream([
      shard(1n, 4n, (sequence) => sequence * 10n),
      shard(1n, 1n),
      shard(7n, 10n, (sequence) => sequence + 8n),
    ]);
    const found = await newestRecords(stream, { table: 's', shardCount: 3, limit: 4 }, { signal });
    expect(rows(found.frames)).toEqual(['2/8', '2/9', '0/2', '0/3']);
    expect(found).toMatchObject({ hasMore: true, shardCount: 3 });
  });

  it.each([1, 2, 8, 9, 10, 33])('counts %i shards where they are not known', async (count) => {
    const stream = new FakeStream(Array.from({ length: count }, () => shard(1n, 2n)));
    const found = await newestRecords(stream, { table: 's', limit: 1000 }, { signal });
    expect(found.shardCount).toBe(count);
    expect(rows(found.frames)).toHaveLength(count);
    expect(found.hasMore).toBe(false);
  });

  it('asks a service for few things at one time', async () => {
    const stream = new FakeStream(Array.from({ length: 64 }, () => shard(1n, 100_000n)));
    await newestRecords(stream, { table: 's', limit: 10 }, { signal });
    expect(stream.mostBusy).toBeLessThanOrEqual(32);
  });

  it.each(['unavailable', 'unauthenticated', 'permissionDenied', 'deadline', 'cancelled'] as const)(
    'tells of a failure that is none of the seek (%s)',
    async (code) => {
      const stream = new FakeStream([shard(1n, 100_000n)]);
      const error = new FramesError({ code, detail: 'Error in Seek operation - HTTP' });
      const read = (query: Query): AsyncGenerator<Frame, void, undefined> => {
        if (query.backend === 'stream' && query.seek === 'sequence') throw error;
        return stream.read(query);
      };
      const found = newestRecords({ read }, { table: 's', shardCount: 1, limit: 10 }, { signal });
      await expect(found).rejects.toBe(error);
    },
  );

  it('tells that there is no stream', async () => {
    await expect(newestRecords(new FakeStream([]), { table: 's', limit: 10 }, { signal })).rejects.toThrow(
      'Seek operation',
    );
  });
});
