import type { Scalar, Value } from '../../../../src/data/dtype';
import type { Frame } from '../../../../src/data/frame';
import { tsdbBackend, type TsdbOptions } from '../../../../src/service/backends/tsdb';
import type { Storage } from '../../../../src/service/storage/storage';
import { FramesError } from '../../../../src/wire/errors';
import {
  emptyCreateRequest,
  emptyDeleteRequest,
  emptyInitialWriteRequest,
  emptyReadRequest,
  emptySession,
  type CreateRequest,
  type DeleteRequest,
  type ReadRequest,
} from '../../../../src/wire/messages';
import { frame as frameOfCells } from '../nosql/kv';

export const minute = 60_000;
export const hour = 3_600_000;
/** 12 December 2019, the start of a partition at most rates. */
export const start = 1_576_108_800_000;

/** Times in milliseconds since `start`, values by metric. */
export function samples(
  times: readonly number[],
  metrics: Readonly<Record<string, readonly (Value | null)[]>>,
  labels: Readonly<Record<string, string>> = {},
): Frame {
  const frame = frameOfCells({ '#time': times.map((time) => new Date(start + time)), ...metrics });
  return labelled(frame, labels);
}

export function labelled(frame: Frame, labels: Readonly<Record<string, string>>): Frame {
  const entries = Object.entries(labels).map(([name, value]): [string, Scalar] => [
    name,
    { dtype: 'string', value },
  ]);
  return { ...frame, labels: new Map(entries) };
}

/** A label set of a read. */
export interface Result {
  readonly labels: Readonly<Record<string, Value>>;
  /** Time in milliseconds since `start`, then a value for each column. */
  readonly rows: readonly (readonly (Value | null)[])[];
  readonly columns: readonly string[];
}

/** The backend with what a test does not care about: the table `t`, everything from 1970 to 2033. */
export function tsdbOf(storage: Storage, now: () => bigint = () => BigInt(start), options: TsdbOptions = {}) {
  const backend = tsdbBackend(storage, { now, ...options });
  const session = { ...emptySession, url: 'http://web', container: 'bigdata' };
  const { signal } = new AbortController();
  const everything = { start: '0', end: '2000000000000' };
  async function* frames(
    request: Partial<ReadRequest> = {},
    by: AbortSignal = signal,
  ): AsyncGenerator<Frame> {
    yield* await backend.read({ ...emptyReadRequest, session, table: 't', ...everything, ...request }, by);
  }
  return {
    backend,
    create: (request: Partial<CreateRequest> = {}) =>
      backend.create({ ...emptyCreateRequest, session, table: 't', rate: '1/m', ...request }, signal),
    async write(written: Frame | readonly Frame[], table = 't') {
      const appender = await backend.write({ ...emptyInitialWriteRequest, session, table }, signal);
      for (const frame of [written].flat()) await appender.add(frame);
      await appender.complete();
    },
    frames,
    async read(request: Partial<ReadRequest> = {}): Promise<Result[]> {
      const results = new Map<
        string,
        { labels: Record<string, Value>; columns: string[]; rows: (Value | null)[][] }
      >();
      for await (const frame of frames(request)) {
        const labels = Object.fromEntries([...frame.labels].map(([name, { value }]) => [name, value]));
        const values = frame.columns.filter(({ kind }) => kind === 'slice');
        const key = JSON.stringify([Object.entries(labels), values.map(({ name }) => name)]);
        const result = results.get(key) ?? { labels, columns: values.map(({ name }) => name), rows: [] };
        results.set(key, result);
        for (let row = 0; row < frame.length; row++) {
          const time = Number((frame.indices[0]?.at(row) as bigint) / 1_000_000n) - start;
          result.rows.push([time, ...values.map((column) => column.at(row))]);
        }
      }
      return [...results.values()];
    },
    delete: (request: Partial<DeleteRequest> = {}, by: AbortSignal = signal) =>
      backend.delete({ ...emptyDeleteRequest, session, table: 't', ...request }, by),
    async schema(table = 't'): Promise<Schema> {
      const object = await storage.objects.read('bigdata', `${table}/.schema`);
      return JSON.parse(new TextDecoder().decode(object?.body)) as Schema;
    },
    /** Names directly in the table's directory; those of directories end in a slash. */
    async listing(directory = 't'): Promise<string[]> {
      const listing = await storage.objects.list({ container: 'bigdata', directory });
      if (listing === undefined) return [];
      const names = [
        ...listing.objects.map(({ key }) => key),
        ...listing.directories.map(({ prefix }) => prefix),
      ];
      return names.map((name) => name.slice(directory.length + 1)).sort();
    },
  };
}

interface Schema {
  readonly tableSchemaInfo: Readonly<Record<string, unknown>>;
  readonly partitions: readonly { readonly startTime: number }[];
}

/** What a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof FramesError) return error.detail;
    throw error;
  }
  throw new Error('accepted');
}
