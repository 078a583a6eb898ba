import type { AttributeColumn, Item, ItemChunk, ItemValue } from './storage';

/** The items of a chunk, one by one. */
export function* itemsOf(chunk: ItemChunk): Generator<Item> {
  for (let row = 0; row < chunk.length; row++) {
    const attributes = new Map<string, ItemValue>();
    for (const column of chunk.columns) {
      const value = valueAt(column, row);
      if (value !== undefined) attributes.set(column.attribute, value);
    }
    yield {
      name: chunk.names.at(row) ?? '',
      created: chunk.created[row] ?? 0n,
      modified: chunk.modified[row] ?? 0n,
      attributes,
    };
  }
}

/** The value that an item has in a column; undefined when it lacks the attribute or has it as another type. */
export function valueAt(column: AttributeColumn, row: number): ItemValue | undefined {
  if (column.nulls?.get(row)) return undefined;
  switch (column.type) {
    case 'long':
    case 'time':
      return { type: column.type, value: column.values[row] ?? 0n };
    case 'double':
      return { type: 'double', value: column.values[row] ?? 0 };
    case 'string':
      return { type: 'string', value: column.values.at(row) ?? '' };
    case 'boolean':
      return { type: 'boolean', value: column.values.get(row) };
    case 'blob':
      return { type: 'blob', value: column.values.at(row) ?? new Uint8Array(0) };
  }
}
