import { numeric, order, type Fail, type Result } from './operators';
import { isArray, MAX_VALUE_BYTES, typeName, type AttributeValue } from './value';

/** A function of the language: what an editor shows of it, and what it does (spec/kv.md §11.3). */
export interface FunctionInfo {
  readonly signature: string;
  readonly summary: string;
  /** Number of arguments: least and most. */
  readonly arity: readonly [number, number];
  readonly result: 'boolean' | 'integer' | 'number' | 'array' | 'any';
  /** Absent for the two that look at an attribute without reading it. */
  readonly call?: (fail: Fail, args: readonly AttributeValue[]) => Result;
}

export const functions = {
  exists: {
    signature: 'exists(attribute)',
    summary: 'True if the item has the attribute.',
    arity: [1, 1],
    result: 'boolean',
  },
  if_not_exists: {
    signature: 'if_not_exists(attribute, value)',
    summary: 'The attribute, or the value if the item lacks it.',
    arity: [2, 2],
    result: 'any',
  },
  starts: {
    signature: 'starts(text, prefix)',
    summary: 'True if the text begins with the prefix.',
    arity: [2, 2],
    result: 'boolean',
    call: (fail, [text, part]) => texts(fail, text, part, (a, b) => a.startsWith(b)),
  },
  ends: {
    signature: 'ends(text, suffix)',
    summary: 'True if the text ends with the suffix.',
    arity: [2, 2],
    result: 'boolean',
    call: (fail, [text, part]) => texts(fail, text, part, (a, b) => a.endsWith(b)),
  },
  contains: {
    signature: 'contains(text, part)',
    summary: 'True if the part occurs in the text.',
    arity: [2, 2],
    result: 'boolean',
    call: (fail, [text, part]) => texts(fail, text, part, (a, b) => a.includes(b)),
  },
  length: {
    signature: 'length(value)',
    summary: 'Characters of a string, elements of an array, bytes of a blob.',
    arity: [1, 1],
    result: 'integer',
    call: (fail, [value]) => length(fail, value),
  },
  min: {
    signature: 'min(a, b) or min(array)',
    summary: 'The smaller of two values, or the smallest element.',
    arity: [1, 2],
    result: 'any',
    call: (fail, [a, b]) => extreme(fail, a, b, (ordering) => ordering < 0),
  },
  max: {
    signature: 'max(a, b) or max(array)',
    summary: 'The larger of two values, or the largest element.',
    arity: [1, 2],
    result: 'any',
    call: (fail, [a, b]) => extreme(fail, a, b, (ordering) => ordering > 0),
  },
  init_array: {
    signature: "init_array(length, 'int' or 'double', value)",
    summary: 'An array of that many zeros, or of that many times the value.',
    arity: [2, 3],
    result: 'array',
    call: (fail, [size, type, value]) => initArray(fail, size, type, value ?? 0n),
  },
} as const satisfies Record<string, FunctionInfo>;

export type FunctionName = keyof typeof functions;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

/** As an element of an integer array; undefined if it is no whole number of 64 bits. */
export function toInteger(value: AttributeValue): bigint | undefined {
  const number = numeric(value);
  if (typeof number !== 'number') return number;
  if (!Number.isInteger(number)) return undefined;
  const integer = BigInt(number);
  return integer === BigInt.asIntN(64, integer) ? integer : undefined;
}

function texts(
  fail: Fail,
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
  test: (a: string, b: string) => boolean,
): Result {
  return typeof a === 'string' && typeof b === 'string' ? test(a, b) : fail('both arguments must be strings');
}

function length(fail: Fail, value: AttributeValue | undefined): Result {
  if (typeof value === 'string') {
    const surrogatePairs = value.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0;
    return BigInt(value.length - surrogatePairs);
  }
  if (value !== undefined && (isArray(value) || value instanceof Uint8Array)) return BigInt(value.length);
  return fail('length takes a string, an array or a blob');
}

/**
 * Between an integer and a float the winner becomes a float; a boolean counts as 1 or 0 but stays a boolean.
 * The first of equals wins, NaN wins over every number.
 */
function extreme(
  fail: Fail,
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
  wins: (ordering: number) => boolean,
): Result {
  if (a === undefined) return fail('there is nothing to choose from');
  if (b === undefined) return extremeElement(fail, a, wins);
  const left = numeric(a) ?? a;
  const right = numeric(b) ?? b;
  if (Number.isNaN(left) || Number.isNaN(right)) return NaN;
  const ordering = order(right, left);
  if (ordering === undefined) return fail(`cannot choose between ${typeName(a)} and ${typeName(b)}`);
  const winner = wins(ordering) ? b : a;
  const floats = typeof left === 'number' || typeof right === 'number';
  return floats && typeof winner === 'bigint' ? Number(winner) : winner;
}

function extremeElement(fail: Fail, value: AttributeValue, wins: (ordering: number) => boolean): Result {
  if (!isArray(value)) return fail(`a single argument must be an array, not ${typeName(value)}`);
  let best: bigint | number | undefined = value[0];
  if (best === undefined) return fail('the array is empty');
  for (const element of value) {
    if (Number.isNaN(element)) return element;
    if (wins(order(element, best) ?? 0)) best = element;
  }
  return best;
}

function initArray(
  fail: Fail,
  size: AttributeValue | undefined,
  type: AttributeValue | undefined,
  value: AttributeValue,
): Result {
  if (typeof size !== 'bigint' || size < 0n || size > BigInt(MAX_VALUE_BYTES / 8)) {
    return fail(`the length of an array is an integer from 0 to ${MAX_VALUE_BYTES / 8}`);
  }
  if (type === 'int') {
    const element = toInteger(value);
    return element === undefined
      ? fail(`the elements cannot be ${typeName(value)}`)
      : new BigInt64Array(Number(size)).fill(element);
  }
  if (type !== 'double') return fail("the type of an array is 'int' or 'double'");
  const element = numeric(value);
  return element === undefined
    ? fail(`the elements cannot be ${typeName(value)}`)
    : new Float64Array(Number(size)).fill(Number(element));
}
