import { BIGINT, DOUBLE, VARCHAR } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { CatalogDraft } from './catalog';
import type { Connection } from './database';
import type { DirectoryPath } from './directoryPath';
import {
  seriesKey,
  type SampleBatch,
  type SampleKind,
  type SampleRange,
  type Series,
  type SeriesChange,
  type SeriesTable,
} from './series';
import type { SeriesCatalog } from './seriesCatalog';
import { noSeries } from './seriesCatalog';
import {
  deleteSamples,
  deleteSeries,
  dropDirectories,
  maxTimes,
  sampleTables,
  setMaxTimes,
} from './seriesSql';
import { byKind } from './seriesStore';
import { appendRows, type Source } from './staging';
import { writeNumbers } from './vectors';
import { toInt64 } from './wholeNumbers';

export interface SeriesTransactionParts {
  readonly connection: Connection;
  readonly draft: CatalogDraft;
  readonly catalog: SeriesCatalog;
  /** Of the work that is running. */
  readonly signal: () => AbortSignal | undefined;
}

/** What one change does to series. */
export class SeriesTransaction implements SeriesChange {
  /** By directory and key; undefined means gone. */
  private readonly changes = new Map<number, Map<string, Series | undefined>>();
  private readonly dropped = new Set<number>();
  /** What was listed of directories with changes, kept true: several works may ask. */
  private readonly changed = new Map<number, Map<string, Series>>();

  constructor(private readonly parts: SeriesTransactionParts) {}

  list(directory: DirectoryPath): SeriesTable {
    const found = this.parts.draft.get(directory);
    if (found === undefined) return noSeries;
    const committed = this.parts.catalog.of(found.id);
    const changes = this.changes.get(found.id);
    if (changes === undefined) return committed;
    let table = this.changed.get(found.id);
    if (table === undefined) {
      table = new Map(committed);
      for (const [key, series] of changes) setIn(table, key, series);
      this.changed.set(found.id, table);
    }
    return table;
  }

  async add(directory: DirectoryPath, batches: readonly SampleBatch[]): Promise<void> {
    const filled = batches.filter(({ samples }) => samples.times.length > 0);
    const directoryId = this.idOf(directory);
    const known = this.list(directory);
    const added: Series[] = [];
    const grown: Series[] = [];
    const targets = filled.map((batch): Target => {
      const { metric, labels, samples } = batch;
      const maxTime = samples.times.at(-1) ?? 0;
      const before = known.get(seriesKey(batch));
      const id = before?.id ?? this.parts.catalog.nextId();
      const series: Series = { id, metric, labels, kind: samples.kind, maxTime };
      (before === undefined ? added : grown).push(series);
      this.set(directoryId, seriesKey(batch), series);
      return { series, batch };
    });
    for (const kind of ['number', 'text'] as const) {
      await this.append(
        kind,
        targets.filter(({ series }) => series.kind === kind),
      );
    }
    const { connection } = this.parts;
    await connection.insert(
      'series',
      added.map(({ id, metric, labels, kind, maxTime }) => [
        BigInt(id),
        BigInt(directoryId),
        metric,
        labels,
        kind,
        BigInt(maxTime),
      ]),
    );
    if (grown.length > 0) await connection.run(setMaxTimes(grown));
  }

  async remove(directory: DirectoryPath, series: readonly Series[], range: SampleRange): Promise<void> {
    const directoryId = this.idOf(directory);
    for (const [kind, ofKind] of byKind(series)) {
      const { rowsChanged } = await this.parts.connection.run(deleteSamples(kind, ofKind, range));
      if (rowsChanged > 0) await this.lowerMaxTimes(directoryId, kind, ofKind);
    }
  }

  /** Forgets all series of directories, the last thing before the commit. */
  async drop(directoryIds: readonly number[]): Promise<void> {
    const { connection, catalog } = this.parts;
    const holding = directoryIds.filter((id) => catalog.of(id).size > 0 || this.changes.has(id));
    if (holding.length === 0) return;
    for (const id of holding) this.dropped.add(id);
    for (const statement of dropDirectories(holding)) await connection.run(statement);
  }

  /** Makes the committed changes known. */
  publish(): void {
    for (const [directoryId, changes] of this.changes) this.parts.catalog.apply(directoryId, changes);
    for (const directoryId of this.dropped) this.parts.catalog.forget(directoryId);
  }

  private idOf(directory: DirectoryPath): number {
    const found = this.parts.draft.get(directory);
    if (found === undefined) throw new TypeError(`there is no directory '${directory.path}'`);
    return found.id;
  }

  private set(directoryId: number, key: string, series: Series | undefined): void {
    const changes = this.changes.get(directoryId);
    if (changes === undefined) this.changes.set(directoryId, new Map([[key, series]]));
    else changes.set(key, series);
    const table = this.changed.get(directoryId);
    if (table !== undefined) setIn(table, key, series);
  }

  private async lowerMaxTimes(
    directoryId: number,
    kind: SampleKind,
    series: readonly Series[],
  ): Promise<void> {
    const { connection } = this.parts;
    const rows = (await connection.rows(maxTimes(kind, series))) as [bigint, bigint][];
    const latest = new Map(rows.map(([id, time]) => [Number(id), Number(time)]));
    const gone: Series[] = [];
    const lowered: Series[] = [];
    for (const each of series) {
      const maxTime = latest.get(each.id);
      if (maxTime === each.maxTime) continue;
      const after = maxTime === undefined ? undefined : { ...each, maxTime };
      if (after === undefined) gone.push(each);
      else lowered.push(after);
      this.set(directoryId, seriesKey(each), after);
    }
    if (gone.length > 0) await connection.run(deleteSeries(gone));
    if (lowered.length > 0) await connection.run(setMaxTimes(lowered));
  }

  /** Adds the samples of one kind, series by series. */
  private async append(kind: SampleKind, targets: readonly Target[]): Promise<void> {
    const total = targets.reduce((sum, { batch }) => sum + batch.samples.times.length, 0);
    if (total === 0) return;
    const ids = new Float64Array(total);
    const times = new Float64Array(total);
    const values = kind === 'number' ? new Float64Array(total) : new Array<string>(total);
    let at = 0;
    for (const { series, batch } of targets) {
      const { samples } = batch;
      ids.fill(series.id, at, at + samples.times.length);
      times.set(samples.times, at);
      if (values instanceof Float64Array) {
        if (samples.kind === 'number') values.set(samples.values, at);
      } else {
        for (let i = 0; i < samples.times.length; i++)
          values[at + i] = (samples.values.at(i) as string | undefined) ?? '';
      }
      at += samples.times.length;
    }
    const { connection, signal } = this.parts;
    await appendRows(connection, { table: sampleTables[kind], total, signal: signal() }, [
      integers(toInt64(ids)),
      integers(toInt64(times)),
      values instanceof Float64Array ? doubles(values) : texts(values),
    ]);
  }
}

function setIn(table: Map<string, Series>, key: string, series: Series | undefined): void {
  if (series === undefined) table.delete(key);
  else table.set(key, series);
}

interface Target {
  readonly series: Series;
  readonly batch: SampleBatch;
}

function integers(values: BigInt64Array): Source {
  return { type: BIGINT, fill: (vector, start, rows) => writeNumbers(vector, values, start, rows) };
}

function doubles(values: Float64Array): Source {
  return { type: DOUBLE, fill: (vector, start, rows) => writeNumbers(vector, values, start, rows) };
}

function texts(values: readonly string[]): Source {
  return {
    type: VARCHAR,
    fill: (vector, start, rows) => {
      for (let row = 0; row < rows; row++) {
        duckdb.vector_assign_string_element(vector, row, values[start + row] ?? '');
      }
    },
  };
}
