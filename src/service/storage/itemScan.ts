import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { StringValues } from '../../data/column';
import type { Directory, ItemTable, TableColumn } from './catalog';
import type { Connection } from './database';
import { selectItems } from './itemSql';
import type { AttributeColumn, ItemChunk, ItemScan } from './storage';
import { chunkVector, readColumn, readInt64, readStrings } from './vectors';

/** Reads the items of a directory, in ascending order of their names. */
export async function* scanItems(
  connection: Connection,
  directory: Directory & { readonly items: ItemTable },
  scan: ItemScan,
): AsyncGenerator<ItemChunk> {
  const columns = columnsOf(directory.items, scan.attributes);
  const { where, values } = nameConditions(scan);
  const sql = selectItems({
    directoryId: directory.id,
    columns,
    times: scan.times ?? true,
    where,
    ordered: directory.items.lastName === undefined,
    limit: scan.limit,
  });
  const isOne = scan.name !== undefined;
  const chunks = isOne ? connection.chunksAtOnce(sql, values) : connection.chunks(sql, values);
  for await (const chunk of chunks) yield chunkOf(chunk, columns);
}

/** The chunk of a result that `selectItems` asked for. */
export function chunkOf(chunk: DuckDBDataChunk, columns: readonly TableColumn[]): ItemChunk {
  return new ScannedItems(chunk, columns);
}

/** Names and times are made when they are asked for: most reads show none of them. */
class ScannedItems implements ItemChunk {
  readonly length: number;
  readonly columns: readonly AttributeColumn[];
  private madeNames: StringValues | undefined;
  private madeCreated: BigInt64Array | undefined;
  private madeModified: BigInt64Array | undefined;

  constructor(
    private readonly chunk: DuckDBDataChunk,
    columns: readonly TableColumn[],
  ) {
    const { rowCount } = chunk;
    this.length = rowCount;
    this.columns = columns.map((column, i) => readColumn(chunkVector(chunk, i + 1), rowCount, column));
  }

  get names(): StringValues {
    return (this.madeNames ??= readStrings(chunkVector(this.chunk, 0), this.length, undefined));
  }

  get created(): BigInt64Array {
    return (this.madeCreated ??= this.times(1));
  }

  get modified(): BigInt64Array {
    return (this.madeModified ??= this.times(2));
  }

  /** Those of a column behind the attributes; zeros where times were not asked for. */
  private times(place: number): BigInt64Array {
    const index = this.columns.length + place;
    if (index >= this.chunk.columnCount) return new BigInt64Array(this.length);
    return readInt64(chunkVector(this.chunk, index), this.length);
  }
}

function columnsOf(
  { columns }: ItemTable,
  attributes: readonly string[] | undefined,
): readonly TableColumn[] {
  if (attributes === undefined) return columns;
  const wanted = new Set(attributes);
  return columns.filter(({ attribute }) => wanted.has(attribute));
}

interface Conditions {
  readonly where: string[];
  readonly values: DuckDBValue[];
}

/**
 * An item of sharding key `k` is named `k` or `k.<sorting key>`; `/` is the character after the dot
 * (spec/kv.md §7.4). A dot at the end of the sharding key is allowed and means nothing.
 */
function nameConditions({ name, shardingKey, sortingKeys, after }: ItemScan): Conditions {
  const where: string[] = [];
  const values: DuckDBValue[] = [];
  const bind = (value: string): string => `$${values.push(value)}`;
  if (shardingKey !== undefined) {
    const key = shardingKey.endsWith('.') ? shardingKey.slice(0, -1) : shardingKey;
    const { from, to } = sortingKeys ?? { from: '', to: '' };
    if (key.includes('.')) return { where: ['false'], values };
    const least = bind(`${key}.${from}`);
    const end = bind(to === '' ? `${key}/` : `${key}.${to}`);
    const bare = from === '' ? ` OR name = ${bind(key)}` : '';
    where.push(`((name >= ${least} AND name < ${end})${bare})`);
  }
  if (name !== undefined) where.push(`name = ${bind(name)}`);
  if (after !== undefined && after !== '') where.push(`name > ${bind(after)}`);
  return { where, values };
}
