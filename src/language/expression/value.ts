/** A moment, in nanoseconds since the epoch, UTC; 64-bit signed. */
export interface Timestamp {
  readonly nanos: bigint;
}

/** What a literal can say. A `bigint` is a 64-bit signed integer, a `Uint8Array` a blob. */
export type LiteralValue = bigint | number | string | boolean | Timestamp | Uint8Array;

/** What an attribute can hold (spec/kv.md §2); the last two are arrays. No value is ever changed in place. */
export type AttributeValue = LiteralValue | BigInt64Array | Float64Array;

/** An item, as far as an expression sees it. A `Map` fits. */
export interface Attributes {
  get(name: string): AttributeValue | undefined;
}

/** A larger value is refused rather than built; the platform's own bound (spec/kv.md §12). */
export const MAX_VALUE_BYTES = 1 << 20;

export function isTimestamp(value: AttributeValue): value is Timestamp {
  return typeof value === 'object' && 'nanos' in value;
}

export function isArray(value: AttributeValue): value is BigInt64Array | Float64Array {
  return value instanceof BigInt64Array || value instanceof Float64Array;
}

/** For messages: the type with its article. */
export function typeName(value: AttributeValue): string {
  switch (typeof value) {
    case 'bigint':
      return 'an integer';
    case 'number':
      return 'a float';
    case 'string':
      return 'a string';
    case 'boolean':
      return 'a boolean';
    default:
      if (isTimestamp(value)) return 'a time';
      return isArray(value) ? 'an array' : 'a blob';
  }
}

/** `<seconds>:<nanoseconds>`, the nanoseconds never negative (spec/kv.md §14.18). */
export function timeText(nanos: bigint): string {
  const rest = ((nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return `${((nanos - rest) / 1_000_000_000n).toString()}:${rest.toString()}`;
}
