import { mkdir } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import {
  ResultReturnType,
  type DuckDBInstance,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBValue,
} from '@duckdb/node-api';
import { FramesError } from '../../wire/errors';
import { BlockCache } from './blockCache';
import { isCheckpointDue } from './checkpoints';
import { openInstance } from './openInstance';

/** The name of the database in the data folder. */
const fileName = 'frames.duckdb';

/** The engine may not touch other files or the network, whatever text reaches it. */
const settings = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  // When that is done is said in checkpoints.ts.
  checkpoint_threshold: '1TiB',
  preserve_insertion_order: 'true',
};

/** Mebibytes that the engine may hold; a sort of more goes through the disk, in a folder beside the database. */
const mostMemory = 2048;

export interface DatabaseOptions {
  readonly folder: string;
  /** The engine has given up: nothing works any more until the database is opened anew, by another process. */
  readonly onFatal?: ((error: FramesError) => void) | undefined;
}

interface DatabaseParts {
  readonly file: string;
  readonly instance: DuckDBInstance;
  readonly cache: BlockCache;
  readonly onFatal: (error: FramesError) => void;
}

/** The open file. */
export class Database {
  private readonly open = new Set<Connection>();
  private closed = false;

  private constructor(private readonly parts: DatabaseParts) {}

  /** @throws FramesError `unavailable` when another process has the file open. */
  static async open({ folder, onFatal = () => undefined }: DatabaseOptions): Promise<Database> {
    try {
      await mkdir(folder, { recursive: true });
      const memoryLimit = `${Math.min(mostMemory, Math.floor(memoryOfMachine() / 4 / 2 ** 20))}MiB`;
      const file = join(folder, fileName);
      const instance = await openInstance(file, { ...settings, memory_limit: memoryLimit });
      const cache = new BlockCache({ connection: await instance.connect(), memoryLimit });
      return new Database({ file, instance, cache, onFatal });
    } catch (error) {
      throw openError(folder, error);
    }
  }

  /** @throws FramesError `unavailable` once the database is closed. */
  async connect(): Promise<Connection> {
    if (this.closed) throw new FramesError({ code: 'unavailable', detail: 'the data folder is closed' });
    const { instance, cache, onFatal } = this.parts;
    const onClose = (): boolean => this.open.delete(connection);
    const connection = new Connection(await instance.connect(), { cache, onClose, onFatal });
    this.open.add(connection);
    return connection;
  }

  /** Moves changes from their log into the file when it is time. No transaction may be open on the connection. */
  async checkpoint(connection: Connection): Promise<void> {
    try {
      if (await isCheckpointDue(this.parts.file)) await connection.run('CHECKPOINT');
    } catch {
      // Another connection has a transaction open that writes: it will be time after the next change, too.
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const connection of this.open) {
      connection.interrupt();
      connection.close();
    }
    await this.parts.cache.close();
    this.parts.instance.closeSync();
  }
}

interface ConnectionParts {
  readonly cache: BlockCache;
  readonly onClose: () => void;
  readonly onFatal: (error: FramesError) => void;
}

/** One connection: one statement at a time, and a transaction of its own. Failures come as FramesError `internal`. */
export class Connection {
  private closed = false;

  constructor(
    private readonly handle: DuckDBConnection,
    private readonly parts: ConnectionParts,
  ) {}

  /** Runs a statement. Values are bound as $1, $2 … */
  async run(sql: string, values: readonly DuckDBValue[] = []): Promise<{ readonly rowsChanged: number }> {
    try {
      const { rowsChanged } = await this.parts.cache.during(this.handle.run(sql, [...values]));
      return { rowsChanged };
    } catch (error) {
      throw this.failure(error);
    }
  }

  /** The rows of a small result. */
  async rows(sql: string, values: readonly DuckDBValue[] = []): Promise<DuckDBValue[][]> {
    try {
      const result = await this.parts.cache.during(this.handle.run(sql, [...values]));
      return await result.getRows();
    } catch (error) {
      throw this.failure(error);
    }
  }

  /** Adds the rows that `fill` appends to a table, within the running transaction; `catalog` is `temp` for a temporary table. */
  async append(
    table: string,
    fill: (appender: DuckDBAppender) => void | Promise<void>,
    catalog?: 'temp',
  ): Promise<void> {
    let appender: DuckDBAppender | undefined;
    try {
      appender = await this.handle.createAppender(table, 'main', catalog ?? null);
      await fill(appender);
      appender.closeSync();
      this.parts.cache.used();
    } catch (error) {
      // The engine flushes what an appender holds when it is collected, into whatever transaction runs by then.
      appender?.clear();
      throw this.failure(error);
    }
  }

  /** Adds rows to a table, a value for each of its columns. */
  async insert(table: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    if (rows.length === 0) return;
    await this.append(table, (appender) => {
      for (const row of rows) {
        for (const cell of row) appendCell(appender, cell);
        appender.endRow();
      }
    });
  }

  /**
   * The chunks of a result, one after another: the next is made while one is used. Nothing else may run on the connection
   * until the iteration has ended.
   * @param repeats whether the same rows are likely to be read again soon
   */
  async *chunks(
    sql: string,
    values: readonly DuckDBValue[] = [],
    { repeats = false }: { readonly repeats?: boolean } = {},
  ): AsyncGenerator<DuckDBDataChunk> {
    const { cache } = this.parts;
    let coming: Promise<DuckDBDataChunk | null> | undefined;
    try {
      cache.begins({ repeats });
      const result = await cache.during(this.handle.stream(sql, [...values]));
      for (;;) {
        const chunk = await (coming ?? cache.during(result.fetchChunk()));
        if (chunk === null || chunk.rowCount === 0) {
          // A result that fails on its way ends as one that is complete; only its type tells.
          if (result.returnType === ResultReturnType.INVALID) throw await this.lostRows();
          return;
        }
        coming = cache.during(result.fetchChunk());
        // What fails now is told when it is waited for.
        coming.catch(() => undefined);
        yield chunk;
      }
    } catch (error) {
      throw this.failure(error);
    } finally {
      await coming?.catch(() => undefined);
    }
  }

  /**
   * The chunks of a result that is made as a whole, for one that is known to fit into memory: each chunk costs the engine a
   * change of threads otherwise, which takes longer than to read it.
   */
  async *chunksAtOnce(sql: string, values: readonly DuckDBValue[] = []): AsyncGenerator<DuckDBDataChunk> {
    const { cache } = this.parts;
    try {
      cache.begins({ repeats: false });
      const result = await cache.during(this.handle.run(sql, [...values]));
      for (let i = 0; i < result.chunkCount; i++) yield result.getChunk(i);
    } catch (error) {
      throw this.failure(error);
    }
  }

  /** Why a result ended early: the engine keeps that to itself, unless it has given up as a whole. */
  private async lostRows(): Promise<unknown> {
    try {
      await this.handle.run('SELECT 1');
    } catch (error) {
      if (isFatal(engineError(error))) return error;
    }
    return new Error('it ended a read before the last row, and does not say why');
  }

  private failure(error: unknown): FramesError {
    const failure = engineError(error);
    if (isFatal(failure)) this.parts.onFatal(failure);
    return failure;
  }

  /** Ends what runs; its promise rejects. */
  interrupt(): void {
    if (!this.closed) this.handle.interrupt();
  }

  /** Has a signal end what runs. @returns what has it do so no more */
  interruptOn(signal: AbortSignal | undefined): () => void {
    const interrupt = (): void => this.interrupt();
    signal?.addEventListener('abort', interrupt);
    return () => signal?.removeEventListener('abort', interrupt);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.parts.onClose();
    this.handle.closeSync();
  }
}

type Cell = bigint | string | boolean | null;

function appendCell(appender: DuckDBAppender, cell: Cell): void {
  if (cell === null) appender.appendNull();
  else if (typeof cell === 'bigint') appender.appendBigInt(cell);
  else if (typeof cell === 'string') appender.appendVarchar(cell);
  else appender.appendBoolean(cell);
}

function engineError(error: unknown): FramesError {
  if (error instanceof FramesError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new FramesError({ code: 'internal', detail: `the database failed: ${detail}`, cause: error });
}

/** After such an error the engine refuses everything. */
function isFatal({ detail }: FramesError): boolean {
  return /^the database failed: FATAL Error|database has been invalidated/.test(detail);
}

/** Bytes, of which a container may be allowed less than the machine has. */
function memoryOfMachine(): number {
  // Not known, or not bounded: zero, or more than there is.
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

function openError(folder: string, error: unknown): FramesError {
  const text = error instanceof Error ? error.message : String(error);
  const holder = /lock is held in (.*?) \(PID (\d+)\)/.exec(text);
  if (holder !== null || text.includes('Could not set lock')) {
    const who = holder === null ? 'another process' : `${holder[1] ?? ''} (process ${holder[2] ?? ''})`;
    return new FramesError({
      code: 'unavailable',
      detail: `the data folder '${folder}' is in use by ${who}; stop it or choose another folder`,
      cause: error,
    });
  }
  return new FramesError({ code: 'internal', detail: text, cause: error });
}
