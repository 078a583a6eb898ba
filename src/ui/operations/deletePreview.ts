import { parseMoment, TimeTextError } from '../../data/relativeTime';
import { sliceFrame, type Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { CollectionSource } from '../../frames/collectionSource';
import type { Deletion } from '../../frames/operations';
import { FramesError } from '../../wire/errors';
import { shownWords } from '../report';
import { countShards } from '../streams/newestRecords';

/** What a deletion would take away. */
export interface DeletionPreview {
  /** Rows, samples or records: as many as were counted. */
  readonly count: bigint;
  /** Whether `count` is all of them; else there are at least so many. */
  readonly isExact: boolean;
  /** The first of them, in a few frames. */
  readonly sample: readonly Frame[];
  /** Of a time series table: the partitions that go whole, by their first and last millisecond. */
  readonly partitions?: readonly { readonly start: bigint; readonly end: bigint }[];
  /** What the user may not expect. */
  readonly warning?: string;
  /** The service knows of no such collection. */
  readonly isMissing?: boolean;
  /** The same deletion with its times fixed, so that what goes is what was counted. */
  readonly deletion: Deletion;
  /** Reads all that would go, from the first; a new read with each call. */
  readonly rows: (options: { readonly signal: AbortSignal }) => AsyncIterable<Frame>;
}

export interface DeletionPreviewOptions {
  readonly signal: AbortSignal;
  /** Tells the partitions of a time series table; nothing is said of them without. */
  readonly source?: CollectionSource | undefined;
  /** Rows that are looked at; 100,000 unless given. */
  readonly mostRows?: number | undefined;
  /** Milliseconds since the epoch; the clock's time unless given. */
  readonly now?: bigint | undefined;
}

type Reads = Pick<FramesClient, 'read'>;
type TsdbDeletion = Extract<Deletion, { readonly backend: 'tsdb' }>;

export const sampleRows = 20;
const MOST_ROWS = 100_000;
const MS_PER_HOUR = 3_600_000n;
/** No sample is later (spec/tsdb.md §4). */
const LAST_SAMPLE = 13_569_465_600_000n;

/**
 * Looks at what a deletion would take away, by reading it: up to `mostRows` rows, from the first. Nothing is changed.
 * @throws FramesError as a read does, `notFound` when there is no such collection
 */
export async function previewDeletion(
  client: Reads,
  deletion: Deletion,
  options: DeletionPreviewOptions,
): Promise<DeletionPreview> {
  if (deletion.backend === 'tsdb') return previewSamples(client, deletion, options);
  const { signal, mostRows = MOST_ROWS } = options;
  const rows: DeletionPreview['rows'] = (call) => rowsOf(client, deletion, call);
  return { ...(await countRows(rows({ signal }), { mostRows })), rows, deletion };
}

/** Where a deletion could not be looked at: it can be asked for all the same. */
export function unseenDeletion(
  deletion: Deletion,
  { code, detail }: Pick<FramesError, 'code' | 'detail'>,
): DeletionPreview {
  const warning = `What is in it could not be looked at: ${shownWords(detail)}`;
  const isMissing = code === 'notFound';
  return { count: 0n, isExact: false, sample: [], warning, isMissing, deletion, rows: nothing };
}

async function* nothing(): AsyncGenerator<Frame, void, undefined> {
  // There is nothing to show.
}

async function* rowsOf(
  client: Reads,
  deletion: Exclude<Deletion, TsdbDeletion>,
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<Frame, void, undefined> {
  const { backend, table } = deletion;
  switch (backend) {
    case 'nosql':
      yield* client.read({ backend, table, filter: deletion.filter }, { signal });
      return;
    case 'csv':
      yield* client.read({ backend, table }, { signal });
      return;
    case 'stream': {
      const shards = await countShards(client, table, signal);
      for (let shard = 0; shard < shards; shard++) {
        yield* client.read({ backend, table, shardId: String(shard), seek: 'earliest' }, { signal });
      }
    }
  }
}

interface Count {
  readonly count: bigint;
  readonly isExact: boolean;
  readonly sample: readonly Frame[];
}

interface Counting {
  readonly mostRows: number;
  /** What a frame counts for; its rows unless given. */
  readonly size?: (frame: Frame) => number;
}

/** Leaves the read at the first row too many. */
async function countRows(
  frames: AsyncIterable<Frame>,
  { mostRows, size = ({ length }) => length }: Counting,
): Promise<Count> {
  let count = 0n;
  let rows = 0;
  let shown = 0;
  const sample: Frame[] = [];
  for await (const frame of frames) {
    const room = Math.min(frame.length, mostRows - rows);
    if (room < frame.length) {
      return { count: count + BigInt(size(sliceFrame(frame, 0, room))), isExact: false, sample };
    }
    count += BigInt(size(frame));
    rows += frame.length;
    const part = Math.min(frame.length, sampleRows - shown);
    if (part > 0) sample.push(sliceFrame(frame, 0, part));
    shown += part;
  }
  return { count, isExact: true, sample };
}

/** Where metrics share a row, one that has no sample at its time is null there (spec/tsdb.md §7). */
function samplesIn({ columns, length }: Frame): number {
  let samples = 0;
  for (const column of columns) {
    for (let row = 0; row < length; row++) if (!column.isNull(row)) samples++;
  }
  return samples;
}

/** Samples go one by one, and a partition goes with its last one (spec/tsdb.md §14). */
async function previewSamples(
  client: Reads,
  deletion: TsdbDeletion,
  { signal, source, mostRows = MOST_ROWS, now = BigInt(Date.now()) }: DeletionPreviewOptions,
): Promise<DeletionPreview> {
  const { table, filter = '', metrics = [] } = deletion;
  const isWhole = isWholeTable(deletion);
  const range = isWhole ? { start: 0n, end: LAST_SAMPLE } : rangeOf(deletion, now);
  const fixed: Deletion = isWhole
    ? deletion
    : { ...deletion, start: range.start.toString(), end: range.end.toString() };
  if (range.end < range.start) {
    const warning = 'The end lies before the start: nothing would be deleted.';
    return { count: 0n, isExact: true, sample: [], partitions: [], warning, deletion: fixed, rows: nothing };
  }
  const query = {
    backend: 'tsdb',
    table,
    columns: metrics,
    filter,
    start: range.start.toString(),
    end: range.end.toString(),
    multiIndex: true,
  } as const;
  const rows: DeletionPreview['rows'] = (call) => client.read(query, call);
  const counted = await countRows(rows({ signal }), { mostRows, size: samplesIn });
  const isSelective = filter !== '' || metrics.length > 0;
  const partitions = isSelective ? undefined : await partitionsIn(source, { table, ...range, signal });
  const isOpen = (deletion.start ?? '') === '' || (deletion.end ?? '') === '';
  return {
    ...counted,
    ...(partitions && { partitions }),
    ...(!isWhole && isOpen && { warning: rangeWarning(deletion) }),
    deletion: fixed,
    rows,
  };
}

/** Only without any bound, metric and filter the table itself goes. */
export function isWholeTable(deletion: Deletion): boolean {
  switch (deletion.backend) {
    case 'csv':
    case 'stream':
      return true;
    case 'nosql':
      return (deletion.filter ?? '') === '';
    case 'tsdb': {
      const { start = '', end = '', filter = '', metrics = [] } = deletion;
      return start === '' && end === '' && filter === '' && metrics.length === 0;
    }
  }
}

/** A bound that is not given is what the service takes instead. */
function rangeOf({ start = '', end = '', table }: TsdbDeletion, now: bigint): { start: bigint; end: bigint } {
  try {
    const endMs = end === '' ? now - (now % 1000n) : parseMoment(end, now);
    return { end: endMs, start: start === '' ? endMs - MS_PER_HOUR : parseMoment(start, now) };
  } catch (error) {
    if (!(error instanceof TimeTextError)) throw error;
    const { message: detail } = error;
    throw new FramesError({
      code: 'invalidArgument',
      operation: 'delete',
      backend: 'tsdb',
      table,
      detail,
      cause: error,
    });
  }
}

function rangeWarning({ start = '', end = '' }: TsdbDeletion): string {
  if (start === '' && end === '') return 'Without a start and an end only the last hour is deleted from.';
  return start === ''
    ? 'Without a start only the hour before the end is deleted from.'
    : 'Without an end nothing after this moment is deleted.';
}

interface Span {
  readonly table: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly signal: AbortSignal;
}

/** Undefined where nobody tells; the preview does without. */
async function partitionsIn(
  source: CollectionSource | undefined,
  { table, start, end, signal }: Span,
): Promise<DeletionPreview['partitions']> {
  const [, container = '', path = ''] = /^\/*([^/]+)\/(.*?)\/*$/.exec(table) ?? [];
  try {
    const known = await source?.partitions?.(container, path, { signal });
    return known?.starts
      .map((first) => ({ start: first, end: first + known.intervalMs - 1n }))
      .filter((each) => each.start >= start && each.end <= end);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
