import { FramesError } from '../../../wire/errors';
import type { DeleteRequest } from '../../../wire/messages';
import type { Change, DirectoryPath, Storage } from '../../storage/storage';
import { resolveTable } from '../../tablePath';
import { missingDirectory } from '../platformError';
import { matchingRows, parseFilter, type RowFilter } from '../../items/rowFilter';
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
  await storage.change((change) => removeMatching(change, { table, filter }), signal);
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

/** Looks and removes in one change: an item that was changed a moment ago is judged by what it is now. */
async function removeMatching(
  change: Change,
  { table, filter }: { readonly table: DirectoryPath; readonly filter: RowFilter },
): Promise<void> {
  for (const directory of leafDirectories(change, table)) {
    const names: string[] = [];
    for await (const chunk of change.scan({ directory, attributes: filter.attributes })) {
      for (const row of matchingRows(chunk, filter)) names.push(chunk.names.at(row) ?? '');
    }
    await change.removeItems(directory, names);
  }
}
