import { describe, expect, it } from 'vitest';
import { formatNames, NameListError, parseNames } from '../../../../src/ui/operations/names';

describe('a list of names', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['  ', []],
    ['a', ['a']],
    [' a , b ', ['a', 'b']],
    ['"a,b", c', ['a,b', 'c']],
    ['" a "', [' a ']],
    ['"say ""hi"""', ['say "hi"']],
    ['os=linux, node=1', ['os=linux', 'node=1']],
    ['two words', ['two words']],
  ])('%j', (text, names) => {
    expect(parseNames(text)).toEqual(names);
  });

  it.each(['a,', ',a', 'a,,b', '"a', 'a"b', '"a"b', '""'])('%j is none', (text) => {
    expect(() => parseNames(text)).toThrow(NameListError);
  });

  it('comes back from its text', () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    let state = seed;
    const next = (most: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (state >> 8) % most;
    };
    for (let run = 0; run < 500; run++) {
      const names = Array.from({ length: next(4) }, () =>
        Array.from({ length: 1 + next(5) }, () => 'ab ,"=\tü'.charAt(next(8))).join(''),
      );
      expect(parseNames(formatNames(names)), `seed ${seed}`).toEqual(names);
    }
  });
});
