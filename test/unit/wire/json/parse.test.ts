import { describe, expect, it } from 'vitest';
import { JsonNumber, JsonObject, parseJson, type Json } from '../../../../src/wire/json/parse';
import { newSeed, Random } from '../random';

const parse = (text: string): Json => parseJson(Buffer.from(text));

/** As JSON.parse gives it. */
function native(json: Json): unknown {
  if (json instanceof JsonNumber) return Number(json.text);
  if (json instanceof JsonObject)
    return Object.fromEntries(json.members.map(([name, value]) => [name, native(value)]));
  return Array.isArray(json) ? json.map((item: Json) => native(item)) : json;
}

describe('parseJson', () => {
  it('keeps numbers as they stand, and members in order with their repetitions', () => {
    expect(parse(' {"a": 9007199254740993, "b": -0.10e+2, "a": null} ')).toEqual(
      new JsonObject([
        ['a', new JsonNumber('9007199254740993')],
        ['b', new JsonNumber('-0.10e+2')],
        ['a', null],
      ]),
    );
  });

  it('reads escapes, and U+FFFD for what is no text', () => {
    expect(parse('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude42\\u0000"')).toBe('"\\/\b\f\n\r\té🙂\0');
    expect(parse('"\\ud800x\\udc00"')).toBe('\ufffdx\ufffd');
    expect(parseJson(Buffer.from([0x22, 0x61, 0xff, 0x22]))).toBe('a\ufffd');
  });

  it.each([
    ['', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['[1,', 'unexpected end of JSON input'],
    ['"abc', 'unexpected end of JSON input'],
    ['tru', 'unexpected end of JSON input'],
    ['-', 'unexpected end of JSON input'],
    ['1.', 'unexpected end of JSON input'],
    ['x', "invalid character 'x' looking for beginning of value"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['[1}', "invalid character '}' after array element"],
    ['{} trailing', "invalid character 't' after top-level value"],
    ['1 2', "invalid character '2' after top-level value"],
    ['01', "invalid character '1' after top-level value"],
    ['-x', "invalid character 'x' in numeric literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1ex', "invalid character 'x' in exponent of numeric literal"],
    ['nil', "invalid character 'i' in literal null (expecting 'u')"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ['"\0"', "invalid character '\\x00' in string literal"],
    ['\ufeff{}', "invalid character 'ï' looking for beginning of value"],
  ])('refuses %j', (text, words) => {
    expect(() => parse(text)).toThrow(words);
  });

  it('takes 10 000 levels and refuses one more, whatever the stack', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(Array.isArray(parse(nested(10_000)))).toBe(true);
    expect(() => parse(nested(10_001))).toThrow("invalid character '[' exceeded max depth");
    expect(() => parse('{"a":'.repeat(1_000_000))).toThrow('exceeded max depth');
  });

  it('agrees with JSON.parse on noise', () => {
    const seed = newSeed();
    const random = new Random(seed);
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
    ];
    for (let round = 0; round < 5_000; round++) {
      const text = Array.from({ length: random.below(9) }, () => pieces[random.below(pieces.length)]).join(
        '',
      );
      const [ours, theirs] = [parse, (plain: string) => JSON.parse(plain) as unknown].map((read) => {
        try {
          return { value: read === parse ? native(parse(text)) : read(text) };
        } catch {
          return 'refused';
        }
      });
      expect(ours, `${text} (seed ${seed})`).toEqual(theirs);
    }
  });
});
