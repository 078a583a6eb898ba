import type { Frame } from '../../../data/frame';
import { FramesError } from '../../../wire/errors';
import type { InitialWriteRequest } from '../../../wire/messages';
import { seriesKey, sliceSamples, type SampleBatch, type SeriesTable } from '../../storage/series';
import type { Change, Storage } from '../../storage/storage';
import type { FrameAppender } from '../backend';
import { samplesOfFrame } from './frameSamples';
import { PendingSamples, type PendingSeries } from './pendingSamples';
import { firstAfter } from './firstAfter';
import { partitionOf, printSchema, schemaName, type Schema } from './schema';
import {
  adapterError,
  currentSchema,
  loadSchema,
  openedTable,
  namesDirectory,
  partitionDirectory,
  type Table,
} from './table';

/** Samples that are gathered before they are stored: many small frames cost as much as one large one. */
const samplesPerChange = 200_000;

/** Opens a table for writing. */
export async function openWrite(
  storage: Storage,
  { session, table: name, initialData }: InitialWriteRequest,
  signal: AbortSignal,
): Promise<FrameAppender> {
  const table = openedTable(session, name);
  if ((await loadSchema(storage, table.directory)) === undefined) throw adapterError(table.missing);
  const writer = new TableWriter(storage, table, signal);
  if (initialData !== undefined) await writer.add(initialData);
  return writer;
}

class TableWriter implements FrameAppender {
  private readonly pending = new PendingSamples();
  private failure: FramesError | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly table: Table,
    private readonly signal: AbortSignal,
  ) {}

  async add(frame: Frame): Promise<void> {
    try {
      this.pending.add(samplesOfFrame(frame));
    } catch (error) {
      // The frames before the bad one are stored all the same, as they would be had it come later.
      await this.flush();
      throw error;
    }
    if (this.pending.size >= samplesPerChange) await this.flush();
  }

  async complete(): Promise<void> {
    await this.flush();
    if (this.failure !== undefined) throw this.failure;
  }

  abandon(): Promise<void> {
    this.pending.clear();
    return Promise.resolve();
  }

  /** Stores what is pending in one transaction, but for series whose samples are of the other kind. */
  private async flush(): Promise<void> {
    if (this.pending.size === 0) {
      this.pending.clear();
      return;
    }
    const series = this.pending.take();
    const failure = await this.storage.change((change) => this.store(change, series), this.signal);
    this.failure ??= failure;
  }

  /** @returns what became of series that could not be stored */
  private async store(change: Change, series: readonly PendingSeries[]): Promise<FramesError | undefined> {
    const { directory } = this.table;
    const schema = await currentSchema(change, directory);
    if (schema === undefined) throw this.table.missing;
    const stored = new StoredSeries(change, schema, this.table);
    const accepted = series.filter((each) => stored.accepts(each));
    const batches = new Map<number, SampleBatch[]>();
    for (const each of accepted) {
      for (const [start, batch] of byPartition(each, schema)) {
        const fresh = stored.newSamples(start, batch);
        if (fresh.samples.times.length === 0) continue;
        const known = batches.get(start);
        if (known === undefined) batches.set(start, [fresh]);
        else known.push(fresh);
      }
    }
    await this.addPartitions(change, schema, [...batches.keys()]);
    await addNames(change, this.table, stored.newMetrics([...batches.values()].flat()));
    for (const [start, batch] of batches)
      await change.series.add(partitionDirectory(directory, start), batch);
    return stored.failure;
  }

  private async addPartitions(change: Change, schema: Schema, starts: readonly number[]): Promise<void> {
    const { directory } = this.table;
    const added = starts.filter((start) => !schema.partitions.includes(start));
    if (added.length === 0) return;
    const partitions = [...schema.partitions, ...added].sort((a, b) => a - b);
    for (const start of added) change.makeDirectory(partitionDirectory(directory, start));
    await change.writeObject(directory, schemaName, printSchema({ ...schema, partitions }));
  }
}

/** What a transaction finds stored. */
class StoredSeries {
  failure: FramesError | undefined;
  private readonly tables = new Map<number, SeriesTable>();

  constructor(
    change: Change,
    { partitions }: Schema,
    private readonly table: Table,
  ) {
    for (const start of partitions) {
      this.tables.set(start, change.series.list(partitionDirectory(table.directory, start)));
    }
  }

  /** A series is of one kind, in whichever partitions it lies. */
  accepts(series: PendingSeries): boolean {
    const key = seriesKey(series);
    for (const [start, table] of this.tables) {
      const known = table.get(key);
      if (known === undefined || known.kind === series.samples.kind) continue;
      const path = `${this.table.shown}/${start / 1000}/${series.metric}`;
      this.failure ??= new FramesError({
        code: 'invalidArgument',
        detail: `failed to ingest values of incompatible data type into metric ${path}.`,
      });
      return false;
    }
    return true;
  }

  /** Drops what is not later than all that is stored. */
  newSamples(start: number, batch: SampleBatch): SampleBatch {
    const maxTime = this.tables.get(start)?.get(seriesKey(batch))?.maxTime;
    const { times } = batch.samples;
    if (maxTime === undefined || (times[0] ?? Infinity) > maxTime) return batch;
    const from = firstAfter(times, maxTime);
    return { ...batch, samples: sliceSamples(batch.samples, from, times.length) };
  }

  /** The metrics of series that lie in no partition yet: some of them may be new. */
  newMetrics(batches: readonly SampleBatch[]): string[] {
    const tables = [...this.tables.values()];
    const added = batches.filter((batch) => !tables.some((table) => table.has(seriesKey(batch))));
    return [...new Set(added.map(({ metric }) => metric))];
  }
}

function byPartition({ metric, labels, samples }: PendingSeries, schema: Schema): [number, SampleBatch][] {
  const { times } = samples;
  const parts: [number, SampleBatch][] = [];
  for (let from = 0; from < times.length;) {
    const start = partitionOf(schema, times[from] ?? 0);
    const to = firstAfter(times, start + schema.partitionMs - 1);
    const whole = from === 0 && to === times.length;
    parts.push([start, { metric, labels, samples: whole ? samples : sliceSamples(samples, from, to) }]);
    from = to;
  }
  return parts;
}

async function addNames(change: Change, { directory }: Table, names: readonly string[]): Promise<void> {
  if (names.length > 0) await change.putItems(namesDirectory(directory), [{ names, columns: [] }], 'create');
}
