import { stat, statfs } from 'node:fs/promises';

/** Bytes of the log beyond which changes are moved from it into the database file. */
const mostLogged = 16 * 2 ** 20;

/** Bytes of the file that a checkpoint writes anew, at most, but where rows are very long. */
const mostRewritten = 2 ** 30;

/**
 * Whether the log of changes beside a database file ought to be moved into it now.
 *
 * The engine would see to that by itself in a commit, but it gives up for good when the disk is full by then. So it is left to
 * us: without room the log grows on, and where that cannot grow a change fails alone and the next one is tried as ever.
 */
export async function isCheckpointDue(file: string): Promise<boolean> {
  const log = await stat(`${file}.wal`).catch(() => undefined);
  if (log === undefined || log.size <= mostLogged) return false;
  const [{ size }, { bavail, bsize }] = await Promise.all([stat(file), statfs(file)]);
  // The log goes last. By then the file has grown by what is in it, and by those rows of old that the engine writes anew with the
  // new ones: a group of 122,880 is written as a whole.
  return bavail * bsize >= log.size + Math.min(size, mostRewritten);
}
