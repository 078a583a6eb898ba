import type { Column } from '../data/column';
import type { DType, Value } from '../data/dtype';
import type { Frame } from '../data/frame';
import type { CellRange } from './cellRange';

/**
 * A block of cells on its way to the grid. It passes through JSON with buffers lifted out: numbers are typed arrays
 * that own their whole buffer, and no bigint, NaN or undefined stands bare.
 */
export interface Page extends CellRange {
  readonly generation: number;
  /** One for each column of the range, in order. */
  readonly columns: readonly PageColumn[];
}

export type PageColumn = ValuesColumn | NullsColumn | MixedColumn;

interface Values {
  /** One bit for each row, least significant first, set where the cell is null; absent when none is. */
  readonly nulls?: Uint8Array;
  /** The values hold one entry that stands for all rows. */
  readonly constant?: true;
}

export type ValuesColumn =
  | ({ readonly dtype: 'integer' | 'time'; readonly values: BigInt64Array } & Values)
  | ({ readonly dtype: 'float'; readonly values: Float64Array } & Values)
  /** One byte for each row, 0 or 1. */
  | ({ readonly dtype: 'boolean'; readonly values: Uint8Array } & Values)
  | ({
      readonly dtype: 'string';
      readonly values: readonly string[];
      /** Entries of `values` that are only the beginning of the text. */
      readonly cut?: readonly number[];
    } & Values);

export interface NullsColumn {
  readonly dtype: 'null';
}

/**
 * Where frames disagree about the dtype. However often they do, a column is a few arrays: of a message with more than 255
 * buffers the editor loses some on a remote machine.
 */
export interface MixedColumn {
  readonly dtype: 'mixed';
  /** For each row the position of its dtype in `kinds`. */
  readonly kindOf: readonly number[];
  /** One for each dtype, all of them as long as the page. */
  readonly kinds: readonly ValuesColumn[];
}

/** Characters of a text that travel to the grid; nobody reads more in a cell. */
export const CELL_TEXT_LIMIT = 500;

/** One cell of a page. */
export interface PageCell {
  readonly dtype: DType;
  readonly value: Value | null;
  /** Whether the value is only the beginning of a longer text. */
  readonly isCut: boolean;
}

/**
 * Packs frames that hold exactly the rows of the range and all columns of the result, indices first.
 */
export function packPage(frames: Iterable<Frame>, range: CellRange & { readonly generation: number }): Page {
  const { generation, startRow, endRow, startColumn, endColumn } = range;
  const parts = [...frames].map(({ indices, columns }) => [...indices, ...columns]);
  const columns: PageColumn[] = [];
  for (let i = startColumn; i < endColumn; i++) {
    columns.push(packColumn(parts.map((part) => part[i]).filter((column) => column !== undefined)));
  }
  return { generation, startRow, endRow, startColumn, endColumn, columns };
}

/**
 * The cell at a row and column of the result.
 * @throws RangeError outside the page
 */
export function pageCell(page: Page, row: number, column: number): PageCell {
  const found = page.columns[column - page.startColumn];
  if (!found || row < page.startRow || row >= page.endRow) {
    throw new RangeError(`cell ${row}, ${column} is not on this page`);
  }
  return cellOf(found, row - page.startRow);
}

function cellOf(column: PageColumn, row: number): PageCell {
  if (column.dtype === 'null') return { dtype: 'null', value: null, isCut: false };
  if (column.dtype === 'mixed') {
    const kind = column.kinds[column.kindOf[row] ?? 0];
    return cellOf(kind ?? { dtype: 'null' }, row);
  }
  const { dtype, nulls } = column;
  if (nulls && ((nulls[row >> 3] ?? 0) & (1 << (row & 7))) !== 0) return { dtype, value: null, isCut: false };
  const at = column.constant ? 0 : row;
  const value = column.values[at] ?? null;
  if (column.dtype === 'boolean') return { dtype, value: value === 1, isCut: false };
  return { dtype, value, isCut: column.dtype === 'string' && (column.cut?.includes(at) ?? false) };
}

/** A column without values has the dtype of the one before it. */
function packColumn(parts: readonly Column[]): PageColumn {
  const [first] = parts;
  const nulls = packNulls(parts);
  const shared: Values = nulls ? { nulls } : {};
  if (first?.kind === 'label' && first.dtype !== 'null' && parts.length === 1) {
    return { ...packLabel(first.scalar), ...shared, constant: true };
  }
  const dtypes = [...new Set(parts.flatMap(({ dtype }) => (dtype === 'null' ? [] : dtype)))];
  const kinds = dtypes.map((dtype) => ({ ...packValues(dtype, parts), ...shared }));
  const [only] = kinds;
  if (!only) return { dtype: 'null' };
  if (kinds.length === 1) return only;
  let kind = 0;
  const kindOf = parts.flatMap(({ dtype, length }) => {
    if (dtype !== 'null') kind = dtypes.indexOf(dtype);
    return Array<number>(length).fill(kind);
  });
  return { dtype: 'mixed', kindOf, kinds };
}

type Label = Extract<Column, { readonly kind: 'label' }>;

function packLabel({ dtype, value }: Label['scalar']): ValuesColumn {
  switch (dtype) {
    case 'integer':
    case 'time':
      return { dtype, values: BigInt64Array.of(value) };
    case 'float':
      return { dtype, values: Float64Array.of(value) };
    case 'boolean':
      return { dtype, values: Uint8Array.of(value ? 1 : 0) };
    case 'string':
      return packTexts([value]);
  }
}

function packValues(dtype: Exclude<DType, 'null'>, parts: readonly Column[]): ValuesColumn {
  const length = rowsOf(parts);
  let offset = 0;
  switch (dtype) {
    case 'integer':
    case 'time': {
      const values = new BigInt64Array(length);
      for (const part of parts) {
        fill(values, part, offset);
        offset += part.length;
      }
      return { dtype, values };
    }
    case 'float': {
      const values = new Float64Array(length);
      for (const part of parts) {
        fill(values, part, offset);
        offset += part.length;
      }
      return { dtype, values };
    }
    case 'boolean': {
      const values = new Uint8Array(length);
      for (const part of parts) {
        for (let row = 0; row < part.length; row++) values[offset + row] = part.at(row) === true ? 1 : 0;
        offset += part.length;
      }
      return { dtype, values };
    }
    case 'string':
      return packTexts(textsOf(parts));
  }
}

/** Puts the values of a column into an array of theirs; nothing where it has none. */
function fill(values: BigInt64Array | Float64Array, part: Column, offset: number): void {
  if (part.dtype === 'null') return;
  if (part.kind === 'label') {
    const { value } = part.scalar;
    if (values instanceof BigInt64Array && typeof value === 'bigint')
      values.fill(value, offset, offset + part.length);
    if (values instanceof Float64Array && typeof value === 'number')
      values.fill(value, offset, offset + part.length);
  } else if (values instanceof BigInt64Array) {
    if (part.dtype === 'integer' || part.dtype === 'time') values.set(part.values, offset);
  } else if (part.dtype === 'float') values.set(part.values, offset);
}

function* textsOf(parts: readonly Column[]): Generator<string> {
  for (const part of parts) {
    for (let row = 0; row < part.length; row++) {
      const value = part.at(row);
      yield typeof value === 'string' ? value : '';
    }
  }
}

function packTexts(texts: Iterable<string>): ValuesColumn {
  const values: string[] = [];
  const cut: number[] = [];
  for (const text of texts) {
    if (text.length > CELL_TEXT_LIMIT) cut.push(values.length);
    values.push(text.length > CELL_TEXT_LIMIT ? beginningOf(text) : text);
  }
  return { dtype: 'string', values, ...(cut.length > 0 && { cut }) };
}

/** Never ends in half of a surrogate pair. */
function beginningOf(text: string): string {
  const last = text.charCodeAt(CELL_TEXT_LIMIT - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? CELL_TEXT_LIMIT - 1 : CELL_TEXT_LIMIT);
}

function packNulls(parts: readonly Column[]): Uint8Array | undefined {
  if (!parts.some((part) => part.dtype === 'null' || part.nulls?.any())) return undefined;
  const bytes = new Uint8Array((rowsOf(parts) + 7) >> 3);
  let offset = 0;
  for (const part of parts) {
    for (let row = 0; row < part.length; row++) {
      const at = offset + row;
      if (part.isNull(row)) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
    }
    offset += part.length;
  }
  return bytes;
}

function rowsOf(parts: readonly Column[]): number {
  return parts.reduce((rows, part) => rows + part.length, 0);
}
