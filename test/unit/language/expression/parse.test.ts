import { describe, expect, it } from 'vitest';
import { attributesOf, cellsOf } from '../../../../src/language/expression/ast';
import { ExpressionError } from '../../../../src/language/expression/expressionError';
import { parseCondition, parseUpdate } from '../../../../src/language/expression/parse';
import { tokenize } from '../../../../src/language/expression/tokenize';
import { failureOf } from './samples';

describe('texts that are no condition', () => {
  it.each<[text: string, message: string, part: string]>([
    // refused by the original too
    [
      'age=30',
      'expected an operator or the end of the expression, found "=" (equality is "=="), at character 4',
      '=',
    ],
    ["city=='rome", 'expected a value, found a quote without its end, at character 7', "'rome"],
    [
      'age is 30',
      'expected an operator or the end of the expression, found "is" (use exists(attribute) or NOT exists(attribute)), at character 5',
      'is',
    ],
    ['v ===', 'expected a value, found "=" (equality is "=="), at character 5', '='],
    [
      '{nosuch} == 1',
      '"{nosuch}" stands for a column only where rows are written, at character 1',
      '{nosuch}',
    ],
    // something is missing
    ['a ==', 'expected a value, found the end of the expression, at character 5', ''],
    ['(a == 1', 'expected ")", found the end of the expression, at character 8', ''],
    ['a == 1)', 'expected an operator or the end of the expression, found ")", at character 7', ')'],
    ['a in 1', 'expected "(", found "1", at character 6', '1'],
    ['a in ()', 'expected a value, found ")", at character 7', ')'],
    ['a[1', 'expected "]", found the end of the expression, at character 4', ''],
    ['== 1', 'expected a value, found "==", at character 1', '=='],
    ['a == 1 and', 'expected a value, found the end of the expression, at character 11', ''],
    ['a == {x', 'expected a value, found "{" without "}", at character 6', '{x'],
    ['`` == 1', 'expected a value, found "``", at character 1', '``'],
    // words and signs of other languages
    [
      'a == 1 && b',
      'expected an operator or the end of the expression, found "&&" (logical "and" is AND), at character 8',
      '&&',
    ],
    [
      'a || b',
      'expected an operator or the end of the expression, found "||" (logical "or" is OR), at character 3',
      '||',
    ],
    ['!a', 'expected a value, found "!" (logical "not" is NOT), at character 1', '!'],
    [
      'a <> 1',
      'expected an operator or the end of the expression, found "<>" (inequality is "!="), at character 3',
      '<>',
    ],
    [
      'a not in (1)',
      'expected an operator or the end of the expression, found "not" (NOT stands before the whole condition), at character 3',
      'not',
    ],
    [
      "a like 'x'",
      'expected an operator or the end of the expression, found "like" (use starts, ends or contains), at character 3',
      'like',
    ],
    [
      'a between 1 and 2',
      'expected an operator or the end of the expression, found "between" (use ">=" and "<="), at character 3',
      'between',
    ],
    [
      'a == not b',
      'expected a value, found "not" (put NOT and its operand in parentheses), at character 6',
      'not',
    ],
    [
      '1 < a < 5',
      'expected AND, OR or the end after a comparison, found "<" (comparisons do not chain), at character 7',
      '<',
    ],
    ['set == 1', 'expected a value, found "set" (an attribute of this name is `set`), at character 1', 'set'],
    ['é == 1', 'expected a value, found "é", at character 1', 'é'],
    ['a == 1; b', 'expected an operator or the end of the expression, found ";", at character 7', ';'],
    // functions
    ['upper(a) == 1', 'there is no function called "upper", at character 1', 'upper'],
    ['delete(a)', '"delete" is an action of its own, not a value, at character 1', 'delete'],
    ['exists()', 'expected exists(attribute), found 0 arguments, at character 1', 'exists()'],
    ["starts('a')", 'expected starts(text, prefix), found 1 argument, at character 1', "starts('a')"],
    ['exists(1)', 'exists takes the name of an attribute, at character 8', '1'],
    // what can never be true or false
    ['a + 1', 'expected a condition, found a sum or a joined string, at character 1', 'a + 1'],
    ["'text'", 'expected a condition, found a string, at character 1', "'text'"],
    ['1', 'expected a condition, found an integer, at character 1', '1'],
    ['a == 1 and 5', 'expected a condition, found an integer, at character 12', '5'],
    ['not length(a)', 'expected a condition, found an integer, at character 5', 'length(a)'],
    [
      '(a > 1) & (b < 2)',
      'expected a condition, found a number; "&" works on bits, AND and OR on conditions, at character 2',
      'a > 1) & (b < 2',
    ],
    // times
    ['a == 1:1000000000', 'the nanoseconds of a time are below 1000000000, at character 6', '1:1000000000'],
    [
      'a == 9223372037:0',
      'a time lies within 64 bits of nanoseconds, the years 1677 to 2262, at character 6',
      '9223372037:0',
    ],
  ])('%s', (text, message, part) => {
    const error = failureOf(() => parseCondition(text));
    expect(error).toBeInstanceOf(ExpressionError);
    const { message: actual, start, end } = error as ExpressionError;
    expect(actual).toBe(message);
    expect(text.slice(start, end)).toBe(part);
  });
});

describe('bounds', () => {
  const sum = (operators: number): string => `a == ${'1+'.repeat(operators - 1)}1`;

  it('takes 700 operators and not one more', () => {
    expect(() => parseCondition(sum(700))).not.toThrow();
    expect(() => parseCondition(sum(701))).toThrow(
      'an expression has at most 700 operators, at character 1405',
    );
  });

  it('takes 8 KB of UTF-8 and not one byte more, unless told', () => {
    const text = (bytes: number): string => `a == '${'é'.repeat((bytes - 7) / 2)}'`;
    expect(() => parseCondition(text(8191))).not.toThrow();
    expect(() => parseCondition(text(8193))).toThrow(
      'an expression is at most 8192 bytes long, this one 8193',
    );
    expect(() => parseCondition(text(8193), { maxBytes: 10_000 })).not.toThrow();
  });

  it('is short beside the texts in it, however long it may be', () => {
    const maxBytes = Infinity;
    const data = 'x'.repeat(1_000_000);
    expect(() => parseUpdate(`a=blob('${'A'.repeat(1_000_000)}'); b="${data}"`, { maxBytes })).not.toThrow();
    const start = performance.now();
    for (const text of [';'.repeat(10_000_000), 'a '.repeat(5_000_000), `'${data}`]) {
      expect(() => parseUpdate(text, { maxBytes })).toThrow('at most 65536 bytes beside the texts in it');
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('takes 1024 values in a list and not one more', () => {
    const list = (values: number): string => `a in (1${',2'.repeat(values - 1)})`;
    expect(() => parseCondition(list(1024))).not.toThrow();
    expect(() => parseCondition(list(1025))).toThrow('IN takes at most 1024 values');
  });

  it.each([
    ['parentheses', `${'('.repeat(100_000)}a`],
    ['calls', `${'length('.repeat(100_000)}a`],
    ['indexes', `${'a['.repeat(100_000)}1`],
    ['signs', `a == ${'- '.repeat(100_000)}1`],
    ['negations', `${'not '.repeat(100_000)}a`],
    ['lists', 'a in ('.repeat(100_000)],
    ['right operands', 'a or b and c == 1 + 2 * ('.repeat(20_000)],
  ])('answers a hostile depth of %s with an error', (_, text) => {
    expect(failureOf(() => parseCondition(text, { maxBytes: 1e7 }))).toBeInstanceOf(ExpressionError);
    expect(failureOf(() => parseUpdate(`a=${text}`, { maxBytes: 1e7 }))).toBeInstanceOf(ExpressionError);
  });

  it('takes a hundred parentheses', () => {
    expect(() => parseCondition(`${'('.repeat(100)}a${')'.repeat(100)}`)).not.toThrow();
  });
});

describe('places', () => {
  it('knows where each node stands', () => {
    const text = "  not ( a[1+2] >= -5 and starts(`b c`, 'x') )";
    const places: string[] = [];
    JSON.stringify(parseCondition(text), (_, node: unknown) => {
      if (typeof node === 'bigint') return node.toString();
      if (typeof node === 'object' && node !== null && 'start' in node && 'end' in node) {
        places.push(text.slice(Number(node.start), Number(node.end)));
      }
      return node;
    });
    expect(places).toEqual([
      "not ( a[1+2] >= -5 and starts(`b c`, 'x')",
      "a[1+2] >= -5 and starts(`b c`, 'x')",
      'a[1+2] >= -5',
      'a[1+2]',
      'a',
      '1+2',
      '1',
      '2',
      '-5',
      "starts(`b c`, 'x')",
      '`b c`',
      "'x'",
    ]);
  });

  it('knows where each action stands', () => {
    const text = 'SET a = 1 ; delete( b ); remove c;d[0]=2';
    expect(parseUpdate(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'SET a = 1',
      'delete( b )',
      'remove c',
      'd[0]=2',
    ]);
  });
});

describe('tokens', () => {
  it.each([
    ['a>=-1.5e+3', 'word:a operator:>= operator:- number:1.5e+3'],
    ['a[1..3]', 'word:a operator:[ number:1 operator:.. number:3 operator:]'],
    ['.5 1. 2', 'number:.5 number:1 unknown:. number:2'],
    ['1576108800:000000006', 'time:1576108800:000000006'],
    [`'a"b' "c'd" \`e f\``, `string:'a"b' string:"c'd" name:\`e f\``],
    ['{x} {} {a', 'cell:{x} cell:{} unclosed:{a'],
    ["a == 'x", "word:a operator:== unclosed:'x"],
    [
      'a && b || !c <> d != e',
      'word:a unknown:&& word:b unknown:|| unknown:! word:c unknown:<> word:d operator:!= word:e',
    ],
    ['1<<2>>3<=4', 'number:1 operator:<< number:2 operator:>> number:3 operator:<= number:4'],
    ['\u{1f600}é\\', 'unknown:\u{1f600} unknown:é unknown:\\'],
    ['1e 1abc', 'number:1 word:e number:1 word:abc'],
    ["'two\nlines'", "string:'two\nlines'"],
  ])('%s', (text, expected) => {
    const tokens = tokenize(text);
    expect(tokens.pop()).toEqual({ kind: 'end', text: '', start: text.length, end: text.length });
    expect(tokens.map((token) => `${token.kind}:${token.text}`).join(' ')).toBe(expected);
    for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
  });
});

it('names what an expression refers to', () => {
  const names = new Set(['col', 'other']);
  const condition = parseCondition(
    "a == 1 and (exists(`b c`) or not starts(c, '{col}x')) and d[e] in (f, {other}) or min(g[h..i]) > -j",
    { cells: names },
  );
  expect([...attributesOf(condition)].sort()).toEqual(['a', 'b c', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
  expect(cellsOf(condition)).toEqual(names);
  expect(attributesOf(parseUpdate('a[b]=c; remove d; delete(e); f=1'))).toEqual(
    new Set(['a', 'b', 'c', 'd', 'e', 'f']),
  );
  expect(attributesOf(parseCondition(''))).toEqual(new Set());
});
