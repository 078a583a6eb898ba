import type { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb, { type Vector } from '@duckdb/node-bindings';
import { Bitmap } from '../../data/bitmap';
import type { AttributeColumn, AttributeType, BlobValues } from './storage';
import { Utf8Strings } from './utf8Strings';

/**
 * Typed arrays in and out of the engine's vectors, a memory copy each. `vector_get_data` answers with memory of our own,
 * so what is read here outlives its chunk.
 */

/** Rows of a full chunk. */
export const chunkRows = 2048;
const bytesPerString = 16;
/** Strings up to this length stand in the vector itself, longer ones behind a pointer. */
const inlineBytes = 12;

export function chunkVector(chunk: DuckDBDataChunk, index: number): Vector {
  return duckdb.data_chunk_get_vector(chunk.chunk, index);
}

export function readInt64(vector: Vector, rows: number): BigInt64Array {
  const bytes = duckdb.vector_get_data(vector, rows * 8);
  return new BigInt64Array(bytes.buffer, bytes.byteOffset, rows);
}

export function readDoubles(vector: Vector, rows: number): Float64Array {
  const bytes = duckdb.vector_get_data(vector, rows * 8);
  return new Float64Array(bytes.buffer, bytes.byteOffset, rows);
}

/** Null bits of a vector; undefined when no row is null. */
export function readNulls(vector: Vector, rows: number): Bitmap | undefined {
  const validity = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8) as Uint8Array | null;
  if (validity === null) return undefined;
  const bytes = new Uint8Array((rows + 7) >> 3);
  for (let i = 0; i < bytes.length; i++) bytes[i] = ~(validity[i] ?? 0);
  if ((rows & 7) !== 0) bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) & ((1 << (rows & 7)) - 1);
  const nulls = new Bitmap(rows, bytes);
  return nulls.any() ? nulls : undefined;
}

/** A null row reads as the empty string. */
export function readStrings(vector: Vector, rows: number, nulls: Bitmap | undefined): Utf8Strings {
  const entries = duckdb.vector_get_data(vector, rows * bytesPerString);
  const words = new Uint32Array(entries.buffer, entries.byteOffset, rows * 4);
  const offsets = new Uint32Array(rows + 1);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    if (nulls === undefined || !nulls.get(row)) end += words[row * 4] ?? 0;
    offsets[row + 1] = end;
  }
  // Strings that stand in the vector are copied as whole words; what is copied too much the next string overwrites.
  const bytes = Buffer.allocUnsafe(end + inlineBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let row = 0; row < rows;) {
    const start = offsets[row] ?? 0;
    const length = (offsets[row + 1] ?? 0) - start;
    if (length > inlineBytes) {
      const next = neighbours(words, offsets, row, rows);
      const total = (offsets[next] ?? 0) - start;
      const pointer = entries.byteOffset + row * bytesPerString + 8;
      bytes.set(duckdb.get_data_from_pointer(entries.buffer as ArrayBuffer, pointer, total), start);
      row = next;
    } else {
      const word = row * 4;
      view.setUint32(start, words[word + 1] ?? 0, true);
      view.setUint32(start + 4, words[word + 2] ?? 0, true);
      view.setUint32(start + 8, words[word + 3] ?? 0, true);
      row++;
    }
  }
  return new Utf8Strings(bytes.subarray(0, end), offsets);
}

/**
 * The row after those whose long strings lie one behind the other in memory, beginning with `row`: all of them can be
 * copied at once. Nearly always that is a whole vector, or a single string of a dictionary.
 */
function neighbours(words: Uint32Array, offsets: Uint32Array, row: number, rows: number): number {
  let next = row + 1;
  for (; next < rows; next++) {
    const length = (offsets[next] ?? 0) - (offsets[next - 1] ?? 0);
    if ((offsets[next + 1] ?? 0) - (offsets[next] ?? 0) <= inlineBytes) break;
    const at = (next - 1) * 4 + 2;
    const low = (words[at] ?? 0) + length;
    const carry = low > 0xffffffff ? 1 : 0;
    if (words[at + 4] !== low >>> 0 || words[at + 5] !== (words[at + 1] ?? 0) + carry) break;
  }
  return next;
}

export function readColumn(
  vector: Vector,
  rows: number,
  { attribute, type }: { readonly attribute: string; readonly type: AttributeType },
): AttributeColumn {
  const nulls = readNulls(vector, rows);
  switch (type) {
    case 'long':
    case 'time':
      return { attribute, type, nulls, values: readInt64(vector, rows) };
    case 'double':
      return { attribute, type, nulls, values: readDoubles(vector, rows) };
    case 'boolean': {
      const bytes = duckdb.vector_get_data(vector, rows);
      const values = new Bitmap(rows);
      for (let row = 0; row < rows; row++) if (bytes[row] === 1 && !nulls?.get(row)) values.set(row);
      return { attribute, type, nulls, values };
    }
    case 'string':
      return { attribute, type, nulls, values: readStrings(vector, rows, nulls) };
    case 'blob':
      return { attribute, type, nulls, values: new BlobRun(readStrings(vector, rows, nulls)) };
  }
}

class BlobRun implements BlobValues {
  constructor(private readonly run: Utf8Strings) {}
  get length(): number {
    return this.run.length;
  }
  at(row: number): Uint8Array | undefined {
    return this.run.bytesAt(row);
  }
}

/** Fills a vector with rows `start` to `start + rows` of a column. */
export function writeColumn(vector: Vector, column: AttributeColumn, start: number, rows: number): void {
  switch (column.type) {
    case 'long':
    case 'time':
    case 'double':
      writeNumbers(vector, column.values, start, rows);
      break;
    case 'boolean': {
      const bytes = new Uint8Array(rows);
      for (let row = 0; row < rows; row++) bytes[row] = column.values.get(start + row) ? 1 : 0;
      duckdb.copy_data_to_vector(vector, 0, bytes.buffer, 0, rows);
      break;
    }
    case 'string':
      for (let row = 0; row < rows; row++) {
        if (column.nulls?.get(start + row)) continue;
        duckdb.vector_assign_string_element(vector, row, column.values.at(start + row) ?? '');
      }
      break;
    case 'blob':
      for (let row = 0; row < rows; row++) {
        if (column.nulls?.get(start + row)) continue;
        duckdb.vector_assign_string_element_len(
          vector,
          row,
          column.values.at(start + row) ?? new Uint8Array(0),
        );
      }
      break;
  }
  if (column.nulls !== undefined) writeNulls(vector, column.nulls, start, rows);
}

export function writeNumbers(
  vector: Vector,
  values: BigInt64Array | Float64Array,
  start: number,
  rows: number,
): void {
  const from = values.byteOffset + start * 8;
  duckdb.copy_data_to_vector(vector, 0, values.buffer as ArrayBuffer, from, rows * 8);
}

/** Makes every row null. */
export function writeNoValues(vector: Vector, _start: number, rows: number): void {
  const validity = new Uint8Array(Math.ceil(rows / 64) * 8);
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, 0, validity.length);
}

export function writeNulls(vector: Vector, nulls: Bitmap, start: number, rows: number): void {
  const validity = new Uint8Array(Math.ceil(rows / 64) * 8);
  for (let row = 0; row < rows; row++) {
    if (!nulls.get(start + row)) validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
  }
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, 0, validity.length);
}
