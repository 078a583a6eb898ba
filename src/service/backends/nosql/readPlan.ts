import type { DType } from '../../../data/dtype';
import { FramesError } from '../../../wire/errors';
import { fieldDType, type Schema } from './schema';
import { nameAttribute, systemAttributes } from '../../items/systemAttributes';

/** Where the values of a column of the result come from. */
export type Output =
  | { readonly kind: 'field'; readonly name: string; readonly dtype: Exclude<DType, 'null'> }
  /** The part of the item's name that stands in for a key attribute which the item lacks (spec/kv.md §14.6). */
  | {
      readonly kind: 'key';
      readonly name: string;
      readonly dtype: Exclude<DType, 'null'>;
      readonly part: NamePart;
    }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'system'; readonly name: string };

export type NamePart = 'whole' | 'sharding' | 'sorting';

/** The shape of the frames of a read (spec/kv.md §7.5, §7.6). */
export interface ReadPlan {
  readonly outputs: readonly Output[];
  /** Positions in `outputs`, with the names that the columns get. */
  readonly indices: readonly { readonly output: number; readonly name: string }[];
  readonly columns: readonly { readonly output: number; readonly name: string }[];
  /** Attributes to fetch; undefined means all, so that one which the schema does not know is noticed. */
  readonly attributes: readonly string[] | undefined;
  /** Items with none of these attributes are left out; undefined leaves out none. */
  readonly required: readonly string[] | undefined;
}

export interface PlanOptions {
  readonly columns: readonly string[];
  readonly resetIndex: boolean;
}

/** @throws FramesError `notFound` for a column that the table does not have. */
export function planRead(schema: Schema, { columns: requested, resetIndex }: PlanOptions): ReadPlan {
  const all = requested.length === 0;
  const wanted = new Set(all ? schema.fields.map(({ name }) => name) : requested);
  const fields = schema.fields.filter(({ name }) => wanted.has(name));
  const known = new Set([...fields.map(({ name }) => name), nameAttribute, ...systemAttributes.keys()]);
  for (const name of wanted) {
    if (!known.has(name))
      throw new FramesError({ code: 'notFound', detail: `column '${name}' doesn't exist` });
  }
  const isField = new Set(fields.map(({ name }) => name));
  const extra = [nameAttribute, ...systemAttributes.keys()].filter(
    (name) => wanted.has(name) && !isField.has(name),
  );
  const outputs: Output[] = fields.map(({ name, type }) => fieldOutput(name, type, schema));
  for (const name of extra) outputs.push({ kind: name === nameAttribute ? 'name' : 'system', name });
  const names = fields.map(({ name }) => name);
  return {
    outputs,
    ...placed(outputs, schema, { columns: requested, resetIndex }),
    attributes: all ? undefined : names,
    required: all || extra.length > 0 ? undefined : names,
  };
}

/** Which columns become indices. */
function placed(
  outputs: readonly Output[],
  { key, sortingKey }: Schema,
  { columns: requested, resetIndex }: PlanOptions,
): Pick<ReadPlan, 'indices' | 'columns'> {
  let columns = outputs.map(({ name }, output) => ({ name, output }));
  const indices: typeof columns = [];
  for (const name of resetIndex ? [] : [key, sortingKey]) {
    const found = columns.find((column) => column.name === name);
    if (found === undefined || columns.length === 1) continue;
    if (requested.includes(name)) indices.push({ ...found, name: `_${name}` });
    else {
      indices.push(found);
      columns = columns.filter((column) => column !== found);
    }
  }
  return { indices, columns };
}

function fieldOutput(name: string, type: string, { key, sortingKey }: Schema): Output {
  const dtype = fieldDType(type);
  if (dtype === undefined) throw new FramesError({ code: 'unsupported', detail: `unknown type - ${type}` });
  if (name === key) return { kind: 'key', name, dtype, part: sortingKey === '' ? 'whole' : 'sharding' };
  if (name === sortingKey) return { kind: 'key', name, dtype, part: 'sorting' };
  return { kind: 'field', name, dtype };
}
