/** Samples of a chunk, at most: 32,000 bits of 8 bits each (spec/tsdb.md §2). */
const chunkSamples = 4000;

export interface SeriesRate {
  /** Such as `about 10/m`. */
  readonly text: string;
  /** Samples an hour, both inclusive: a table keeps no more than the length of its chunks. */
  readonly least: number;
  readonly most: number;
}

/** The rate of a table by the length of its chunks, such as `6h`; undefined when that is no such length. */
export function rateOf(chunkInterval: string): SeriesRate | undefined {
  const hours = Number(/^(\d{1,6})h$/.exec(chunkInterval)?.[1] ?? 0);
  if (hours === 0) return undefined;
  const most = Math.floor(chunkSamples / hours);
  const least = Math.floor(chunkSamples / (hours + 1)) + 1;
  if (most < 1) return undefined;
  return { text: `about ${usual(least, most)}`, least: Math.min(least, most), most };
}

/** The roundest rate of a range: whole ones of a second, then of a minute, then of an hour. */
function usual(least: number, most: number): string {
  for (const [unit, perHour] of [
    ['s', 3600],
    ['m', 60],
  ] as const) {
    const first = Math.ceil(least / perHour);
    const last = Math.floor(most / perHour);
    if (first > last) continue;
    for (const round of [20, 10, 5, 2, 1]) {
      const multiple = Math.ceil(first / round) * round;
      if (multiple <= last) return `${multiple}/${unit}`;
    }
  }
  return `${most}/h`;
}
