import { CsvError, readRecords, type CsvRecord } from '../../csv/records';
import { Int64Column, type Column } from '../../data/column';
import { duplicateName, frameOf, type Frame } from '../../data/frame';
import { FramesError } from '../../wire/errors';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  InitialWriteRequest,
  ReadRequest,
} from '../../wire/messages';
import { goQuote } from '../goFormat';
import type { Backend, FrameAppender } from './backend';
import { formatRecord, lineWriter, parseColumn } from './csv/cells';
import { TableFiles, type TableWriter } from './csv/tableFiles';

/** A ping may make this many cells; more would only fill the memory (spec/csv.md, Exec). */
const MAX_PING_CELLS = 10_000_000n;

export interface CsvOptions {
  readonly folder: string;
  /** A frame that would take more room than this is sent in parts, as a message must stay below 128 MiB. */
  readonly mostFrameBytes?: number;
}

/** Tables that are CSV files below one folder (spec/csv.md). */
export async function csvBackend({ folder, mostFrameBytes = 96 << 20 }: CsvOptions): Promise<Backend> {
  const files = new TableFiles(folder);
  await files.clean();
  return {
    read: (request, signal) => read(files, request, { mostFrameBytes, signal }),
    write: (request) => write(files, request),
    create: (request) => create(files, request),
    delete: (request) => remove(files, request),
    exec: (request) => Promise.resolve(request).then(exec),
  };
}

async function read(
  files: TableFiles,
  { table, limit, messageLimit }: ReadRequest,
  { mostFrameBytes, signal }: { readonly mostFrameBytes: number; readonly signal: AbortSignal },
): Promise<AsyncIterable<Frame>> {
  const handle = await files.openForRead(table);
  const stream = handle.createReadStream({ highWaterMark: 1 << 18, signal });
  const batches = readRecords(stream, { keepBom: true });
  try {
    const first = await batches.next();
    const [header, ...rest] = first.done === true ? [] : first.value;
    if (header === undefined) throw invalid('cannot read header (columns): EOF');
    const names = header.fields.map((field) => field ?? '');
    return framesOf({ rest, batches }, { names, limit, messageLimit, mostFrameBytes });
  } catch (error) {
    stream.destroy();
    if (!(error instanceof CsvError)) throw error;
    throw invalid(`cannot read header (columns): ${error.message}`, error);
  }
}

/** The records behind the header: those that came with it, and those to come. */
interface Records {
  readonly rest: readonly CsvRecord[];
  readonly batches: AsyncGenerator<readonly CsvRecord[]>;
}

interface FrameLimits {
  readonly names: readonly string[];
  /** Rows in all; 0 or less: no limit. */
  readonly limit: bigint;
  /** Rows in each frame; 0 or less: all in one, as far as they fit. */
  readonly messageLimit: bigint;
  readonly mostFrameBytes: number;
}

async function* framesOf(
  { rest, batches }: Records,
  { names, limit, messageLimit, mostFrameBytes }: FrameLimits,
): AsyncGenerator<Frame> {
  const mostRows = limit > 0n ? Number(limit) : Infinity;
  const mostPending = messageLimit > 0n ? Number(messageLimit) : Infinity;
  let rowsRead = 0;
  let pending: CsvRecord[] = [];
  let pendingBytes = 0;
  const full = (): Frame => {
    const frame = toFrame(names, pending, rowsRead);
    pending = [];
    pendingBytes = 0;
    return frame;
  };
  try {
    let batch: readonly CsvRecord[] | undefined = rest;
    // Asked before each row: a fault behind the limit is never met.
    for (let at = 0; rowsRead < mostRows; at++) {
      while (batch !== undefined && at >= batch.length) {
        const next = await batches.next();
        batch = next.done === true ? undefined : next.value;
        at = 0;
      }
      const record = batch?.[at];
      if (record === undefined) break;
      pending.push(record);
      pendingBytes += mostBytesOf(record);
      rowsRead++;
      if (pending.length >= mostPending || pendingBytes >= mostFrameBytes) yield full();
    }
    if (pending.length > 0) yield full();
  } catch (error) {
    throw error instanceof CsvError ? invalid(error.message, error) : error;
  } finally {
    await batches.return(undefined);
  }
}

/** What cells take in a message at most, whatever their kind, and about what they take here. */
function mostBytesOf({ fields }: CsvRecord): number {
  let sum = 0;
  for (const field of fields) sum += 3 * (field?.length ?? 0) + 12;
  return sum;
}

function toFrame(names: readonly string[], records: readonly CsvRecord[], rowsRead: number): Frame {
  const columns = names.map((name, i): Column => {
    const texts = records.map(({ fields }) => fields[i] ?? '');
    const column = parseColumn(name, texts);
    if (!column) throw invalid(`type mismatch in row ${rowsRead}, col ${i}`);
    return column;
  });
  return frameOf({ columns });
}

async function write(files: TableFiles, { table, initialData }: InitialWriteRequest): Promise<FrameAppender> {
  const appender = new CsvAppender(await files.replace(table));
  if (initialData) {
    try {
      await appender.add(initialData);
    } catch (error) {
      await appender.abandon();
      const detail = error instanceof FramesError ? error.detail : String(error);
      throw invalid(`cannot add immediate data: ${detail}`, error);
    }
  }
  return appender;
}

class CsvAppender implements FrameAppender {
  private headerWritten = false;

  constructor(private readonly file: TableWriter) {}

  async add(frame: Frame): Promise<void> {
    const duplicate = duplicateName(frame);
    if (duplicate !== undefined) throw invalid(`duplicate column name - ${goQuote(duplicate)}`);
    const { columns } = frame;
    if (!this.headerWritten) await this.file.write(formatRecord(columns.map((column) => column.name)));
    this.headerWritten = true;
    const lineOf = lineWriter(columns);
    let text = '';
    for (let row = 0; row < frame.length; row++) {
      try {
        text += lineOf(row);
      } catch (error) {
        throw invalid(error instanceof Error ? error.message : String(error), error);
      }
      if (text.length > 1 << 16) {
        await this.file.write(text);
        text = '';
      }
    }
    await this.file.write(text);
  }

  complete(): Promise<void> {
    return this.file.finish();
  }

  abandon(): Promise<void> {
    return this.file.abandon();
  }
}

async function create(files: TableFiles, { table, schema, ifExists }: CreateRequest): Promise<void> {
  if (await files.exists(table)) {
    if (ifExists !== 0) return;
    throw new FramesError({ code: 'alreadyExists', detail: `file '${goQuote(table)}' already exists` });
  }
  const names = schema?.fields.map((field) => field.name) ?? [];
  const unnamed = names.indexOf('');
  if (unnamed >= 0) throw invalid(`field ${unnamed} with no name`);
  const file = await cannot('create file', () => files.replace(table));
  if (names.length > 0) await file.write(formatRecord(names));
  await cannot('create file', () => file.finish());
}

async function remove(files: TableFiles, { table, ifMissing }: DeleteRequest): Promise<void> {
  if (!(await files.exists(table))) {
    if (ifMissing !== 0) return;
    throw new FramesError({ code: 'notFound', detail: `path to file '${goQuote(table)}' doesn't exist` });
  }
  await cannot(`delete file '${goQuote(table)}'`, () => files.remove(table));
}

/** `ping` answers with a table of numbers; nothing else is known (spec/csv.md, Exec). */
function exec({ command, args }: ExecRequest): Frame {
  if (command.toLowerCase() !== 'ping') {
    throw new FramesError({
      code: 'unsupported',
      detail: `CSV backend doesn't support execute command '${goQuote(command)}'`,
    });
  }
  const integer = (name: string, otherwise: bigint): bigint => {
    const arg = args.get(name);
    return arg?.dtype === 'integer' ? arg.value : otherwise;
  };
  const rows = integer('rows', 37n);
  const columns = integer('cols', 4n);
  if (columns < 0n || columns > 10_000n || rows * columns > MAX_PING_CELLS) {
    throw invalid(`ping makes at most ${MAX_PING_CELLS.toString()} cells in at most 10000 columns`);
  }
  const length = rows > 0n && columns > 0n ? Number(rows) : 0;
  return frameOf({
    columns: Array.from({ length: Number(columns) }, (_, c) => {
      const values = BigInt64Array.from({ length }, (_value, row) => BigInt(row) * BigInt(c));
      return new Int64Column(`col-${c}`, 'integer', values);
    }),
  });
}

/** Puts the original's words before a failure of the file system. */
async function cannot<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof FramesError)) throw error;
    throw new FramesError({ code: error.code, detail: `cannot ${what}: ${error.detail}`, cause: error });
  }
}

function invalid(detail: string, cause?: unknown): FramesError {
  return new FramesError({ code: 'invalidArgument', detail, cause });
}
