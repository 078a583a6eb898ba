import { expect, it } from 'vitest';
import { toInt64, toMillis, toNanos } from '../../../../src/service/storage/wholeNumbers';

const limits = [
  0,
  1,
  -1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  -(2 ** 32),
  2 ** 53 - 1,
  1 - 2 ** 53,
  1_576_108_800_123,
];
const seed = Date.now() % 2 ** 31;

/** xorshift, so that a failure can be repeated. */
function random(state: number): () => number {
  let x = state || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

it('keeps whole doubles as 64-bit integers', () => {
  const next = random(seed);
  const values = [...limits, ...Array.from({ length: 10_000 }, () => Math.round((next() - 0.5) * 2 ** 54))];
  expect([...toInt64(Float64Array.from(values))], `seed ${seed}`).toEqual(values.map(BigInt));
});

it('turns milliseconds into nanoseconds', () => {
  const next = random(seed);
  const values = [
    ...[0, 1, -1, 9_223_372_036_854, -9_223_372_036_854, 1_576_108_800_123],
    ...Array.from({ length: 10_000 }, () => Math.round((next() - 0.5) * 1.8e13)),
  ];
  expect([...toNanos(Float64Array.from(values))], `seed ${seed}`).toEqual(
    values.map((value) => BigInt(value) * 1_000_000n),
  );
});

it('cuts nanoseconds to milliseconds, downwards', () => {
  const next = random(seed);
  const nanos = [
    ...[0n, 1n, -1n, 999_999n, 1_000_000n, -1_000_000n, -1_000_001n, 2n ** 63n - 1n, -(2n ** 63n)],
    ...Array.from({ length: 10_000 }, (_, i) => {
      const value = BigInt(Math.round((next() - 0.5) * 1.8e13)) * 1_000_000n;
      return i % 3 === 0 ? value : value + (i % 3 === 1 ? -1n : 999_999n);
    }),
  ];
  const floor = (value: bigint): number =>
    Number((value - (((value % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n);
  expect([...toMillis(BigInt64Array.from(nanos))], `seed ${seed}`).toEqual(nanos.map(floor));
  const whole = new BigInt64Array([5n, 7_000_000n, 9_000_000n]).subarray(1);
  expect([...toMillis(whole)]).toEqual([7, 9]);
});
