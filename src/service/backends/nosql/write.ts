import { sliceFrame, type Frame } from '../../../data/frame';
import { FramesError } from '../../../wire/errors';
import type { InitialWriteRequest } from '../../../wire/messages';
import type { AttributeColumn, Change, ItemBatch, PutMode, Storage } from '../../storage/storage';
import { Turns } from '../../storage/turns';
import { Bitmap } from '../../../data/bitmap';
import { resolveTable, type TablePath } from '../../tablePath';
import type { FrameAppender } from '../backend';
import { distinctRows, joinNeighbours, pickRows } from './batches';
import { checkFrame, frameRows, targetNames, type FrameRows } from './frameRows';
import { below, rowsByPartition } from './partitionRows';
import { RowWriter, type RowWork } from './rowWriter';
import { emptySchema, fieldDType, mergeSchema, printSchema, schemaName, type Schema } from './schema';
import { currentSchema, loadSchema, removeTable } from './table';

/** What a save mode does to an item that exists (spec/kv.md §5). */
const putModes: Readonly<Record<string, PutMode>> = {
  '': 'merge',
  errorIfTableExists: 'merge',
  overwriteTable: 'merge',
  updateItem: 'update',
  overwriteItem: 'replace',
  createNewItemsOnly: 'create',
};

/** Cells that are gathered before they are put: many small frames cost as much as one large one. */
const cellsPerChange = 400_000;

/** A longer frame is looked at in pieces, between which others get their turn. */
const rowsPerPiece = 8192;

/** Rows of a partition that a write brings, at least, for them to be put in order: no one notices the sort of fewer at a read. */
const fewestArranged = 20_000;

/** Opens a write; what the save mode forbids is refused before any frame. */
export async function openWrite(
  storage: Storage,
  request: InitialWriteRequest,
  signal: AbortSignal,
): Promise<FrameAppender> {
  const table = resolveTable(request.session, request.table);
  const schema = await loadSchema(storage, table);
  const { saveMode } = request;
  if (saveMode === '' || saveMode === 'errorIfTableExists') {
    if (schema !== undefined) throw tableExists(table);
    if (await storage.objects.directoryExists(table.container, table.path)) throw folderExists(table);
  }
  const writer = new TableWriter({
    storage,
    request,
    signal,
    table,
    schema: saveMode === 'overwriteTable' ? undefined : schema,
  });
  if (request.initialData !== undefined) await writer.add(request.initialData);
  return writer;
}

interface TableWriterParts {
  readonly storage: Storage;
  readonly request: InitialWriteRequest;
  readonly signal: AbortSignal;
  readonly table: TablePath;
  /** As the first frame finds it. */
  readonly schema: Schema | undefined;
}

/** What a frame, or a piece of it, asks for, checked, until it is put. */
type Pending = { readonly kind: 'rows'; readonly rows: FrameRows } | RowWork;

class TableWriter implements FrameAppender {
  private readonly parts: TableWriterParts;
  private readonly mode: PutMode;
  private readonly rowWriter: RowWriter | undefined;
  private schema: Schema;
  private pending: Pending[] = [];
  private pendingCells = 0;
  private rows = 0;
  private readonly turns = new Turns();
  /** Rows that were put into each partition. */
  private readonly written = new Map<string, number>();
  private isFirstChange = true;

  constructor(parts: TableWriterParts) {
    const { request, schema = emptySchema } = parts;
    this.parts = parts;
    this.schema = schema;
    this.mode = putModes[request.saveMode] ?? 'merge';
    const { condition, expression } = request;
    if (condition !== '' || expression !== '') {
      this.rowWriter = new RowWriter({ condition, expression, mode: this.mode });
    }
  }

  async add(frame: Frame): Promise<void> {
    try {
      for (const next of await this.checked(frame)) this.pending.push(next);
    } catch (error) {
      // The frames before the bad one are written all the same, as they would be had it come later.
      await this.flush();
      throw error;
    }
    this.rows += frame.length;
    this.pendingCells += frame.length * (frame.columns.length + frame.indices.length);
    if (this.pendingCells >= cellsPerChange) await this.flush();
  }

  async complete(): Promise<void> {
    // A table is overwritten even by nothing.
    if (this.isFirstChange && this.parts.request.saveMode === 'overwriteTable') await this.change();
    else await this.flush();
    await this.arrange();
    if (this.rowWriter?.failure !== undefined) throw this.rowWriter.failure;
  }

  abandon(): Promise<void> {
    this.pending = [];
    return Promise.resolve();
  }

  /** All of a frame, in pieces. */
  private async checked(frame: Frame): Promise<Pending[]> {
    checkFrame(frame, this.parts.request.partitionKeys);
    const pieces: Pending[] = [];
    for (let start = 0; start === 0 || start < frame.length; start += rowsPerPiece) {
      const piece = sliceFrame(frame, start, Math.min(frame.length, start + rowsPerPiece));
      pieces.push(this.pendingOf(piece, this.rows + start));
      await this.turns.pass();
    }
    for (const next of pieces) {
      if (next.kind !== 'expression') this.schema = mergeSchema(this.schema, next.rows.schema);
    }
    return pieces;
  }

  private pendingOf(frame: Frame, firstRow: number): Pending {
    const { partitionKeys, expression } = this.parts.request;
    const options = { schema: this.schema, partitionKeys, firstRow };
    if (expression !== '') return { kind: 'expression', names: targetNames(frame, options), frame };
    const rows = frameRows(frame, options);
    return this.rowWriter === undefined ? { kind: 'rows', rows } : { kind: 'conditional', rows, frame };
  }

  private async flush(): Promise<void> {
    if (this.pending.length > 0) await this.change();
  }

  /** Puts what is pending, all of it or nothing. */
  private async change(): Promise<void> {
    const { storage, table, signal, request } = this.parts;
    const { pending, isFirstChange } = this;
    this.pending = [];
    this.pendingCells = 0;
    const failureBefore = this.rowWriter?.failure;
    const written = await storage.change(async (change) => {
      if (this.rowWriter !== undefined) this.rowWriter.failure = failureBefore;
      if (isFirstChange && request.saveMode === 'overwriteTable') await removeTable(change, table);
      await this.writeSchema(change, pending);
      await this.rowWriter?.write(
        change,
        table,
        pending.filter((next) => next.kind !== 'rows'),
      );
      const counts = new Map<string, number>();
      for (const [partition, batches] of await this.batchesOf(pending)) {
        const distinct: ItemBatch[] = [];
        for (const batch of await joinNeighbours(batches, this.turns)) {
          distinct.push(await distinctRows(batch, this.mode, this.turns));
        }
        await change.putItems(below(table, partition), distinct, this.mode);
        counts.set(partition, sum(distinct.map(({ names }) => names.length)));
      }
      return counts;
    }, signal);
    for (const [partition, rows] of written) {
      this.written.set(partition, rows + (this.written.get(partition) ?? 0));
    }
    this.isFirstChange = false;
  }

  /** Puts the tables in order that this write made up for the most part. */
  private async arrange(): Promise<void> {
    const { storage, table, signal } = this.parts;
    for (const [partition, rows] of this.written) {
      if (rows < fewestArranged) continue;
      try {
        await storage.change((change) => change.arrangeItems(below(table, partition), rows), signal);
      } catch {
        // All rows are written, whatever came in between: reads sort them, as they do after smaller writes.
      }
    }
  }

  /** The schema may have changed since the write was opened: what counts is what stands there now. */
  private async writeSchema(change: Change, pending: readonly Pending[]): Promise<void> {
    const { table, request } = this.parts;
    const old = await currentSchema(change, table);
    const isNew = request.saveMode === '' || request.saveMode === 'errorIfTableExists';
    if (this.isFirstChange && isNew && old !== emptySchema) throw tableExists(table);
    let schema = old;
    for (const next of pending) {
      if (next.kind !== 'expression') schema = mergeSchema(schema, next.rows.schema);
      await this.turns.pass();
    }
    if (schema !== old) await change.writeObject(table, schemaName, printSchema(schema));
  }

  /** What goes into each partition. */
  private async batchesOf(pending: readonly Pending[]): Promise<Map<string, ItemBatch[]>> {
    const found = new Map<string, ItemBatch[]>();
    for (const next of pending) {
      if (next.kind !== 'rows') continue;
      const batch = this.batchOf(next.rows);
      for (const [partition, part] of this.partsOf(next.rows, batch)) {
        const known = found.get(partition);
        if (known === undefined) found.set(partition, [part]);
        else known.push(part);
      }
      await this.turns.pass();
    }
    return found;
  }

  private *partsOf(
    rows: FrameRows,
    batch: ItemBatch,
  ): Generator<readonly [partition: string, part: ItemBatch]> {
    if (rows.partitions === undefined) {
      if (batch.names.length > 0) yield ['', batch];
      return;
    }
    for (const [partition, chosen] of rowsByPartition(rows)) yield [partition, pickRows(batch, chosen)];
  }

  private batchOf({ names, columns, untyped }: FrameRows): ItemBatch {
    if (this.mode !== 'update' || untyped.length === 0) return { names, columns };
    const removed = untyped.flatMap((attribute) => {
      const field = this.schema.fields.find(({ name }) => name === attribute);
      return field === undefined ? [] : nullColumn(attribute, field.type, names.length);
    });
    return { names, columns: [...columns, ...removed] };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, next) => total + next, 0);
}

function nullColumn(attribute: string, fieldType: string, rows: number): AttributeColumn[] {
  const nulls = new Bitmap(rows, new Uint8Array((rows + 7) >> 3).fill(0xff));
  switch (fieldDType(fieldType)) {
    case 'integer':
      return [{ attribute, type: 'long', nulls, values: new BigInt64Array(rows) }];
    case 'time':
      return [{ attribute, type: 'time', nulls, values: new BigInt64Array(rows) }];
    case 'float':
      return [{ attribute, type: 'double', nulls, values: new Float64Array(rows) }];
    case 'boolean':
      return [{ attribute, type: 'boolean', nulls, values: new Bitmap(rows) }];
    case 'string':
      return [{ attribute, type: 'string', nulls, values: new Array<string>(rows).fill('') }];
    case undefined:
      return [];
  }
}

function tableExists({ shown }: TablePath): FramesError {
  // The spelling is the original's (spec/kv.md §5).
  const detail = `table '${shown}' already exists; either use a differnet save mode or save to a different table`;
  return new FramesError({ code: 'alreadyExists', detail });
}

function folderExists({ shown }: TablePath): FramesError {
  return new FramesError({
    code: 'alreadyExists',
    detail: `folder '${shown}' already exists; you can't write to an existing folder unless it already contains a schema file`,
  });
}
