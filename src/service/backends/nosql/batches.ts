import { Bitmap } from '../../../data/bitmap';
import type { AttributeColumn, ItemBatch, ItemChunk, PutMode } from '../../storage/storage';

/** The same batches with those of one shape, where they follow each other, made into one. */
export function joinNeighbours(batches: readonly ItemBatch[]): ItemBatch[] {
  const groups: ItemBatch[][] = [];
  let shape: string | undefined;
  for (const batch of batches) {
    const group = groups.at(-1);
    if (group !== undefined && shapeOf(batch) === shape) group.push(batch);
    else groups.push([batch]);
    shape = shapeOf(batch);
  }
  return groups.map(joinBatches);
}

function joinBatches(batches: readonly ItemBatch[]): ItemBatch {
  const [first] = batches;
  if (first === undefined || batches.length === 1) return first ?? { names: [], columns: [] };
  const names = batches.flatMap((batch) => batch.names);
  return {
    names,
    columns: first.columns.map((_, i) =>
      joinColumns(
        batches.flatMap(({ columns }) => columns[i] ?? []),
        names.length,
      ),
    ),
  };
}

/** Batches have one shape when they have the same attributes and types in the same order. */
function shapeOf({ columns }: ItemBatch): string {
  return columns.map(({ attribute, type }) => `${attribute}:${type}`).join();
}

/** Rows of a batch, in the given order. */
export function pickRows({ names, columns }: ItemBatch, rows: readonly number[]): ItemBatch {
  return {
    names: rows.map((row) => names[row] ?? ''),
    columns: columns.map((column) => pickCells(column, rows)),
  };
}

/** A batch in which each name stands once, with the effect that the rows would have one after another. */
export function distinctRows(batch: ItemBatch, mode: PutMode): ItemBatch {
  if (isAscending(batch.names)) return batch;
  const occurrences = new Map<string, number[]>();
  batch.names.forEach((name, row) => {
    const rows = occurrences.get(name);
    if (rows === undefined) occurrences.set(name, [row]);
    else rows.push(row);
  });
  if (occurrences.size === batch.names.length) return batch;
  const all = [...occurrences.values()];
  if (mode === 'create')
    return pickRows(
      batch,
      all.map((rows) => rows[0] ?? 0),
    );
  const last = all.map((rows) => rows.at(-1) ?? 0);
  if (mode !== 'merge') return pickRows(batch, last);
  // A null leaves what an earlier row has set.
  return {
    names: [...occurrences.keys()],
    columns: batch.columns.map((column) =>
      pickCells(
        column,
        all.map((rows, i) => rows.findLast((row) => !column.nulls?.get(row)) ?? last[i] ?? 0),
      ),
    ),
  };
}

/** Whether each name is beyond the one before; then none stands twice. */
function isAscending(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) if ((names[i - 1] ?? '') >= (names[i] ?? '')) return false;
  return true;
}

function pickCells(column: AttributeColumn, rows: readonly number[]): AttributeColumn {
  const { attribute, type } = column;
  const nulls = column.nulls === undefined ? undefined : pickBits(column.nulls, rows);
  switch (type) {
    case 'long':
    case 'time':
      return { attribute, type, nulls, values: BigInt64Array.from(rows, (row) => column.values[row] ?? 0n) };
    case 'double':
      return { attribute, type, nulls, values: Float64Array.from(rows, (row) => column.values[row] ?? 0) };
    case 'string':
      return { attribute, type, nulls, values: rows.map((row) => column.values.at(row) ?? '') };
    case 'boolean':
      return { attribute, type, nulls, values: pickBits(column.values, rows) };
    case 'blob':
      return {
        attribute,
        type,
        nulls,
        values: rows.map((row) => column.values.at(row) ?? new Uint8Array(0)),
      };
  }
}

function pickBits(bits: Bitmap, rows: readonly number[]): Bitmap {
  const picked = new Bitmap(rows.length);
  rows.forEach((row, i) => {
    if (bits.get(row)) picked.set(i);
  });
  return picked;
}

function joinColumns(columns: readonly AttributeColumn[], rows: number): AttributeColumn {
  const [first] = columns;
  if (first === undefined) throw new TypeError('no columns to join');
  const { attribute, type } = first;
  const nulls = columns.some((column) => column.nulls !== undefined) ? new Bitmap(rows) : undefined;
  if (nulls !== undefined)
    eachRow(columns, (column, row, at) => {
      if (column.nulls?.get(row)) nulls.set(at);
    });
  switch (type) {
    case 'long':
    case 'time': {
      const values = new BigInt64Array(rows);
      eachStart(columns, (column, at) => {
        if (column.type === type) values.set(column.values, at);
      });
      return { attribute, type, nulls, values };
    }
    case 'double': {
      const values = new Float64Array(rows);
      eachStart(columns, (column, at) => {
        if (column.type === type) values.set(column.values, at);
      });
      return { attribute, type, nulls, values };
    }
    case 'boolean': {
      const values = new Bitmap(rows);
      eachRow(columns, (column, row, at) => {
        if (column.type === type && column.values.get(row)) values.set(at);
      });
      return { attribute, type, nulls, values };
    }
    case 'string': {
      const values = new Array<string>(rows);
      eachRow(columns, (column, row, at) => {
        if (column.type === type) values[at] = column.values.at(row) ?? '';
      });
      return { attribute, type, nulls, values };
    }
    case 'blob': {
      const values = new Array<Uint8Array>(rows);
      eachRow(columns, (column, row, at) => {
        if (column.type === type) values[at] = column.values.at(row) ?? new Uint8Array(0);
      });
      return { attribute, type, nulls, values };
    }
  }
}

function eachStart(
  columns: readonly AttributeColumn[],
  visit: (column: AttributeColumn, at: number) => void,
): void {
  let at = 0;
  for (const column of columns) {
    visit(column, at);
    at += column.values.length;
  }
}

function eachRow(
  columns: readonly AttributeColumn[],
  visit: (column: AttributeColumn, row: number, at: number) => void,
): void {
  eachStart(columns, (column, start) => {
    for (let row = 0; row < column.values.length; row++) visit(column, row, start + row);
  });
}

/** Rows of a chunk, in the given order; the chunk itself when that is all of them. */
export function pickChunk(chunk: ItemChunk, rows: readonly number[]): ItemChunk {
  if (rows.length === chunk.length) return chunk;
  return {
    length: rows.length,
    names: rows.map((row) => chunk.names.at(row) ?? ''),
    created: BigInt64Array.from(rows, (row) => chunk.created[row] ?? 0n),
    modified: BigInt64Array.from(rows, (row) => chunk.modified[row] ?? 0n),
    columns: chunk.columns.map((column) => pickCells(column, rows)),
  };
}
