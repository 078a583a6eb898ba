import { seriesKey, type Series, type SeriesTable } from './series';

/** All committed series, in memory: a write has to know the latest time of each that it adds to. */
export class SeriesCatalog {
  private readonly tables = new Map<number, Map<string, Series>>();
  private lastId: number;

  /** @param lastId at least as great as the id of every sample's series */
  constructor(series: Iterable<readonly [directoryId: number, series: Series]>, lastId: number) {
    this.lastId = lastId;
    for (const [directoryId, each] of series) this.tableOf(directoryId).set(seriesKey(each), each);
  }

  of(directoryId: number): SeriesTable {
    return this.tables.get(directoryId) ?? noSeries;
  }

  /** Never the same twice while the process runs. */
  nextId(): number {
    return ++this.lastId;
  }

  /** Takes over what a transaction has committed: undefined means gone. */
  apply(directoryId: number, changes: ReadonlyMap<string, Series | undefined>): void {
    const table = this.tableOf(directoryId);
    for (const [key, series] of changes) {
      if (series === undefined) table.delete(key);
      else table.set(key, series);
    }
  }

  forget(directoryId: number): void {
    this.tables.delete(directoryId);
  }

  private tableOf(directoryId: number): Map<string, Series> {
    let table = this.tables.get(directoryId);
    if (table === undefined) {
      table = new Map();
      this.tables.set(directoryId, table);
    }
    return table;
  }
}

export const noSeries: SeriesTable = new Map();
