import { describe, expect, it } from 'vitest';
import { parseColumn } from '../../../../src/service/backends/csv/cells';

describe('the column of some texts', () => {
  it.each([
    [
      'integer',
      ['007', '-0', '+9223372036854775807', '-9223372036854775808'],
      [7n, 0n, 2n ** 63n - 1n, -(2n ** 63n)],
    ],
    ['integer', [`${'0'.repeat(1000)}1`], [1n]],
    ['float', ['9223372036854775808'], [2 ** 63]],
    ['float', ['.5', '5.', '1e3', '1_000', '1_000.5_0', '-1.5E-3'], [0.5, 5, 1000, 1000, 1000.5, -0.0015]],
    ['string', ['1e400', 'x'], ['1e400', 'x']],
    ['string', ['1_', 'x'], ['1_', 'x']],
    ['string', ['1__0', 'x'], ['1__0', 'x']],
    ['string', ['.', 'x'], ['.', 'x']],
  ])('is %s for %j', (dtype, texts, values) => {
    const column = parseColumn('c', texts);
    expect(column?.dtype).toBe(dtype);
    expect(texts.map((_, row) => column?.at(row))).toEqual(values);
  });

  it.each([
    ['digits and a letter', `${'1'.repeat(500_000)}x`],
    ['digits', '1'.repeat(500_000)],
    ['groups of digits', `${'1_'.repeat(250_000)}x`],
    ['zeros and a letter', `${'0'.repeat(500_000)}x`],
    ['hexadecimal digits', `0x${'1'.repeat(500_000)}`],
  ])('is found in no time for %s, however many', (_, text) => {
    const start = performance.now();
    expect(parseColumn('c', [text])?.dtype).toBe('string');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
