import { setImmediate } from 'node:timers/promises';
import type { Frame } from '../../../data/frame';
import type { SampleKind, Series } from '../../storage/series';
import type { RawPlan } from './plan';
import { ResultFrames } from './resultFrames';
import { SampleCursor, type NumberRun } from './sampleCursor';
import {
  bytesAtOnce,
  SampleSource,
  type LinesOfKind,
  type LoadedSamples,
  type Reading,
} from './sampleSource';
import type { FrameSelection, Line } from './selection';

/** Rows from samples that are loaded wait for nothing: others get their turn after this many, about 10 ms. */
const rowsPerTurn = 65_536;

/** The samples as they are: a row for each time at which a metric of the label set has one (spec/tsdb.md §7). */
export async function* readSamples(
  plan: RawPlan,
  selected: readonly FrameSelection[],
  { series, signal }: Reading,
): AsyncGenerator<Frame> {
  const extents = await series.extents(selected.flatMap(seriesOf), plan, signal);
  const source = new SampleSource({ series, signal }, plan, extents);
  const sizeOf = (frame: FrameSelection): number => source.size(seriesOf(frame));
  const present = selected.filter((frame) => sizeOf(frame) > 0);
  for (let at = 0; at < present.length;) {
    const together: FrameSelection[] = [];
    for (let size = 0; at < present.length; at++) {
      const frame = present[at];
      if (frame === undefined) break;
      size += sizeOf(frame);
      if (size > bytesAtOnce && together.length > 0) break;
      together.push(frame);
    }
    const [first] = together;
    if (first === undefined) return;
    if (sizeOf(first) > bytesAtOnce) {
      yield* rowsOf(layoutOf(first, plan, source), source.stretches(seriesOf(first)));
      continue;
    }
    const loaded = await source.load(together.flatMap(seriesOf));
    for (const frame of together) yield* rowsOf(layoutOf(frame, plan, source), [loaded]);
  }
}

function seriesOf({ columns }: FrameSelection): Series[] {
  return columns.flatMap(({ lines }) => lines.flatMap((line) => line.series));
}

interface Layout {
  readonly rows: ResultFrames;
  readonly shown: readonly LinesOfKind[];
}

function layoutOf({ labels, columns }: FrameSelection, plan: RawPlan, source: SampleSource): Layout {
  const shown = columns.map(({ name, lines }) => ({ name, lines, kind: kindOf(lines, source) }));
  return { shown, rows: new ResultFrames({ ...plan, labels, columns: shown, marksNulls: true }) };
}

async function* rowsOf(
  { rows, shown }: Layout,
  stretches: AsyncIterable<LoadedSamples> | Iterable<LoadedSamples>,
): AsyncGenerator<Frame> {
  let rowsSinceTurn = 0;
  for await (const samples of stretches) {
    const cursors = shown.map((column) => new SampleCursor(samples.of(column)));
    for (;;) {
      for (const cursor of cursors) if (cursor.isAtEnd) await cursor.refill();
      if (!mergeRows(cursors, rows)) break;
      if (!rows.isFull) continue;
      rowsSinceTurn += rows.length;
      yield* frameOf(rows);
      if (rowsSinceTurn < rowsPerTurn) continue;
      rowsSinceTurn = 0;
      await setImmediate();
    }
  }
  yield* frameOf(rows);
}

function* frameOf(rows: ResultFrames): Generator<Frame> {
  const frame = rows.take();
  if (frame !== undefined) yield frame;
}

/** A metric may have numbers with one label set and texts with another: together they are texts. */
function kindOf(lines: readonly Line[], source: SampleSource): SampleKind {
  const present = lines.filter((line) => source.hasSamples(line));
  return (present.length > 0 ? present : lines).some(({ kind }) => kind === 'text') ? 'text' : 'number';
}

/** Below this many rows it is not worth the while to copy them together. */
const leastCommonRows = 16;

/**
 * Adds the next rows at once if all columns are numbers of the same times there, as they are where metrics are written together.
 * @returns false when they are not
 */
function addCommonRows(cursors: readonly SampleCursor[], rows: ResultFrames): boolean {
  const [first] = cursors;
  const last = first?.ahead(leastCommonRows - 1);
  if (first === undefined || last === undefined) return false;
  if (cursors.some((each) => !each.hasNumbers)) return false;
  if (cursors.some((each) => each.time !== first.time || each.ahead(leastCommonRows - 1) !== last))
    return false;
  const runs = cursors.flatMap((cursor) => cursor.numbers ?? []);
  const [{ times } = none] = runs;
  if (runs.length < cursors.length) return false;
  let length = Math.min(rows.room, times.length);
  for (const run of runs) length = commonLength(times, run.times, length);
  if (length < leastCommonRows) return false;
  const values = runs.map((run) => run.values.subarray(0, length));
  rows.addRows(times.subarray(0, length), values);
  for (const cursor of cursors) cursor.advance(length);
  return true;
}

const none: NumberRun = { times: new Float64Array(0), values: new Float64Array(0) };

/** How many of the first `most` numbers of two arrays are the same. */
function commonLength(a: Float64Array, b: Float64Array, most: number): number {
  const end = Math.min(most, b.length);
  if (bytesOf(a, end).equals(bytesOf(b, end))) return end;
  let at = 0;
  while (at < end && a[at] === b[at]) at++;
  return at;
}

function bytesOf({ buffer, byteOffset }: Float64Array, length: number): Buffer {
  return Buffer.from(buffer, byteOffset, length * Float64Array.BYTES_PER_ELEMENT);
}

/**
 * Adds rows until the frame is full, or some cursor has to be refilled.
 * @returns false when there is nothing left
 */
function mergeRows(cursors: readonly SampleCursor[], rows: ResultFrames): boolean {
  let isAnyLeft = false;
  while (!rows.isFull) {
    if (addCommonRows(cursors, rows)) return true;
    let time = Infinity;
    for (const cursor of cursors) if (cursor.time < time) time = cursor.time;
    if (time === Infinity) return isAnyLeft;
    isAnyLeft = true;
    rows.addRow(time);
    let needsMore = false;
    for (let column = 0; column < cursors.length; column++) {
      const cursor = cursors[column];
      if (cursor === undefined || cursor.time !== time) continue;
      cursor.putInto(rows, column);
      if (cursor.isAtEnd) needsMore = true;
    }
    if (needsMore) return true;
  }
  return true;
}
