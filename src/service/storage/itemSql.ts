import type { ItemTable, TableColumn } from './catalog';
import type { AttributeType, PutMode } from './storage';

/** The SQL of item tables, in one place. Only generated names and numbers ever become part of its text. */

/** The temporary table in which the rows of a batch wait to be merged: name, modified, then v0, v1 … */
export const stagingTable = 'staging';

const sqlTypes = {
  long: 'BIGINT',
  double: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  time: 'BIGINT',
  blob: 'BLOB',
} as const satisfies Record<AttributeType, string>;

export function itemTableName(directoryId: number): string {
  return `items_${directoryId}`;
}

function columnName({ position }: Pick<TableColumn, 'position'>): string {
  return `c${position}`;
}

export function createItemTable(directoryId: number, columns: readonly TableColumn[]): string {
  const declared = columns.map((column) => `, ${columnName(column)} ${sqlTypes[column.type]}`).join('');
  return `CREATE TABLE ${itemTableName(directoryId)} (name VARCHAR, created BIGINT, modified BIGINT${declared})`;
}

export function addColumn(directoryId: number, column: TableColumn): string {
  return `ALTER TABLE ${itemTableName(directoryId)} ADD COLUMN ${columnName(column)} ${sqlTypes[column.type]}`;
}

export function createStaging(types: readonly AttributeType[]): string {
  const declared = types.map((type, i) => `, v${i} ${sqlTypes[type]}`).join('');
  return `CREATE OR REPLACE TEMP TABLE ${stagingTable} (name VARCHAR, modified BIGINT${declared})`;
}

export interface StagedBatch {
  readonly directoryId: number;
  readonly table: ItemTable;
  /** For each column of the batch, in order, the table's column that takes it. */
  readonly targets: readonly TableColumn[];
}

/** Sets the staged values on items that exist, as the mode says; undefined when the mode leaves them alone. */
export function updateExisting(
  { directoryId, table, targets }: StagedBatch,
  mode: PutMode,
): string | undefined {
  if (mode === 'create') return undefined;
  const staged = new Map(targets.map((target, i) => [target.position, `s.v${i}`]));
  const sets = ['modified = s.modified'];
  for (const column of table.columns) {
    const own = staged.get(column.position) ?? 'NULL';
    const name = columnName(column);
    if (mode === 'replace') {
      sets.push(`${name} = ${own}`);
      continue;
    }
    const written = targets.flatMap(({ attribute }, i) =>
      attribute === column.attribute ? [`s.v${i}`] : [],
    );
    if (written.length === 0) continue;
    if (mode === 'update') sets.push(`${name} = ${own}`);
    else
      sets.push(
        `${name} = CASE WHEN ${written.map((v) => `${v} IS NOT NULL`).join(' OR ')} THEN ${own} ELSE t.${name} END`,
      );
  }
  return `UPDATE ${itemTableName(directoryId)} t SET ${sets.join(', ')} FROM ${stagingTable} s WHERE t.name = s.name`;
}

/** Adds the staged rows whose names are not there yet (`areNew`: none is), in ascending order of names. */
export function insertMissing({ directoryId, targets }: StagedBatch, areNew: boolean): string {
  const name = itemTableName(directoryId);
  const into = targets.map((target) => `, ${columnName(target)}`).join('');
  const from = targets.map((_, i) => `, s.v${i}`).join('');
  const missing = areNew ? '' : ` ANTI JOIN ${name} t ON t.name = s.name`;
  return (
    `INSERT INTO ${name} (name, created, modified${into}) ` +
    `SELECT s.name, s.modified, s.modified${from} FROM ${stagingTable} s${missing} ORDER BY s.name`
  );
}

export function deleteStaged(directoryId: number): string {
  return `DELETE FROM ${itemTableName(directoryId)} WHERE name IN (SELECT name FROM ${stagingTable})`;
}

/** How many rows a table has, and the place of its last one. */
export function measureRows(directoryId: number): string {
  return `SELECT count(*), max(rowid) FROM ${itemTableName(directoryId)}`;
}

/** Of a row: what its cells take without what texts and blobs are long. */
export function bytesOfNumbers(columns: readonly TableColumn[]): number {
  return (columns.length + 3) * 8;
}

/** The bytes of all names, texts and blobs. */
export function measureTexts(directoryId: number, columns: readonly TableColumn[]): string {
  const lengths = columns.flatMap((column) => {
    if (column.type === 'string') return [`coalesce(strlen(${columnName(column)}), 0)`];
    return column.type === 'blob' ? [`coalesce(octet_length(${columnName(column)}), 0)`] : [];
  });
  return `SELECT sum(${['strlen(name)', ...lengths].join(' + ')})::DOUBLE FROM ${itemTableName(directoryId)}`;
}

/** Adds the rows of a table to it once more, in ascending order of names. */
export function repeatInOrder(directoryId: number): string {
  const name = itemTableName(directoryId);
  return `INSERT INTO ${name} SELECT * FROM ${name} ORDER BY name`;
}

/** Removes the rows up to place $1, inclusive. */
export function deleteUpTo(directoryId: number): string {
  return `DELETE FROM ${itemTableName(directoryId)} WHERE rowid <= $1`;
}

export function greatestName(directoryId: number): string {
  return `SELECT max(name) FROM ${itemTableName(directoryId)}`;
}

export interface ItemSelection {
  readonly directoryId: number;
  readonly columns: readonly TableColumn[];
  /** Whether the items' own times are wanted. */
  readonly times: boolean;
  /** Conditions on `name`, joined by AND. */
  readonly where: readonly string[];
  readonly ordered: boolean;
  readonly limit?: number | undefined;
}

/** Name, then the columns, then created and modified. */
export function selectItems({ directoryId, columns, times, where, ordered, limit }: ItemSelection): string {
  const wanted = ['name', ...columns.map(columnName), ...(times ? ['created', 'modified'] : [])];
  return (
    `SELECT ${wanted.join(', ')} FROM ${itemTableName(directoryId)}` +
    (where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`) +
    (ordered ? ' ORDER BY name' : '') +
    (limit === undefined ? '' : ` LIMIT ${limit}`)
  );
}
