import type { DuckDBValue } from '@duckdb/node-api';
import type { Directory, TableColumn } from './catalog';
import type { Connection } from './database';
import type { AttributeType, DirectoryPath } from './storage';
import type { StreamShape } from './streams';

/** The directories that the database has, with their columns: all of them, or one and those below it. */
export async function loadDirectories(connection: Connection, within?: DirectoryPath): Promise<Directory[]> {
  const { where, values } = conditionOf(within);
  const columns = new Map<number, TableColumn[]>();
  const columnRows = await connection.rows(
    `SELECT c.directory, c.position, c.attribute, c.type FROM item_columns c JOIN directories d ON d.id = c.directory ${where}
    ORDER BY c.directory, c.position`,
    values,
  );
  for (const [directory, position, attribute, type] of columnRows as [bigint, bigint, string, string][]) {
    const column = { position: Number(position), attribute, type: type as AttributeType };
    const known = columns.get(Number(directory));
    if (known === undefined) columns.set(Number(directory), [column]);
    else known.push(column);
  }
  const streams = await loadStreams(connection);
  const rows = await connection.rows(
    `SELECT id, container, path, created, modified, has_items, last_name FROM directories d ${where}`,
    values,
  );
  return (rows as [bigint, string, string, bigint, bigint, boolean, string | null][]).map(
    ([id, container, path, created, modified, hasItems, lastName]) => ({
      id: Number(id),
      container,
      path,
      created,
      modified,
      items: hasItems
        ? { columns: columns.get(Number(id)) ?? [], lastName: lastName ?? undefined }
        : undefined,
      stream: streams.get(Number(id)),
    }),
  );
}

function conditionOf(within: DirectoryPath | undefined): { where: string; values: DuckDBValue[] } {
  if (within === undefined) return { where: '', values: [] };
  const below = within.path === '' ? '' : `${within.path}/`;
  return {
    where: 'WHERE d.container = $1 AND (d.path = $2 OR starts_with(d.path, $3))',
    values: [within.container, within.path, below],
  };
}

async function loadStreams(connection: Connection): Promise<Map<number, StreamShape>> {
  const rows = await connection.rows('SELECT directory, shards, retention_hours FROM streams');
  return new Map(
    (rows as [bigint, number, bigint][]).map(([id, shards, retentionHours]) => [
      Number(id),
      { shards, retentionHours: Number(retentionHours) },
    ]),
  );
}
