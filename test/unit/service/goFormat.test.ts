import { describe, expect, it } from 'vitest';
import { formatGoFloat, goQuote } from '../../../src/service/goFormat';

describe('Go text', () => {
  it.each([
    ['a', '"a"'],
    ['a"b\\', '"a\\"b\\\\"'],
    ['a\0b\n', '"a\\x00b\\n"'],
    ['ä😀 x', '"ä😀 x"'],
    ['\u200b\u00a0', '"\\u200b\\u00a0"'],
    ['\ud800', '"\ufffd"'],
  ])('quotes %j', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });

  it.each([
    [1, 6, '1'],
    [0.5, 6, '0.5'],
    [100000, 6, '100000'],
    [1e6, 6, '1e+06'],
    [123456789, 6, '1.23456789e+08'],
    [1e6, 21, '1000000'],
    [1e20, 21, '100000000000000000000'],
    [1e21, 21, '1e+21'],
    [0.0001, 6, '0.0001'],
    [-0.00001, 6, '-1e-05'],
    [-1234.5, 6, '-1234.5'],
    [1e-100, 21, '1e-100'],
    [-0, 6, '-0'],
    [NaN, 6, 'NaN'],
    [-Infinity, 6, '-Inf'],
    [5e-324, 6, '5e-324'],
  ])('prints %d below 1e%d as %s', (value, exponentFrom, text) => {
    expect(formatGoFloat(value, { exponentFrom })).toBe(text);
  });
});
