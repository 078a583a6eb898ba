import type { DType } from '../data/dtype';

/** Tags, that is field number and wire type as they stand on the wire (proto/frames.proto). */
export const frameTag = { columns: 10, indices: 18, labels: 26, error: 34, nullValues: 42 } as const;

export const columnTag = {
  kind: 8,
  name: 18,
  dtype: 24,
  size: 32,
  int: 40,
  ints: 42,
  float: 49,
  floats: 50,
  string: 58,
  time: 64,
  times: 66,
  bool: 72,
  bools: 74,
} as const;

/** Field 1 of a message or a map entry, length-delimited; field 2 as a varint. */
export const firstTag = 10;
export const secondTag = 18;
export const secondVarintTag = 16;

export const labelKind = 1;

/** NONE stands for no known type; on the wire it is 0. */
const dtypes: readonly DType[] = ['null', 'integer', 'float', 'string', 'time', 'boolean', 'null'];

export function dtypeOf(number: number): DType {
  return dtypes[number] ?? 'null';
}

export function dtypeNumber(dtype: DType): number {
  return dtypes.lastIndexOf(dtype);
}
