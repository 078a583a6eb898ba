import type { Bitmap } from '../../../data/bitmap';
import type { Column } from '../../../data/column';
import { FloatColumn, Int64Column, LabelColumn } from '../../../data/column';
import type { Scalar, Value } from '../../../data/dtype';
import { duplicateName, type Frame } from '../../../data/frame';
import { FramesError } from '../../../wire/errors';
import type { Samples } from '../../storage/series';
import { toMillis } from '../../storage/wholeNumbers';
import { indexText, labelsKey, labelText, metricLabel, sortedLabels, type Labels } from './labels';

/** Samples of one series in the order of a frame's rows, at any times. */
export interface FrameSeries {
  readonly metric: string;
  /** See `labelsKey`. */
  readonly labels: string;
  readonly samples: Samples;
}

/** First of January 2400 in milliseconds since the epoch. */
const year2400 = 13_569_465_600_000;
const metricPattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** Numbers of the dtypes that hold no values of time series, as error texts show them. */
const dtypeNumbers: Readonly<Record<string, number>> = { time: 4, null: 6 };

/**
 * The samples of a frame by series: each column is a metric, each index but the time a label (spec/tsdb.md §4). A null cell
 * is no sample (Quirks 4).
 * @throws FramesError `invalidArgument` in the original's words, before anything is stored
 */
export function samplesOfFrame(frame: Frame): FrameSeries[] {
  const { indices, columns, length } = frame;
  if (length === 0) return [];
  if (columns.length === 0) throw invalid('empty frame');
  if (indices.length === 0) throw invalid('no indices, must have at least one Time index');
  const timeIndex = indices.find(({ dtype }) => dtype === 'time');
  if (timeIndex === undefined) throw invalid('there is no index of type time/date');
  // Of two values of one metric at one time only one would be stored (spec/wire.md §4).
  const twice = duplicateName({ ...frame, indices: [] }) ?? duplicateName({ ...frame, columns: [] });
  if (twice !== undefined) throw invalid(`duplicate column name - "${twice}"`);
  for (const { dtype } of columns) {
    const number = dtypeNumbers[dtype];
    if (number !== undefined) throw invalid(`cannot write type ${number} as time series value`);
  }
  const times = timesOf(timeIndex);
  const labelIndices = indices.filter((index) => index !== timeIndex);
  const groups = labelIndices.length === 0 ? oneGroup(frame) : groupsOf(frame, labelIndices);
  if (labelIndices.length === 0) {
    if ((times[0] ?? 0) > (times[length - 1] ?? 0)) {
      throw invalid('time column is out of order (need to be sorted by ascending time)');
    }
    checkTime(times[0] ?? 0);
  } else times.forEach(checkTime);
  return groups.flatMap(({ labels, rows }) => seriesOf(columns, { labels, rows, times }));
}

/** Rows with the same labels. */
interface Group {
  /** The metric may be among them. */
  readonly labels: ReadonlyMap<string, string>;
  /** undefined: all. */
  readonly rows: readonly number[] | undefined;
}

function frameLabels({ labels }: Frame): Map<string, string> {
  return new Map([...labels].map(([name, value]) => [name, labelText(value)]));
}

function oneGroup(frame: Frame): Group[] {
  return [{ labels: frameLabels(frame), rows: undefined }];
}

function groupsOf(frame: Frame, indices: readonly Column[]): Group[] {
  const fixed = frameLabels(frame);
  const varying = indices.filter(({ name }) => !fixed.has(name));
  const groups = new Map<string, { readonly labels: Map<string, string>; readonly rows: number[] }>();
  const cells: string[] = [];
  for (let row = 0; row < frame.length; row++) {
    for (let i = 0; i < varying.length; i++) cells[i] = cellText(varying[i], row);
    const key = cells.length === 1 ? (cells[0] ?? '') : JSON.stringify(cells);
    let group = groups.get(key);
    if (group === undefined) {
      group = { labels: new Map(fixed), rows: [] };
      for (const [i, { name }] of varying.entries()) group.labels.set(name, cells[i] ?? '');
      groups.set(key, group);
    }
    group.rows.push(row);
  }
  return [...groups.values()];
}

function cellText(column: Column | undefined, row: number): string {
  const value = column?.at(row);
  if (column === undefined || value === null || value === undefined || column.dtype === 'null') return '';
  return typeof value === 'string' ? value : indexText({ dtype: column.dtype, value } as Scalar);
}

interface GroupRows extends Group {
  /** Of all rows of the frame. */
  readonly times: Float64Array;
}

/** Rows of a series before nulls are left out, and their times, one each; the metrics of a group share them. */
interface SeriesRows extends Pick<Group, 'rows'> {
  readonly times: Float64Array;
}

function seriesOf(columns: readonly Column[], { labels, rows, times }: GroupRows): FrameSeries[] {
  const named = labels.get(metricLabel);
  if (named !== undefined && columns.length > 1) {
    throw invalid('label __name__ cannot be set with multi column TSDB frames');
  }
  const others: Labels = sortedLabels([...labels].filter(([name]) => name !== metricLabel));
  const key = labelsKey(others);
  const group = { rows, times: rows === undefined ? times : pickNumbers(times, rows) };
  return columns.map((column) => ({
    metric: metricName(named ?? column.name),
    labels: key,
    samples: samplesOf(column, times, group),
  }));
}

function metricName(name: string): string {
  const metric = name.trim();
  if (metric === '') throw invalid('failed to Add: metric name should not be empty');
  if (metricPattern.test(metric)) return metric;
  throw invalid(
    `failed to Add: metric name contains illegal characters. Name '${metric}' should conform to '^[a-zA-Z_:]([a-zA-Z0-9_:])*$'`,
  );
}

function checkTime(time: number): void {
  if (time >= 0 && time < year2400) return;
  throw invalid(
    `failed to Add: time '${time}' doesn't seem to be a valid Unix timesamp in milliseconds. ` +
      'The time must be in the years range 1970-2400',
  );
}

function timesOf(index: Column): Float64Array {
  if (index instanceof Int64Column) return toMillis(index.values);
  const constant =
    index instanceof LabelColumn && typeof index.scalar.value === 'bigint' ? index.scalar.value : 0n;
  return new Float64Array(index.length).fill(toMillis(BigInt64Array.of(constant))[0] ?? 0);
}

/** @param group the rows of the series and their times; rows undefined: all */
function samplesOf(column: Column, allTimes: Float64Array, group: SeriesRows): Samples {
  const { nulls } = column;
  const rows = nulls === undefined ? group.rows : filledRows(column, nulls, group.rows);
  const times =
    rows === undefined ? allTimes : rows === group.rows ? group.times : pickNumbers(allTimes, rows);
  if (column.dtype === 'string') {
    const values = Array.from({ length: times.length }, (_, i) => String(column.at(rows?.[i] ?? i) ?? ''));
    return { kind: 'text', times, values };
  }
  return { kind: 'number', times, values: numbersOf(column, rows) };
}

function filledRows(column: Column, nulls: Bitmap, rows: readonly number[] | undefined): readonly number[] {
  const all = rows ?? Array.from({ length: column.length }, (_, row) => row);
  return all.filter((row) => !nulls.get(row));
}

/** A loop, as this is where most of the time of a write goes. */
function pickNumbers(values: Float64Array, rows: readonly number[]): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i] ?? 0] ?? 0;
  return picked;
}

function numbersOf(column: Column, rows: readonly number[] | undefined): Float64Array {
  if (column instanceof FloatColumn)
    return rows === undefined ? column.values : pickNumbers(column.values, rows);
  const numbers = new Float64Array(rows?.length ?? column.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = toNumber(column.at(rows?.[i] ?? i));
  return numbers;
}

/** Integers beyond 2⁵³ are rounded: values of time series are doubles (spec/tsdb.md §1). */
function toNumber(value: Value | null): number {
  return Number(value ?? 0);
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
