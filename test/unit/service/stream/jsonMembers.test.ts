import { describe, expect, it } from 'vitest';
import { jsonMembers } from '../../../../src/service/backends/stream/jsonMembers';

describe('the members of an object', () => {
  it('keep the text of their values, whatever their strings hold', () => {
    const members = jsonMembers(
      ' { "a" : [ 9007199254740993, "\\\\" ], "b\\"":"}\\\\\\"," , "c":"" , "a":"x\\n y" } ',
    );
    expect([...(members ?? [])]).toEqual([
      ['a', '"x\\n y"'],
      ['b"', '"}\\\\\\","'],
      ['c', '""'],
    ]);
    expect(jsonMembers('{"a":[ 9007199254740993, "\\\\" ]}')?.get('a')).toBe('[9007199254740993,"\\\\"]');
  });

  it.each(['x', '\n', '\\', '"'])('may be strings of any length: %j', (character) => {
    const value = JSON.stringify({ b: character.repeat(2 ** 23) });
    const members = jsonMembers(`{"a":${value}}`);
    // A comparison by `toEqual` would print both.
    expect(members?.get('a') === value).toBe(true);
  });
});
