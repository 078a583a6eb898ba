import { compileCondition } from '../../../language/expression/evaluate';
import { ExpressionError } from '../../../language/expression/expressionError';
import { FramesError } from '../../../wire/errors';
import type { DeleteRequest } from '../../../wire/messages';
import { bytesPerSample, type Series } from '../../storage/series';
import type { Change, DirectoryPath, Storage } from '../../storage/storage';
import { badRequest } from '../platformError';
import { labelsOfKey } from './labels';
import { parseFilter } from './query';
import type { ReadContext } from './read';
import { partitionsWithin, printSchema, schemaName, type Schema } from './schema';
import {
  currentSchema,
  loadSchema,
  namesDirectory,
  partitionDirectory,
  removeTree,
  tableOf,
  type Table,
} from './table';
import { timeRange, type TimeRange } from './timeRange';

/**
 * Bytes of samples that one change removes, but for a partition that has more: so long as the removal stands in the log alone,
 * the engine keeps 8 bytes of memory for each sample.
 */
const mostAtOnce = 10_000_000 * bytesPerSample;

export interface DeleteContext extends ReadContext {
  readonly bytesAtOnce?: number | undefined;
}

/**
 * Deletes a table, or samples of it by time, metric and labels (spec/tsdb.md §14). Of many samples the earliest go first, in
 * changes of their own: a deletion that ends early has removed some partitions, and none in part. Of what is written meanwhile
 * it removes what lies in partitions that are still to come.
 */
export async function deleteSamples(
  storage: Storage,
  request: DeleteRequest,
  { now, signal, bytesAtOnce = mostAtOnce }: DeleteContext,
): Promise<void> {
  const range = timeRange(request, now(), {
    start: 'failed to parse start time: ',
    end: 'failed to parse end time: ',
  });
  const { directory, missing } = tableOf(request.session, request.table);
  const schema = await loadSchema(storage, directory);
  if (schema === undefined) {
    if (request.ifMissing !== 0) return;
    throw missing;
  }
  const { start, end, metrics, filter } = request;
  const isWhole = start === '' && end === '' && metrics.length === 0 && filter === '';
  const deletion: Deletion = isWhole
    ? { directory, range: always, matches: undefined }
    : { directory, range, matches: seriesFilter(request) };
  const sizes = await partitionSizes(storage, { schema, ...deletion }, signal);
  const groups = grouped(sizes, bytesAtOnce);
  // The last ones go with the table.
  if (isWhole) groups.pop();
  let table: bigint | undefined;
  /** Whether it is still the table that the deletion began with: one of the same name may have taken its place. */
  const isSame = async (change: Change): Promise<boolean> => {
    const found = await change.findObject(directory, schemaName);
    return found !== undefined && found.created === (table ??= found.created);
  };
  for (const partitions of groups) {
    await storage.change(async (change) => {
      if (await isSame(change)) await deleteWithin(change, partitions, deletion);
      else if (table === undefined && request.ifMissing === 0) throw missing;
    }, signal);
  }
  if (!isWhole) return;
  await storage.change(async (change) => {
    if (await isSame(change)) removeTree(change, directory);
  }, signal);
}

interface Deletion {
  readonly directory: DirectoryPath;
  readonly range: TimeRange;
  /** Undefined: all series. */
  readonly matches: ((series: Series) => boolean) | undefined;
}

const always: TimeRange = { startMs: -(2n ** 63n), endMs: 2n ** 63n - 1n };

interface PartitionSize {
  readonly start: number;
  /** Of the samples that are to go. */
  readonly bytes: number;
}

/** The partitions that a deletion is about. */
async function partitionSizes(
  { series: store }: Storage,
  { schema, directory, range, matches }: Deletion & { readonly schema: Schema },
  signal: AbortSignal,
): Promise<PartitionSize[]> {
  const partitions = partitionsWithin(schema, range).map((start) => {
    const all = [...store.list(partitionDirectory(directory, start)).values()];
    return { start, series: all.filter((each) => matches?.(each) ?? true) };
  });
  const extents = await store.extents(
    partitions.flatMap(({ series }) => series),
    range,
    signal,
  );
  return partitions.map(({ start, series }) => {
    return { start, bytes: series.reduce((sum, { id }) => sum + (extents.get(id)?.bytes ?? 0), 0) };
  });
}

/** Neighbours together, up to so many bytes; what has more than that is alone. */
export function grouped(partitions: readonly PartitionSize[], mostBytes: number): number[][] {
  const groups: number[][] = [];
  let room = 0;
  for (const { start, bytes } of partitions) {
    const last = groups.at(-1);
    if (last !== undefined && bytes <= room) {
      last.push(start);
      room -= bytes;
    } else {
      groups.push([start]);
      room = mostBytes - bytes;
    }
  }
  return groups;
}

async function deleteWithin(
  change: Change,
  partitions: readonly number[],
  { directory, range, matches }: Deletion,
): Promise<void> {
  const schema = await currentSchema(change, directory);
  if (schema === undefined) return;
  const gone = new Set<number>();
  for (const partition of partitions) {
    const within = partitionDirectory(directory, partition);
    if (matches === undefined && isInside(schema, partition, range)) {
      removeTree(change, within);
      gone.add(partition);
      continue;
    }
    const series = [...change.series.list(within).values()].filter((each) => matches?.(each) ?? true);
    await change.series.remove(within, series, range);
    if (change.series.list(within).size > 0) continue;
    removeTree(change, within);
    gone.add(partition);
  }
  await forgetPartitions(change, { schema, directory, gone });
}

/** What a request singles out by metric and labels; undefined: nothing, it means all series. */
function seriesFilter({ metrics, filter }: DeleteRequest): ((series: Series) => boolean) | undefined {
  const parsed = parseFilter(filter);
  if (parsed instanceof ExpressionError) {
    const { code, detail } = badRequest('filter', parsed.message);
    throw new FramesError({
      code,
      detail: `GetItems failed during recursive delete.: ${detail}`,
      cause: parsed,
    });
  }
  if (parsed === undefined && metrics.length === 0) return undefined;
  const names = new Set(metrics);
  const condition = parsed && compileCondition(parsed);
  return ({ metric, labels }) => {
    if (names.size > 0 && !names.has(metric)) return false;
    if (condition === undefined) return true;
    const known = labelsOfKey(labels);
    return condition({ get: (name) => (name === '_name' ? metric : known.get(name)) });
  };
}

function isInside({ partitionMs }: Schema, start: number, { startMs, endMs }: TimeRange): boolean {
  return BigInt(start) >= startMs && BigInt(start + partitionMs - 1) <= endMs;
}

interface Forgetting extends Pick<Table, 'directory'> {
  readonly schema: Schema;
  readonly gone: ReadonlySet<number>;
}

/** Takes partitions out of the schema; without any the names of the metrics go too. */
async function forgetPartitions(change: Change, { schema, directory, gone }: Forgetting): Promise<void> {
  if (gone.size === 0) return;
  const partitions = schema.partitions.filter((start) => !gone.has(start));
  await change.writeObject(directory, schemaName, printSchema({ ...schema, partitions }));
  if (partitions.length === 0) removeTree(change, namesDirectory(directory));
}
