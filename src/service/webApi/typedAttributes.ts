import { JsonObject, type Json } from '../../wire/json/parse';
import { timeText } from '../../language/expression/value';
import type { ItemValue } from '../storage/storage';
import { nameAttribute, systemAttributes } from '../items/systemAttributes';
import { invalid } from './webApiError';

/** Attributes as JSON has them: each value under the sign of its type (spec/webapi.md §4). */

export function formatValue({ type, value }: ItemValue): string {
  switch (type) {
    case 'long':
      return `{"N":"${value}"}`;
    case 'double':
      return `{"N":"${formatDouble(value)}"}`;
    case 'string':
      return `{"S":${JSON.stringify(value)}}`;
    case 'boolean':
      return `{"BOOL":${value}}`;
    case 'time':
      return `{"TS":"${timeText(value)}"}`;
    case 'blob':
      return `{"B":"${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')}"}`;
  }
}

/** With a decimal point or an exponent: clients take anything else for an integer. */
function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** @throws WebApiError for a name or a value that cannot be stored */
export function parseAttributes(members: ReadonlyMap<string, Json>): Map<string, ItemValue> {
  const attributes = new Map<string, ItemValue>();
  for (const [name, typed] of members) {
    checkName(name);
    attributes.set(name, parseValue(name, typed));
  }
  return attributes;
}

/** spec/kv.md §12; what every item has of itself cannot be written. */
function checkName(name: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,255}$/.test(name)) {
    throw invalid(`${JSON.stringify(name.slice(0, 60))} is no name for an attribute`);
  }
  if (name === nameAttribute || systemAttributes.has(name)) {
    throw invalid(`the system attribute '${name}' cannot be written`);
  }
}

function parseValue(name: string, typed: Json): ItemValue {
  const [member, ...more] = typed instanceof JsonObject ? typed.members : [];
  if (member === undefined || more.length > 0) {
    throw invalid(`the attribute '${name}' must be an object with one type and its value`);
  }
  const [type, value] = member;
  if (type === 'BOOL' && typeof value === 'boolean') return { type: 'boolean', value };
  const parsed = typeof value === 'string' ? parsers[type]?.(value) : undefined;
  if (parsed !== undefined) return parsed;
  const known = ['BOOL', ...Object.keys(parsers)].includes(type);
  throw invalid(
    known
      ? `the value of the attribute '${name}' does not fit its type ${type}`
      : `the attribute '${name}' has no type N, S, B, BOOL or TS`,
  );
}

const parsers: Readonly<Record<string, (text: string) => ItemValue | undefined>> = {
  S: (value) => ({ type: 'string', value }),
  N: parseNumber,
  B: parseBlob,
  TS: parseTime,
};

/** An integer if it is written as one, which must then have 64 bits: nothing rounds unasked. */
function parseNumber(text: string): ItemValue | undefined {
  if (/^[+-]?\d{1,400}$/.test(text)) {
    const value = BigInt(text.replace('+', ''));
    return value === BigInt.asIntN(64, value) ? { type: 'long', value } : undefined;
  }
  const word = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(text);
  if (word !== null) {
    if (word[2] === undefined) return { type: 'double', value: NaN };
    return { type: 'double', value: word[1] === '-' ? -Infinity : Infinity };
  }
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? { type: 'double', value } : undefined;
}

function parseBlob(text: string): ItemValue | undefined {
  const value = parseBase64(text);
  return value === undefined ? undefined : { type: 'blob', value };
}

/** `<seconds>:<nanoseconds>`, the latter in [0, 10⁹). */
function parseTime(text: string): ItemValue | undefined {
  const match = /^(-?\d{1,19}):(\d{1,9})$/.exec(text);
  if (match === null) return undefined;
  const value = BigInt(match[1] ?? '') * 1_000_000_000n + BigInt(match[2] ?? '');
  return value === BigInt.asIntN(64, value) ? { type: 'time', value } : undefined;
}

/** Undefined when it is no base64; padding must be right, blanks and other alphabets are refused. */
export function parseBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  // Decoding skips what it does not know: only what comes out the same was right.
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined;
}
