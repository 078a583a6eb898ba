import { formatTime } from '../../data/time';
import type { SeriesSchema } from '../../frames/collectionSource';
import type { CatalogAccess } from '../catalog/catalogAccess';
import { columnsOfSchema, describeTable } from '../catalog/describeTable';
import type { KnownColumn, KnownLabel, TableDetails } from '../catalog/tableDetails';
import { countShards } from '../streams/newestRecords';
import type { Detail } from './detail';
import { collectionOf, type LeafNode } from './node';
import { rateOf } from './seriesRate';

/** What a collection is made of, as far as the connection can tell. @throws FramesError */
export async function* collectionDetails(
  leaf: LeafNode,
  access: CatalogAccess,
  signal: AbortSignal,
): AsyncGenerator<Detail, void, undefined> {
  const { entry } = leaf;
  switch (entry.kind) {
    case 'nosql':
      yield* (
        entry.schema ? columnsOfSchema(entry.schema) : (await described(leaf, access, signal)).columns
      ).map(fieldDetail);
      return;
    case 'csv':
      yield* (await described(leaf, access, signal)).columns.map(fieldDetail);
      return;
    case 'stream':
      yield* streamDetails(leaf, access, signal);
      return;
    case 'tsdb':
      yield* seriesDetails(leaf, access, signal);
      return;
    case 'file':
  }
}

const typeIcons: Readonly<Record<string, string>> = {
  integer: 'symbol-number',
  float: 'symbol-number',
  string: 'symbol-string',
  boolean: 'symbol-boolean',
  time: 'calendar',
};

function fieldDetail({ name, dtype, role }: KnownColumn): Detail {
  const type = dtype ?? 'no value seen';
  const roleText = role === 'key' ? 'key' : role === 'sortingKey' ? 'sorting key' : undefined;
  return {
    label: name,
    description: roleText === undefined ? type : `${type} · ${roleText}`,
    icon: roleText === undefined ? (typeIcons[type] ?? 'symbol-field') : 'key',
    word: 'column',
  };
}

async function* streamDetails(
  { container, path, entry }: LeafNode,
  { client, source }: CatalogAccess,
  signal: AbortSignal,
): AsyncGenerator<Detail, void, undefined> {
  const retention = entry.kind === 'stream' ? entry.retentionHours : undefined;
  if (retention !== undefined) {
    const hours = `${retention.toLocaleString('en-US')} ${retention === 1 ? 'hour' : 'hours'}`;
    yield { label: 'Retention', description: hours, icon: 'history', word: 'how long records are kept' };
  }
  const extents = await source?.shards?.(container, path, { signal });
  if (extents) {
    for (const { shard, records, firstSequence } of extents) {
      const count = `${records.toLocaleString('en-US')} ${records === 1n ? 'record' : 'records'}`;
      const from = firstSequence === undefined ? '' : ` from sequence ${firstSequence}`;
      yield { label: `Shard ${shard}`, description: `${count}${from}`, icon: 'layers', word: 'shard' };
    }
    return;
  }
  const count = await countShards(client, `${container}/${path}`, signal);
  for (let shard = 0; shard < count; shard++)
    yield { label: `Shard ${shard}`, icon: 'layers', word: 'shard' };
}

async function* seriesDetails(
  leaf: LeafNode,
  access: CatalogAccess,
  signal: AbortSignal,
): AsyncGenerator<Detail, void, undefined> {
  const schema = await access.source?.seriesSchema?.(leaf.container, leaf.path, { signal });
  if (schema) yield* schemaDetails(schema);
  let known: TableDetails | undefined;
  const describe = async (within: AbortSignal): Promise<TableDetails> =>
    (known ??= await described(leaf, access, within));
  yield {
    label: 'Metrics',
    icon: 'graph-line',
    word: 'list',
    async *list(within) {
      const { columns } = await describe(within);
      yield* columns.map((column) => ({ ...fieldDetail(column), icon: 'symbol-variable', word: 'metric' }));
    },
  };
  yield {
    label: 'Labels',
    icon: 'tag',
    word: 'list',
    async *list(within) {
      yield* (await describe(within)).labels.map(labelDetail);
    },
  };
}

function labelDetail({ name, values }: KnownLabel): Detail {
  return {
    label: name,
    description: `${values.length.toLocaleString('en-US')} ${values.length === 1 ? 'value' : 'values'}`,
    icon: 'tag',
    word: 'label',
    async *list() {
      await Promise.resolve();
      yield* values.map((value) => ({ label: value, icon: 'symbol-string', word: 'label value' }));
    },
  };
}

function* schemaDetails({
  chunkInterval,
  aggregates,
  aggregationGranularity,
  partitions,
}: SeriesSchema): Generator<Detail> {
  const rate = rateOf(chunkInterval);
  if (rate) {
    const { text, least, most } = rate;
    yield {
      label: 'Rate',
      description: text,
      icon: 'dashboard',
      word: 'samples of a metric at most',
      tooltip: `The table keeps the length of its chunks, ${chunkInterval}: that of ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')} samples an hour.`,
    };
  }
  yield {
    label: 'Aggregates',
    description:
      aggregates.length === 0 ? 'none stored' : `${aggregates.join(', ')} every ${aggregationGranularity}`,
    icon: 'symbol-operator',
    word: 'stored aggregates',
  };
  const { starts, intervalMs } = partitions;
  yield {
    label: 'Partitions',
    description: `${starts.length.toLocaleString('en-US')} of ${hoursText(intervalMs)}`,
    icon: 'layers',
    word: 'list',
    async *list() {
      await Promise.resolve();
      // The newest is looked for most often.
      for (const start of starts.toReversed()) {
        yield {
          label: momentText(start),
          description: `to ${momentText(start + intervalMs)}`,
          icon: 'calendar',
          word: 'partition',
        };
      }
    },
  };
}

/** UTC, without seconds where there are none. */
function momentText(millis: bigint): string {
  return formatTime(millis * 1_000_000n)
    .replace(/(?::00(?:\.0+)?)?Z$/, '')
    .replace('T', ' ');
}

function hoursText(millis: bigint): string {
  const hours = millis / 3_600_000n;
  return hours >= 48n && hours % 24n === 0n ? `${hours / 24n} days` : `${hours} h`;
}

async function described(leaf: LeafNode, access: CatalogAccess, signal: AbortSignal): Promise<TableDetails> {
  const collection = collectionOf(leaf);
  return collection ? describeTable(access, collection, { signal }) : { columns: [], labels: [] };
}
