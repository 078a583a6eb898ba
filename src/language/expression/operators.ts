import { compareBytewise } from '../../data/textOrder';
import { isTimestamp, MAX_VALUE_BYTES, typeName, type AttributeValue } from './value';

/** What an operation gives; undefined if there is nothing to give, which makes a comparison false. */
export type Result = AttributeValue | undefined;

/** Says why a value cannot be had: throws in an update, gives undefined in a condition. */
export type Fail = (reason: string) => Result;

export type Compare = (a: AttributeValue, b: AttributeValue) => boolean;
export type Calculate = (a: AttributeValue, b: AttributeValue, fail: Fail) => Result;

/**
 * Integers and floats compare by their exact values, strings by code point (which is also the order of their UTF-8 bytes),
 * times by moment; booleans know only equality. Values of types that do not compare, and NaN, make every comparison
 * false, `!=` included (spec/kv.md §11.4).
 */
export const comparisons = {
  '==': (a, b) => equal(a, b) === true,
  '!=': (a, b) => equal(a, b) === false,
  '<': (a, b) => (order(a, b) ?? 0) < 0,
  '<=': (a, b) => (order(a, b) ?? 1) <= 0,
  '>': (a, b) => (order(a, b) ?? 0) > 0,
  '>=': (a, b) => (order(a, b) ?? -1) >= 0,
} as const satisfies Record<string, Compare>;

/** @returns undefined when the values cannot be compared */
export function equal(a: AttributeValue, b: AttributeValue): boolean | undefined {
  if (typeof a === 'string') return typeof b === 'string' ? a === b : undefined;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? a === b : undefined;
  const ordering = order(a, b);
  return ordering === undefined ? undefined : ordering === 0;
}

/** @returns negative, zero or positive; undefined when neither value comes before the other and they are not equal */
export function order(a: AttributeValue, b: AttributeValue): number | undefined {
  switch (typeof a) {
    case 'bigint':
    case 'number':
      if (typeof b !== 'bigint' && typeof b !== 'number') return undefined;
      if (a < b) return -1;
      if (a > b) return 1;
      return a <= b ? 0 : undefined;
    case 'string':
      return typeof b === 'string' ? compareBytewise(a, b) : undefined;
    case 'boolean':
      return undefined;
    default:
      if (!isTimestamp(a) || !isTimestamp(b)) return undefined;
      return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  }
}

/**
 * Integers stay integers: a result beyond 64 bits fails rather than wraps or rounds, division drops the fraction.
 * With a float on either side both become floats (IEEE 754). Booleans count as 1 and 0. `<<` drops the bits
 * that leave 64, `>>` keeps the sign. `+` also joins strings, and blobs.
 */
export const calculations = {
  '+': (a, b, fail) => join(a, b, fail) ?? arithmetic(a, b, fail, add),
  '-': (a, b, fail) => arithmetic(a, b, fail, subtract),
  '*': (a, b, fail) => arithmetic(a, b, fail, multiply),
  '/': (a, b, fail) => arithmetic(a, b, fail, divide),
  '&': (a, b, fail) => bits(a, b, fail, (x, y) => x & y),
  '|': (a, b, fail) => bits(a, b, fail, (x, y) => x | y),
  '^': (a, b, fail) => bits(a, b, fail, (x, y) => x ^ y),
  '<<': (a, b, fail) => shift(a, b, fail, (x, y) => BigInt.asIntN(64, x << y)),
  '>>': (a, b, fail) => shift(a, b, fail, (x, y) => x >> y),
} as const satisfies Record<string, Calculate>;

export function negate(value: AttributeValue, fail: Fail): Result {
  const number = numeric(value);
  if (number === undefined) return fail(`${typeName(value)} has no negative`);
  return typeof number === 'bigint' ? int64(-number, fail) : -number;
}

export function complement(value: AttributeValue, fail: Fail): Result {
  return typeof value === 'bigint' ? ~value : fail(`"~" works on integers, not on ${typeName(value)}`);
}

/** The number that a value counts as, if it does. */
export function numeric(value: AttributeValue): bigint | number | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'bigint' || typeof value === 'number' ? value : undefined;
}

interface Arithmetic {
  readonly verb: string;
  readonly integers: (a: bigint, b: bigint) => bigint | undefined;
  readonly floats: (a: number, b: number) => number;
}

const add: Arithmetic = { verb: 'add', integers: (a, b) => a + b, floats: (a, b) => a + b };
const subtract: Arithmetic = { verb: 'subtract', integers: (a, b) => a - b, floats: (a, b) => a - b };
const multiply: Arithmetic = { verb: 'multiply', integers: (a, b) => a * b, floats: (a, b) => a * b };
const divide: Arithmetic = {
  verb: 'divide',
  integers: (a, b) => (b === 0n ? undefined : a / b),
  floats: (a, b) => a / b,
};

function arithmetic(a: AttributeValue, b: AttributeValue, fail: Fail, operation: Arithmetic): Result {
  const left = numeric(a);
  const right = numeric(b);
  if (left === undefined || right === undefined) {
    return fail(`cannot ${operation.verb} ${typeName(a)} and ${typeName(b)}`);
  }
  if (typeof left === 'number' || typeof right === 'number') {
    return operation.floats(Number(left), Number(right));
  }
  const result = operation.integers(left, right);
  return result === undefined ? fail('an integer cannot be divided by zero') : int64(result, fail);
}

function int64(value: bigint, fail: Fail): Result {
  return value === BigInt.asIntN(64, value) ? value : fail('the integer result does not fit in 64 bits');
}

/** @returns undefined also when the operands are of no kind that can be joined */
function join(a: AttributeValue, b: AttributeValue, fail: Fail): Result {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.length + b.length > MAX_VALUE_BYTES ? fail('the string would be larger than 1 MB') : a + b;
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    if (a.length + b.length > MAX_VALUE_BYTES) return fail('the blob would be larger than 1 MB');
    const whole = new Uint8Array(a.length + b.length);
    whole.set(a);
    whole.set(b, a.length);
    return whole;
  }
  return undefined;
}

function bits(
  a: AttributeValue,
  b: AttributeValue,
  fail: Fail,
  operation: (a: bigint, b: bigint) => bigint,
): Result {
  if (typeof a === 'bigint' && typeof b === 'bigint') return operation(a, b);
  return fail(`bitwise operators work on integers, not on ${typeName(a)} and ${typeName(b)}`);
}

function shift(
  a: AttributeValue,
  b: AttributeValue,
  fail: Fail,
  operation: (a: bigint, b: bigint) => bigint,
): Result {
  if (typeof b === 'bigint' && (b < 0n || b > 63n)) return fail(`cannot shift by ${b.toString()} bits`);
  return bits(a, b, fail, operation);
}
