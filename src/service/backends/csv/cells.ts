import type { Column } from '../../../data/column';
import { Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn } from '../../../data/column';
import type { Scalar } from '../../../data/dtype';
import { integerFormatter, timeFormatter, timeParser } from '../../../data/int64Text';
import { formatTime } from '../../../data/time';
import { formatGoFloat } from '../../goFormat';

/** A record as a line of the file, quoted as Go does; a lone empty field is quoted so that it stays a record (spec/csv.md, Write). */
export function formatRecord(fields: readonly string[]): string {
  if (fields.length === 1 && fields[0] === '') return '""\n';
  return `${fields.map(quoteIfNeeded).join(',')}\n`;
}

/** Most fields are like this, and are seen not to need quotes at one look. */
const plain = /^(?:\w[\w .:/@+-]*)?$/;

function quoteIfNeeded(field: string): string {
  if (plain.test(field)) return field;
  return field === '\\.' || /[",\r\n]|^[\s\u0085]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/**
 * Writes the rows of columns as lines of the file. Cells are Go's `%v`, but RFC 3339 for times, so that they come back as
 * times (spec/csv.md, Quirks 5); a null is the filler that its sender chose.
 * @throws Error when a row of a column that has no values is asked for, in the original's words
 */
export function lineWriter(columns: readonly Column[]): (row: number) => string {
  const cells = columns.map(cellWriter);
  const [only] = cells;
  if (only !== undefined && cells.length === 1) return (row) => `${only(row) || '""'}\n`;
  return (row) => {
    let line = '';
    let separator = '';
    for (const cell of cells) {
      line += separator + cell(row);
      separator = ',';
    }
    return `${line}\n`;
  };
}

function cellWriter(column: Column): (row: number) => string {
  if (column instanceof StringColumn) return (row) => quoteIfNeeded(column.values.at(row) ?? '');
  if (column instanceof FloatColumn) return (row) => formatFloat(column.values[row] ?? 0);
  if (column instanceof BooleanColumn) return (row) => String(column.values.get(row));
  if (column instanceof Int64Column) {
    return column.dtype === 'time' ? timeFormatter(column.values) : integerFormatter(column.values);
  }
  if (column.dtype === 'null') {
    return (row) => {
      throw new Error(`${column.name}:${row} cannot get value: index ${row} out of range [0:-2]`);
    };
  }
  const text = formatScalar(column.scalar);
  return () => text;
}

function formatScalar({ dtype, value }: Scalar): string {
  if (dtype === 'float') return formatFloat(value);
  return dtype === 'time' ? formatTime(value) : quoteIfNeeded(String(value));
}

function formatFloat(value: number): string {
  const magnitude = Math.abs(value);
  // Between these both languages print the same digits, without an exponent.
  if (magnitude >= 1e-4 && magnitude < 1e6) return String(value);
  return formatGoFloat(value);
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
      return int64Column(name, 'time', { texts, parse: timeCellParser() });
    case 'integer':
      return int64Column(name, 'integer', { texts, parse: parseInteger }) ?? floatColumn(name, texts);
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
  if (timeCellParser()(text) !== undefined) return 'time';
  if (BOOLEAN.test(text)) return 'boolean';
  if (parseInteger(text) !== undefined) return 'integer';
  return parseFloatCell(text) === undefined ? 'string' : 'float';
}

interface Int64Cells {
  readonly texts: readonly string[];
  readonly parse: (text: string) => bigint | undefined;
}

function int64Column(
  name: string,
  dtype: 'integer' | 'time',
  { texts, parse }: Int64Cells,
): Int64Column | undefined {
  const values = new BigInt64Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const value = parse(texts[row] ?? '');
    if (value === undefined) return undefined;
    values[row] = value;
  }
  return new Int64Column(name, dtype, values);
}

function floatColumn(name: string, texts: readonly string[]): FloatColumn | undefined {
  const values = new Float64Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row] ?? '';
    if (FRACTION.test(text)) {
      values[row] = Number(text);
      continue;
    }
    const value = parseFloatCell(text);
    if (value === undefined) return undefined;
    const integer = parseInteger(text);
    if (integer !== undefined && BigInt(value) !== integer) return undefined;
    values[row] = value;
  }
  return new FloatColumn(name, values);
}

/** What nearly every decimal looks like; short enough to be finite. */
const FRACTION = /^-?\d{1,20}\.\d{1,30}$/;
const BOOLEAN = /^(?:true|false)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** As many leading zeros as there are, but no more digits than 64 bits have. */
const INTEGER = /^[+-]?0*\d{1,19}$/;
const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/;
/** A sign stands before infinity alone, as for Go. */
const NOT_FINITE = /^(?:[+-]?(?:inf|infinity)|nan)$/i;
const HEXADECIMAL = /^([+-]?)0[xX]_?([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?\d+)$/;

/** Whole numbers of so many digits are exact as doubles. */
const exactDigits = 15;

function timeCellParser(): (text: string) => bigint | undefined {
  const parse = timeParser();
  return (text) => parse(DATE.test(text) ? `${text}T00:00:00Z` : text);
}

function parseInteger(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  if (text.length <= exactDigits) return BigInt(Number(text));
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
