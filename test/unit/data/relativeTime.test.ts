import { describe, expect, it } from 'vitest';
import { parseDuration, parseMoment, TimeTextError } from '../../../src/data/relativeTime';

const invalid =
  'invalid duration. Accepted pattern: [0-9]+[mhd]. Examples: "30d" (30 days); "5m" (5 minutes): strconv.Atoi: parsing';

describe('parseDuration', () => {
  it.each([
    ['', 0n],
    ['m', 0n],
    ['0', 0n],
    ['30s', 30_000n],
    ['5m', 300_000n],
    ['2h', 7_200_000n],
    ['2', 7_200_000n],
    ['+2', 7_200_000n],
    ['1d', 86_400_000n],
    ['106751991167d', 9_223_372_036_828_800_000n],
  ])('reads %j', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    ['5x', `${invalid} "5x": invalid syntax`],
    ['1.5h', `${invalid} "1.5": invalid syntax`],
    ['5 m', `${invalid} "5 ": invalid syntax`],
    ['-', `${invalid} "-": invalid syntax`],
    ['5M', `${invalid} "5M": invalid syntax`],
    ['9223372036854775808s', `${invalid} "9223372036854775808": value out of range`],
    ['106751991168d', `${invalid} "106751991168": value out of range`],
    ['-5m', 'The specified duration (-5) is negative.'],
    ['-1', 'The specified duration (-1) is negative.'],
  ])('refuses %j', (text, message) => {
    expect(() => parseDuration(text)).toThrow(new TimeTextError(message));
  });
});

describe('parseMoment', () => {
  const now = 1_576_108_800_123n;

  it.each([
    ['now', now],
    ['now-', now],
    ['now+', now],
    ['now-1h', now - 3_600_000n],
    ['now-2', now - 7_200_000n],
    ['now+30s', now + 30_000n],
    ['0', 0n],
    ['-5', -5n],
    ['1451748866', 1_451_748_866n],
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    ['2019-12-12T00:02:00Z', 1_576_108_920_000n],
    ['2019-12-12T01:02:00+01:00', 1_576_108_920_000n],
    ['2019-12-12T00:02:00.0019Z', 1_576_108_920_001n],
    ['1969-12-31T23:59:59.9989Z', -1n],
    ['2400-02-29T00:00:00Z', 13_574_563_200_000n],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000n],
    ['9999-12-31T23:59:59.999Z', 253_402_300_799_999n],
  ])('reads %j', (text, milliseconds) => {
    expect(parseMoment(text, now)).toBe(milliseconds);
  });

  const time = 'Invalid time string - not an RFC 3339 time format.: parsing time';
  const format = 'as "2006-01-02T15:04:05Z07:00": cannot parse';

  it.each([
    ['now/1h', 'Unsupported time format: now/1h'],
    ['now--5m', "Could not parse the pattern following 'now-'.: The specified duration (-5) is negative."],
    ['nowhere', `Could not parse the pattern following 'now-'.: ${invalid} "ere": invalid syntax`],
    ['', `${time} "" ${format} "" as "2006"`],
    ['later', `${time} "later" ${format} "later" as "2006"`],
    ['2019-12-12', `${time} "2019-12-12" ${format} "" as "T"`],
    ['2019-12-12 00:02:00', `${time} "2019-12-12 00:02:00" ${format} " 00:02:00" as "T"`],
    ['2019-12-12T00:02:00', `${time} "2019-12-12T00:02:00" ${format} "" as "Z07:00"`],
    ['2019-13-12T00:02:00Z', `${time} "2019-13-12T00:02:00Z": month out of range`],
    ['2019-02-30T00:02:00Z', `${time} "2019-02-30T00:02:00Z": day out of range`],
    ['2019-12-12T00:02:60Z', `${time} "2019-12-12T00:02:60Z": second out of range`],
    ['2019-12-12T00:02:00Zulu', `${time} "2019-12-12T00:02:00Zulu": extra text: "ulu"`],
    ['9223372036854775808', `${time} "9223372036854775808" ${format} "372036854775808" as "-"`],
  ])('refuses %j', (text, message) => {
    expect(() => parseMoment(text, now)).toThrow(new TimeTextError(message));
  });
});
