import { FloatColumn, Int64Column, LabelColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import type { Creation, Query, WriteTarget } from '../../src/frames';
import { benchFrames } from './codecData';

/** A table of a million rows of five columns, and how fast it has to be. */
export interface BenchTable {
  readonly backend: 'nosql' | 'tsdb' | 'stream' | 'csv';
  readonly creation?: Creation;
  readonly target: WriteTarget;
  readonly query: Query;
  frames(): Iterable<Frame>;
  /** Rows per second, at least. */
  readonly read: number;
  readonly write: number;
}

const table = 'bench/table';

export const benchTables: readonly BenchTable[] = [
  {
    backend: 'nosql',
    target: { backend: 'nosql', table, saveMode: 'overwriteTable' },
    query: { backend: 'nosql', table },
    frames: keyedFrames,
    read: 2_000_000,
    write: 60_000,
  },
  {
    backend: 'tsdb',
    creation: { backend: 'tsdb', table: 'bench/series', rate: '1/s' },
    target: { backend: 'tsdb', table: 'bench/series' },
    query: { backend: 'tsdb', table: 'bench/series', start: '0', end: '2030-01-01T00:00:00Z' },
    frames: sampleFrames,
    read: 2_000_000,
    write: 300_000,
  },
  {
    backend: 'stream',
    creation: { backend: 'stream', table: 'bench/stream' },
    target: { backend: 'stream', table: 'bench/stream' },
    query: { backend: 'stream', table: 'bench/stream', shardId: '0', seek: 'earliest' },
    frames: benchFrames,
    read: 1_000_000,
    write: 300_000,
  },
  {
    backend: 'csv',
    target: { backend: 'csv', table: 'bench.csv' },
    query: { backend: 'csv', table: 'bench.csv' },
    frames: indexlessFrames,
    read: 450_000,
    write: 450_000,
  },
];

/** A number as key in place of the time; ascending. */
function* keyedFrames(): Generator<Frame> {
  let start = 0;
  for (const { columns, length } of benchFrames()) {
    const first = start;
    const ids = BigInt64Array.from({ length }, (_, i) => BigInt(first + i));
    yield frameOf({ indices: [new Int64Column('id', 'integer', ids)], columns });
    start += length;
  }
}

/** A csv file has no indices: what would be one is a column. */
function* indexlessFrames(): Generator<Frame> {
  for (const { indices, columns } of benchFrames()) yield frameOf({ columns: [...indices, ...columns] });
}

const hosts = 10;
const firstSecond = 1_700_000_000n;

/** Four metrics of ten hosts, a sample of each every second. */
function* sampleFrames(): Generator<Frame> {
  const seconds = Array.from({ length: hosts }, () => firstSecond);
  let turn = 0;
  for (const { columns, length } of benchFrames()) {
    const host = turn++ % hosts;
    const first = seconds[host] ?? 0n;
    seconds[host] = first + BigInt(length);
    const times = BigInt64Array.from({ length }, (_, i) => (first + BigInt(i)) * 1_000_000_000n);
    const [usage] = columns;
    if (!(usage instanceof FloatColumn)) throw new TypeError('the first column is no float');
    yield frameOf({
      indices: [
        new Int64Column('time', 'time', times),
        new LabelColumn('host', { dtype: 'string', value: `host-${host}` }, length),
      ],
      columns: ['cpu', 'memory', 'disk', 'network'].map(
        (name, i) =>
          new FloatColumn(
            name,
            usage.values.map((value) => value * (i + 1)),
          ),
      ),
    });
  }
}
