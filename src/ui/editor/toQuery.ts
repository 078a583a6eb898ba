import type { Query, StreamQuery, TsdbSqlQuery } from '../../frames/query';
import type { Collection } from '../../frames/collection';
import type { ReadPlan, StreamPlan, TsdbPlan } from '../../language/fsql/plan/plan';
import { printTableName } from '../../language/sql/print';
import { readSqlQuery } from '../../language/sql/query';

/**
 * The collection that a plan reads, as a session without a container names it.
 * @param container that of the connection; a plan that names its own does not need it
 */
export function collectionOf(plan: ReadPlan, container: string | undefined): Collection {
  return { backend: plan.backend, path: pathOf(plan, container) };
}

/**
 * The read that a plan asks for, in a session without a container.
 * @param shard of a stream: a plan may ask for several, and each is a read of its own
 */
export function toQuery(plan: ReadPlan, container: string | undefined, shard = '0'): Query {
  const table = pathOf(plan, container);
  switch (plan.backend) {
    case 'tsdb':
      return tsdbQuery(plan, table);
    case 'nosql': {
      const { backend, filter, shardingKeys, sortKeyRangeStart, sortKeyRangeEnd, resetIndex } = plan;
      return {
        backend,
        table,
        ...(plan.columns.length > 0 && { columns: plan.columns }),
        ...(filter !== undefined && { filter }),
        ...(shardingKeys.length > 0 && { shardingKeys }),
        ...(sortKeyRangeStart !== undefined && { sortKeyRangeStart }),
        ...(sortKeyRangeEnd !== undefined && { sortKeyRangeEnd }),
        ...(resetIndex && { resetIndex }),
      };
    }
    case 'stream':
      return streamQuery(plan, table, shard);
    case 'csv':
      return { backend: 'csv', table, ...(plan.limit !== undefined && { limit: plan.limit }) };
  }
}

/** A csv table lies in the service's csv folder, whatever the container. */
function pathOf({ backend, table, container: own }: ReadPlan, ofConnection: string | undefined): string {
  const path = table.replace(/^\/+|(?<!\/)\/+$/g, '');
  const container = own ?? ofConnection;
  return backend === 'csv' || container === undefined ? path : `${container}/${path}`;
}

function tsdbQuery(plan: TsdbPlan, table: string): TsdbSqlQuery {
  const { start, end, step, aggregationWindow, multiIndex } = plan;
  return {
    backend: 'tsdb',
    sql: withTable(plan.sql, table),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(step !== undefined && { step }),
    ...(aggregationWindow !== undefined && { aggregationWindow }),
    ...(multiIndex && { multiIndex }),
  };
}

/** The query over the same table by another name. */
function withTable(sql: string, table: string): string {
  const { statement } = readSqlQuery(sql).parse;
  const [from] = statement?.kind === 'select' ? statement.from : [];
  if (from?.kind !== 'table' || from.table.name === table) return sql;
  return `${sql.slice(0, from.table.start)}${printTableName(table)}${sql.slice(from.table.end)}`;
}

function streamQuery({ seek, sequence, start }: StreamPlan, table: string, shardId: string): StreamQuery {
  const where = { backend: 'stream', table, shardId } as const;
  switch (seek) {
    case 'sequence':
      return { ...where, seek, sequence: sequence ?? 1n };
    case 'time':
      return { ...where, seek, start: start ?? 'now-1h' };
    case 'earliest':
    case 'latest':
      return { ...where, seek };
  }
}
