import { FramesError } from '../../../wire/errors';
import type { DeleteRequest } from '../../../wire/messages';
import type { DirectoryPath, Storage } from '../../storage/storage';
import { resolveTable } from '../../tablePath';
import { missingDirectory } from '../platformError';
import { matchingRows, parseFilter, type RowFilter } from './rowFilter';
import { leafDirectories, removeTable } from './table';

/**
 * Deletes a table, or those of its items that a filter matches; then schema and directory stay (spec/kv.md §8).
 * Partitions belong to the table either way (§14.8).
 */
export async function deleteTable(
  storage: Storage,
  request: DeleteRequest,
  signal: AbortSignal,
): Promise<void> {
  const table = resolveTable(request.session, request.table);
  if (!(await storage.objects.directoryExists(table.container, table.path))) {
    if (request.ifMissing !== 0) return;
    const { code, detail } = missingDirectory();
    throw new FramesError({
      code,
      detail: `GetItems failed during recursive delete of '${table.shown}'.: ${detail}`,
    });
  }
  const filter = parsedFilter(request, table.shown);
  if (filter === undefined) {
    await storage.change((change) => removeTable(change, table), signal);
    return;
  }
  const found = await matchingNames(storage, { table, filter, signal });
  await storage.change(async (change) => {
    for (const [leaf, names] of found) await change.removeItems(leaf, names);
  }, signal);
}

function parsedFilter({ filter }: DeleteRequest, shown: string): RowFilter | undefined {
  try {
    return parseFilter(filter);
  } catch (error) {
    if (!(error instanceof FramesError)) throw error;
    const { code, detail } = error;
    throw new FramesError({
      code,
      detail: `Delete failed during recursive delete of '${shown}'.: ${detail}`,
      cause: error,
    });
  }
}

interface Matching {
  readonly table: DirectoryPath;
  readonly filter: RowFilter;
  readonly signal: AbortSignal;
}

/** The names of matching items in each directory of the table. */
async function matchingNames(
  storage: Storage,
  { table, filter, signal }: Matching,
): Promise<Map<DirectoryPath, string[]>> {
  const found = new Map<DirectoryPath, string[]>();
  const snapshot = await storage.snapshot(table, signal);
  try {
    for (const directory of leafDirectories(snapshot, table)) {
      const names: string[] = [];
      for await (const chunk of snapshot.scan({ directory, attributes: filter.attributes })) {
        for (const row of matchingRows(chunk, filter)) names.push(chunk.names.at(row) ?? '');
      }
      found.set(directory, names);
    }
    return found;
  } finally {
    snapshot.close();
  }
}
