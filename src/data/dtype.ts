/** The type of a column's values (spec/wire.md §3, §4). */
export type DType = 'integer' | 'float' | 'string' | 'time' | 'boolean' | 'null';

/**
 * One cell. Integers are 64-bit signed; times are nanoseconds since the epoch, UTC, also 64-bit:
 * both are `bigint`, and the dtype beside the value tells them apart.
 */
export type Value = bigint | number | string | boolean;

/** A value that carries its own type: a frame label, an argument of `execute`, a label column. */
export type Scalar =
  | { readonly dtype: 'integer'; readonly value: bigint }
  | { readonly dtype: 'float'; readonly value: number }
  | { readonly dtype: 'string'; readonly value: string }
  | { readonly dtype: 'time'; readonly value: bigint }
  | { readonly dtype: 'boolean'; readonly value: boolean };

/**
 * The dtype that a column of two frames has in the schema that covers both. Only the schema is promoted:
 * no frame is rewritten, so no value changes. A column of nulls takes the other type; integers and
 * floats meet in float; anything else meets in string.
 */
export function promote(a: DType, b: DType): DType {
  if (a === b || b === 'null') return a;
  if (a === 'null') return b;
  const numbers = (a === 'integer' || a === 'float') && (b === 'integer' || b === 'float');
  return numbers ? 'float' : 'string';
}
