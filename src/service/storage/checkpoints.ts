import { stat, statfs } from 'node:fs/promises';

/** Bytes of the log beyond which changes are moved from it into the database file. */
const mostLogged = 16 * 2 ** 20;

/**
 * Whether the log of changes beside a database file ought to be moved into it now.
 *
 * The engine would see to that by itself in a commit, but it gives up for good when the disk is full by then. So it is left to
 * us: without room the log grows on, and where that cannot grow a change fails alone and the next one is tried as ever.
 */
export async function isCheckpointDue(file: string): Promise<boolean> {
  const log = await stat(`${file}.wal`).catch(() => undefined);
  if (log === undefined || log.size <= mostLogged) return false;
  const { bavail, bsize } = await statfs(file);
  // The file grows before the log goes, by what is in it at the most, but for what changes of old rows write anew.
  return bavail * bsize >= log.size;
}
