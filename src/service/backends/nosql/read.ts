import type { Frame } from '../../../data/frame';
import { FramesError } from '../../../wire/errors';
import type { ReadRequest } from '../../../wire/messages';
import type { DirectoryPath, ItemChunk, ItemScan, Storage } from '../../storage/storage';
import { resolveTable, type TablePath } from '../../tablePath';
import { pickChunk } from './batches';
import { checkKnownAttributes, chunkFrame } from './chunkFrame';
import { missingDirectory } from '../platformError';
import { planRead, type ReadPlan } from './readPlan';
import { regroup } from './regroup';
import { matchingRows, parseFilter } from '../../items/rowFilter';
import { systemAttributes } from '../../items/systemAttributes';
import { leafDirectories, loadSchema, schemaAt } from './table';

/** Rows of a frame unless the request says another number (spec/kv.md §7.1). */
const defaultRowsPerFrame = 256;
const mostRowsPerFrame = 1 << 20;

/** Finds the table; columns and filter are looked at when the first frame is asked for (spec/kv.md §7.2). */
export async function openRead(
  storage: Storage,
  request: ReadRequest,
  signal: AbortSignal,
): Promise<AsyncIterable<Frame>> {
  const table = resolveTable(request.session, request.table);
  if (!(await storage.objects.directoryExists(table.container, table.path))) throw missingDirectory();
  if ((await loadSchema(storage, table)) === undefined) throw missingSchema(table, request);
  return regroup(chunkFrames({ storage, request, signal, table }), rowsPerFrame(request));
}

interface Reading {
  readonly storage: Storage;
  readonly request: ReadRequest;
  readonly signal: AbortSignal;
  readonly table: TablePath;
}

/** Schema and items are those of one moment: a write beside the read cannot set them at odds. */
async function* chunkFrames({ storage, request, signal, table }: Reading): AsyncGenerator<Frame> {
  const snapshot = await storage.snapshot(table, signal);
  try {
    const schema = await schemaAt(snapshot, table);
    if (schema === undefined) throw missingSchema(table, request);
    const plan = planRead(schema, request);
    const filter = parseFilter(request.filter);
    const fields = new Set(schema.fields.map(({ name }) => name));
    const attributes =
      plan.attributes === undefined
        ? {}
        : { attributes: [...plan.attributes, ...(filter?.attributes ?? [])] };
    const isShown = plan.outputs.some(({ kind }) => kind === 'system');
    // A sort has less to carry without them.
    const times = isShown || filter?.attributes.some((name) => systemAttributes.has(name)) === true;
    for (const scan of scans(request, leafDirectories(snapshot, table))) {
      for await (const chunk of snapshot.scan({ ...scan, ...attributes, times })) {
        const matching = filter === undefined ? chunk : pickChunk(chunk, matchingRows(chunk, filter));
        const wanted = withRequired(matching, plan);
        if (plan.attributes === undefined) checkKnownAttributes(wanted, fields);
        if (wanted.length > 0) yield chunkFrame(wanted, plan);
      }
    }
  } finally {
    snapshot.close();
  }
}

function missingSchema({ container }: TablePath, { table }: ReadRequest): FramesError {
  return new FramesError({
    code: 'notFound',
    detail:
      `Failed to find a schema for table "/${container}/${table}"; use the \`execute\` 'infer' command ` +
      'to infer the schema and generate a schema file.',
  });
}

/** Without sharding keys everything, else a range for each partition and key (spec/kv.md §7.4). An empty key is none. */
function* scans(request: ReadRequest, leaves: readonly DirectoryPath[]): Generator<ItemScan> {
  const { shardingKeys, sortKeyRangeStart: from, sortKeyRangeEnd: to } = request;
  for (const directory of leaves) {
    if (shardingKeys.length === 0) yield { directory };
    for (const shardingKey of shardingKeys) {
      yield shardingKey === '' ? { directory } : { directory, shardingKey, sortingKeys: { from, to } };
    }
  }
}

/** Without the items that have none of the attributes asked for (spec/kv.md §14.5). */
function withRequired(chunk: ItemChunk, { required }: ReadPlan): ItemChunk {
  if (required === undefined) return chunk;
  const columns = chunk.columns.filter(({ attribute }) => required.includes(attribute));
  if (columns.some(({ nulls }) => nulls === undefined)) return chunk;
  const rows: number[] = [];
  for (let row = 0; row < chunk.length; row++) {
    if (columns.some(({ nulls }) => !nulls?.get(row))) rows.push(row);
  }
  return pickChunk(chunk, rows);
}

function rowsPerFrame({ messageLimit }: ReadRequest): number {
  if (messageLimit <= 0n) return defaultRowsPerFrame;
  return messageLimit > BigInt(mostRowsPerFrame) ? mostRowsPerFrame : Number(messageLimit);
}
