import { Database } from '../../../../src/service/storage/database';

export interface StoredRows {
  /** What is written down as the last name; null when the rows lie in no order. */
  readonly lastName: string | null;
  /** In the order in which the rows lie. */
  readonly names: readonly string[];
}

/** The rows of a directory's table as they lie in a data folder that nobody has open. */
export async function storedRows(folder: string, path: string): Promise<StoredRows> {
  const database = await Database.open({ folder });
  try {
    const connection = await database.connect();
    const [row] = await connection.rows('SELECT id, last_name FROM directories WHERE path = $1', [path]);
    const [id, lastName] = row as [bigint, string | null];
    const rows = await connection.rows(`SELECT name FROM items_${id}`);
    return { lastName, names: rows.map(([name]) => name as string) };
  } finally {
    await database.close();
  }
}
