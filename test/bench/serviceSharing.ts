import { FloatColumn, Int64Column } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import type { Query } from '../../src/frames';
import { startMeasured, type MeasuredService } from './measuredService';
import { runAlone, type BenchResult } from './result';

const writers = 100;
const rowsOfWriter = 10;
/** Of rows in one commit each, that many times as many have to get through when commits are shared. */
const leastGain = 1.5;
const readers = 100;
const rowsOfTable = 100_000;
/** The slowest of equal readers may take so many times as long as the fastest. */
const mostUneven = 3;
/** Rows of as many writers that go into one commit, on the average. */
const leastShared = 5;

/** Ids of as many digits each: in the order of their numbers, rows are in that of their names. */
const firstId = 1_000_000_000n;

const stream = 'bench/shared';
const table = 'bench/shared';
const query: Query = { backend: 'nosql', table };

/** What many get from the service at once: commits that are shared, turns that are even. */
export async function serviceSharingBench(): Promise<BenchResult[]> {
  const service = await startMeasured();
  try {
    return [...(await sharedCommits(service)), await evenReaders(service)];
  } finally {
    await service.stop();
  }
}

/** Rows that are written one by one, each durable before the next: by one writer, and by a hundred at once. */
async function sharedCommits({ client, strain }: MeasuredService): Promise<BenchResult[]> {
  await client.create({ backend: 'stream', table: stream });
  const write = async (rows: number): Promise<void> => {
    for (let row = 0; row < rows; row++) {
      await client.write({ backend: 'stream', table: stream }, [rowsFrom(row, 1)]);
    }
  };
  const alone = await rate(writers, () => write(writers));
  await strain();
  const rows = writers * rowsOfWriter;
  const together = await rate(rows, () =>
    Promise.all(Array.from({ length: writers }, () => write(rowsOfWriter))),
  );
  // The history makes one more in a second.
  const { commits } = await strain();
  return [
    {
      name: `durable rows of ${writers} concurrent writers, beside one writer with a commit for each row`,
      ours: together,
      peer: alone,
      ratio: together / alone,
      target: `>= ${leastGain}`,
      met: together >= leastGain * alone,
      unit: 'rows/s',
    },
    {
      name: `rows of ${writers} concurrent writers, beside the commits that they took`,
      ours: rows,
      peer: commits,
      ratio: rows / commits,
      target: `>= ${leastShared}`,
      met: rows >= leastShared * commits,
      unit: '',
    },
  ];
}

async function evenReaders({ client }: MeasuredService): Promise<BenchResult> {
  await client.write({ backend: 'nosql', table, saveMode: 'overwriteTable' }, tableOf(rowsOfTable));
  const start = performance.now();
  const times = await Promise.all(
    Array.from({ length: readers }, async () => {
      for await (const frame of client.read(query)) if (frame.length === 0) break;
      return performance.now() - start;
    }),
  );
  const [fastest, slowest] = [Math.min(...times), Math.max(...times)];
  return {
    name: `slowest of ${readers} concurrent readers, beside the fastest`,
    ours: slowest,
    peer: fastest,
    ratio: slowest / fastest,
    target: `<= ${mostUneven}`,
    met: slowest <= mostUneven * fastest,
    unit: 'ms',
  };
}

function* tableOf(rows: number): Generator<Frame> {
  const rowsOfFrame = 20_000;
  for (let start = 0; start < rows; start += rowsOfFrame) {
    yield rowsFrom(start, Math.min(rowsOfFrame, rows - start));
  }
}

function rowsFrom(start: number, length: number): Frame {
  return frameOf({
    indices: [
      new Int64Column(
        'id',
        'integer',
        BigInt64Array.from({ length }, (_, i) => firstId + BigInt(start + i)),
      ),
    ],
    columns: [
      new FloatColumn(
        'value',
        Float64Array.from({ length }, (_, i) => (start + i) * 0.5),
      ),
    ],
  });
}

/** Rows per second. */
async function rate(rows: number, run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (rows / (performance.now() - start)) * 1000;
}

runAlone(__filename, serviceSharingBench);
