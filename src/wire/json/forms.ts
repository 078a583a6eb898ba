import type { Scalar } from '../../data/dtype';
import { formatTime } from '../../data/time';
import { FramesError } from '../errors';
import { JsonNumber, JsonObject, type Json } from './parse';
import { jsonText } from './text';

/** A kind of value in JSON, both ways, by the rules of Go's encoding/json (spec/wire.md §10). */
export interface JsonForm<T> {
  /** What a field holds before anything is read. */
  readonly zero: T;
  /** The name of the field if it is not that of the property in snake_case. */
  readonly name?: string;
  /**
   * @param before what the field holds already: it stays for null where Go has no pointer, and objects are merged into it
   * @param place where the value stands, for error texts
   * @throws FramesError invalidArgument in Go's words
   */
  read(json: Json, before: T, place: Place): T;
  /** JSON text, or undefined for a value that is left out because it is zero. */
  write(value: T): string | undefined;
}

/** Where a value stands: the Go struct around it and the path of fields; none at the top. */
export interface Place {
  readonly struct: string;
  readonly path: readonly string[];
}

export const top: Place = { struct: '', path: [] };

export const text: JsonForm<string> = {
  zero: '',
  read(json, before, place) {
    if (json === null) return before;
    if (typeof json !== 'string') throw mismatch(json, place, 'string');
    return json;
  },
  write: (value) => (value === '' ? undefined : jsonText(value)),
};

export const flag: JsonForm<boolean> = {
  zero: false,
  read(json, before, place) {
    if (json === null) return before;
    if (typeof json !== 'boolean') throw mismatch(json, place, 'bool');
    return json;
  },
  write: (value) => (value ? 'true' : undefined),
};

export const int64: JsonForm<bigint> = {
  zero: 0n,
  read: (json, before, place) => (json === null ? before : readInteger(json, 64, { place, goType: 'int64' })),
  write: (value) => (value === 0n ? undefined : value.toString()),
};

/** Numbers as Go sends them; the names are taken as well (spec/wire.md §17.11). */
export const errorOptions: JsonForm<number> = {
  zero: 0,
  read(json, before, place) {
    if (json === null) return before;
    if (json === 'FAIL') return 0;
    if (json === 'IGNORE') return 1;
    return Number(readInteger(json, 32, { place, goType: 'pb.ErrorOptions' }));
  },
  write: (value) => (value === 0 ? undefined : String(value)),
};

/** A list; null among its elements is the zero of the element. */
export function list<T>(element: JsonForm<T>, goType: string): JsonForm<readonly T[]> {
  return {
    zero: [],
    read(json, _before, place) {
      if (json === null) return [];
      if (!isList(json)) throw mismatch(json, place, goType);
      return json.map((item) => element.read(item, element.zero, place));
    },
    write: (items) =>
      items.length === 0 ? undefined : `[${items.map((item) => written(element, item)).join(',')}]`,
  };
}

type Fields<T> = { readonly [K in keyof T]: JsonForm<T[K]> };

/**
 * An object. Names are those of the properties in snake_case; case and underscores do not matter when reading, so lowerCamelCase
 * is taken as well (spec/wire.md §17.12). Unknown members are ignored.
 * @param goName the struct of Go, for error texts
 */
export function message<T extends object>(goName: string, fields: Fields<T>): JsonForm<T> {
  const entries = (Object.keys(fields) as (keyof T & string)[]).map((key) => ({
    key,
    name: fields[key].name ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    form: fields[key],
  }));
  const byName = new Map(entries.map((entry) => [folded(entry.name), entry]));
  const zero = Object.fromEntries(entries.map(({ key, form }) => [key, form.zero])) as T;
  return {
    zero,
    read(json, before, place) {
      if (json === null) return zero;
      if (!(json instanceof JsonObject)) throw mismatch(json, place, `pb.${goName}`);
      const result = { ...before };
      for (const [name, value] of json.members) {
        const entry = byName.get(folded(name));
        if (entry === undefined) continue;
        const { key, form } = entry;
        result[key] = form.read(value, result[key], { struct: goName, path: [...place.path, entry.name] });
      }
      return result;
    },
    write(value) {
      const members = entries.flatMap(({ key, name, form }) => {
        const member = form.write(value[key]);
        return member === undefined ? [] : [`"${name}":${member}`];
      });
      return `{${members.join(',')}}`;
    },
  };
}

/** A value that may be absent, which is null. */
export function optional<T>(form: JsonForm<T>): JsonForm<T | undefined> {
  return {
    zero: undefined,
    read: (json, before, place) => (json === null ? undefined : form.read(json, before ?? form.zero, place)),
    write: (value) => (value === undefined ? undefined : form.write(value)),
  };
}

/** The same under another name. */
export function named<T>(name: string, form: JsonForm<T>): JsonForm<T> {
  return { ...form, name };
}

/**
 * A bare native value. Integers stay integers and exact, whatever their sign (spec/wire.md §17.10); a float is written so that it does
 * not read as an integer; times are RFC 3339 text and come back as strings.
 */
export const scalar: JsonForm<Scalar | undefined> = {
  zero: undefined,
  read(json, _before, place) {
    if (json === null) return undefined;
    if (typeof json === 'string') return { dtype: 'string', value: json };
    if (typeof json === 'boolean') return { dtype: 'boolean', value: json };
    if (json instanceof JsonNumber) return readNumber(json, place);
    const goType = isList(json) ? '[]interface {}' : 'map[string]interface {}';
    throw invalid(`unsupported type for *pb.Value - ${goType}`);
  },
  write: (value) => value && writeScalar(value),
};

/** Named values; those that are null are as absent. */
export const scalars: JsonForm<ReadonlyMap<string, Scalar>> = {
  zero: new Map(),
  read(json, before, place) {
    if (json === null) return new Map();
    if (!(json instanceof JsonObject)) throw mismatch(json, place, 'map[string]*pb.Value');
    const merged = new Map(before);
    for (const [name, member] of json.members) {
      const value = scalar.read(member, undefined, place);
      if (value === undefined) merged.delete(name);
      else merged.set(name, value);
    }
    return merged;
  },
  write(values) {
    if (values.size === 0) return undefined;
    const members = Array.from(values, ([name, value]) => `${jsonText(name)}:${writeScalar(value)}`);
    return `{${members.join(',')}}`;
  },
};

/** How many empty objects stand in a list. */
export const countOfObjects: JsonForm<number> = {
  zero: 0,
  read: (json, _before, place) => joins.read(json, [], place).length,
  write: (count) => (count === 0 ? undefined : `[${Array<string>(count).fill('{}').join(',')}]`),
};

const joins = list(message('JoinStruct', {}), '[]*pb.JoinStruct');

/** What does not fit is refused in Go's words for it. */
export function mismatch(json: Json, { struct, path }: Place, goType: string): FramesError {
  const target = path.length === 0 ? 'Go value' : `Go struct field ${struct}.${path.join('.')}`;
  return invalid(`json: cannot unmarshal ${kindOf(json)} into ${target} of type ${goType}`);
}

function kindOf(json: Json): string {
  if (json instanceof JsonNumber) return 'number';
  if (typeof json === 'boolean') return 'bool';
  if (typeof json === 'string') return 'string';
  return isList(json) ? 'array' : 'object';
}

function readInteger(
  json: Json,
  bits: 32 | 64,
  { place, goType }: { readonly place: Place; readonly goType: string },
): bigint {
  if (!(json instanceof JsonNumber)) throw mismatch(json, place, goType);
  const value = integerOf(json.text, bits);
  if (value === undefined) {
    const where = mismatch(json, place, goType).detail;
    throw invalid(where.replace('unmarshal number', () => `unmarshal number ${json.text}`));
  }
  return value;
}

/** Undefined when it is no integer or needs more bits. Long texts are not even looked at: turning them into numbers takes its time. */
function integerOf(digits: string, bits: 32 | 64): bigint | undefined {
  if (digits.length > 20 || !/^-?\d+$/.test(digits)) return undefined;
  const value = BigInt(digits);
  return value === BigInt.asIntN(bits, value) ? value : undefined;
}

function readNumber(json: JsonNumber, place: Place): Scalar {
  const integer = integerOf(json.text, 64);
  if (integer !== undefined) return { dtype: 'integer', value: integer };
  const value = Number(json.text);
  if (!Number.isFinite(value)) throw mismatch(json, place, 'float64');
  return { dtype: 'float', value };
}

function writeScalar({ dtype, value }: Scalar): string {
  switch (dtype) {
    case 'integer':
      return value.toString();
    case 'float': {
      if (!Number.isFinite(value)) throw invalid(`json: unsupported value: ${String(value)}`);
      const digits = Object.is(value, -0) ? '-0' : String(value);
      return /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
    }
    case 'string':
      return jsonText(value);
    case 'time':
      return jsonText(formatTime(value));
    case 'boolean':
      return String(value);
  }
}

/** Elements of a list are written even when they are zero. */
function written<T>(form: JsonForm<T>, value: T): string {
  return form.write(value) ?? (value === '' ? '""' : String(value));
}

function folded(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
