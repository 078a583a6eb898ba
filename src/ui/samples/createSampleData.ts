import type { Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import type { Collection } from '../../frames/collection';
import type { Creation } from '../../frames/operations';
import type { WriteTarget } from '../../frames/writing';
import { FramesError } from '../../wire/errors';
import { cityTable } from './cities';
import { metrics, visits } from './liveSamples';

export const sampleContainer = 'bigdata';
export const sampleFolder = 'samples';

const folder = `${sampleContainer}/${sampleFolder}`;

interface Sample {
  readonly target: WriteTarget;
  /** Written only where this makes the collection, unless `isRepeatable`. */
  readonly creation?: Creation;
  /** Writing it twice adds nothing. */
  readonly isRepeatable?: true;
  readonly frames: () => Iterable<Frame>;
}

/** A day of metrics that ends now, visits to a web site, and a table. */
const samples: readonly Sample[] = [
  {
    target: { backend: 'tsdb', table: `${folder}/hosts` },
    creation: {
      backend: 'tsdb',
      table: `${folder}/hosts`,
      rate: '1/m',
      aggregates: ['count', 'avg', 'min', 'max'],
      ifExists: 'ignore',
    },
    isRepeatable: true,
    frames: metrics,
  },
  {
    target: { backend: 'stream', table: `${folder}/visits` },
    creation: { backend: 'stream', table: `${folder}/visits`, shards: 2, retentionHours: 8760 },
    frames: visits,
  },
  { target: { backend: 'nosql', table: `${folder}/cities`, saveMode: 'overwriteItem' }, frames: cityTable },
];

export interface SampleProgress {
  readonly signal: AbortSignal;
  readonly report: (message: string, fraction?: number) => void;
  /** A collection was made or changed, be it in part. */
  readonly onChange: (collection: Collection) => void;
}

/** Makes small sample collections; those that are there keep what else is in them. @throws FramesError */
export async function createSampleData(
  client: Pick<FramesClient, 'create' | 'write'>,
  { signal, report, onChange }: SampleProgress,
): Promise<void> {
  for (const [i, { target, creation, isRepeatable, frames }] of samples.entries()) {
    const { backend, table } = target;
    report(table, i / samples.length);
    const isNew = creation === undefined || (await create(client, creation, signal));
    if (!isNew && isRepeatable !== true) continue;
    try {
      await client.write(target, frames(), { signal });
    } finally {
      onChange({ backend, path: table });
    }
  }
}

/** Whether there is a new collection now. */
async function create(
  client: Pick<FramesClient, 'create'>,
  creation: Creation,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await client.create(creation, { signal });
    return true;
  } catch (error) {
    if (error instanceof FramesError && error.code === 'alreadyExists') return false;
    throw error;
  }
}
