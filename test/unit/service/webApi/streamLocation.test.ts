import { expect, test } from 'vitest';
import { formatLocation, parseLocation } from '../../../../src/service/webApi/streamLocation';

test.each([
  { shard: 0, sequence: 1n },
  { shard: 4095, sequence: 9_007_199_254_740_993n },
  { shard: 1, sequence: 9_223_372_036_854_775_807n },
])('%o comes back from its 16 bytes', ({ shard, sequence }) => {
  const text = formatLocation({ shard, sequence });
  expect(Buffer.from(text, 'base64')).toHaveLength(16);
  expect(parseLocation(text, shard)).toBe(sequence);
  expect(() => parseLocation(text, shard + 1)).toThrow(/Location/);
});

test.each([
  '',
  'x',
  'AQ==',
  'AgAAAAAAAAABAAAAAAAAAA==',
  'AQAAAAAAAAAAAAAAAAAAAA==',
  'AQAAAAAAAAD//////////w==',
])('%j is none', (text) => {
  expect(() => parseLocation(text, 0)).toThrow(/Location/);
});
