import type { DType } from '../../data/dtype';
import type { Frame } from '../../data/frame';
import type { Collection } from '../../frames/collection';
import type { CollectionSource, NosqlSchema } from '../../frames/collectionSource';
import type { Query } from '../../frames/query';
import type { CatalogAccess } from './catalogAccess';
import { describeSeries } from './describeSeries';
import type { KnownColumn, TableDetails } from './tableDetails';

/**
 * What can be named in a query over a collection, asked of the service in the cheapest way that it has.
 * @throws FramesError
 */
export async function describeTable(
  access: CatalogAccess,
  { backend, path }: Collection,
  { signal }: { readonly signal: AbortSignal },
): Promise<TableDetails> {
  switch (backend) {
    case 'tsdb':
      return describeSeries(access, path, { signal });
    case 'nosql': {
      const schema = await schemaOf(access.source, path, signal);
      if (schema) return { columns: columnsOfSchema(schema), labels: [] };
      return describeRows(access, { backend, table: path, messageLimit: 1 }, signal);
    }
    case 'csv':
      return describeRows(access, { backend, table: path, limit: 1 }, signal);
    case 'stream':
      return describeRows(
        access,
        { backend, table: path, shardId: '0', seek: 'earliest', messageLimit: 1 },
        signal,
      );
  }
}

const dtypes: Readonly<Record<string, DType>> = {
  long: 'integer',
  double: 'float',
  string: 'string',
  timestamp: 'time',
  boolean: 'boolean',
};

export function columnsOfSchema({ fields, key, sortingKey }: NosqlSchema): KnownColumn[] {
  return fields.map(({ name, type }) => ({
    name,
    dtype: dtypes[type],
    role: name === key ? 'key' : name === sortingKey ? 'sortingKey' : undefined,
  }));
}

/** A table's schema object, by way of the listing of its folder. */
async function schemaOf(
  source: CollectionSource | undefined,
  path: string,
  signal: AbortSignal,
): Promise<NosqlSchema | undefined> {
  const [container, ...segments] = path.split('/');
  if (!source || container === undefined || segments.length === 0) return undefined;
  const within = segments.join('/');
  for await (const entry of source.children(container, segments.slice(0, -1).join('/'), { signal })) {
    if (entry.kind === 'nosql' && entry.path === within) return entry.schema;
  }
  return undefined;
}

/** What the first row has. */
async function describeRows(
  { client }: CatalogAccess,
  query: Query,
  signal: AbortSignal,
): Promise<TableDetails> {
  for await (const frame of client.read(query, { signal })) return { columns: columnsOf(frame), labels: [] };
  return { columns: [], labels: [] };
}

function columnsOf({ indices, columns }: Frame): KnownColumn[] {
  const keys = indices.filter(({ name }) => name !== '');
  return [
    ...keys.map(({ name, dtype }): KnownColumn => ({ name, dtype, role: 'key' })),
    ...columns.map(({ name, dtype }): KnownColumn => ({ name, dtype })),
  ];
}
