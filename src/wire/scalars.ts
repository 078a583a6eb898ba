import { util, type Reader } from 'protobufjs/minimal';
import type { Scalar } from '../data/dtype';
import { firstTag, secondTag } from './fields';
import { pb } from './gen/frames';

/** What the generated code holds 64-bit integers in. */
type Long = pb.WriteRespose['rows'];

export function longToBigint(long: Pick<Long, 'low' | 'high'>): bigint {
  return (BigInt(long.high) << 32n) | BigInt(long.low >>> 0);
}

/** @param value within 64 bits, signed */
export function bigintToLong(value: bigint): Long {
  const low = Number(BigInt.asIntN(32, value));
  const high = Number(BigInt.asIntN(32, value >> 32n));
  // The class of long.js, of which protobufjs' own types know only a part.
  return new util.Long(low, high, false) as unknown as Long;
}

/** A value of the wire, the last one that was set; undefined when none was (spec/wire.md §5). */
export function fromValue(value: pb.Value.$Properties): Scalar | undefined {
  switch (value.value) {
    case 'ival':
      return value.ival ? { dtype: 'integer', value: longToBigint(value.ival) } : undefined;
    case 'fval':
      return { dtype: 'float', value: value.fval ?? 0 };
    case 'sval':
      return { dtype: 'string', value: value.sval ?? '' };
    case 'tval':
      return value.tval ? { dtype: 'time', value: longToBigint(value.tval) } : undefined;
    case 'bval':
      return { dtype: 'boolean', value: value.bval ?? false };
    default:
      return undefined;
  }
}

export function toValue(scalar: Scalar): pb.Value.$Properties {
  switch (scalar.dtype) {
    case 'integer':
      return { ival: bigintToLong(scalar.value) };
    case 'float':
      return { fval: scalar.value };
    case 'string':
      return { sval: scalar.value };
    case 'time':
      return { tval: bigintToLong(scalar.value) };
    case 'boolean':
      return { bval: scalar.value };
  }
}

/** Entries without a value are left out: to a reader they are not there (spec/wire.md §5). */
export function fromValueMap(values: Readonly<Record<string, pb.Value.$Properties>>): Map<string, Scalar> {
  const scalars = new Map<string, Scalar>();
  for (const [key, value] of Object.entries(values)) {
    const scalar = fromValue(value);
    if (scalar !== undefined) scalars.set(key, scalar);
  }
  return scalars;
}

export function toValueMap(scalars: ReadonlyMap<string, Scalar>): Record<string, pb.Value.$Properties> {
  return Object.fromEntries(Array.from(scalars, ([key, scalar]) => [key, toValue(scalar)]));
}

/** Reads one entry of Frame's labels, which ends at the end of the reader; of two with one key the later counts. */
export function readLabel(reader: Reader, labels: Map<string, Scalar>): void {
  let key = '';
  let value: pb.Value.$Properties | undefined;
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    if (tag === firstTag) key = reader.stringVerify();
    else if (tag === secondTag) value = pb.Value.decode(reader, reader.size());
    else reader.skipType(tag & 7, 0, tag >>> 3);
  }
  const scalar = value === undefined ? undefined : fromValue(value);
  if (scalar === undefined) labels.delete(key);
  else labels.set(key, scalar);
}
