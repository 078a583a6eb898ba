import { describe, expect, it } from 'vitest';
import { formatGoDecimal, formatGoFloat, goQuote } from '../../../src/service/goFormat';

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
    [1, '1', '1'],
    [0.5, '0.5', '0.5'],
    [100000, '100000', '100000'],
    [123456.5, '123456.5', '123456.5'],
    [1e6, '1e+06', '1000000'],
    [123456789, '1.23456789e+08', '123456789'],
    [1e20, '1e+20', '100000000000000000000'],
    [1e21, '1e+21', '1000000000000000000000'],
    [0.0001, '0.0001', '0.0001'],
    [-0.00001, '-1e-05', '-0.00001'],
    [-1234.5, '-1234.5', '-1234.5'],
    [1e-100, '1e-100', `0.${'0'.repeat(99)}1`],
    [-0, '-0', '-0'],
    [NaN, 'NaN', 'NaN'],
    [-Infinity, '-Inf', '-Inf'],
    [5e-324, '5e-324', `0.${'0'.repeat(323)}5`],
  ])('prints %d as %s, and without an exponent as %s', (value, text, decimal) => {
    expect(formatGoFloat(value)).toBe(text);
    expect(formatGoDecimal(value)).toBe(decimal);
  });
});
