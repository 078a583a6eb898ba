import fs from 'node:fs';
import path from 'node:path';
import type { Column } from '../data/column';
import { frameOf, type Frame } from '../data/frame';
import type { Creation, WriteTarget } from '../frames/index';
import { metrics, visits } from '../ui/samples/liveSamples';
import { root } from './paths';
import {
  booleans,
  floats,
  integers,
  randomNumbers,
  round,
  strings,
  times,
} from '../ui/samples/sampleColumns';

/** A table for newcomers to look at. */
export interface Sample {
  readonly target: WriteTarget;
  readonly container: string;
  /** What to create before the first frame; it may be there. */
  readonly creation?: Creation;
  /** Written at every start, up to the present; rows that are there stay as they are. */
  readonly isLive?: true;
  /** In the order of the table, in frames of bounded size. */
  frames(): Iterable<Frame>;
}

const rowsPerFrame = 10_000;

/**
 * Three real data sets that are free of rights, from the npm package vega-datasets (BSD 3-Clause), and made-up ones: a
 * table of a million rows, a day of metrics that ends now, and a stream.
 */
export const samples: readonly Sample[] = [
  { target: nosql('earthquakes'), container: 'bigdata', frames: earthquakes },
  { target: nosql('examples/birdstrikes'), container: 'bigdata', frames: birdstrikes },
  { target: nosql('sensors/readings'), container: 'bigdata', frames: readings },
  { target: { backend: 'csv', table: 'penguins.csv' }, container: 'csv', frames: penguins },
  {
    target: { backend: 'tsdb', table: 'monitoring/hosts' },
    container: 'bigdata',
    creation: {
      backend: 'tsdb',
      table: 'monitoring/hosts',
      rate: '1/m',
      aggregates: ['count', 'avg', 'min', 'max'],
      ifExists: 'ignore',
    },
    isLive: true,
    frames: metrics,
  },
  {
    target: { backend: 'stream', table: 'web/visits' },
    container: 'bigdata',
    creation: { backend: 'stream', table: 'web/visits', shards: 3, retentionHours: 8760, ifExists: 'ignore' },
    frames: visits,
  },
];

function nosql(table: string): WriteTarget {
  // An earlier run may have been stopped half way.
  return { backend: 'nosql', table, saveMode: 'overwriteTable' };
}

interface Earthquake {
  readonly id: string;
  readonly properties: {
    readonly place: string;
    readonly mag: number;
    readonly magType: string;
    /** Milliseconds since the epoch, as is `updated`. */
    readonly time: number;
    readonly updated: number;
    readonly felt: number | null;
    readonly nst: number | null;
    readonly gap: number | null;
    readonly tsunami: 0 | 1;
    readonly alert: string | null;
    readonly status: string;
  };
  readonly geometry: { readonly coordinates: readonly [longitude: number, latitude: number, depth: number] };
}

/** A week of earthquakes (USGS, public domain): 1,707 rows of every type, felt by few. */
function earthquakes(): Frame[] {
  const { features: rows } = JSON.parse(dataset('earthquakes.json')) as { readonly features: Earthquake[] };
  return [
    frameOf({
      indices: [strings('id', rows, ({ id }) => id)],
      columns: [
        strings('place', rows, ({ properties }) => properties.place),
        times('time', rows, ({ properties }) => properties.time),
        floats('magnitude', rows, ({ properties }) => properties.mag),
        strings('magnitude_type', rows, ({ properties }) => properties.magType),
        floats('depth_km', rows, ({ geometry }) => geometry.coordinates[2]),
        floats('latitude', rows, ({ geometry }) => geometry.coordinates[1]),
        floats('longitude', rows, ({ geometry }) => geometry.coordinates[0]),
        booleans('tsunami', rows, ({ properties }) => properties.tsunami === 1),
        integers('felt', rows, ({ properties }) => properties.felt),
        integers('stations', rows, ({ properties }) => properties.nst),
        floats('gap', rows, ({ properties }) => properties.gap),
        strings('alert', rows, ({ properties }) => properties.alert),
        strings('status', rows, ({ properties }) => properties.status),
        times('updated', rows, ({ properties }) => properties.updated),
      ],
    }),
  ];
}

/** Ten thousand collisions of aircraft and animals (FAA, public domain); the speed is often unknown. */
function birdstrikes(): Frame[] {
  const [, ...rows] = dataset('birdstrikes.csv')
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd().split(','));
  const text = (name: string, field: number): Column => strings(name, rows, (row) => row[field] ?? null);
  const count = (name: string, field: number): Column =>
    integers(name, rows, (row) => (row[field] === '' ? null : Number(row[field])));
  return [
    frameOf({
      indices: [strings('strike', rows, (_row, i) => String(i + 1).padStart(5, '0'))],
      columns: [
        times('date', rows, (row) => Date.parse(`${row[3] ?? ''}T00:00:00Z`)),
        text('airport', 0),
        text('state', 5),
        text('aircraft', 1),
        text('operator', 4),
        text('phase', 6),
        text('species', 8),
        text('size', 7),
        text('time_of_day', 9),
        booleans('damaged', rows, (row) => row[2] !== 'None'),
        count('speed_knots', 13),
        count('cost_repair', 11),
        count('cost_total', 12),
      ],
    }),
  ];
}

interface Penguin {
  readonly Species: string;
  readonly Island: string;
  readonly 'Beak Length (mm)': number | null;
  readonly 'Beak Depth (mm)': number | null;
  readonly 'Flipper Length (mm)': number | null;
  readonly 'Body Mass (g)': number | null;
  readonly Sex: string | null;
}

/** The Palmer penguins (CC0), less the few with missing values: a csv table would show zeros for them. */
function penguins(): Frame[] {
  const all = JSON.parse(dataset('penguins.json')) as Penguin[];
  const rows = all.filter((row) => Object.values(row).every((value) => value !== null));
  return [
    frameOf({
      columns: [
        strings('species', rows, (row) => row.Species),
        strings('island', rows, (row) => row.Island),
        floats('beak_length_mm', rows, (row) => row['Beak Length (mm)']),
        floats('beak_depth_mm', rows, (row) => row['Beak Depth (mm)']),
        integers('flipper_length_mm', rows, (row) => row['Flipper Length (mm)']),
        integers('body_mass_g', rows, (row) => row['Body Mass (g)']),
        strings('sex', rows, (row) => row.Sex),
      ],
    }),
  ];
}

const readingCount = 1_000_000;

/** A million readings of 40 sensors, one each second; the same ones every time. */
function* readings(): Generator<Frame> {
  const random = randomNumbers(20_24);
  const first = Date.UTC(2024, 0, 1);
  for (let start = 0; start < readingCount; start += rowsPerFrame) {
    const rows = Array.from({ length: rowsPerFrame }, (_, i) => start + i);
    yield frameOf({
      // Keys are sorted as text.
      indices: [strings('reading', rows, (row) => String(row).padStart(7, '0'))],
      columns: [
        times('time', rows, (row) => first + row * 1_000),
        strings('sensor', rows, (row) => `sensor-${String(row % 40).padStart(2, '0')}`),
        floats('temperature', rows, (row) =>
          random() < 0.02 ? null : round(15 + 8 * Math.sin(row / 13_750) + random() * 2),
        ),
        floats('humidity', rows, () => round(40 + 20 * random())),
        integers('battery', rows, (row) => 100 - (Math.floor(row / 5_000) % 100)),
        booleans('online', rows, () => (random() < 0.01 ? null : random() < 0.995)),
      ],
    });
  }
}

function dataset(file: string): string {
  return fs.readFileSync(path.join(root, 'node_modules/vega-datasets/data', file), 'utf8');
}
