import { listValue, type DuckDBDataChunk } from '@duckdb/node-api';
import { cancelled } from './cancelled';
import type { Catalog } from './catalog';
import type { Connection, Database } from './database';
import {
  bytesPerSample,
  sliceSamples,
  type CellChunk,
  type SampleExtent,
  type SampleKind,
  type Samples,
  type Series,
  type SeriesStore,
} from './series';
import { noSeries, SeriesCatalog } from './seriesCatalog';
import { cellLists, selectCells, selectExtents, selectSamples } from './seriesSql';
import { chunkVector, readDoubles, readInt64, readStrings } from './vectors';

export interface SeriesStoreParts {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly series: SeriesCatalog;
}

export function seriesStoreOf({ database, catalog, series: seriesCatalog }: SeriesStoreParts): SeriesStore {
  /** The chunks of what is asked on a connection of its own. Ending the iteration, or the signal, frees it at once. */
  async function* chunks(
    ask: (connection: Connection) => AsyncIterable<DuckDBDataChunk>,
    signal: AbortSignal,
  ): AsyncGenerator<DuckDBDataChunk> {
    checkAborted(signal);
    const connection = await database.connect();
    const release = connection.interruptOn(signal);
    try {
      checkAborted(signal);
      for await (const chunk of ask(connection)) {
        checkAborted(signal);
        yield chunk;
      }
    } catch (error) {
      throw signal.aborted ? cancelled('read') : error;
    } finally {
      release();
      connection.interrupt();
      connection.close();
    }
  }

  return {
    list(directory) {
      const found = catalog.get(directory);
      return found === undefined ? noSeries : seriesCatalog.of(found.id);
    },

    async extents(series, range, signal) {
      const extents = new Map<number, SampleExtent>();
      for (const [kind, ofKind] of byKind(series)) {
        const sql = selectExtents(kind, ofKind, range);
        for await (const chunk of chunks((connection) => connection.chunks(sql), signal)) {
          const rows = chunk.rowCount;
          const bytes = readDoubles(chunkVector(chunk, 1), rows);
          const starts = readInt64(chunkVector(chunk, 2), rows);
          const ends = readInt64(chunkVector(chunk, 3), rows);
          readDoubles(chunkVector(chunk, 0), rows).forEach((id, row) => {
            extents.set(id, { bytes: bytes[row] ?? 0, startMs: starts[row] ?? 0n, endMs: ends[row] ?? 0n });
          });
        }
      }
      return extents;
    },

    async collect(series, { mostBytes = Infinity, ...range }, signal) {
      const bySeries = new Map<number, Samples[]>();
      let bytes = 0;
      // One row more tells that there is too much.
      const most = mostBytes === Infinity ? undefined : Math.floor(mostBytes / bytesPerSample) + 1;
      for (const [kind, ofKind] of byKind(series)) {
        const sql = selectSamples(kind, ofKind, { ...range, most });
        // How many bytes so many numbers are is known; texts may be of any length.
        const ask = (connection: Connection): AsyncIterable<DuckDBDataChunk> =>
          kind === 'number' ? connection.chunksAtOnce(sql) : connection.chunks(sql);
        for await (const chunk of chunks(ask, signal)) {
          bytes += distribute(chunk, kind, bySeries);
          if (bytes > mostBytes) return undefined;
        }
      }
      return { bySeries, bytes };
    },

    async *cells(query, signal) {
      const values = cellLists(query).map((list) => listValue(list));
      for await (const chunk of chunks(
        (connection) => connection.chunks(selectCells(query), values, { repeats: true }),
        signal,
      )) {
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

interface SizedSamples {
  readonly samples: Samples;
  readonly bytes: number;
}

function samplesOf(chunk: DuckDBDataChunk, kind: SampleKind): SizedSamples {
  const rows = chunk.rowCount;
  const times = readDoubles(chunkVector(chunk, 1), rows);
  const vector = chunkVector(chunk, 2);
  const bytes = rows * bytesPerSample;
  if (kind === 'number') return { samples: { times, kind, values: readDoubles(vector, rows) }, bytes };
  const values = readStrings(vector, rows, undefined);
  return { samples: { times, kind, values }, bytes: bytes + values.byteLength };
}

/**
 * Gives every series its samples, run by run: those of one series lie together.
 * @returns the bytes of all
 */
function distribute(chunk: DuckDBDataChunk, kind: SampleKind, into: Map<number, Samples[]>): number {
  const ids = readDoubles(chunkVector(chunk, 0), chunk.rowCount);
  const { samples, bytes } = samplesOf(chunk, kind);
  for (let start = 0, end = 0; start < ids.length; start = end) {
    const id = ids[start] ?? 0;
    while (end < ids.length && ids[end] === id) end++;
    const run = sliceSamples(samples, start, end);
    const known = into.get(id);
    if (known === undefined) into.set(id, [run]);
    else known.push(run);
  }
  return bytes;
}

function checkAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled('read');
}
