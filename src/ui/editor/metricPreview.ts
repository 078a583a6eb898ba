import type { Value } from '../../data/dtype';
import type { Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';

/** How the newest samples of a metric look. */
export interface MetricPreview {
  /** `last day`. */
  readonly range: string;
  /** Means of equal parts of the range over all series; NaN where there is no sample. Empty for text. */
  readonly means: readonly number[];
  /** Nanoseconds since the epoch; of all series. */
  readonly first: Sample;
  readonly last: Sample;
}

export interface Sample {
  readonly time: bigint;
  readonly value: Value | null;
}

const hour = 3_600_000n;

/** From the newest; a metric may have been silent for long. */
const ranges = [
  { name: 'last hour', span: hour, step: 60n },
  { name: 'last day', span: 24n * hour, step: 1800n },
  { name: 'last 30 days', span: 720n * hour, step: 43_200n },
] as const;

/** Rows that are looked at for the first and last sample. */
const maxRows = 50_000;

/**
 * A look at a metric over the first of the last hour, day and month that has samples; undefined where none has.
 * @param nowMs milliseconds since the epoch
 * @throws FramesError
 */
export async function metricPreview(
  client: Pick<FramesClient, 'read'>,
  { table, metric }: { readonly table: string; readonly metric: string },
  { signal, nowMs }: { readonly signal: AbortSignal; readonly nowMs: bigint },
): Promise<MetricPreview | undefined> {
  for (const { name, span, step } of ranges) {
    const start = nowMs - span;
    const query = { backend: 'tsdb', table, columns: [metric], start: `${start}`, end: `${nowMs}` } as const;
    const sums = new Map<number, { sum: number; count: number }>();
    const means = { ...query, aggregators: ['avg'], step: `${step}s` };
    let last: bigint | undefined;
    for await (const frame of client.read(means, { signal })) {
      eachSample(frame, (time, value) => {
        const cell = Number((time / 1_000_000n - start) / (step * 1000n));
        const known = sums.get(cell) ?? { sum: 0, count: 0 };
        sums.set(cell, { sum: known.sum + Number(value), count: known.count + 1 });
        if (last === undefined || time > last) last = time;
      });
    }
    if (last === undefined) continue;
    const edges = await edgesOf(client, { ...query, multiIndex: true }, signal);
    if (edges === undefined) continue;
    const values = Array.from({ length: Number(span / (step * 1000n)) }, (_, cell) => {
      const known = sums.get(cell);
      return known === undefined ? NaN : known.sum / known.count;
    });
    const isText = typeof edges.last.value === 'string';
    return { range: name, means: isText ? [] : values, ...edges };
  }
  return undefined;
}

async function edgesOf(
  client: Pick<FramesClient, 'read'>,
  query: Parameters<FramesClient['read']>[0],
  signal: AbortSignal,
): Promise<{ readonly first: Sample; readonly last: Sample } | undefined> {
  let first: Sample | undefined;
  let last: Sample | undefined;
  let rows = 0;
  for await (const frame of client.read(query, { signal })) {
    eachSample(frame, (time, value) => {
      if (first === undefined || time < first.time) first = { time, value };
      if (last === undefined || time > last.time) last = { time, value };
    });
    rows += frame.length;
    if (rows > maxRows) break;
  }
  return first && last && { first, last };
}

function eachSample(frame: Frame, visit: (time: bigint, value: Value | null) => void): void {
  const times = frame.indices.find(({ dtype }) => dtype === 'time');
  const [values] = frame.columns;
  for (let row = 0; row < frame.length; row++) {
    const time = times?.at(row);
    const value = values?.at(row) ?? null;
    if (typeof time === 'bigint' && value !== null) visit(time, value);
  }
}
