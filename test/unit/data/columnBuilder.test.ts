import { describe, expect, it } from 'vitest';
import { buildColumn, ColumnTypeInference } from '../../../src/data/columnBuilder';

const cases: [texts: (string | null)[], dtype: string][] = [
  [['1', '-2', '0'], 'integer'],
  [['9223372036854775807', '-9223372036854775808'], 'integer'],
  [['9223372036854775808'], 'float'],
  [['9223372036854775809'], 'string'],
  [['007'], 'string'],
  [['+7'], 'string'],
  [['1', '2.5'], 'float'],
  [['-0'], 'float'],
  [['1', 'NaN', '-inf'], 'float'],
  [['1e400'], 'string'],
  [['1e-400'], 'string'],
  [['0.12345678901234567'], 'float'],
  [['0.123456789012345678901'], 'string'],
  [['9007199254740993', '0.5'], 'string'],
  [['1,5'], 'string'],
  [['true', 'FALSE', null], 'boolean'],
  [['true', '1'], 'string'],
  [['2020-02-29', '2020-01-02T03:04:05+01:00'], 'time'],
  [['2020-01-02 03:04:05.5'], 'time'],
  [['2020-02-30'], 'string'],
  [['2500-01-01T00:00:00Z'], 'string'],
  [[null, ''], 'string'],
  [[null, '5', ''], 'integer'],
];

describe('types of text columns', () => {
  it.each(cases)('%j is %s', (texts, dtype) => {
    const inference = new ColumnTypeInference();
    for (const text of texts) inference.observe(text);
    expect(inference.dtype).toBe(dtype);
    expect(() => buildColumn('c', inference.dtype, texts)).not.toThrow();
  });

  it.each([
    [['1', '2', 'n/a'], { count: 1, others: 'integer' }],
    [['n/a', '1', '2.5'], { count: 1, others: 'float' }],
    [['2020-02-29', '?', '2020-02-28', '2020-02-27', ''], { count: 1, others: 'time' }],
    [['1', '2', '3', 'a', 'b'], { count: 2, others: 'integer' }],
    [['1', 'a'], undefined],
    [['Ada', 'Grace', '7'], undefined],
    [['1', '2'], undefined],
    [[null, ''], undefined],
  ] as const)('of %j tells what is odd', (texts, odd) => {
    const inference = new ColumnTypeInference();
    for (const text of texts) inference.observe(text);
    expect(inference.odd).toEqual(odd);
  });

  it('stays string where many texts come before many numbers', () => {
    const inference = new ColumnTypeInference();
    for (let i = 0; i < 5000; i++) inference.observe('x');
    for (let i = 0; i < 20_000; i++) inference.observe('1');
    expect([inference.dtype, inference.odd]).toEqual(['string', undefined]);
  });

  it('builds exact values and keeps null and empty apart', () => {
    const at = (dtype: Parameters<typeof buildColumn>[1], texts: (string | null)[]): unknown[] => {
      const column = buildColumn('c', dtype, texts);
      return texts.map((_, row) => column.at(row));
    };
    expect(at('string', [null, '', 'x'])).toEqual([null, '', 'x']);
    expect(at('integer', [null, '', '-9223372036854775808'])).toEqual([null, null, -9223372036854775808n]);
    expect(at('float', ['-0', 'nan', '-Infinity'])).toEqual([-0, NaN, -Infinity]);
    expect(at('time', ['1970-01-01', '1969-12-31T23:59:59.999999999Z', '1970-01-01T01:00:00+01:00'])).toEqual(
      [0n, -1n, 0n],
    );
    expect(at('boolean', ['True', 'false'])).toEqual([true, false]);
  });

  it('refuses a text that does not fit', () => {
    expect(() => buildColumn('n', 'integer', ['x'])).toThrow("column 'n': 'x' is no integer");
  });
});
