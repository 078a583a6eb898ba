import { formatGoTime } from '../../../data/time';
import { FramesError } from '../../../wire/errors';
import type { ExecRequest } from '../../../wire/messages';
import { formatGoFloat } from '../../goFormat';
import { itemsOf } from '../../storage/itemRows';
import type { AttributeType, Item, ItemValue, Storage } from '../../storage/storage';
import { resolveTable } from '../../tablePath';
import { printSchema, schemaName, type Schema, type SchemaField } from './schema';
import { textArgument } from './update';

/** Buckets that names like `key_12` are taken to be spread over. */
const inferredBuckets = 64;

const hashedName = /^[a-zA-Z_][a-zA-Z0-9_]*_[0-9]+$/;

const fieldTypes: Record<AttributeType, string> = {
  long: 'long',
  double: 'double',
  string: 'string',
  boolean: 'boolean',
  time: 'timestamp',
  // Frames has no columns of bytes; the original leaves the type empty too.
  blob: '',
};

const goTypes: Record<AttributeType, string> = {
  long: 'int',
  double: 'float64',
  string: 'string',
  boolean: 'bool',
  time: 'time.Time',
  blob: '[]uint8',
};

export interface InferOptions {
  /** Items that are looked at. */
  readonly sample: number;
}

/** Writes the schema anew, from the first items of the table's directory (spec/kv.md §9.1). */
export async function inferTableSchema(
  storage: Storage,
  request: ExecRequest,
  signal: AbortSignal,
  { sample }: InferOptions,
): Promise<void> {
  const table = resolveTable(request.session, request.table);
  const items: Item[] = [];
  for await (const chunk of storage.items.scan({ directory: table, limit: sample }, signal))
    items.push(...itemsOf(chunk));
  const schema = inferSchema(items, textArgument(request, 'key'));
  await storage.change((change) => change.writeObject(table, schemaName, printSchema(schema)), signal);
}

/**
 * @param key the attribute to take as key; empty to find it
 * @throws FramesError `invalidArgument` when types differ or no attribute, or several, can be the key
 */
export function inferSchema(items: readonly Item[], key: string): Schema {
  const types = attributeTypes(items);
  const keys = key === '' ? findKeys(items, [...types.keys()]) : givenKey(items, [...types.keys()], key);
  const order = [keys.key, ...(keys.sortingKey === '' ? [] : [keys.sortingKey])];
  for (const name of [...types.keys()].sort()) if (!order.includes(name)) order.push(name);
  const fields = order.map((name): SchemaField => ({
    name,
    type: fieldTypes[types.get(name) ?? 'string'],
    nullable: name !== keys.key && name !== keys.sortingKey,
  }));
  return { fields, ...keys };
}

function attributeTypes(items: readonly Item[]): Map<string, AttributeType> {
  const seen = new Map<string, ItemValue>();
  for (const { attributes } of items) {
    for (const [name, value] of attributes) {
      const before = seen.get(name);
      if (before === undefined || (before.type === 'long' && value.type === 'double')) seen.set(name, value);
      else if (before.type !== value.type && !(before.type === 'double' && value.type === 'long')) {
        throw invalid(
          `type '${goTypes[before.type]}' of value '${goText(before)}' doesn't match ` +
            `type '${goTypes[value.type]}' of value '${goText(value)}' for column '${name}'.`,
        );
      }
    }
  }
  return new Map([...seen].map(([name, { type }]) => [name, type]));
}

type Keys = Pick<Schema, 'key' | 'sortingKey' | 'hashingBucketNum'>;

function givenKey(items: readonly Item[], names: readonly string[], key: string): Keys {
  if (!matching(items, names, ({ name }) => name).includes(key)) {
    throw invalid(`${key} is not one of the optional key columns`);
  }
  return { key, sortingKey: '', hashingBucketNum: 0 };
}

function findKeys(items: readonly Item[], names: readonly string[]): Keys {
  const hashed = matching(items, names, hashedPart);
  const primary = matching(items, names, shardingPart);
  const sorting = matching(items, names, sortingPart);
  const hashingBucketNum = hashed.length === 1 ? inferredBuckets : 0;
  const [key] = hashed.length === 1 ? hashed : primary.length === 1 ? primary : [];
  const [sortingKey] = sorting.length === 1 ? sorting : [];
  if (key !== undefined && sortingKey !== undefined) return { key, sortingKey, hashingBucketNum };
  const full = matching(items, names, ({ name }) => name);
  const [only] = full;
  if (full.length === 1 && only !== undefined) return { key: only, sortingKey: '', hashingBucketNum };
  const reason =
    full.length === 0
      ? 'no column matches the primary-key attribute'
      : `${full.length} columns (${[...full].sort().join(', ')}) match the primary-key attribute`;
  throw invalid(`could not determine which column is the table's primary-key attribute, because ${reason}`);
}

/** The attributes that equal a part of the name in every item that has them; none when a name has no such part. */
function matching(
  items: readonly Item[],
  names: readonly string[],
  partOf: (item: Item) => string | undefined,
): string[] {
  const parts = items.map(partOf);
  if (parts.includes(undefined)) return [];
  return names.filter((name) =>
    items.every(({ attributes }, i) => {
      const value = attributes.get(name);
      return value === undefined || goText(value) === parts[i];
    }),
  );
}

function dotOf(name: string): number | undefined {
  const dot = name.indexOf('.');
  return dot < 0 || dot === name.length - 1 ? undefined : dot;
}

function shardingPart({ name }: Item): string | undefined {
  const dot = dotOf(name);
  return dot === undefined ? undefined : name.slice(0, dot);
}

function sortingPart({ name }: Item): string | undefined {
  const dot = dotOf(name);
  return dot === undefined ? undefined : name.slice(dot + 1);
}

function hashedPart(item: Item): string | undefined {
  const part = shardingPart(item);
  return part !== undefined && hashedName.test(part) ? part.slice(0, part.lastIndexOf('_')) : undefined;
}

/** A value as Go prints it with %v. */
function goText({ type, value }: ItemValue): string {
  switch (type) {
    case 'time':
      return formatGoTime(value);
    case 'double':
      return formatGoFloat(value);
    case 'blob':
      return `[${value.join(' ')}]`;
    case 'long':
    case 'string':
    case 'boolean':
      return String(value);
  }
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
