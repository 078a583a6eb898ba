import type { Column } from '../../../data/column';
import { Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn } from '../../../data/column';
import { formatTime, parseTime } from '../../../data/time';
import { formatGoFloat } from '../../goFormat';

/** A record as a line of the file, quoted as Go does; a lone empty field is quoted so that it stays a record (spec/csv.md, Write). */
export function formatRecord(fields: readonly string[]): string {
  if (fields.length === 1 && fields[0] === '') return '""\n';
  return `${fields.map((field) => (needsQuotes(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}

function needsQuotes(field: string): boolean {
  return field === '\\.' || /[",\r\n]|^[\s\u0085]/.test(field);
}

/**
 * The text of a cell: Go's `%v`, but RFC 3339 for times, so that they come back as times (spec/csv.md, Quirks 5). A null is
 * the filler that its sender chose.
 * @throws Error for a column that has no values, in the original's words
 */
export function formatCell(column: Column, row: number): string {
  if (column instanceof StringColumn) return column.values.at(row) ?? '';
  if (column instanceof FloatColumn) return formatGoFloat(column.values[row] ?? 0, { exponentFrom: 6 });
  if (column instanceof BooleanColumn) return String(column.values.get(row));
  if (column instanceof Int64Column) return formatInt64(column.dtype, column.values[row] ?? 0n);
  if (column.dtype === 'null') {
    throw new Error(`${column.name}:${row} cannot get value: index ${row} out of range [0:-2]`);
  }
  const { scalar } = column;
  if (scalar.dtype === 'integer' || scalar.dtype === 'time') return formatInt64(scalar.dtype, scalar.value);
  return scalar.dtype === 'float' ? formatGoFloat(scalar.value, { exponentFrom: 6 }) : String(scalar.value);
}

function formatInt64(dtype: 'integer' | 'time', value: bigint): string {
  return dtype === 'time' ? formatTime(value) : value.toString();
}

type Kind = 'time' | 'boolean' | 'integer' | 'float' | 'string';

/**
 * Texts as a column. The kind is that of the first text, tried in the order time, boolean, integer, float; integers and
 * decimals in one column make it float, as long as no integer changes by it (spec/csv.md, Read and Quirks 5).
 * @returns undefined when a text is of another kind than the first
 */
export function parseColumn(name: string, texts: readonly string[]): Column | undefined {
  switch (kindOf(texts[0] ?? '')) {
    case 'string':
      return new StringColumn(name, texts);
    case 'time':
      return int64Column(name, 'time', texts.map(parseTimeCell));
    case 'integer':
      return int64Column(name, 'integer', texts.map(parseInteger)) ?? floatColumn(name, texts);
    case 'float':
      return floatColumn(name, texts);
    case 'boolean': {
      const values = new Bitmap(texts.length);
      for (const [row, text] of texts.entries()) {
        if (!BOOLEAN.test(text)) return undefined;
        if (text.toLowerCase() === 'true') values.set(row);
      }
      return new BooleanColumn(name, values);
    }
  }
}

function kindOf(text: string): Kind {
  if (parseTimeCell(text) !== undefined) return 'time';
  if (BOOLEAN.test(text)) return 'boolean';
  if (parseInteger(text) !== undefined) return 'integer';
  return parseFloatCell(text) === undefined ? 'string' : 'float';
}

function int64Column(
  name: string,
  dtype: 'integer' | 'time',
  values: readonly (bigint | undefined)[],
): Int64Column | undefined {
  const array = new BigInt64Array(values.length);
  for (const [row, value] of values.entries()) {
    if (value === undefined) return undefined;
    array[row] = value;
  }
  return new Int64Column(name, dtype, array);
}

function floatColumn(name: string, texts: readonly string[]): FloatColumn | undefined {
  const values = new Float64Array(texts.length);
  for (const [row, text] of texts.entries()) {
    const value = parseFloatCell(text);
    if (value === undefined) return undefined;
    const integer = parseInteger(text);
    if (integer !== undefined && BigInt(value) !== integer) return undefined;
    values[row] = value;
  }
  return new FloatColumn(name, values);
}

const BOOLEAN = /^(?:true|false)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** As many leading zeros as there are, but no more digits than 64 bits have. */
const INTEGER = /^[+-]?0*\d{1,19}$/;
const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^[+-]?(?:inf|infinity|nan)$/i;
const HEXADECIMAL = /^([+-]?)0[xX]_?([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?\d+)$/;

function parseTimeCell(text: string): bigint | undefined {
  return parseTime(DATE.test(text) ? `${text}T00:00:00Z` : text);
}

function parseInteger(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

/** Go's ParseFloat: what overflows is no number. */
function parseFloatCell(text: string): number | undefined {
  if (NOT_FINITE.test(text)) {
    if (/nan$/i.test(text)) return NaN;
    return text.startsWith('-') ? -Infinity : Infinity;
  }
  const value = DECIMAL.test(text) ? Number(text.replaceAll('_', '')) : parseHexadecimal(text);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function parseHexadecimal(text: string): number | undefined {
  const match = HEXADECIMAL.exec(text);
  if (!match) return undefined;
  const whole = (match[2] ?? '').replaceAll('_', '');
  const fraction = (match[3] ?? '').replaceAll('_', '');
  // More digits than a double holds are not worth a reader of their own: such a text stays a string.
  if (whole.length + fraction.length === 0 || whole.length + fraction.length > 13) return undefined;
  const mantissa = parseInt(whole + fraction, 16);
  const value = mantissa * 2 ** (Number(match[4]) - 4 * fraction.length);
  return match[1] === '-' ? -value : value;
}
