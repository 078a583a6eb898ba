import { NullColumn, type Column } from './column';
import type { Value } from './dtype';
import { sliceFrame, type Frame } from './frame';
import { emptySchema, fieldKeys, mergeSchemas, sameNames, schemaOf, type Field, type Schema } from './schema';

/**
 * The rows of one result, growing at the end and, on request, let go of at the beginning. Appending never touches what is there: a column that first appears in a
 * later frame reads as null in the earlier ones, and where dtypes differ only the schema is promoted.
 */
export class ResultSet {
  private readonly frames: Frame[] = [];
  /** First row of each frame, counted with the rows that were dropped. */
  private readonly offsets: number[] = [];
  /** Rows ever appended. */
  private appended = 0;
  private gone = 0;
  private merged: Schema = emptySchema;

  /** Covers all frames so far; the same object as long as nothing about it changes. */
  get schema(): Schema {
    return this.merged;
  }

  get rowCount(): number {
    return this.appended - this.gone;
  }

  /** Rows let go of at the beginning: row 0 is the one that came after so many. */
  get droppedRows(): number {
    return this.gone;
  }

  /** A frame without rows tells the columns of a result that has no rows yet; afterwards it says nothing. */
  append(frame: Frame): void {
    if (frame.length === 0 && (this.appended > 0 || hasNoColumns(frame))) return;
    this.merged = this.appended === 0 ? schemaOf(frame) : mergeSchemas(this.merged, schemaOf(frame));
    if (frame.length === 0) return;
    this.frames.push(frame);
    this.offsets.push(this.appended);
    this.appended += frame.length;
  }

  /** Lets go of the first rows, as many as there are at most; the columns stay. */
  dropFirst(rows: number): void {
    this.gone += Math.min(Math.max(0, rows), this.rowCount);
    const whole = this.offsets.findIndex((offset, i) => offset + (this.frames[i]?.length ?? 0) > this.gone);
    const count = whole < 0 ? this.frames.length : whole;
    this.frames.splice(0, count);
    this.offsets.splice(0, count);
  }

  /**
   * Rows `start` (inclusive) to `end` (exclusive) as frames that all have the columns of the schema, in its order. Each
   * column keeps the dtype of its own frame. The schema is that of the call: frames appended while iterating change nothing.
   * @throws RangeError when the range is not within the rows
   */
  slice(start = 0, end = this.rowCount): Iterable<Frame> {
    if (start < 0 || end < start || end > this.rowCount) {
      throw new RangeError(`rows [${start}, ${end}) are outside [0, ${this.rowCount})`);
    }
    return this.parts({ start: start + this.gone, end: end + this.gone, schema: this.merged });
  }

  /**
   * One cell with the column it stands in, indices counted first.
   * @throws RangeError when there is no such cell
   */
  cell(row: number, column: number): { readonly value: Value | null; readonly column: Column } {
    for (const frame of this.slice(row, row + 1)) {
      const found = [...frame.indices, ...frame.columns][column];
      if (found) return { value: found.at(0), column: found };
    }
    throw new RangeError(`column ${column} does not exist`);
  }

  /** Rows counted with those that were dropped. */
  private *parts({ start, end, schema }: { start: number; end: number; schema: Schema }): Generator<Frame> {
    for (let i = this.frameAt(start), row = start; row < end; i++) {
      const frame = this.frames[i];
      const offset = this.offsets[i];
      if (!frame || offset === undefined) return;
      const stop = Math.min(end, offset + frame.length);
      yield conform(sliceFrame(frame, row - offset, stop - offset), schema);
      row = stop;
    }
  }

  /** The frame that holds a row. */
  private frameAt(row: number): number {
    let low = 0;
    let high = this.offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.offsets[middle] ?? Infinity) <= row) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

function hasNoColumns(frame: Frame): boolean {
  return frame.indices.length === 0 && frame.columns.length === 0;
}

function conform(frame: Frame, schema: Schema): Frame {
  return {
    indices: arrange(frame.indices, schema.indices, frame.length),
    columns: arrange(frame.columns, schema.columns, frame.length),
    labels: frame.labels,
    length: frame.length,
  };
}

function arrange(columns: readonly Column[], fields: readonly Field[], length: number): readonly Column[] {
  if (sameNames(columns, fields)) return columns;
  const byKey = new Map(fieldKeys(columns).map((key, i) => [key, columns[i]]));
  return fieldKeys(fields).map((key, i) => byKey.get(key) ?? new NullColumn(fields[i]?.name ?? '', length));
}
