import type { Collection } from '../../frames/collection';
import type { Query } from '../../frames/query';

/** A read of a collection, to start from: what a time series has of the last hour, a stream in its first shard. */
export function openingQuery({ backend, path: table }: Collection): Query {
  switch (backend) {
    case 'nosql':
    case 'csv':
      return { backend, table };
    case 'tsdb':
      return { backend, table, start: 'now-1h' };
    case 'stream':
      return { backend, table, shardId: '0', seek: 'earliest' };
  }
}

/** A statement for a query file that reads a collection. */
export function openingStatement({ backend, path }: Collection): string {
  const table = `'${path.replaceAll("'", "''")}'`;
  return `SELECT * FROM ${backend === 'tsdb' ? table : `${backend}.${table}`}`;
}
