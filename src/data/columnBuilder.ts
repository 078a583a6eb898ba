import { Bitmap } from './bitmap';
import { BooleanColumn, FloatColumn, Int64Column, StringColumn, type Column } from './column';
import type { DType } from './dtype';
import { parseTime } from './time';

const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const DECIMAL = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^-?(?:nan|inf|infinity)$/i;
const BOOLEAN = /^(?:true|false)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const LOCAL_TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)$/;

/** The digits that a double always keeps when they are read and printed again, and a few that it mostly keeps. */
const MAX_SIGNIFICANT_DIGITS = 17;

/** A column with so many more texts of no other dtype than of one is looked at no closer. */
const MOST_ODD_TEXTS = 1000;

/**
 * Finds the dtype that holds every text of a column without changing it. Missing cells (null) and empty ones say nothing.
 *
 * - integer: plain decimal integers that fit 64 bits; `007`, `+7` and `-0` are none
 * - float: decimals, also beside integers, of at most 17 significant digits and within a double's range; NaN and infinities.
 *   If an integer beside them is too large for a double to hold exactly the column is string
 * - boolean: true and false in any case
 * - time: RFC 3339; a date or a time without zone counts as UTC; within 64 bits of nanoseconds
 * - string: everything else, and a column without any text
 */
export class ColumnTypeInference {
  private mayBeInteger = true;
  private mayBeFloat = true;
  private mayBeBoolean = true;
  private mayBeTime = true;
  /** Texts that share a dtype other than string. */
  private fitting = 0;
  private unfitting = 0;

  /** @returns whether the text, if there is any, has a dtype other than string that those before it have too */
  observe(text: string | null): boolean {
    if (text === null || text === '') return true;
    // So many others make it plain text, whatever is still to come.
    if (this.unfitting > this.fitting + MOST_ODD_TEXTS) return false;
    const mayBeInteger = this.mayBeInteger && isInteger(text);
    const mayBeFloat = this.mayBeFloat && isFloat(text);
    const mayBeBoolean = this.mayBeBoolean && BOOLEAN.test(text);
    const mayBeTime = this.mayBeTime && readTime(text) !== undefined;
    if (!mayBeInteger && !mayBeFloat && !mayBeBoolean && !mayBeTime) {
      this.unfitting++;
      return false;
    }
    this.mayBeInteger = mayBeInteger;
    this.mayBeFloat = mayBeFloat;
    this.mayBeBoolean = mayBeBoolean;
    this.mayBeTime = mayBeTime;
    this.fitting++;
    return true;
  }

  get dtype(): Exclude<DType, 'null'> {
    return this.unfitting > 0 ? 'string' : this.fittingDType;
  }

  /** Where few texts make the column string: how many, and the dtype that all others share. */
  get odd(): { readonly count: number; readonly others: Exclude<DType, 'null'> } | undefined {
    const { unfitting: count, fitting, fittingDType: others } = this;
    return count > 0 && count < fitting ? { count, others } : undefined;
  }

  private get fittingDType(): Exclude<DType, 'null'> {
    if (this.fitting === 0) return 'string';
    if (this.mayBeInteger) return 'integer';
    if (this.mayBeFloat) return 'float';
    return this.mayBeBoolean ? 'boolean' : 'time';
  }
}

/**
 * Texts as a column of a dtype that fits them (ColumnTypeInference). A missing cell is null; so is an empty one,
 * but in a string column, where it is the empty string.
 * @throws RangeError when a text does not fit: the file changed since its types were found
 */
export function buildColumn(
  name: string,
  dtype: Exclude<DType, 'null'>,
  texts: readonly (string | null)[],
): Column {
  const length = texts.length;
  const nulls = new Bitmap(length);
  texts.forEach((text, row) => {
    if (text === null || (text === '' && dtype !== 'string')) nulls.set(row);
  });
  const mask = nulls.any() ? nulls : undefined;
  const unfit = (text: string): RangeError => new RangeError(`column '${name}': '${text}' is no ${dtype}`);
  switch (dtype) {
    case 'string':
      return new StringColumn(
        name,
        texts.map((text) => text ?? ''),
        mask,
      );
    case 'integer':
    case 'time': {
      const values = new BigInt64Array(length);
      texts.forEach((text, row) => {
        if (text === null || text === '') return;
        const value = dtype === 'time' ? readTime(text) : isInteger(text) ? BigInt(text) : undefined;
        if (value === undefined) throw unfit(text);
        values[row] = value;
      });
      return new Int64Column(name, dtype, values, mask);
    }
    case 'float': {
      const values = new Float64Array(length);
      texts.forEach((text, row) => {
        if (text === null || text === '') return;
        if (!isFloat(text)) throw unfit(text);
        values[row] = readFloat(text);
      });
      return new FloatColumn(name, values, mask);
    }
    case 'boolean': {
      const values = new Bitmap(length);
      texts.forEach((text, row) => {
        if (text === null || text === '') return;
        if (!BOOLEAN.test(text)) throw unfit(text);
        if (text.toLowerCase() === 'true') values.set(row);
      });
      return new BooleanColumn(name, values, mask);
    }
  }
}

function isInteger(text: string): boolean {
  if (!INTEGER.test(text)) return false;
  if (text.length < 19) return true;
  const value = BigInt(text);
  return value === BigInt.asIntN(64, value);
}

function isFloat(text: string): boolean {
  if (NOT_FINITE.test(text)) return true;
  if (!DECIMAL.test(text)) return false;
  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  if (/^-?\d+$/.test(text)) return BigInt(value) === BigInt(text);
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  return digits.length <= MAX_SIGNIFICANT_DIGITS && (value !== 0 || digits === '');
}

function readFloat(text: string): number {
  if (!NOT_FINITE.test(text)) return Number(text);
  const negative = text.startsWith('-');
  if (/nan$/i.test(text)) return NaN;
  return negative ? -Infinity : Infinity;
}

function readTime(text: string): bigint | undefined {
  if (DATE.test(text)) return parseTime(`${text}T00:00:00Z`);
  const local = LOCAL_TIME.exec(text);
  if (local) return parseTime(`${local[1] ?? ''}T${local[2] ?? ''}Z`);
  return parseTime(text.includes(' ') ? text.replace(' ', 'T') : text);
}
