import type { DType } from '../../../data/dtype';
import { FramesError } from '../../../wire/errors';

/** The name of the schema object in a table's directory (spec/kv.md §2). */
export const schemaName = '.#schema';

/** The key of a table that was first written without an index. */
export const defaultKey = 'idx';

export interface SchemaField {
  readonly name: string;
  /** One of `fieldTypes`, or what another writer put there. */
  readonly type: string;
  readonly nullable: boolean;
}

export interface Schema {
  readonly fields: readonly SchemaField[];
  readonly key: string;
  /** Empty when items are named by one key alone. */
  readonly sortingKey: string;
  readonly hashingBucketNum: number;
}

export const emptySchema: Schema = { fields: [], key: '', sortingKey: '', hashingBucketNum: 0 };

const fieldTypes = {
  integer: 'long',
  float: 'double',
  string: 'string',
  time: 'timestamp',
  boolean: 'boolean',
} as const satisfies Record<Exclude<DType, 'null'>, string>;

export function fieldType(dtype: Exclude<DType, 'null'>): string {
  return fieldTypes[dtype];
}

/** The dtype of a field; undefined for a type that no column can have. */
export function fieldDType(type: string): Exclude<DType, 'null'> | undefined {
  for (const [dtype, name] of Object.entries(fieldTypes)) {
    if (name === type) return dtype as Exclude<DType, 'null'>;
  }
  return undefined;
}

/** Compact JSON with its members in the order of the original (spec/kv.md §3). */
export function printSchema({ fields, key, sortingKey, hashingBucketNum }: Schema): Uint8Array {
  const text = JSON.stringify({
    fields: fields.map(({ name, type, nullable }) => ({ name, type, nullable })),
    key,
    ...(sortingKey === '' ? {} : { sortingKey }),
    hashingBucketNum,
  });
  return Buffer.from(text);
}

/** @throws FramesError `internal` for a schema object that another writer spoilt. */
export function parseSchema(body: Uint8Array): Schema {
  try {
    const {
      fields = [],
      key,
      sortingKey = '',
      hashingBucketNum = 0,
    } = JSON.parse(Buffer.from(body).toString()) as Partial<Schema>;
    if (typeof key !== 'string' || typeof sortingKey !== 'string' || typeof hashingBucketNum !== 'number') {
      throw new TypeError('key, sortingKey or hashingBucketNum has a wrong type');
    }
    return { key, sortingKey, hashingBucketNum, fields: fields.map(parseField) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FramesError({
      code: 'internal',
      detail: `the schema object of the table cannot be read (${reason}); use the \`execute\` 'infer' command to write it anew`,
      cause: error,
    });
  }
}

function parseField({ name, type, nullable = true }: Partial<SchemaField>): SchemaField {
  if (typeof name !== 'string' || typeof type !== 'string')
    throw new TypeError('a field lacks its name or type');
  return { name, type, nullable };
}

/** Many times what the platform allows (spec/kv.md §12). */
const mostFields = 10_000;

/**
 * The schema after a frame of schema `next` was written to a table of schema `old` (spec/kv.md §3, merge rules); `old` itself
 * when nothing changes.
 * @throws FramesError `invalidArgument` for a change that is not allowed.
 */
export function mergeSchema(old: Schema, next: Schema): Schema {
  const fields = [...old.fields];
  let changed = false;
  for (const field of next.fields) {
    const at = fields.findIndex(({ name }) => name === field.name);
    const known = fields[at];
    if (known === undefined) {
      if (fields.length === mostFields) throw notAllowed(`a table has at most ${mostFields} columns`);
      fields.push(field);
      changed = true;
    } else if (known.type === 'long' && field.type === 'double') {
      fields[at] = { ...known, type: 'double' };
      changed = true;
    } else if (known.type !== field.type && !(known.type === 'double' && field.type === 'long')) {
      throw notAllowed(
        `schema change for column ${field.name} from type ${known.type} to ${field.type} is not allowed`,
      );
    }
  }
  const isNew = old.fields.length === 0;
  const { key, sortingKey, hashingBucketNum } = old;
  if (!isNew && key !== next.key) {
    throw notAllowed(`changing primary key is not allowed, old: ${key}, new:${next.key}`);
  }
  if (!isNew && next.sortingKey !== '' && sortingKey !== next.sortingKey) {
    throw notAllowed(`changing sorting key is not allowed, old: ${sortingKey}, new:${next.sortingKey}`);
  }
  if (!isNew && next.hashingBucketNum !== 0 && hashingBucketNum !== next.hashingBucketNum) {
    throw notAllowed(
      `changing hashing buckets is not allowed, old: ${hashingBucketNum}, new:${next.hashingBucketNum}`,
    );
  }
  if (isNew) return { ...next, fields };
  return changed ? { ...old, fields } : old;
}

function notAllowed(reason: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail: `failed to merge schema: ${reason}` });
}
