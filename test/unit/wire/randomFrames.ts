import { Bitmap } from '../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  NullColumn,
  StringColumn,
  type Column,
} from '../../../src/data/column';
import type { Scalar } from '../../../src/data/dtype';
import { frameOf, type Frame } from '../../../src/data/frame';
import type { Random } from './random';

const floats = [0, -0, NaN, Infinity, -Infinity, 1.5, -2.25, Number.MAX_VALUE, Number.MIN_VALUE, 1e-300];
const int64s = [
  0n,
  1n,
  -1n,
  127n,
  128n,
  -128n,
  2n ** 28n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 35n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  1_600_000_000_000_000_000n,
];
const strings = [
  '',
  'a',
  'host-17',
  'grüße',
  '日本語',
  '😀',
  'x'.repeat(127),
  'x'.repeat(128),
  'ü'.repeat(300),
  ':\0',
];
const names = ['cpu', 'host', 'time', 'größe', '', 'a b', '__proto__', 'n'.repeat(200)];

/** A frame of any shape that the protocol knows, among them the values where encodings tend to break. */
export function randomFrame(random: Random): Frame {
  const length = random.pick([0, 1, 2, 7, 8, 9, 40, 200]);
  const columns = Array.from({ length: random.below(5) }, () => randomColumn(random, length));
  const indices = Array.from({ length: random.below(3) }, () => randomColumn(random, length));
  const labels = new Map<string, Scalar>();
  for (let i = random.below(4); i > 0; i--) labels.set(random.pick(names), randomScalar(random));
  if (![...columns, ...indices].some((column) => column.dtype !== 'null')) {
    indices.push(new FloatColumn('f', new Float64Array(length)));
  }
  return frameOf({ columns, indices, labels });
}

export function randomColumn(random: Random, length: number): Column {
  const name = random.pick(names);
  const nulls = random.chance(0.4) ? randomBits(random, length, 0.2) : undefined;
  switch (random.below(7)) {
    case 0:
      return new FloatColumn(
        name,
        Float64Array.from({ length }, () => randomFloat(random)),
        nulls,
      );
    case 1:
      return new Int64Column(
        name,
        'integer',
        BigInt64Array.from({ length }, () => randomInt64(random)),
        nulls,
      );
    case 2:
      return new Int64Column(
        name,
        'time',
        BigInt64Array.from({ length }, () => randomInt64(random)),
        nulls,
      );
    case 3:
      return new StringColumn(
        name,
        Array.from({ length }, () => random.pick(strings)),
        nulls,
      );
    case 4:
      return new BooleanColumn(name, randomBits(random, length, 0.5), nulls);
    case 5:
      return new LabelColumn(name, randomScalar(random), length, nulls);
    default:
      return new NullColumn(name, length);
  }
}

function randomScalar(random: Random): Scalar {
  switch (random.below(5)) {
    case 0:
      return { dtype: 'float', value: randomFloat(random) };
    case 1:
      return { dtype: 'integer', value: randomInt64(random) };
    case 2:
      return { dtype: 'time', value: randomInt64(random) };
    case 3:
      return { dtype: 'string', value: random.pick(strings) };
    default:
      return { dtype: 'boolean', value: random.chance(0.5) };
  }
}

function randomFloat(random: Random): number {
  return random.chance(0.5) ? random.pick(floats) : random.next() * 1e6;
}

function randomInt64(random: Random): bigint {
  return random.chance(0.5)
    ? random.pick(int64s)
    : BigInt.asIntN(
        64,
        BigInt(random.below(2 ** 31)) ** BigInt(random.below(4)) * (random.chance(0.5) ? 1n : -1n),
      );
}

function randomBits(random: Random, length: number, density: number): Bitmap {
  const bits = new Bitmap(length);
  for (let i = 0; i < length; i++) if (random.chance(density)) bits.set(i);
  return bits;
}
