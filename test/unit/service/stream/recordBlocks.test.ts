import { describe, expect, it } from 'vitest';
import { FloatColumn, LabelColumn, NullColumn, StringColumn } from '../../../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../../../src/data/frame';
import { FrameRun } from '../../../../src/service/backends/stream/frameRun';
import { JsonRun } from '../../../../src/service/backends/stream/jsonRun';
import { recordBlocks } from '../../../../src/service/backends/stream/recordBlocks';
import { toFrame } from '../../../../src/service/backends/stream/recordFrame';
import { toRecords } from '../../../../src/service/backends/stream/recordJson';
import { detailOf } from '../detailOf';
import { Random } from '../../../wire/random';
import { randomFrame } from './randomFrames';

const { signal } = new AbortController();

/** The runs of each shard as they are read, one block behind the other. */
async function keptRuns(frame: Frame, shards: number): Promise<FrameRun[][]> {
  const kept = await recordBlocks(frame, { shards, signal });
  const runs = Array.from({ length: shards }, (): FrameRun[] => []);
  for (const block of kept?.blocks ?? []) {
    expect(block.runs.length).toBe(shards);
    block.runs.forEach((bytes, shard) => {
      const sequence = BigInt(runs[shard]?.reduce((sum, { length }) => sum + length, 1) ?? 1);
      const end = Math.ceil((block.length - shard) / shards);
      runs[shard]?.push(
        FrameRun.of({ kind: 'run', bytes, start: 0, end, sequence, arrival: sequence, step: 1n }),
      );
    });
  }
  return runs;
}

/** The same records as JSON, each as long as it is. */
function jsonRun(frame: Frame, shards: number, shard: number): JsonRun {
  const { bytes, offsets } = toRecords(frame);
  const rows = Array.from(
    { length: Math.ceil((frame.length - shard) / shards) },
    (_, i) => shard + i * shards,
  );
  const pieces = rows.map((row) => bytes.subarray(offsets[row], offsets[row + 1]));
  const ends = new Uint32Array(pieces.length + 1);
  pieces.forEach(({ length }, i) => (ends[i + 1] = (ends[i] ?? 0) + length));
  const sequences = BigInt64Array.from(rows, (_, i) => BigInt(i + 1));
  return new JsonRun({ sequences, arrivals: sequences, bytes: Buffer.concat(pieces), offsets: ends });
}

function textsOf({ bytes, offsets, length }: JsonRun): string[] {
  return Array.from({ length }, (_, row) => bytes.toString('utf8', offsets[row], offsets[row + 1]));
}

function cellsOf(frame: Frame): unknown {
  return allColumns(frame).map((column) => [
    column.name,
    column.dtype,
    Array.from({ length: column.length }, (_, row) => column.at(row)),
  ]);
}

describe('frames that are kept', () => {
  it('are read as their JSON would be, from any record to any other', async () => {
    const random = new Random();
    console.log(`seed of the frames: ${random.seed}`);
    for (let round = 0; round < 60; round++) {
      const shards = 1 + random.below(3);
      const frame = randomFrame(random, 64 * shards + random.below(400));
      const shard = random.below(shards);
      const parts = (await keptRuns(frame, shards))[shard] ?? [];
      const json = jsonRun(frame, shards, shard);
      expect(parts.flatMap((part) => textsOf(part.toJson()))).toEqual(textsOf(json));
      const [only] = parts;
      if (only === undefined || parts.length > 1) throw new Error('a small frame is one block');
      for (let i = 0; i < 5; i++) {
        const start = random.below(only.length);
        const end = start + 1 + random.below(only.length - start);
        const middle = start + random.below(end - start);
        const cut = [only.slice(start, middle), only.slice(middle, end)].filter(({ length }) => length > 0);
        expect(cellsOf(await toFrame(cut))).toEqual(cellsOf(await toFrame([json.slice(start, end)])));
      }
    }
  });

  it('are read together as their JSON would be, be they of one kind or mixed', async () => {
    const random = new Random();
    console.log(`seed of the frames: ${random.seed}`);
    for (let round = 0; round < 60; round++) {
      const kept: (FrameRun | JsonRun)[] = [];
      const json: JsonRun[] = [];
      const kind = random.below(3);
      for (let i = 0; i < 4; i++) {
        const frame = randomFrame(random, 64 + random.below(100), kind);
        const plain = jsonRun(frame, 1, 0);
        kept.push(...(random.below(6) === 0 ? [plain] : ((await keptRuns(frame, 1))[0] ?? [])));
        json.push(plain);
      }
      // Sequences are those of each frame alone: both ways have them from the same place.
      expect(cellsOf(await toFrame(kept))).toEqual(cellsOf(await toFrame(json)));
    }
  });

  it('are not mixed up where as many columns have other names', async () => {
    const frames = ['a', 'b'].map((name) =>
      frameOf({ columns: [new FloatColumn(name, new Float64Array(100))] }),
    );
    const kept = await Promise.all(frames.map(async (frame) => (await keptRuns(frame, 1))[0] ?? []));
    const { columns } = await toFrame(kept.flat());
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b', 'stream_time']);
    expect([columns[0]?.at(100), columns[1]?.at(99)]).toEqual([NaN, NaN]);
  });

  it('have records of a length that is known before they are made', async () => {
    const [[run] = []] = await keptRuns(
      frameOf({ columns: [new FloatColumn('a', new Float64Array(1000))] }),
      1,
    );
    expect(run?.endWithin(0, { records: 10, bytes: 1e6 })).toBe(10);
    expect(run?.endWithin(990, { records: 100, bytes: 1e6 })).toBe(1000);
    const fitting = run?.endWithin(100, { records: 1000, bytes: 1300 }) ?? 0;
    expect(fitting).toBeGreaterThan(150);
    expect(fitting).toBeLessThan(250);
    expect(run?.endWithin(100, { records: 1000, bytes: 1 })).toBe(100);
  });
});

describe('the size of runs', () => {
  const numbers = (length: number): Frame =>
    frameOf({ columns: [new FloatColumn('a', new Float64Array(length))] });
  const lengths = async (frame: Frame, shards = 1): Promise<number[] | undefined> =>
    (await recordBlocks(frame, { shards, signal }))?.blocks.map(({ length }) => length);
  const text = (bytes: number, length = 4096): Frame =>
    frameOf({
      columns: [
        new StringColumn(
          's',
          Array.from({ length }, () => 'x'.repeat(bytes)),
        ),
      ],
    });

  it.each<[string, Frame, number, number[] | undefined]>([
    ['few rows', numbers(63), 1, undefined],
    ['enough rows', numbers(64), 1, [64]],
    ['too few for all shards', numbers(191), 3, undefined],
    ['enough for all shards', numbers(192), 3, [192]],
    ['more than one run', numbers(4097), 1, [2048, 2049]],
    ['many shards', numbers(20_000), 100, [10_000, 10_000]],
    ['shards without end', numbers(20_000), 200, undefined],
    ['long rows', text(1000), 1, Array.from({ length: 16 }, () => 256)],
    ['rows that are too long', text(4000), 1, undefined],
    [
      'a label that is long',
      frameOf({ columns: [new LabelColumn('l', { dtype: 'string', value: 'x'.repeat(1e6) }, 1e6)] }),
      1,
      undefined,
    ],
    ['a column without values', frameOf({ columns: [new NullColumn('n', 100)] }), 1, undefined],
  ])('follows the rule: %s', async (_, frame, shards, expected) => {
    expect(await lengths(frame, shards)).toEqual(expected);
  });

  it('is bounded where records differ much', async () => {
    const values = Array.from({ length: 4096 }, (_, row) => (row < 100 ? 'x'.repeat(20_000) : 'x'));
    expect(await lengths(frameOf({ columns: [new StringColumn('s', values)] }))).toBeUndefined();
  });

  it('does not matter where a value has no word, or a name stands twice', async () => {
    const infinite = frameOf({ columns: [new FloatColumn('a', new Float64Array(100).fill(-Infinity))] });
    expect(await lengths(infinite)).toBeUndefined();
    const twice = frameOf({
      columns: ['a', 'a'].map((name) => new FloatColumn(name, new Float64Array(100))),
    });
    expect(await detailOf(recordBlocks(twice, { shards: 1, signal }))).toBe(
      'row iteration error: duplicate column name - "a"',
    );
  });
});
