import { Bitmap } from '../../data/bitmap';
import type { AttributeColumn, AttributeType, Item, ItemBatch } from './storage';

/** Items as a batch: a column for every attribute and type that occurs, in order of appearance. */
export function batchOf(items: ReadonlyMap<string, Item['attributes']>): ItemBatch {
  const builders = new Map<string, ColumnBuilder>();
  let row = 0;
  for (const attributes of items.values()) {
    for (const [attribute, { type, value }] of attributes) {
      const key = `${type} ${attribute}`;
      let builder = builders.get(key);
      if (builder === undefined) {
        builder = new ColumnBuilder(attribute, type, items.size);
        builders.set(key, builder);
      }
      builder.set(row, value);
    }
    row++;
  }
  return { names: [...items.keys()], columns: [...builders.values()].map((builder) => builder.build()) };
}

type Value = bigint | number | string | boolean | Uint8Array;

class ColumnBuilder {
  private readonly cells: (Value | undefined)[];

  constructor(
    private readonly attribute: string,
    private readonly type: AttributeType,
    rows: number,
  ) {
    this.cells = new Array<Value | undefined>(rows).fill(undefined);
  }

  set(row: number, value: Value): void {
    this.cells[row] = value;
  }

  build(): AttributeColumn {
    const { attribute, type, cells } = this;
    const nulls = new Bitmap(cells.length);
    cells.forEach((cell, row) => {
      if (cell === undefined) nulls.set(row);
    });
    switch (type) {
      case 'long':
      case 'time':
        return {
          attribute,
          type,
          nulls,
          values: BigInt64Array.from(cells, (cell) => (cell ?? 0n) as bigint),
        };
      case 'double':
        return { attribute, type, nulls, values: Float64Array.from(cells, (cell) => (cell ?? 0) as number) };
      case 'string':
        return { attribute, type, nulls, values: cells as string[] };
      case 'blob':
        return { attribute, type, nulls, values: cells as Uint8Array[] };
      case 'boolean': {
        const values = new Bitmap(cells.length);
        cells.forEach((cell, row) => {
          if (cell === true) values.set(row);
        });
        return { attribute, type, nulls, values };
      }
    }
  }
}
