import { describe, expect, it } from 'vitest';
import type { PageCell } from '../../../../src/protocol/page';
import { cellDisplay, cellLabel } from '../../../../webview/grid/format';

function display(value: PageCell['value'], dtype: PageCell['dtype'], isCut = false): [string, string] {
  const { text, look } = cellDisplay({ value, dtype, isCut });
  return [text, look];
}

describe('a cell', () => {
  it.each<[PageCell['value'], PageCell['dtype'], string, string]>([
    [2n ** 63n - 1n, 'integer', '9223372036854775807', 'number'],
    [-(2n ** 63n), 'integer', '-9223372036854775808', 'number'],
    [1_000_000n, 'integer', '1000000', 'number'],
    [0.1 + 0.2, 'float', '0.30000000000000004', 'number'],
    [1, 'float', '1', 'number'],
    [-0, 'float', '-0', 'number'],
    [NaN, 'float', 'NaN', 'number'],
    [Infinity, 'float', 'Infinity', 'number'],
    [-Infinity, 'float', '-Infinity', 'number'],
    [true, 'boolean', 'true', 'boolean'],
    [0n, 'time', '1970-01-01T00:00:00Z', 'time'],
    [1n, 'time', '1970-01-01T00:00:00.000000001Z', 'time'],
    [-1n, 'time', '1969-12-31T23:59:59.999999999Z', 'time'],
    [1_577_836_800_500_000_000n, 'time', '2020-01-01T00:00:00.5Z', 'time'],
    [null, 'float', 'null', 'null'],
    [null, 'null', 'null', 'null'],
    ['', 'string', '""', 'empty'],
    ['null', 'string', 'null', 'text'],
    ['""', 'string', '""', 'text'],
    [' two  blanks ', 'string', ' two  blanks ', 'text'],
    ['a\r\nb\nc\rd', 'string', 'a⏎b⏎c⏎d', 'text'],
    ['a\tb\u0000\u001b\u007f', 'string', 'a⇥b␀␛␡', 'text'],
    ['a\u202egnp.exe\u2066b\u200f', 'string', 'a␦gnp.exe␦b\u200f', 'text'],
  ])('%o (%s) is drawn as %s', (value, dtype, text, look) => {
    expect(display(value, dtype)).toEqual([text, look]);
  });

  it('whose text goes on shows it', () => {
    expect(display('abc', 'string', true)).toEqual(['abc…', 'text']);
  });

  it('is heard as what it is where its text alone would mislead', () => {
    const label = (value: PageCell['value']): string | undefined =>
      cellLabel(cellDisplay({ value, dtype: 'string', isCut: false }));
    expect([null, '', 'null', 'x'].map(label)).toEqual([
      'null value',
      'empty string',
      'text null',
      undefined,
    ]);
  });
});
