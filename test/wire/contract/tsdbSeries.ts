import type { Cell } from './table';

/** When, as hours, minutes or days from T0: `0m`, `-7d`, `-7d+1m`; or RFC 3339. */
type Moment = string;

const t0 = Date.parse('2018-07-21T21:40:00Z');
const units = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds since the epoch. */
export function at(moment: Moment): number {
  if (moment.endsWith('Z')) return Date.parse(moment);
  let time = t0;
  for (const [, amount = '', unit = 'm'] of moment.matchAll(/([+-]?\d+)([mhd])/g)) {
    time += Number(amount) * units[unit as keyof typeof units];
  }
  return time;
}

export interface Series {
  readonly metric: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [Moment, number | string])[];
}

/** A frame of an answer: what it is labelled, its columns, and for each row the time and the cells. */
export interface Expected {
  readonly labels?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [Moment, ...Cell[]])[];
}

/** Fields of a query; `sql` has `$table` where the name of the table belongs. Times are moments unless they are plain numbers. */
export interface Asked {
  readonly from?: Moment;
  readonly to?: Moment;
  readonly step?: string;
  readonly window?: string;
  readonly columns?: readonly string[];
  readonly filter?: string;
  readonly groupBy?: string;
  readonly aggregators?: readonly string[];
  readonly sql?: string;
}

export interface QueryCase {
  readonly name: string;
  readonly series: readonly Series[];
  readonly query: Asked;
  readonly expected: readonly Expected[] | 'fails';
}

export const linux = { os: 'linux' };
export const mac = { os: 'mac' };

export function series(metric: string, samples: Series['samples'], labels: Series['labels'] = {}): Series {
  return { metric, samples, labels };
}

export const minutes: Series['samples'] = [
  ['0m', 10],
  ['1m', 20],
  ['2m', 30],
  ['3m', 40],
];
export const cpu = series('cpu', minutes);
/** A sample a week before, and three of today. */
export const weekly: Series['samples'] = [
  ['-7d', 10],
  ['1m', 20],
  ['2m', 30],
  ['3m', 40],
];
export const ramp = series(
  'cpu',
  Array.from({ length: 10 }, (_, i) => [`${i}m`, i * 10] as const),
);
export const crossed = [
  series(
    'cpu',
    [
      ['0m', 10],
      ['1m', 11],
      ['2m', 20],
      ['3m', 12],
      ['4m', 30],
    ],
    linux,
  ),
  series(
    'cpu',
    [
      ['0m', 20],
      ['2m', 30],
      ['3m', 13],
      ['4m', 40],
    ],
    mac,
  ),
];
export const range = { from: '0m', to: '10m' };
export const always = { from: '-30d', to: '30d' };
