import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Bytes of the file that may stay in memory, beside as much as queries need for themselves. A table of a million rows has about as
 * many: it is often read again, and a larger one as a whole seldom.
 */
const mostCached = 32 * 2 ** 20;

/** The same after an aggregation, which is often made again over the same samples. */
const mostCachedToRepeat = 128 * 2 ** 20;

/** Milliseconds between two looks while the engine is busy; a scan reads some ten megabytes in them. */
const pause = 50;

/** Less than the anchor takes, by far: the engine counts what it holds to within two megabytes. */
const unattainable = '1KiB';
const leastAnchor = 3 * 2 ** 20;
const anchorRows = 300_000;

export interface BlockCacheOptions {
  /** Of its own: nothing else may run on it. */
  readonly connection: DuckDBConnection;
  /** What the engine may hold at most, as it is written in SQL. */
  readonly memoryLimit: string;
}

/**
 * Has the engine let go of what it read of the file. By itself it keeps every block until its memory is full, so that a scan
 * of a large table would take all of that, to no use: the operating system has the file in its own cache.
 */
export class BlockCache {
  private running = 0;
  private most = mostCached;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly options: BlockCacheOptions) {}

  /** The engine works, or has just done so. @returns the result of the work */
  async during<T>(work: Promise<T>): Promise<T> {
    this.running++;
    this.used();
    try {
      return await work;
    } finally {
      this.running--;
    }
  }

  /** A query with many rows, or over many, begins: scans and aggregations. */
  begins({ repeats }: { readonly repeats: boolean }): void {
    this.most = repeats ? mostCachedToRepeat : mostCached;
  }

  /** The engine has worked, and may hold more than before. */
  used(): void {
    if (this.timer !== undefined || this.looking !== undefined || this.closed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      // What fails here fails again where it matters.
      this.looking = this.look()
        .catch(() => undefined)
        .then(() => {
          this.looking = undefined;
          if (this.running > 0) this.used();
        });
    }, pause).unref();
  }

  /** Looks no more, and closes the connection. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.looking;
    this.options.connection.closeSync();
  }

  private async look(): Promise<void> {
    const { file, anchor, others } = await this.held();
    // Letting go of the file also moves to the disk what a sort has put aside: not while that is the greater part.
    if (file <= this.most + others) return;
    if (anchor < leastAnchor) await this.dropAnchor();
    else await this.letGo();
  }

  /** Bytes in memory, by what they are of. */
  private async held(): Promise<Held> {
    const bytesOf = (tags: string): string =>
      `coalesce(sum(memory_usage_bytes) FILTER (tag ${tags}), 0)::DOUBLE`;
    const result = await this.options.connection.run(
      `SELECT ${bytesOf("= 'BASE_TABLE'")}, ${bytesOf("= 'ART_INDEX'")},
        ${bytesOf("NOT IN ('BASE_TABLE', 'ART_INDEX')")} FROM duckdb_memory()`,
    );
    const [row] = (await result.getRows()) as [number, number, number][];
    const [file, anchor, others] = row ?? [0, 0, 0];
    return { file, anchor, others };
  }

  /** Puts something into memory that has to stay there: an index, of which our tables have none. */
  private async dropAnchor(): Promise<void> {
    const { connection } = this.options;
    await connection.run('CREATE TEMP TABLE IF NOT EXISTS anchor (id BIGINT PRIMARY KEY)');
    await connection.run(`INSERT INTO anchor FROM range(${anchorRows})`);
  }

  /**
   * A lower limit makes the engine let go of all that is not in use right now. As the anchor is more than this limit, it then
   * says that it cannot keep it, and leaves the limit as it was: at no time is it lower for the queries that run.
   */
  private async letGo(): Promise<void> {
    const { connection, memoryLimit } = this.options;
    const keep = `SET memory_limit = '${memoryLimit}'`;
    await connection.run(`SET memory_limit = '${unattainable}'; ${keep}`).catch(() => undefined);
    // Freed memory goes back to the operating system, too.
    await connection.run(keep);
  }
}

interface Held {
  readonly file: number;
  readonly anchor: number;
  readonly others: number;
}
