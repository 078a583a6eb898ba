import { ExpressionError } from './expressionError';
import type { Token } from './tokenize';
import type { Timestamp } from './value';

/**
 * An integer if it is written as one and fits 64 bits, otherwise a float: `100000000000000000000` is how Go prints the
 * float 1e20. `Inf` and `NaN`, spelt so, are floats too (spec/webapi.md §4).
 * @returns undefined if the token is no number
 */
export function numberOf({ kind, text }: Token, negative = false): bigint | number | undefined {
  const sign = negative ? '-' : '';
  if (kind === 'word') {
    if (text === 'NaN') return NaN;
    return text === 'Inf' ? Number(`${sign}Infinity`) : undefined;
  }
  if (kind !== 'number') return undefined;
  if (/^\d+$/.test(text)) {
    const integer = negative ? -BigInt(text) : BigInt(text);
    if (integer === BigInt.asIntN(64, integer)) return integer;
  }
  return Number(sign + text);
}

/** `<seconds>:<nanoseconds>`; the sign is that of the seconds alone: `-1:500` is 500 ns after the second before 1970. */
export function timeOf({ text, start, end }: Token, negative = false): Timestamp {
  const [seconds = '', fraction = ''] = text.split(':');
  const rest = BigInt(fraction);
  if (rest > 999_999_999n) {
    throw new ExpressionError('the nanoseconds of a time are below 1000000000', start, end);
  }
  const whole = BigInt(seconds) * 1_000_000_000n;
  const nanos = (negative ? -whole : whole) + rest;
  if (nanos !== BigInt.asIntN(64, nanos)) {
    throw new ExpressionError(
      'a time lies within 64 bits of nanoseconds, the years 1677 to 2262',
      start,
      end,
    );
  }
  return { nanos };
}

/** @param token a quoted string that holds base64 */
export function blobOf({ text, start, end }: Token): Uint8Array {
  const base64 = text.slice(1, -1);
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) {
    throw new ExpressionError('a blob is written in base64', start, end);
  }
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
