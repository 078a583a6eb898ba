import { attributesOf } from '../../language/expression/ast';
import { compileCondition, type Condition } from '../../language/expression/evaluate';
import { parseCondition } from '../../language/expression/parse';
import type { Attributes, AttributeValue } from '../../language/expression/value';
import { valueAt } from '../storage/itemRows';
import type { AttributeColumn, ItemChunk } from '../storage/storage';
import { toAttributeValue } from './attributeValue';
import { refusing } from '../backends/platformError';
import { nameAttribute, systemAttributes } from './systemAttributes';

export interface RowFilter {
  readonly condition: Condition;
  /** What the filter looks at. */
  readonly attributes: readonly string[];
}

/**
 * @returns undefined for an empty filter
 * @throws FramesError `invalidArgument` that says where the text is wrong
 */
export function parseFilter(text: string): RowFilter | undefined {
  if (text.trim() === '') return undefined;
  const parsed = refusing('filter', () => parseCondition(text));
  return { condition: compileCondition(parsed), attributes: [...attributesOf(parsed)] };
}

/** The rows of a chunk that a filter lets through, in order. */
export function matchingRows(chunk: ItemChunk, { condition }: RowFilter): number[] {
  const item = new ChunkRow(chunk);
  const rows: number[] = [];
  for (item.row = 0; item.row < chunk.length; item.row++) if (condition(item)) rows.push(item.row);
  return rows;
}

/** The items of a chunk as expressions see them, one at a time. */
class ChunkRow implements Attributes {
  row = 0;
  private readonly columns = new Map<string, AttributeColumn[]>();

  constructor(private readonly chunk: ItemChunk) {
    for (const column of chunk.columns) {
      const known = this.columns.get(column.attribute);
      if (known === undefined) this.columns.set(column.attribute, [column]);
      else known.push(column);
    }
  }

  get(name: string): AttributeValue | undefined {
    for (const column of this.columns.get(name) ?? []) {
      const value = valueAt(column, this.row);
      if (value !== undefined) return toAttributeValue(value);
    }
    if (name === nameAttribute) return this.chunk.names.at(this.row);
    const { created, modified } = this.chunk;
    return systemAttributes.get(name)?.({
      created: created[this.row] ?? 0n,
      modified: modified[this.row] ?? 0n,
    });
  }
}
