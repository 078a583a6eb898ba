import type { Column } from './column';
import { promote, type DType } from './dtype';
import type { Frame } from './frame';

/** What is known about one column of a result. */
export interface Field {
  /** May be empty: an unnamed index. */
  readonly name: string;
  readonly dtype: DType;
  /** Whether a null has been seen, be it only because a frame lacks the column. */
  readonly nullable: boolean;
}

/** The columns of one frame, or of several frames together. */
export interface Schema {
  readonly indices: readonly Field[];
  readonly columns: readonly Field[];
}

export const emptySchema: Schema = { indices: [], columns: [] };

export function schemaOf(frame: Frame): Schema {
  return { indices: frame.indices.map(fieldOf), columns: frame.columns.map(fieldOf) };
}

/**
 * The schema that covers both: columns stay in the order in which they were first seen, new ones follow. A column that
 * one side lacks becomes nullable, two dtypes are promoted. Returns `a` itself when it covers `b` already.
 */
export function mergeSchemas(a: Schema, b: Schema): Schema {
  const indices = mergeFields(a.indices, b.indices);
  const columns = mergeFields(a.columns, b.columns);
  return indices === a.indices && columns === a.columns ? a : { indices, columns };
}

/**
 * What tells columns apart within one role: the name and, because a csv file may hold two columns of one name,
 * how often it stood before.
 */
export function fieldKeys(fields: readonly { readonly name: string }[]): string[] {
  const seen = new Map<string, number>();
  return fields.map(({ name }) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return `${before} ${name}`;
  });
}

/** The usual case among the frames of one stream, found without building keys. */
export function sameNames(
  a: readonly { readonly name: string }[],
  b: readonly { readonly name: string }[],
): boolean {
  return a.length === b.length && a.every(({ name }, i) => name === b[i]?.name);
}

/** Indices first, then columns: the order in which a reader sees them. */
export function allFields(schema: Schema): readonly Field[] {
  return [...schema.indices, ...schema.columns];
}

function fieldOf(column: Column): Field {
  const { name, dtype } = column;
  return { name, dtype, nullable: dtype === 'null' || (column.nulls?.any() ?? false) };
}

function mergeFields(a: readonly Field[], b: readonly Field[]): readonly Field[] {
  if (sameNames(a, b)) {
    const merged = a.map((field, i) => mergeField(field, b[i]));
    return merged.every((field, i) => field === a[i]) ? a : merged;
  }
  const keysOfA = fieldKeys(a);
  const fromB = new Map(fieldKeys(b).map((key, i) => [key, b[i]]));
  const known = new Set(keysOfA);
  const merged = a.map((field, i) => mergeField(field, fromB.get(keysOfA[i] ?? '')));
  for (const [key, field] of fromB) {
    if (field && !known.has(key)) merged.push({ ...field, nullable: true });
  }
  return merged.length === a.length && merged.every((field, i) => field === a[i]) ? a : merged;
}

function mergeField(a: Field, b: Field | undefined): Field {
  const dtype = b ? promote(a.dtype, b.dtype) : a.dtype;
  const nullable = a.nullable || (b?.nullable ?? true);
  return dtype === a.dtype && nullable === a.nullable ? a : { name: a.name, dtype, nullable };
}
