import Long from 'long';
import { pb } from '../../../src/wire/gen/frames';
import type { ColumnData, FrameData, Json, JsonObject } from './cases';
import type { Names } from './names';

/** A recorded request as the generated code of protobufjs takes it, which knows nothing of the product's own codec. */
export function toMessage(json: JsonObject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [camel(name), fieldOf(name, value)]));
}

const long = new Set([
  ...['limit', 'message_limit', 'segments', 'total_segments', 'sequence', 'shards', 'retention_hours'],
  ...['min_duration', 'max_duration'],
  ...['size', 'ints', 'times', 'ival', 'tval'],
]);
const double = new Set(['floats', 'fval']);
const maps = new Set(['labels', 'args', 'properties', 'nullColumns']);
const enums: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  dtype: pb.DType as unknown as Record<string, number>,
  kind: pb.Column.Kind as unknown as Record<string, number>,
  if_exists: pb.ErrorOptions as unknown as Record<string, number>,
  if_missing: pb.ErrorOptions as unknown as Record<string, number>,
};

function fieldOf(name: string, value: Json): unknown {
  if (maps.has(name)) {
    const entries = Object.entries(value as JsonObject);
    return Object.fromEntries(
      entries.map(([key, entry]) => [key, isObject(entry) ? toMessage(entry) : entry]),
    );
  }
  if (Array.isArray(value)) return value.map((element) => fieldOf(name, element));
  if (isObject(value)) return toMessage(value);
  const enumeration = enums[name];
  if (enumeration && typeof value === 'string') return enumeration[value];
  if (long.has(name)) return Long.fromString(String(value));
  if (double.has(name)) return Number(value);
  return value;
}

interface Encoder {
  encode(message: never): { finish(): Uint8Array };
}

/** The bytes of a recorded message. */
export function bytesOf(type: Encoder, json: JsonObject): Buffer {
  return Buffer.from(type.encode(toMessage(json) as never).finish());
}

/**
 * A recorded message as the Go client writes it in JSON: numbers as numbers, enumerations by number, arguments bare, what is zero left
 * out (test/fixtures/conformance/README.md).
 */
export function toJsonText(json: JsonObject): string {
  const members = Object.entries(json).flatMap(([name, value]) => {
    const text = fieldText(name, value);
    return ['""', '0', 'false', '[]', 'null'].includes(text) ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

function fieldText(name: string, value: Json): string {
  if (Array.isArray(value)) return `[${value.map((element) => fieldText(name, element)).join(',')}]`;
  if (isObject(value)) {
    if (!maps.has(name)) return name === 'default' ? valueText(value) : toJsonText(value);
    const entries = Object.entries(value as Record<string, JsonObject>);
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${valueText(entry)}`).join(',')}}`;
  }
  const enumeration = enums[name];
  if (enumeration && typeof value === 'string') return String(enumeration[value]);
  return long.has(name) ? String(value) : JSON.stringify(value);
}

/** `{ival: "3"}` is `3`. */
function valueText(value: JsonObject): string {
  const [[kind, plain] = ['', null]] = Object.entries(value);
  const isNumber = kind === 'ival' || kind === 'fval';
  return isNumber && typeof plain === 'string' ? plain : JSON.stringify(plain);
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The bytes of a Frame as the recordings write it. */
export function toFrameData(bytes: Uint8Array, names: Names, volatile: readonly string[]): FrameData {
  const frame = pb.Frame.decode(bytes);
  const nulls = new Map<string, number[]>();
  frame.nullValues.forEach(({ nullColumns }, row) => {
    for (const name of Object.keys(nullColumns ?? {})) nulls.set(name, [...(nulls.get(name) ?? []), row]);
  });
  const column = (data: pb.Column.$Properties): ColumnData => toColumnData(data, { nulls, names, volatile });
  const labels = Object.entries(frame.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    indices: frame.indices.map(column),
    columns: frame.columns.map(column),
    ...(labels.length > 0
      ? { labels: Object.fromEntries(labels.map(([name, value]) => [name, toLabel(value)])) }
      : {}),
  };
}

interface ColumnContext {
  readonly nulls: ReadonlyMap<string, number[]>;
  readonly names: Names;
  readonly volatile: readonly string[];
}

function toColumnData(column: pb.Column.$Properties, { nulls, names, volatile }: ColumnContext): ColumnData {
  const name = column.name ?? '';
  const dtype = pb.DType[column.dtype ?? 0] ?? '';
  const values = valuesOf(column, dtype, names);
  const isLabel = column.kind === pb.Column.Kind.LABEL;
  const rows = nulls.get(name);
  return {
    name: names.mask(name),
    dtype,
    ...(isLabel ? { kind: 'LABEL', size: Number(column.size) } : {}),
    ...(values ? { values: volatile.includes(name) ? values.map(() => '*') : values } : {}),
    ...(rows ? { nulls: rows } : {}),
  };
}

function valuesOf(column: pb.Column.$Properties, dtype: string, names: Names): Json[] | undefined {
  switch (dtype) {
    case 'INTEGER':
      return (column.ints ?? []).map(String);
    case 'TIME':
      return (column.times ?? []).map((nanos) => names.maskNanos(String(nanos)));
    case 'FLOAT':
      return (column.floats ?? []).map(String);
    case 'STRING':
      return (column.strings ?? []).map((text) => names.mask(text));
    case 'BOOLEAN':
      return column.bools ?? [];
    default:
      return undefined;
  }
}

function toLabel(value: pb.Value.$Properties): Json {
  const [kind, plain] = Object.entries(value).find(([, held]) => held !== null && held !== undefined) ?? [];
  if (kind === undefined) return null;
  return { [kind]: typeof plain === 'boolean' ? plain : String(plain) };
}
