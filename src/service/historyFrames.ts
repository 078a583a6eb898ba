import { Bitmap } from '../data/bitmap';
import { Int64Column, NullColumn, StringColumn, type Column } from '../data/column';
import { frameOf, type Frame } from '../data/frame';
import type { HistoryEntry } from './storage/history';

/** Rows of one frame. */
const mostRows = 1000;

const nanosPerMilli = 1_000_000n;

/** Entries as frames (spec/history.md §3); none when there are no entries. */
export async function* historyFrames(
  groups: AsyncIterable<readonly HistoryEntry[]>,
): AsyncGenerator<Frame, void> {
  let pending: HistoryEntry[] = [];
  for await (const group of groups) {
    pending = pending.concat(group);
    while (pending.length >= mostRows) {
      yield toFrame(pending.slice(0, mostRows));
      pending = pending.slice(mostRows);
    }
  }
  if (pending.length > 0) yield toFrame(pending);
}

/** Beside the columns that every entry has stands one, by name, for each detail that any of these entries has. */
function toFrame(entries: readonly HistoryEntry[]): Frame {
  const text = (name: string, valueOf: (entry: HistoryEntry) => string): Column =>
    new StringColumn(name, entries.map(valueOf));
  const int64 = (name: string, dtype: 'integer' | 'time', valueOf: (entry: HistoryEntry) => bigint): Column =>
    new Int64Column(name, dtype, BigInt64Array.from(entries, valueOf));
  const details = new Set(entries.flatMap((entry) => [...entry.details.keys()]));
  return frameOf({
    indices: [new NullColumn('id', entries.length, 'label')],
    columns: [
      text('UserName', ({ user }) => user),
      text('BackendName', ({ backend }) => backend),
      text('TableName', ({ table }) => table),
      int64('ActionDuration', 'integer', ({ duration }) => duration / nanosPerMilli),
      int64('StartTime', 'time', ({ start }) => start),
      text('ActionType', ({ action }) => action),
      text('Container', ({ container }) => container),
      ...[...details].sort().map((name) => detailColumn(name, entries)),
    ],
  });
}

function detailColumn(name: string, entries: readonly HistoryEntry[]): Column {
  const nulls = new Bitmap(entries.length);
  entries.forEach(({ details }, row) => {
    if (!details.has(name)) nulls.set(row);
  });
  const values = entries.map(({ details }) => details.get(name) ?? '');
  return new StringColumn(name, values, nulls.any() ? nulls : undefined);
}
