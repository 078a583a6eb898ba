import type { Column } from '../../../../src/data/column';
import type { DType, Scalar, Value } from '../../../../src/data/dtype';
import { frameOf, type Frame } from '../../../../src/data/frame';
import { nosqlBackend } from '../../../../src/service/backends/nosql';
import { columnOfCells } from '../../../../src/service/backends/nosql/columnOfCells';
import type { Storage } from '../../../../src/service/storage/storage';
import {
  emptyDeleteRequest,
  emptyExecRequest,
  emptyInitialWriteRequest,
  emptyReadRequest,
  emptySession,
  type DeleteRequest,
  type InitialWriteRequest,
  type ReadRequest,
} from '../../../../src/wire/messages';

type Cell = Value | Date | null;

/**
 * A frame from cells by column: `#name` is an index, `##` an unnamed one. The first cell that is not null gives the type;
 * a date is a time.
 */
export function frame(cells: Record<string, readonly Cell[]>): Frame {
  const indices: Column[] = [];
  const columns: Column[] = [];
  for (const [key, values] of Object.entries(cells)) {
    const column = columnOf(key.replace(/^##?/, ''), values);
    if (key.startsWith('#')) indices.push(column);
    else columns.push(column);
  }
  return frameOf({ indices, columns });
}

function columnOf(name: string, cells: readonly Cell[]): Column {
  const plain = cells.map((cell) => (cell instanceof Date ? BigInt(cell.getTime()) * 1_000_000n : cell));
  return columnOfCells(name, dtypeOf(cells.find((cell) => cell !== null) ?? ''), plain);
}

function dtypeOf(cell: Value | Date): Exclude<DType, 'null'> {
  if (cell instanceof Date) return 'time';
  if (typeof cell === 'bigint') return 'integer';
  if (typeof cell === 'number') return 'float';
  return typeof cell === 'boolean' ? 'boolean' : 'string';
}

export interface Rows {
  /** Names of indices, marked with `#`, and of columns. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (Value | null)[])[];
  /** Rows of each frame. */
  readonly frames: readonly number[];
}

/** The backend with the defaults that a test does not care about; tables are in the container bigdata. */
export function kvOf(storage: Storage) {
  const backend = nosqlBackend(storage);
  const session = { ...emptySession, container: 'bigdata' };
  const { signal } = new AbortController();
  return {
    async write(table: string, frames: Frame | readonly Frame[], options: Partial<InitialWriteRequest> = {}) {
      const appender = await backend.write(
        { ...emptyInitialWriteRequest, session, table, ...options },
        signal,
      );
      for (const next of [frames].flat()) await appender.add(next);
      await appender.complete();
    },
    async read(table: string, options: Partial<ReadRequest> = {}): Promise<Rows> {
      let columns: string[] = [];
      const rows: (Value | null)[][] = [];
      const frames: number[] = [];
      for await (const next of await backend.read(
        { ...emptyReadRequest, session, table, ...options },
        signal,
      )) {
        columns = [...next.indices.map(({ name }) => `#${name}`), ...next.columns.map(({ name }) => name)];
        frames.push(next.length);
        for (let row = 0; row < next.length; row++) {
          rows.push([...next.indices, ...next.columns].map((column) => column.at(row)));
        }
      }
      return { columns, rows, frames };
    },
    delete(table: string, options: Partial<DeleteRequest> = {}) {
      return backend.delete({ ...emptyDeleteRequest, session, table, ...options }, signal);
    },
    async exec(table: string, command: string, args: Record<string, string> = {}) {
      const scalars = Object.entries(args).map(([name, value]): [string, Scalar] => [
        name,
        { dtype: 'string', value },
      ]);
      await backend.exec({ ...emptyExecRequest, session, table, command, args: new Map(scalars) }, signal);
    },
    async schema(table: string): Promise<string | undefined> {
      const object = await storage.objects.read('bigdata', `${table}/.#schema`);
      return object === undefined ? undefined : Buffer.from(object.body).toString();
    },
  };
}
