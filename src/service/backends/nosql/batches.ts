import { Bitmap } from '../../../data/bitmap';
import type { AttributeColumn, ItemBatch, ItemChunk, PutMode } from '../../storage/storage';
import type { Turns } from '../../storage/turns';
import { JoinedStrings } from './joinedStrings';

/** Names that are compared between two looks at the clock. */
const namesPerLook = 1024;

/** The same batches with those of one shape, where they follow each other, made into one. */
export async function joinNeighbours(batches: readonly ItemBatch[], turns: Turns): Promise<ItemBatch[]> {
  const groups: ItemBatch[][] = [];
  let shape: string | undefined;
  for (const batch of batches) {
    const before = shape;
    shape = shapeOf(batch);
    const group = groups.at(-1);
    if (group !== undefined && shape === before) group.push(batch);
    else groups.push([batch]);
    await turns.pass();
  }
  const joined: ItemBatch[] = [];
  for (const group of groups) joined.push(await joinBatches(group, turns));
  return joined;
}

async function joinBatches(batches: readonly ItemBatch[], turns: Turns): Promise<ItemBatch> {
  const [first] = batches;
  if (first === undefined || batches.length === 1) return first ?? { names: [], columns: [] };
  const names: string[] = [];
  for (const batch of batches) {
    for (const name of batch.names) names.push(name);
    await turns.pass();
  }
  const columns: AttributeColumn[] = [];
  for (let i = 0; i < first.columns.length; i++) {
    const parts = batches.flatMap((batch) => batch.columns[i] ?? []);
    columns.push(joinColumns(parts, names.length));
    await turns.pass();
  }
  return { names, columns };
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
export async function distinctRows(batch: ItemBatch, mode: PutMode, turns: Turns): Promise<ItemBatch> {
  const { names, columns } = batch;
  if (await areDistinct(names, turns)) return batch;
  const occurrences = new Map<string, number[]>();
  await turns.each(names.length, (row) => {
    const name = names[row] ?? '';
    const rows = occurrences.get(name);
    if (rows === undefined) occurrences.set(name, [row]);
    else rows.push(row);
  });
  const all = [...occurrences.values()];
  const first = all.map((rows) => rows[0] ?? 0);
  const last = all.map((rows) => rows.at(-1) ?? 0);
  const picked: AttributeColumn[] = [];
  for (const column of columns) {
    await turns.pass();
    // A null leaves what an earlier row has set.
    const merged = (rows: readonly number[], i: number): number =>
      rows.findLast((row) => !column.nulls?.get(row)) ?? last[i] ?? 0;
    const rows = mode === 'create' ? first : mode === 'merge' ? all.map(merged) : last;
    picked.push(pickCells(column, rows));
  }
  return { names: [...occurrences.keys()], columns: picked };
}

async function areDistinct(names: readonly string[], turns: Turns): Promise<boolean> {
  if (await areAscending(names, turns)) return true;
  const seen = new Set<string>();
  await turns.each(names.length, (row) => seen.add(names[row] ?? ''));
  return seen.size === names.length;
}

/** Whether each name is beyond the one before; then none stands twice. */
async function areAscending(names: readonly string[], turns: Turns): Promise<boolean> {
  for (let i = 1; i < names.length; i++) {
    if ((names[i - 1] ?? '') >= (names[i] ?? '')) return false;
    if (i % namesPerLook === 0) await turns.pass();
  }
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
      const runs = columns.flatMap((column) => (column.type === type ? [column.values] : []));
      return { attribute, type, nulls, values: new JoinedStrings(runs) };
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
