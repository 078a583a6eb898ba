import { listValue, type DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api';
import { cancelled } from './cancelled';
import type { Catalog } from './catalog';
import type { Connection, Database } from './database';
import { type CellChunk, type SampleKind, type Samples, type Series, type SeriesStore } from './series';
import { noSeries, SeriesCatalog } from './seriesCatalog';
import { cellLists, countSamples, selectCells, selectSamples } from './seriesSql';
import { chunkVector, readDoubles, readStrings } from './vectors';

export interface SeriesStoreParts {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly series: SeriesCatalog;
}

export function seriesStoreOf({ database, catalog, series: seriesCatalog }: SeriesStoreParts): SeriesStore {
  /** The chunks of a query on a connection of its own. Ending the iteration, or the signal, frees it at once. */
  async function* chunks(
    sql: string,
    signal: AbortSignal,
    values: readonly DuckDBValue[] = [],
  ): AsyncGenerator<DuckDBDataChunk> {
    checkAborted(signal);
    const connection = await database.connect();
    const interrupt = (): void => connection.interrupt();
    signal.addEventListener('abort', interrupt);
    try {
      for await (const chunk of connection.chunks(sql, values)) {
        checkAborted(signal);
        yield chunk;
      }
    } catch (error) {
      throw signal.aborted ? cancelled('read') : error;
    } finally {
      signal.removeEventListener('abort', interrupt);
      connection.interrupt();
      connection.close();
    }
  }

  return {
    list(directory) {
      const found = catalog.get(directory);
      return found === undefined ? noSeries : seriesCatalog.of(found.id);
    },

    async counts(series, range, signal) {
      const counts = new Map<number, number>();
      for (const [kind, ofKind] of byKind(series)) {
        for await (const chunk of chunks(countSamples(kind, ofKind, range), signal)) {
          const ids = readDoubles(chunkVector(chunk, 0), chunk.rowCount);
          const found = readDoubles(chunkVector(chunk, 1), chunk.rowCount);
          ids.forEach((id, row) => counts.set(id, found[row] ?? 0));
        }
      }
      return counts;
    },

    async *scan(series, range, signal) {
      for await (const chunk of chunks(selectSamples(series.kind, [series], range), signal)) {
        yield samplesOf(chunk, series.kind);
      }
    },

    async collect(series, range, signal) {
      const found = new Map<number, Samples>();
      for (const [kind, ofKind] of byKind(series)) {
        const parts: CollectedPart[] = [];
        for await (const chunk of chunks(selectSamples(kind, ofKind, range), signal)) {
          const ids = readDoubles(chunkVector(chunk, 0), chunk.rowCount);
          parts.push({ ids, samples: samplesOf(chunk, kind) });
        }
        distribute(parts, found);
      }
      return found;
    },

    async *cells(query, signal) {
      const values = cellLists(query).map((list) => listValue(list));
      for await (const chunk of chunks(selectCells(query), signal, values)) {
        const column = (index: number): Float64Array =>
          readDoubles(chunkVector(chunk, index), chunk.rowCount);
        yield {
          length: chunk.rowCount,
          frames: column(0),
          cells: column(1),
          slots: column(2),
          measures: query.measures.map((_, i) => column(i + 3)),
        } satisfies CellChunk;
      }
    },
  };
}

/** All series of the database. */
export async function loadSeries(connection: Connection): Promise<SeriesCatalog> {
  const rows = await connection.rows(
    'SELECT directory, id, metric, labels, kind, max_time FROM series ORDER BY id',
  );
  const series = (rows as [bigint, bigint, string, string, string, bigint][]).map(
    ([directory, id, metric, labels, kind, maxTime]): readonly [number, Series] => [
      Number(directory),
      { id: Number(id), metric, labels, kind: kind as SampleKind, maxTime: Number(maxTime) },
    ],
  );
  return new SeriesCatalog(series, series.at(-1)?.[1].id ?? 0);
}

export function byKind(series: readonly Series[]): (readonly [SampleKind, readonly Series[]])[] {
  const parts = (['number', 'text'] as const).map(
    (kind) => [kind, series.filter((each) => each.kind === kind)] as const,
  );
  return parts.filter(([, ofKind]) => ofKind.length > 0);
}

function samplesOf(chunk: DuckDBDataChunk, kind: SampleKind): Samples {
  const rows = chunk.rowCount;
  const times = readDoubles(chunkVector(chunk, 1), rows);
  const vector = chunkVector(chunk, 2);
  return kind === 'number'
    ? { times, kind, values: readDoubles(vector, rows) }
    : { times, kind, values: readStrings(vector, rows, undefined) };
}

interface CollectedPart {
  readonly ids: Float64Array;
  readonly samples: Samples;
}

/** Gives every series its samples, in the order in which they came. */
function distribute(parts: readonly CollectedPart[], into: Map<number, Samples>): void {
  const lengths = new Map<number, number>();
  for (const { ids } of parts) for (const id of ids) lengths.set(id, (lengths.get(id) ?? 0) + 1);
  const filling = new Map<
    number,
    { readonly times: Float64Array; readonly values: Float64Array | string[]; at: number }
  >();
  for (const { ids, samples } of parts) {
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row] ?? 0;
      let target = filling.get(id);
      if (target === undefined) {
        const length = lengths.get(id) ?? 0;
        const values = samples.kind === 'number' ? new Float64Array(length) : new Array<string>(length);
        target = { times: new Float64Array(length), values, at: 0 };
        filling.set(id, target);
      }
      target.times[target.at] = samples.times[row] ?? 0;
      if (samples.kind === 'number') (target.values as Float64Array)[target.at] = samples.values[row] ?? 0;
      else (target.values as string[])[target.at] = samples.values.at(row) ?? '';
      target.at++;
    }
  }
  for (const [id, { times, values }] of filling) {
    into.set(
      id,
      values instanceof Float64Array ? { times, kind: 'number', values } : { times, kind: 'text', values },
    );
  }
}

function checkAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled('read');
}
