import { Bitmap } from '../../../data/bitmap';
import { FloatColumn, Int64Column, LabelColumn, StringColumn, type Column } from '../../../data/column';
import type { Scalar } from '../../../data/dtype';
import { frameOf, type Frame } from '../../../data/frame';
import type { SampleKind } from '../../storage/series';
import { toNanos } from '../../storage/wholeNumbers';
import { metricLabel, type Labels } from './labels';

/** Cells of one frame, at most, whatever the limit of a message says. */
const cellsPerFrame = 4_000_000;
/** Rows that room is made for at first. */
const firstCapacity = 256;

export interface ResultFramesOptions {
  readonly columns: readonly { readonly name: string; readonly kind: SampleKind }[];
  readonly labels: Labels;
  readonly messageLimit: number;
  readonly multiIndex: boolean;
  /** Whether a cell without a value is null; otherwise it is NaN alone (spec/tsdb.md §12). */
  readonly marksNulls: boolean;
}

/** Arranges the rows of one label set as frames (spec/tsdb.md §12). */
export class ResultFrames {
  /** Rows of the frame in the making. */
  length = 0;
  private readonly limit: number;
  private capacity: number;
  private times: Float64Array;
  private columns: RowValues[];

  constructor(private readonly options: ResultFramesOptions) {
    const { columns, messageLimit } = options;
    this.limit = Math.max(1, Math.min(messageLimit, Math.floor(cellsPerFrame / (columns.length + 1))));
    this.capacity = Math.min(this.limit, firstCapacity);
    this.times = new Float64Array(this.capacity);
    this.columns = this.makeColumns();
  }

  get isFull(): boolean {
    return this.length === this.limit;
  }

  /** Rows that the frame has room for. */
  get room(): number {
    return this.limit - this.length;
  }

  /**
   * Adds rows, no more than there is room for.
   * @param times as in `addRow`
   * @param columns the numbers of each column; a column of texts has none, its cells stay without values
   */
  addRows(times: Float64Array, columns: readonly Float64Array[]): void {
    const start = this.length;
    const end = start + times.length;
    while (this.capacity < end) this.grow();
    this.times.set(times, start);
    for (const [i, { kind, values, nulls }] of this.columns.entries()) {
      const added = columns[i];
      if (kind !== 'number' || added === undefined) continue;
      values.set(added, start);
      nulls?.clearRange(start, end);
    }
    this.length = end;
  }

  /** Begins a row, of cells without values. @param timeMs milliseconds since the epoch */
  addRow(timeMs: number): void {
    if (this.length === this.capacity) this.grow();
    this.times[this.length++] = timeMs;
  }

  /** Sets a cell of the last row. */
  setNumber(column: number, value: number): void {
    const values = this.columns[column];
    if (values?.kind !== 'number') return;
    values.values[this.length - 1] = value;
    values.nulls?.clear(this.length - 1);
  }

  setText(column: number, value: string): void {
    const values = this.columns[column];
    if (values?.kind !== 'text') return;
    values.values[this.length - 1] = value;
    values.nulls?.clear(this.length - 1);
  }

  /** The rows since the last frame; undefined when there are none. */
  take(): Frame | undefined {
    const { length, times, columns, options } = this;
    if (length === 0) return undefined;
    this.length = 0;
    this.columns = this.makeColumns();
    const labels = [...options.labels].map(([name, value]): Column => {
      return new LabelColumn(shownLabel(name), { dtype: 'string', value }, length);
    });
    const time = new Int64Column('time', 'time', toNanos(times.subarray(0, length)));
    const values = columns.map((column, i) => toColumn(options.columns[i]?.name ?? '', column, length));
    return frameOf({
      indices: options.multiIndex ? [time, ...labels] : [time],
      columns: options.multiIndex ? values : [...values, ...labels],
      labels: new Map(
        [...options.labels].map(([name, value]): [string, Scalar] => [name, { dtype: 'string', value }]),
      ),
    });
  }

  private makeColumns(): RowValues[] {
    return this.options.columns.map(({ kind }) => rowValues(kind, this.capacity, this.options.marksNulls));
  }

  private grow(): void {
    this.capacity = Math.min(this.limit, this.capacity * 4);
    const times = new Float64Array(this.capacity);
    times.set(this.times);
    this.times = times;
    this.columns = this.columns.map((column) => grown(column, this.capacity));
  }
}

/** The values of a column, filled beforehand with what stands for none. */
type RowValues = { readonly nulls: NullBits | undefined } & (
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: string[] }
);

function rowValues(kind: SampleKind, capacity: number, marksNulls: boolean): RowValues {
  const nulls = marksNulls ? new NullBits(capacity) : undefined;
  return kind === 'number'
    ? { kind, nulls, values: new Float64Array(capacity).fill(NaN) }
    : { kind, nulls, values: new Array<string>(capacity).fill('') };
}

function grown(column: RowValues, capacity: number): RowValues {
  const larger = rowValues(column.kind, capacity, false);
  const nulls = column.nulls?.grown(capacity);
  if (larger.kind === 'number' && column.kind === 'number') larger.values.set(column.values);
  if (larger.kind === 'text' && column.kind === 'text') {
    for (const [i, value] of column.values.entries()) larger.values[i] = value;
  }
  return { ...larger, nulls };
}

function toColumn(name: string, { nulls, ...column }: RowValues, length: number): Column {
  const bitmap = nulls?.bitmap(length);
  return column.kind === 'number'
    ? new FloatColumn(name, column.values.subarray(0, length), bitmap)
    : new StringColumn(name, column.values.slice(0, length), bitmap);
}

/** Null bits that are all set at first. */
class NullBits {
  constructor(
    capacity: number,
    private readonly bytes: Uint8Array = new Uint8Array((capacity + 7) >> 3).fill(0xff),
  ) {}

  clear(row: number): void {
    this.bytes[row >> 3] = (this.bytes[row >> 3] ?? 0) & ~(1 << (row & 7));
  }

  /** Rows `start` (inclusive) to `end` (exclusive). */
  clearRange(start: number, end: number): void {
    const firstWhole = Math.min(end, (start + 7) & ~7);
    const lastWhole = Math.max(firstWhole, end & ~7);
    for (let row = start; row < firstWhole; row++) this.clear(row);
    this.bytes.fill(0, firstWhole >> 3, lastWhole >> 3);
    for (let row = lastWhole; row < end; row++) this.clear(row);
  }

  grown(capacity: number): NullBits {
    const larger = new Uint8Array((capacity + 7) >> 3).fill(0xff);
    larger.set(this.bytes);
    return new NullBits(capacity, larger);
  }

  bitmap(length: number): Bitmap | undefined {
    const bytes = this.bytes.slice(0, (length + 7) >> 3);
    if ((length & 7) !== 0) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) & ((1 << (length & 7)) - 1);
    const nulls = new Bitmap(length, bytes);
    return nulls.any() ? nulls : undefined;
  }
}

function shownLabel(name: string): string {
  return name === metricLabel ? 'metric_name' : name;
}
