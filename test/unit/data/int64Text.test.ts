import { expect, it } from 'vitest';
import { formatTime, parseTime } from '../../../src/data/time';
import { integerFormatter, timeFormatter, timeParser } from '../../../src/data/int64Text';

const most = 2n ** 63n - 1n;

it('makes the texts that one by one are made', () => {
  const day = 86_400_000_000_000n;
  const edges = [
    0n,
    2n ** 53n,
    2n ** 31n,
    1n,
    10n,
    999_999_999n,
    1_000_000_000n,
    1_000_000n,
    day,
    2n ** 32n,
    most,
    most - day,
  ];
  let seed = 12_345n;
  const random = Array.from({ length: 2000 }, (_, i) => {
    seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return BigInt.asIntN(64, seed) / 10n ** BigInt(i % 19);
  });
  const near = edges.flatMap((edge) => [edge, edge - 1n, -edge, -edge - 1n, 1n - edge]);
  const values = BigInt64Array.from([...near, ...random].map((value) => BigInt.asIntN(64, value)));
  const formatInteger = integerFormatter(values.subarray(1));
  const parse = timeParser();
  const format = timeFormatter(values.subarray(1));
  for (let row = 0; row < values.length - 1; row++) {
    const value = values[row + 1] ?? 0n;
    expect(formatInteger(row)).toBe(value.toString());
    expect(format(row), value.toString()).toBe(formatTime(value));
    expect(parse(format(row))).toBe(value);
  }
});

it('reads the texts that one by one are read, and no others', () => {
  const texts = [
    '2020-01-02T03:04:05Z',
    '2020-01-02T03:04:05.5Z',
    '2020-01-02T03:04:05.123456789Z',
    '2020-01-02T03:04:05.1234567890Z',
    '2020-01-02T03:04:05.Z',
    '2020-01-02T03:04:05.x5Z',
    '2020-01-02T03:04:05,5Z',
    '2020-01-02T03:04:05+01:00',
    '2020-01-02T03:04:05.5-23:59',
    '2020-01-02T24:00:00Z',
    '2020-01-02T03:60:00Z',
    '2020-01-02T03:04:60Z',
    '2020-01-02T3:04:005Z',
    '2020-01-02t03:04:05Z',
    '2020-01-02 03:04:05Z',
    '2020-02-30T03:04:05Z',
    '2020-13-01T03:04:05Z',
    '1600-01-01T00:00:00Z',
    '1677-09-21T00:12:43.145224192Z',
    '1677-09-21T00:12:43.145224191Z',
    '2262-04-11T23:47:16.854775807Z',
    '2262-04-11T23:47:16.854775808Z',
    '9999-12-31T23:59:59Z',
    '2020-01-02T03:04:05Zz',
    'x2020-01-02T03:04:05Z',
    '',
  ];
  const parse = timeParser();
  for (const text of [...texts, ...texts.toReversed()]) expect(parse(text), text).toBe(parseTime(text));
});
