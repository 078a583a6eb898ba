import type { Collection } from '../../frames/collection';
import type { Deletion } from '../../frames/operations';
import { FramesError } from '../../wire/errors';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import { withCancellableProgress } from '../progress';
import { isCancellation, reasonOf, UserError } from '../report';
import type { Reporter } from '../reporter';
import type { ResultPanels } from '../results/resultPanels';
import { previewDeletion, unseenDeletion, type DeletionPreview } from './deletePreview';
import { confirmLoss } from './lossConfirmation';

export interface DeleteCollectionsParts {
  readonly live: Pick<LiveConnections, 'get'>;
  readonly changes: Pick<CollectionChanges, 'announce'>;
  readonly panels: Pick<ResultPanels, 'open'>;
  readonly reporter: Pick<Reporter, 'inform'>;
}

/** Of several collections a rough count of each is enough. */
const rowsLookedAt = 10_000;

/**
 * Deletes collections as a whole, after one question that lists them all. Stops at the first that cannot be deleted.
 * @throws UserError that says how far it came; CancelledError
 */
export async function deleteCollections(
  parts: DeleteCollectionsParts,
  connection: Connection,
  collections: readonly Collection[],
): Promise<void> {
  const deletions = collections.map(({ backend, path }): Deletion => ({ backend, table: path }));
  const previews = await withCancellableProgress('Looking at what would go', ({ signal, report }) =>
    previewAll(parts, { connection, deletions, signal, report }),
  );
  if (!(await confirmLoss({ connection, previews, act: 'delete', panels: parts.panels }))) return;
  await withCancellableProgress(`Deleting ${deletions.length} collections`, ({ signal, report }) =>
    deleteAll(parts, { connection, deletions, signal, report }),
  );
  parts.reporter.inform(`Deleted ${deletions.length} collections.`);
}

interface Batch {
  readonly connection: Connection;
  readonly deletions: readonly Deletion[];
  readonly signal: AbortSignal;
  readonly report: (message: string, fraction: number) => void;
}

async function previewAll(
  { live }: DeleteCollectionsParts,
  { connection, deletions, signal, report }: Batch,
): Promise<DeletionPreview[]> {
  const { client, source } = await live.get(connection.id);
  const previews: DeletionPreview[] = [];
  for (const [i, deletion] of deletions.entries()) {
    report(deletion.table, i / deletions.length);
    previews.push(
      await previewDeletion(client, deletion, { signal, source, mostRows: rowsLookedAt }).catch(
        (error: unknown) => {
          const isOfOne = error instanceof FramesError && !isCancellation(error);
          if (!isOfOne || ['unavailable', 'unauthenticated'].includes(error.code)) throw error;
          return unseenDeletion(deletion, error);
        },
      ),
    );
  }
  return previews;
}

async function deleteAll(
  { live, changes }: DeleteCollectionsParts,
  { connection, deletions, signal, report }: Batch,
): Promise<void> {
  const { client } = await live.get(connection.id);
  for (const [i, deletion] of deletions.entries()) {
    const { backend, table: path } = deletion;
    signal.throwIfAborted();
    report(path, i / deletions.length);
    try {
      await client.delete(deletion, { signal });
    } catch (error) {
      if (isCancellation(error)) throw error;
      throw new UserError(
        `${path} could not be deleted: ${reasonOf(error, connection)} ${i} of ${deletions.length} collections were deleted before it.`,
        { remedies: ['retry', 'showLog'], cause: error },
      );
    } finally {
      changes.announce({ connectionId: connection.id, collection: { backend, path }, kind: 'deleted' });
    }
  }
}
