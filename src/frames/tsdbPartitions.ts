import { parseDuration } from '../data/relativeTime';

/** How a time series table divides its samples by time (spec/tsdb.md §3). */
export interface TsdbPartitions {
  /** How long a partition is, in milliseconds. */
  readonly intervalMs: bigint;
  /** First millisecond of each partition that holds samples, ascending. */
  readonly starts: readonly bigint[];
}

/** Reads them out of a table's `.schema` object; undefined when it is none. */
export function parsePartitions(text: string | undefined): TsdbPartitions | undefined {
  try {
    const { tableSchemaInfo, partitions } = JSON.parse(text ?? '') as {
      readonly tableSchemaInfo: { readonly partitionerInterval: string };
      readonly partitions: readonly { readonly startTime: number }[] | null;
    };
    const intervalMs = parseDuration(tableSchemaInfo.partitionerInterval);
    const starts = (partitions ?? []).map(({ startTime }) => BigInt(startTime));
    return intervalMs > 0n ? { intervalMs, starts: starts.sort((a, b) => (a < b ? -1 : 1)) } : undefined;
  } catch {
    return undefined;
  }
}
