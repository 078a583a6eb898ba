import { FramesError } from '../../../wire/errors';
import { parseDuration, TimeTextError } from '../../../data/relativeTime';
import { measures, type Measure } from '../../storage/series';

const msPerDay = 86_400_000n;
const defaultGranularity = '1h';
/** Buckets of a partition, at most. */
const mostBuckets = 130_000n;

/** What each name in the list of aggregates needs stored. */
const parts: Readonly<Record<string, readonly Measure[]>> = {
  count: ['count'],
  sum: ['sum'],
  sqr: ['sqr'],
  max: ['max'],
  min: ['min'],
  last: ['last'],
  avg: ['count', 'sum'],
  rate: ['last'],
  stddev: ['count', 'sum', 'sqr'],
  stdvar: ['count', 'sum', 'sqr'],
  '*': measures,
};

/** Order in which the schema lists them. */
const storedOrder = ['count', 'sum', 'sqr', 'max', 'min', 'last'] as const satisfies readonly Measure[];

export interface StoredAggregates {
  /** Empty: none. */
  readonly aggregates: readonly Measure[];
  /** As it was given. */
  readonly granularity: string;
}

/**
 * Which aggregates a table declares (spec/tsdb.md §2). Reads do not depend on them: they look at the samples themselves.
 * @throws FramesError `invalidArgument`
 */
export function storedAggregates(
  {
    aggregates,
    aggregationGranularity,
  }: { readonly aggregates: string; readonly aggregationGranularity: string },
  partitionHours: bigint,
): StoredAggregates {
  const stored = rawAggregates(aggregates);
  const granularity = aggregationGranularity === '' ? defaultGranularity : aggregationGranularity;
  const bucketMs = granularityMs(granularity);
  if (bucketMs === 0n || (msPerDay % bucketMs !== 0n && bucketMs % msPerDay !== 0n)) {
    throw invalid(
      'the aggregation granularity should be a divisor or a dividend of 1 day. Examples: "10m"; "30m"; "2h"',
    );
  }
  if (stored.length > 0 && (partitionHours * 3_600_000n) / bucketMs > mostBuckets) {
    throw invalid(
      "the size of the aggregation-granularity interval isn't sufficiently larger than the specified ingestion rate. " +
        'Try increasing the granularity to get the expected pre-aggregation performance impact',
    );
  }
  return { aggregates: stored, granularity };
}

function rawAggregates(list: string): Measure[] {
  const wanted = new Set<Measure>();
  for (const name of list.split(',').map((entry) => entry.trim())) {
    if (name === '') continue;
    const needed = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (needed === undefined) {
      throw invalid(`Failed to parse aggregates list '${list}'.: invalid aggragate type: ${name}`);
    }
    wanted.add('count');
    for (const measure of needed) wanted.add(measure);
  }
  return storedOrder.filter((measure) => wanted.has(measure));
}

function granularityMs(text: string): bigint {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof TimeTextError)) throw error;
    throw invalid(`Failed to parse aggregation granularity '${text}'.: ${error.message}`);
  }
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
