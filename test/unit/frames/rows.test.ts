import { describe, expect, it } from 'vitest';
import { frameOfRows, rowsOf, type Row, type RowOptions } from '../../../src/frames/rows';
import { FramesError } from '../../../src/wire/errors';

describe('rows', () => {
  it('become columns of their types, and rows again', () => {
    const time = { dtype: 'time', value: 1n } as const;
    const frame = frameOfRows(
      [
        { name: 'tom', age: 10n, weight: 1.5, here: true, born: new Date(5), seen: time, nothing: null },
        { name: '', age: -(2n ** 63n), weight: NaN, here: false, born: null, seen: undefined, late: 'x' },
      ],
      { index: ['name'], labels: { os: 'linux', n: 1n, at: time } },
    );
    expect(frame.indices.map(({ name, dtype }) => [name, dtype])).toEqual([['name', 'string']]);
    expect(frame.columns.map(({ name, dtype }) => [name, dtype])).toEqual([
      ['age', 'integer'],
      ['weight', 'float'],
      ['here', 'boolean'],
      ['born', 'time'],
      ['seen', 'time'],
      ['nothing', 'null'],
      ['late', 'string'],
    ]);
    expect(Object.fromEntries(frame.labels)).toEqual({
      os: { dtype: 'string', value: 'linux' },
      n: { dtype: 'integer', value: 1n },
      at: time,
    });
    expect([...rowsOf(frame)]).toEqual([
      {
        name: 'tom',
        age: 10n,
        weight: 1.5,
        here: true,
        born: 5_000_000n,
        seen: 1n,
        nothing: null,
        late: null,
      },
      {
        name: '',
        age: -(2n ** 63n),
        weight: NaN,
        here: false,
        born: null,
        seen: null,
        nothing: null,
        late: 'x',
      },
    ]);
  });

  it('may be none', () => {
    expect(frameOfRows([])).toMatchObject({ length: 0, indices: [], columns: [] });
    expect([...rowsOf(frameOfRows([]))]).toEqual([]);
  });

  it.each<[string, readonly Row[], RowOptions, string]>([
    ['two types', [{ a: 1n }, { a: 1 }], {}, "column 'a' mixes types: integer and float"],
    ['too large', [{ a: 2n ** 63n }], {}, 'does not fit 64 bits'],
    ['no date', [{ a: new Date(NaN) }], {}, 'a date that is none'],
    ['a date too far', [{ a: new Date(8.64e15) }], {}, 'does not fit 64 bits'],
    ['no index', [{ a: 1n }], { index: ['b'] }, "no column 'b'"],
  ])('are refused: %s', (_name, rows, options, words) => {
    expect(() => frameOfRows(rows, options)).toThrow(FramesError);
    expect(() => frameOfRows(rows, options)).toThrow(words);
  });
});
