import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

type Settings = Readonly<Record<string, string>>;

/** Opens a database file, which is made when there is none, and has it for this process alone. */
export async function openInstance(file: string, settings: Settings): Promise<DuckDBInstance> {
  if (!existsSync(file) && !existsSync(`${file}.wal`)) await make(file, settings);
  const instance = await DuckDBInstance.create(file, settings);
  // What sorts had put aside: of a process that was killed, as the file is ours now.
  await rm(`${file}.tmp`, { recursive: true, force: true });
  return instance;
}

/** The file appears whole or not at all: half a one would never be opened again. Another process may be making it, too. */
async function make(file: string, settings: Settings): Promise<void> {
  const partial = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    (await DuckDBInstance.create(partial, settings)).closeSync();
    await link(partial, file).catch(async (error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      // Some file systems have no links.
      if (code !== 'EEXIST') await rename(partial, file);
    });
  } finally {
    await rm(partial, { force: true });
  }
}
