import { Int64Column } from '../../data/column';
import { sliceFrame, type Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { Glance } from './glance';
import { firstSequence, isMissing, tailOf, type ShardReading } from './newestRecords';

/** Where in a shard to begin. */
export type ShardStart =
  | { readonly seek: 'earliest' }
  /** Behind all records that are there. */
  | { readonly seek: 'latest' }
  /** Milliseconds since the epoch; the service goes by whole seconds. */
  | { readonly seek: 'time'; readonly start: string }
  /** Where there is no such record: at the next one that is there, or comes. */
  | { readonly seek: 'sequence'; readonly sequence: bigint };

export interface ShardCursorParts {
  readonly table: string;
  readonly shard: number;
  readonly start: ShardStart;
}

interface Call {
  readonly client: Pick<FramesClient, 'read'>;
  readonly signal: AbortSignal;
  readonly glance?: Glance | undefined;
}

/**
 * How far a shard has been read. A read of Frames ends where the shard ends, and a seek for a record that is still to come
 * fails (spec/stream.md §3): so each read begins at the last record that is known, and leaves that one out.
 */
export class ShardCursor {
  readonly shard: number;
  /** The last record that was read; undefined before the first one. */
  private last: bigint | undefined;
  /** When it arrived, in nanoseconds; undefined where the record itself was not seen. */
  private arrival: bigint | undefined;

  constructor(private readonly parts: ShardCursorParts) {
    this.shard = parts.shard;
    if (parts.start.seek === 'sequence') this.last = parts.start.sequence - 1n;
  }

  /** Goes behind all records that are there, and gives the last ones. */
  async toEnd({ client, signal }: Call, records: number): Promise<readonly Frame[]> {
    const { table, shard } = this.parts;
    const { frames } = await tailOf({ client, table, shard, signal }, Math.max(1, records));
    for (const frame of frames) this.pass(frame);
    return records > 0 ? frames : [];
  }

  /** Goes behind a frame of the shard that came another way. */
  pass(frame: Frame): void {
    const last = sequencesOf(frame)?.at(-1);
    if (last === undefined || (this.last !== undefined && last <= this.last)) return;
    this.last = last;
    this.arrival = arrivalOf(frame, frame.length - 1);
  }

  /** The records behind the last one; ends where the shard ends. @throws FramesError */
  async *next(call: Call): AsyncGenerator<Frame, void, undefined> {
    const { start } = this.parts;
    if (await this.isAtEnd(call)) return;
    if (this.last === undefined) {
      yield* this.read(call, start.seek === 'time' ? start : { seek: 'earliest' });
      return;
    }
    try {
      yield* this.read(call, { seek: 'sequence', sequence: this.last });
    } catch (error) {
      if (!isMissing(error)) throw error;
      if (await this.hasMoved(call)) yield* this.read(call, { seek: 'earliest' });
    }
  }

  /** Whether it is certain that a read would find nothing: the last record is still the same, and none is behind it. */
  private async isAtEnd({ glance, signal }: Call): Promise<boolean> {
    const { shard, last, arrival } = this;
    if (glance === undefined || (last !== undefined && arrival === undefined)) return false;
    const seen = await glance({ shard, sequence: last }, signal);
    if (seen?.isEnd !== true) return false;
    const [first, ...others] = seen.records;
    if (last === undefined) return first === undefined;
    return first?.sequence === last && first.arrival === arrival && others.length === 0;
  }

  /** The last record is not there: whether there are others to read instead. */
  private async hasMoved({ client, signal }: Call): Promise<boolean> {
    const { table, shard } = this.parts;
    const first = await firstSequence({ client, table, shard, signal } satisfies ShardReading);
    if (first === undefined) return false;
    if (this.last !== undefined && first > this.last) return true;
    // One that was never seen is still to come; one that was seen is gone with the stream, which is another one now.
    if (this.arrival === undefined) return false;
    this.forget();
    return true;
  }

  private async *read(
    { client, signal }: Call,
    seek: Exclude<ShardStart, { readonly seek: 'latest' }>,
  ): AsyncGenerator<Frame, void, undefined> {
    const { table, shard } = this.parts;
    const query = { backend: 'stream', table, shardId: String(shard), ...seek } as const;
    for await (const frame of client.read(query, { signal })) {
      if (this.isOfAnother(frame)) {
        this.forget();
        yield* this.read({ client, signal }, { seek: 'earliest' });
        return;
      }
      const { last } = this;
      const known = last === undefined ? 0 : countUpTo(sequencesOf(frame), last);
      // Records that come while a service seeks behind the end may be older than the time.
      const early = seek.seek === 'time' ? countBefore(frame, BigInt(seek.start)) : 0;
      const skipped = Math.max(known, early);
      if (skipped >= frame.length) continue;
      this.pass(frame);
      yield sliceFrame(frame, skipped, frame.length);
    }
  }

  /** Whether the last record has another arrival than when it was read: the stream was deleted and created again. */
  private isOfAnother(frame: Frame): boolean {
    const sequences = sequencesOf(frame);
    if (this.arrival === undefined || sequences?.[0] !== this.last) return false;
    return arrivalOf(frame, 0) !== this.arrival;
  }

  private forget(): void {
    this.last = undefined;
    this.arrival = undefined;
  }
}

function sequencesOf({ indices }: Frame): BigInt64Array | undefined {
  const column = indices.find(({ name }) => name === 'seq_number');
  return column instanceof Int64Column ? column.values : undefined;
}

function arrivalOf({ columns }: Frame, row: number): bigint | undefined {
  const column = columns.find(({ name }) => name === 'stream_time');
  return column instanceof Int64Column ? column.values[row] : undefined;
}

/** Sequences ascend. */
function countUpTo(sequences: BigInt64Array | undefined, last: bigint): number {
  const found = sequences?.findIndex((sequence) => sequence > last) ?? 0;
  return found < 0 ? (sequences?.length ?? 0) : found;
}

/** Records that arrived before a time, in milliseconds, of which whole seconds count; they lie in the order of arrival. */
function countBefore(frame: Frame, ms: bigint): number {
  const nanos = (ms / 1000n) * 1_000_000_000n;
  let row = 0;
  while (row < frame.length && (arrivalOf(frame, row) ?? nanos) < nanos) row++;
  return row;
}
