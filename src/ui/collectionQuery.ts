import type { Collection } from '../frames/collection';
import type { Query } from '../frames/query';

/** The query that shows a collection from its beginning. */
export function collectionQuery({ backend, path }: Collection): Query {
  switch (backend) {
    case 'nosql':
    case 'csv':
      return { backend, table: path };
    case 'tsdb':
      // Without a start a read covers the last hour alone (spec/tsdb.md).
      return { backend, table: path, start: '0' };
    case 'stream':
      return { backend, table: path, shardId: '0', seek: 'earliest' };
  }
}
