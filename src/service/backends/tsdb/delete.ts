import { compileCondition } from '../../../language/expression/evaluate';
import { ExpressionError } from '../../../language/expression/expressionError';
import { FramesError } from '../../../wire/errors';
import type { DeleteRequest } from '../../../wire/messages';
import type { Series } from '../../storage/series';
import type { Change, Storage } from '../../storage/storage';
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

/** Deletes a table, or samples of it by time, metric and labels (spec/tsdb.md §14). */
export async function deleteSamples(
  storage: Storage,
  request: DeleteRequest,
  { now, signal }: ReadContext,
): Promise<void> {
  const range = timeRange(request, now(), {
    start: 'failed to parse start time: ',
    end: 'failed to parse end time: ',
  });
  const { directory, missing } = tableOf(request.session, request.table);
  if ((await loadSchema(storage, directory)) === undefined) {
    if (request.ifMissing !== 0) return;
    throw missing;
  }
  const { start, end, metrics, filter } = request;
  if (start === '' && end === '' && metrics.length === 0 && filter === '') {
    await storage.change((change) => {
      removeTree(change, directory);
      return Promise.resolve();
    }, signal);
    return;
  }
  const matches = seriesFilter(request);
  await storage.change(async (change) => {
    const schema = await currentSchema(change, directory);
    if (schema === undefined) throw missing;
    const gone = new Set<number>();
    for (const partition of partitionsWithin(schema, range)) {
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
  }, signal);
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
