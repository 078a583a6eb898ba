import { FramesError } from '../../../wire/errors';
import { parseDuration, TimeTextError } from '../../../data/relativeTime';
import type { Intervals } from './rate';
import type { StoredAggregates } from './storedAggregates';

/** The object that makes a directory a table (spec/tsdb.md §3). */
export const schemaName = '.schema';

export interface Schema {
  /** Length of a partition in milliseconds. */
  readonly partitionMs: number;
  /** Starts of the partitions there are, in milliseconds since the epoch, ascending. */
  readonly partitions: readonly number[];
  /** All that the object says. */
  readonly json: Readonly<Record<string, unknown>>;
}

export function newSchema(intervals: Intervals, { aggregates, granularity }: StoredAggregates): Schema {
  const partitionerInterval = `${intervals.partitionHours}h`;
  // The spelling is the original's.
  const chunckerInterval = `${intervals.chunkHours}h`;
  const layer = {
    aggregates: aggregates.length === 0 ? [''] : aggregates,
    aggregationGranularity: granularity,
    storageClass: 'local',
    sampleRetention: 0,
  };
  const json = {
    tableSchemaInfo: {
      version: 4,
      rollupLayers: [{ ...layer, layerRetentionTime: '1y' }],
      shardingBucketsCount: 8,
      partitionerInterval,
      chunckerInterval,
      preAggregates: null,
    },
    partitionSchemaInfo: { version: 4, ...layer, partitionerInterval, chunckerInterval },
    partitions: [],
    fields: [
      ...aggregates.map((name) => ({ name: `_v_${name}`, type: 'array', nullable: true, items: 'double' })),
      { name: '_name', type: 'string', nullable: false },
    ],
  };
  return { partitionMs: Number(intervals.partitionHours) * 3_600_000, partitions: [], json };
}

/** @throws FramesError `internal` when the object is no schema of a table */
export function parseSchema(body: Uint8Array): Schema {
  try {
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as SchemaJson;
    const partitionMs = Number(parseDuration(json.tableSchemaInfo.partitionerInterval));
    const partitions = json.partitions.map(({ startTime }) => startTime);
    if (!(partitionMs > 0 && Number.isSafeInteger(partitionMs)) || !partitions.every(Number.isSafeInteger)) {
      throw new TypeError('intervals and times are whole milliseconds');
    }
    return { partitionMs, partitions: partitions.toSorted((a, b) => a - b), json };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof TimeTextError))
      throw error;
    throw new FramesError({
      code: 'internal',
      detail: `Failed to parse the TSDB schema: ${error.message}`,
      cause: error,
    });
  }
}

export function printSchema({ json, partitions }: Schema): Uint8Array {
  const starts = partitions.map((startTime) => ({ startTime }));
  return new TextEncoder().encode(JSON.stringify({ ...json, partitions: starts }));
}

/** The start of the partition that a time lies in, both in milliseconds. */
export function partitionOf({ partitionMs }: Schema, timeMs: number): number {
  return Math.floor(timeMs / partitionMs) * partitionMs;
}

/** The partitions that overlap a range, both ends inclusive. */
export function partitionsWithin(
  { partitions, partitionMs }: Schema,
  { startMs, endMs }: { readonly startMs: bigint; readonly endMs: bigint },
): number[] {
  return partitions.filter((start) => BigInt(start) <= endMs && BigInt(start + partitionMs) > startMs);
}

interface SchemaJson extends Record<string, unknown> {
  readonly tableSchemaInfo: { readonly partitionerInterval: string };
  readonly partitions: readonly { readonly startTime: number }[];
}
