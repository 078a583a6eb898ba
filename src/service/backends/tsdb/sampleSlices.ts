import type { Samples } from '../../storage/series';

/** Samples `start` (inclusive) to `end` (exclusive). */
export function sliceSamples(samples: Samples, start: number, end: number): Samples {
  if (start === 0 && end === samples.times.length) return samples;
  const times = samples.times.subarray(start, end);
  if (samples.kind === 'number')
    return { kind: 'number', times, values: samples.values.subarray(start, end) };
  const { values } = samples;
  return {
    kind: 'text',
    times,
    values: Array.from({ length: end - start }, (_, i) => values.at(start + i) ?? ''),
  };
}

/** Where the first time later than another stands. */
export function firstAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
