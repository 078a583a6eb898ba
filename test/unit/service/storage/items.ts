import { Bitmap } from '../../../../src/data/bitmap';
import { itemsOf } from '../../../../src/service/storage/itemRows';
import type {
  AttributeColumn,
  AttributeType,
  DirectoryPath,
  ItemBatch,
  ItemScan,
  ItemValue,
  PutMode,
  Storage,
} from '../../../../src/service/storage/storage';

type Cell = ItemValue['value'] | null;

/** A batch from cells: `batch(['a', 'b'], { 'v:long': [1n, null] })`. */
export function batch(names: readonly string[], cells: Record<string, readonly Cell[]> = {}): ItemBatch {
  return {
    names,
    columns: Object.entries(cells).map(([key, values]) => {
      const [attribute = '', type = ''] = key.split(':');
      return columnOf(attribute, type as AttributeType, values);
    }),
  };
}

function columnOf(attribute: string, type: AttributeType, cells: readonly Cell[]): AttributeColumn {
  const nulls = new Bitmap(cells.length);
  cells.forEach((cell, row) => {
    if (cell === null) nulls.set(row);
  });
  switch (type) {
    case 'long':
    case 'time':
      return { attribute, type, nulls, values: BigInt64Array.from(cells, (cell) => (cell ?? 0n) as bigint) };
    case 'double':
      return { attribute, type, nulls, values: Float64Array.from(cells, (cell) => (cell ?? 0) as number) };
    case 'string':
      return { attribute, type, nulls, values: cells.map((cell) => (cell ?? '') as string) };
    case 'blob':
      return {
        attribute,
        type,
        nulls,
        values: cells.map((cell) => (cell ?? new Uint8Array(0)) as Uint8Array),
      };
    case 'boolean': {
      const values = new Bitmap(cells.length);
      cells.forEach((cell, row) => {
        if (cell === true) values.set(row);
      });
      return { attribute, type, nulls, values };
    }
  }
}

/** What a scan finds, as `{ name: { 'attribute:type': value } }` in the order of the scan. */
export async function scanned(
  storage: Storage,
  scan: ItemScan,
): Promise<Record<string, Record<string, ItemValue['value']>>> {
  const found: Record<string, Record<string, ItemValue['value']>> = {};
  for await (const chunk of storage.items.scan(scan)) {
    for (const { name, attributes } of itemsOf(chunk)) {
      found[name] = Object.fromEntries(
        [...attributes].map(([attribute, { type, value }]) => [`${attribute}:${type}`, value]),
      );
    }
  }
  return found;
}

export function put(
  storage: Storage,
  directory: DirectoryPath,
  items: ItemBatch,
  mode: PutMode = 'merge',
): Promise<void> {
  return storage.change((change) => change.putItems(directory, [items], mode));
}
