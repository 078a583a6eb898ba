import { describe, expect, it } from 'vitest';
import { EvaluationError, ExpressionError } from '../../../../src/language/expression/expressionError';
import { parseUpdate } from '../../../../src/language/expression/parse';
import { compileUpdate } from '../../../../src/language/expression/update';
import { applyChanges } from './applyChanges';
import type { AttributeValue } from '../../../../src/language/expression/value';
import { at, failureOf, item } from './samples';

type Values = Record<string, AttributeValue>;

function updated(expression: string, attributes: Values = {}): Values {
  const result = item(attributes);
  applyChanges(result, compileUpdate(parseUpdate(expression))(result));
  return Object.fromEntries(result);
}

const ints = (...values: bigint[]): BigInt64Array => new BigInt64Array(values);
const floats = (...values: number[]): Float64Array => new Float64Array(values);
const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

describe('updates', () => {
  it.each<[expression: string, before: Values, after: Values]>([
    // recorded from the original
    ['v=77', { v: 1n, s: 'x' }, { v: 77n, s: 'x' }],
    ["v=5;k='z'", {}, { v: 5n, k: 'z' }],
    ['v=if_not_exists(q,5)+max(v,3)*2-length(s)', { v: 1n, s: 'x' }, { v: 10n, s: 'x' }],
    // each action sees what those before it did
    ['temp=b; b=a; a=temp; REMOVE temp', { a: 1n, b: 2n }, { a: 2n, b: 1n }],
    ['a=1;a=a+1;a=a*10', {}, { a: 20n }],
    ['delete(a); a=if_not_exists(a,7)', { a: 1n }, { a: 7n }],
    ['remove nosuch', { a: 1n }, { a: 1n }],
    ['n3=n1+n2', { n1: 1n, n2: 2.5 }, { n1: 1n, n2: 2.5, n3: 3.5 }],
    // spelling
    ['', { a: 1n }, { a: 1n }],
    [' ; ;', { a: 1n }, { a: 1n }],
    ['SET a = 1 ; set b = 2 ;', {}, { a: 1n, b: 2n }],
    ['`set` = 1; `length` = 2; length = 3', {}, { set: 1n, length: 3n }],
    // types stay what they are
    ["a=1;b=1.0;c='1';d=true;e=-1:500", {}, { a: 1n, b: 1, c: '1', d: true, e: at(-1, 500) }],
    ['a=NaN;b=+Inf;c=-Inf;d=-0.0', {}, { a: NaN, b: Infinity, c: -Infinity, d: -0 }],
    ['a=9223372036854775807;b=-9223372036854775808', {}, { a: 2n ** 63n - 1n, b: -(2n ** 63n) }],
    ['a=100000000000000000000', {}, { a: 1e20 }],
    ['a=(b==5)*4+b', { b: 5n }, { b: 5n, a: 9n }],
    ['a=b>3;c=NOT a', { b: 5n }, { b: 5n, a: true, c: false }],
    ['a=min(1,2.0);b=max(true,0);c=max(1,true)', {}, { a: 1, b: true, c: 1n }],
    // arrays
    [
      "a=init_array(3,'int');b=init_array(2,'double');c=init_array(2,'double',-Inf);d=init_array(1,'int',7)",
      {},
      {
        a: ints(0n, 0n, 0n),
        b: floats(0, 0),
        c: floats(-Infinity, -Infinity),
        d: ints(7n),
      },
    ],
    ['arr[2]=-1', { arr: ints(1n, 2n, 3n) }, { arr: ints(1n, 2n, -1n) }],
    ['arr[0]=true;arr[1]=4.0', { arr: ints(1n, 2n) }, { arr: ints(1n, 4n) }],
    ['arr[i+1]=arr[i]*2', { arr: floats(1.5, 0), i: 0n }, { arr: floats(1.5, 3), i: 0n }],
    ['b=a;b[0]=9;a[0]=8', { a: ints(1n) }, { a: ints(8n), b: ints(9n) }],
    ['a[0]=2;b=a;a[0]=3', { a: ints(1n) }, { a: ints(3n), b: ints(2n) }],
    ['b=a[1..2];b[0]=0', { a: ints(1n, 2n, 3n) }, { a: ints(1n, 2n, 3n), b: ints(0n, 3n) }],
    ['a=min(arr)+max(arr[0..1])', { arr: ints(3n, 1n, 9n) }, { arr: ints(3n, 1n, 9n), a: 4n }],
    // what the time-series library of the platform sends
    ["_v5=if_not_exists(_v5,blob('')) + blob('AQI='); ", {}, { _v5: bytes(1, 2) }],
    ["_v5=if_not_exists(_v5,blob('')) + blob('AQI=');", { _v5: bytes(9) }, { _v5: bytes(9, 1, 2) }],
    ["_v5=blob('AQI=');", { _v5: bytes(9) }, { _v5: bytes(1, 2) }],
    ["_v_count=init_array(2,'int');_v_count[1]=_v_count[1]+1;", {}, { _v_count: ints(0n, 1n) }],
    ['_v_sum[1]=_v_sum[1]+1.5e00;', { _v_sum: floats(0, 1) }, { _v_sum: floats(0, 2.5) }],
    ['_v_min[0]=min(_v_min[0],2.0e-01);', { _v_min: floats(Infinity) }, { _v_min: floats(0.2) }],
    ['_v_last[0]=-Inf;_v_last[1]=NaN;', { _v_last: floats(0, 0) }, { _v_last: floats(-Infinity, NaN) }],
    ["os='linux';delete(_v5);", { _v5: bytes(1) }, { os: 'linux' }],
  ])('%s', (expression, before, after) => {
    expect(updated(expression, before)).toEqual(after);
  });

  it.each<[expression: string, message: string, part: string]>([
    ['z=nosuch+1', 'the item has no attribute "nosuch"', 'nosuch'],
    ['z=nosuch==1', 'the item has no attribute "nosuch"', 'nosuch'],
    ['REMOVE n; z=n', 'the item has no attribute "n"', 'n'],
    ['nosuch[0]=1', 'the item has no attribute "nosuch"', 'nosuch'],
    ['z=1/0', 'an integer cannot be divided by zero', '1/0'],
    ['z=9223372036854775807+n', 'the integer result does not fit in 64 bits', '9223372036854775807+n'],
    ['z=(-9223372036854775808)/-1', 'the integer result does not fit in 64 bits', '-9223372036854775808)/-1'],
    ["z=n*'a'", 'cannot multiply an integer and a string', "n*'a'"],
    ['z=-s', 'a string has no negative', '-s'],
    ['z=~1.5', '"~" works on integers, not on a float', '~1.5'],
    ['z=1<<64', 'cannot shift by 64 bits', '1<<64'],
    ['z=1.5&1', 'bitwise operators work on integers, not on a float and an integer', '1.5&1'],
    ['n[0]=1', '"n" is an integer, not an array', 'n[0]'],
    ['arr[2]=1', 'there is no such element: the array has 2', 'arr[2]'],
    ['arr[-1]=1', 'there is no such element: the array has 2', 'arr[-1]'],
    ['arr[0]=1.5', 'a float is no element of this array', 'arr[0]'],
    ["arr[0]='1'", 'a string is no element of this array', 'arr[0]'],
    ['z=arr[1..2]', 'there is no such slice: the array has 2 elements', 'arr[1..2]'],
    [
      "z=init_array(131073,'int')",
      'the length of an array is an integer from 0 to 131072',
      "init_array(131073,'int')",
    ],
    ["z=init_array(1,'text')", "the type of an array is 'int' or 'double'", "init_array(1,'text')"],
    ["z=min(init_array(0,'int'))", 'the array is empty', "min(init_array(0,'int'))"],
    ['z=length(n)', 'length takes a string, an array or a blob', 'length(n)'],
    ['z=starts(n,s)', 'both arguments must be strings', 'starts(n,s)'],
  ])('%s fails and changes nothing', (expression, message, part) => {
    const before = { n: 1n, s: 'abc', arr: ints(1n, 2n) };
    const run = () => updated(`first=1; ${expression}`, before);
    const error = failureOf(run);
    expect(error).toBeInstanceOf(EvaluationError);
    const { message: reason, start, end } = error as EvaluationError;
    expect(reason).toBe(message);
    expect(`first=1; ${expression}`.slice(start, end)).toBe(part);
    expect(before).toEqual({ n: 1n, s: 'abc', arr: ints(1n, 2n) });
  });

  it('leaves the arrays of the item alone', () => {
    const before = item({ a: ints(1n) });
    const changes = compileUpdate(parseUpdate('a[0]=2;a[0]=a[0]+1'))(before);
    expect(changes).toEqual(new Map([['a', ints(3n)]]));
    expect(before).toEqual(item({ a: ints(1n) }));
  });

  it('names every attribute that it touched, removed ones too', () => {
    expect(compileUpdate(parseUpdate('a=1; delete(b); c=a'))(item({}))).toEqual(
      new Map<string, AttributeValue | undefined>([
        ['a', 1n],
        ['b', undefined],
        ['c', 1n],
      ]),
    );
  });

  it('refuses to double a string into the gigabytes', () => {
    const text = `s='x';${'s=s+s;'.repeat(600)}`;
    expect(() => updated(text)).toThrow('the string would be larger than 1 MB');
    expect(() => updated(`b=blob('AQ==');${'b=b+b;'.repeat(600)}`)).toThrow(
      'the blob would be larger than 1 MB',
    );
  });
});

describe('texts that are no update', () => {
  it.each([
    ['v==', 'expected "=", found "==", at character 2'],
    ['v', 'expected "=", found the end of the expression, at character 2'],
    ['v=', 'expected a value, found the end of the expression, at character 3'],
    ['1=v', 'expected an attribute, found "1", at character 1'],
    ['v=1 w=2', 'expected an operator, ";" or the end, found "w", at character 5'],
    ['a[1..2]=3', 'a slice cannot be assigned to, at character 1'],
    ['v=delete(a)', '"delete" is an action of its own, not a value, at character 3'],
    ['delete(1)', 'expected an attribute, found "1", at character 8'],
    ['remove', 'expected an attribute, found the end of the expression, at character 7'],
    ['and=1', 'expected an attribute, found "and" (an attribute of this name is `and`), at character 1'],
    ["v=blob('*')", 'a blob is written in base64, at character 8'],
    ['v=blob(a)', 'expected base64 text in quotes, found "a", at character 8'],
    ['v={d}', '"{d}" stands for a column only where rows are written, at character 3'],
    ['a-b=1', 'expected "=", found "-", at character 2'],
    ["os='it's'", `expected an operator, ";" or the end, found "s", at character 8`],
  ])('%s', (text, message) => {
    const error = failureOf(() => parseUpdate(text));
    expect(error).toBeInstanceOf(ExpressionError);
    expect((error as ExpressionError).message).toBe(message);
  });
});
