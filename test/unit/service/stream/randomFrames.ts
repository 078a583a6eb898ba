import { Bitmap } from '../../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  StringColumn,
  type Column,
} from '../../../../src/data/column';
import type { Scalar } from '../../../../src/data/dtype';
import { frameOf, type Frame } from '../../../../src/data/frame';
import type { Random } from '../../../wire/random';

const floats = [0, -0, 1, 0.1, -1.5e300, 5e-324, 2 ** 53 + 2, 1e21, NaN];
const integers = [0n, -1n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 62n + 511n];
const texts = [
  '',
  'a',
  '<b>&',
  'é漢😀',
  '"\\\n\u2028',
  'more than two dozen bytes, all plain',
  '2020-01-01T00:00:00Z',
];
const times = [0n, -1n, 1_600_000_000_000_000_001n, -(2n ** 63n), 2n ** 63n - 1n, 1_600_000_000_000_000_000n];
const names = ['a', 'b', 'B', 'é', '7', '', '"q"', 'seq_number', 'raw_data', '__proto__', 'stream_time'];

export function pick<T>(random: Random, values: readonly [T, ...T[]] | readonly T[]): T {
  return values[random.below(values.length)] as T;
}

/** Frames that a stream takes: of the same names more often than not, of all types, with nulls and what reads as such. */
export function randomFrame(random: Random, length: number, kind = random.below(3)): Frame {
  if (kind === 0) {
    const rows = Array.from({ length });
    return frameOf({
      indices: [
        new Int64Column(
          'i',
          'integer',
          BigInt64Array.from(rows, () => BigInt(random.below(2 ** 30))),
        ),
      ],
      columns: [
        new FloatColumn(
          'f',
          Float64Array.from(rows, () => random.below(100) / 8),
        ),
      ],
    });
  }
  const chosen = names
    .filter((name) => name !== '' || random.below(2) > 0)
    .filter(() => random.below(kind + 1) > 0);
  const columns = chosen.map((name) => randomColumn(random, name, length));
  if (columns.length === 0) columns.push(randomColumn(random, 'only', length));
  const indices = Array.from({ length: random.below(3) }, (_, i) =>
    randomColumn(random, random.below(2) === 0 ? '' : `index${i}`, length),
  );
  return frameOf({ indices, columns });
}

function randomColumn(random: Random, name: string, length: number): Column {
  const nulls = randomNulls(random, length);
  const each = <T>(values: readonly T[]): T[] => Array.from({ length }, () => pick(random, values));
  switch (random.below(7)) {
    case 0:
      return new FloatColumn(name, Float64Array.from(each(floats)), nulls);
    case 1:
      return new Int64Column(name, 'integer', BigInt64Array.from(each(integers)), nulls);
    case 2:
      return new Int64Column(name, 'time', BigInt64Array.from(each(times)), nulls);
    case 3: {
      const values = new Bitmap(length);
      for (let row = 0; row < length; row++) if (random.below(2) === 0) values.set(row);
      return new BooleanColumn(name, values, nulls);
    }
    case 4:
      return new LabelColumn(name, randomScalar(random), length, nulls);
    case 5:
      return new FloatColumn(name, new Float64Array(length).fill(random.below(2) === 0 ? NaN : 1), nulls);
    default:
      return new StringColumn(name, each(texts), nulls);
  }
}

function randomScalar(random: Random): Scalar {
  return pick<Scalar>(random, [
    { dtype: 'float', value: pick(random, floats) },
    { dtype: 'integer', value: pick(random, integers) },
    { dtype: 'time', value: pick(random, times) },
    { dtype: 'string', value: pick(random, texts) },
    { dtype: 'boolean', value: random.below(2) === 0 },
  ]);
}

/** None, all, or a stretch at the start and some of the others: what comes first decides the order of what is read. */
function randomNulls(random: Random, length: number): Bitmap | undefined {
  const kind = random.below(5);
  if (kind < 2) return undefined;
  const nulls = new Bitmap(length);
  const first = kind === 2 ? length : random.below(Math.min(length, 100) + 1);
  for (let row = 0; row < length; row++) if (row < first || random.below(4) === 0) nulls.set(row);
  return nulls;
}
