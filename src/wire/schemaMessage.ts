import type { SchemaField, TableSchema } from './messages';
import type { pb } from './gen/frames';
import { fromValue, fromValueMap, toValue, toValueMap } from './scalars';

export function fromSchema(schema: pb.TableSchema.$Properties): TableSchema {
  const { key } = schema;
  return {
    type: schema.type ?? '',
    namespace: schema.namespace ?? '',
    name: schema.name ?? '',
    doc: schema.doc ?? '',
    aliases: schema.aliases ?? [],
    fields: (schema.fields ?? []).map(fromField),
    key: key ? { shardingKey: key.shardingKey ?? [], sortingKey: key.sortingKey ?? [] } : undefined,
  };
}

export function toSchema({ key, fields, ...texts }: TableSchema): pb.TableSchema.$Properties {
  return {
    ...texts,
    aliases: [...texts.aliases],
    fields: fields.map(toField),
    key: key ? { shardingKey: [...key.shardingKey], sortingKey: [...key.sortingKey] } : null,
  };
}

function fromField(field: pb.SchemaField.$Properties): SchemaField {
  return {
    name: field.name ?? '',
    doc: field.doc ?? '',
    default: field.default ? fromValue(field.default) : undefined,
    type: field.type ?? '',
    properties: fromValueMap(field.properties ?? {}),
  };
}

function toField({ default: value, properties, ...texts }: SchemaField): pb.SchemaField.$Properties {
  return { ...texts, default: value ? toValue(value) : null, properties: toValueMap(properties) };
}
