import type { Scalar, Value } from '../../data/dtype';
import { formatTime } from '../../data/time';

/** Code of Python, as opposed to a text that becomes a string of it. */
export interface PythonCode {
  readonly code: string;
}

export type PythonValue =
  Value | PythonCode | readonly PythonValue[] | ReadonlyMap<string, PythonValue> | null;

/**
 * A value as Python reads it back: integers in full, floats as the shortest text of the same double (always with a point
 * or an exponent, so that they stay floats), strings exactly.
 */
export function pythonLiteral(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonFloat(value);
  if (isList(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  return 'code' in value ? value.code : pythonDict(value);
}

/** A value that carries its type; a time becomes a `pandas.Timestamp`. */
export function scalarLiteral({ dtype, value }: Scalar): PythonCode {
  return {
    code: dtype === 'time' ? `pd.Timestamp(${pythonString(formatTime(value))})` : pythonLiteral(value),
  };
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * In double quotes. What cannot be seen, or turns the text around, is escaped; so are halves of surrogate pairs, which no
 * file could hold.
 */
export function pythonString(text: string): string {
  const escaped = text.replace(
    /[\\"\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufeff]/gu,
    (character) => shortEscapes[character] ?? codePointEscape(character.codePointAt(0) ?? 0),
  );
  return `"${escaped}"`;
}

function codePointEscape(code: number): string {
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`;
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function pythonDict(entries: ReadonlyMap<string, PythonValue>): string {
  return `{${[...entries].map(([key, value]) => `${pythonString(key)}: ${pythonLiteral(value)}`).join(', ')}}`;
}

function isList(value: PythonValue): value is readonly PythonValue[] {
  return Array.isArray(value);
}
