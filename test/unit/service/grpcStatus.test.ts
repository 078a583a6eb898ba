import { expect, test } from 'vitest';
import { fitHeader } from '../../../src/service/grpcStatus';

test.each([
  ['', ''],
  ['plain', 'plain'],
  ['two\r\nlines, 100 %, ü, 😀', 'two\r\nlines, 100 %, ü, 😀'],
  ['half \ud83d', 'half \ufffd'],
])('%j fits as %j', (text, expected) => {
  expect(fitHeader(text)).toBe(expected);
});

test.each(['x', ' ', 'é', '😀'])('a text of many %j is cut between characters', (character) => {
  const text = character.repeat(10_000);
  const cut = fitHeader(text);
  expect(cut.endsWith('…')).toBe(true);
  expect(text.startsWith(cut.slice(0, -1))).toBe(true);
  expect(encodeURI(cut).length).toBeGreaterThan(5900);
  expect(encodeURI(cut).length).toBeLessThan(6020);
});
