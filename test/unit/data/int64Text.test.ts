import { expect, it } from 'vitest';
import { formatTime } from '../../../src/data/time';
import { integerFormatter, timeFormatter } from '../../../src/data/int64Text';

const most = 2n ** 63n - 1n;

it('makes the texts that one by one are made', () => {
  const day = 86_400_000_000_000n;
  const edges = [0n, 2n ** 53n, 2n ** 31n,  1n, 10n, 999_999_999n, 1_000_000_000n, 1_000_000n, day, 2n ** 32n, most, most - day];
  let seed = 12_345n;
  const random = Array.from({ length: 2000 }, (_, i) => {
    seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return BigInt.asIntN(64, seed) / 10n ** BigInt(i % 19);
  });
  const near = edges.flatMap((edge) => [edge, edge - 1n, -edge, -edge - 1n, 1n - edge]);
  const values = BigInt64Array.from([...near, ...random].map((value) => BigInt.asIntN(64, value)));
  const formatInteger = integerFormatter(values.subarray(1));
  const format = timeFormatter(values.subarray(1));
  for (let row = 0; row < values.length - 1; row++) {
    const value = values[row + 1] ?? 0n;
    expect(formatInteger(row)).toBe(value.toString());
    expect(format(row), value.toString()).toBe(formatTime(value));
  }
});
