import type { Deletion } from '../../frames/operations';
import type { WriteTarget } from '../../frames/writing';
import { FramesError } from '../../wire/errors';
import type { ReadAccess } from '../collections/collectionRead';
import type { LiveConnection } from '../connections/liveConnections';
import { isCancellation } from '../report';
import { previewDeletion, unseenDeletion, type DeletionPreview } from './deletePreview';

type Access = Pick<LiveConnection, 'source'> & Pick<ReadAccess, 'client'>;

export interface PreviewLossOptions {
  readonly signal: AbortSignal;
}

/**
 * What a deletion would take away. Where there is nothing the service decides; what cannot be read may be what has to be
 * deleted, and who may write need not be allowed to read.
 * @throws FramesError when nobody can be asked
 */
export async function previewLoss(
  { client, source }: Access,
  deletion: Deletion,
  { signal }: PreviewLossOptions,
): Promise<DeletionPreview> {
  try {
    return await previewDeletion(client, deletion, { signal, source });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof FramesError)) throw error;
    if (['unavailable', 'unauthenticated'].includes(error.code)) throw error;
    return unseenDeletion(deletion, error);
  }
}

/**
 * What the rows of a write take the place of; undefined where none are lost, as the write adds to them or there are none.
 * @throws FramesError as `previewLoss` does
 */
export async function previewReplacement(
  access: Access,
  target: WriteTarget,
  options: PreviewLossOptions,
): Promise<DeletionPreview | undefined> {
  const { backend, table } = target;
  if (!replacesTable(target)) return undefined;
  const loss = await previewLoss(access, { backend, table }, options);
  const isNothing = loss.isMissing === true || (loss.isExact && loss.count === 0n);
  return isNothing ? undefined : loss;
}

/** Whether all that the table holds goes before the rows come (spec/kv.md §5; a csv file is replaced). */
export function replacesTable(target: WriteTarget): boolean {
  return target.backend === 'csv' || (target.backend === 'nosql' && target.saveMode === 'overwriteTable');
}
