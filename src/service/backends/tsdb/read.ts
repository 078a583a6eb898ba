import type { Frame } from '../../../data/frame';
import type { ReadRequest } from '../../../wire/messages';
import type { Storage } from '../../storage/storage';
import type { TsdbReadPlan } from './plan';
import { planRead } from './planRead';
import { readQuery } from './query';
import { readCells } from './readCells';
import { readSamples } from './readSamples';
import { partitionsWithin } from './schema';
import { selectFrames } from './selection';
import { adapterError, loadSchema, openedTable, partitionDirectory } from './table';

export interface ReadContext {
  /** Milliseconds since the epoch. */
  readonly now: () => bigint;
  readonly signal: AbortSignal;
}

/** Starts a read: understands it, finds its series; frames are made as they are asked for. */
export async function openRead(
  storage: Storage,
  request: ReadRequest,
  { now, signal }: ReadContext,
): Promise<AsyncIterable<Frame>> {
  const query = readQuery(request, now());
  const table = openedTable(request.session, query.table);
  const schema = await loadSchema(storage, table.directory);
  if (schema === undefined) throw adapterError(table.missing);
  const starts = partitionsWithin(schema, { startMs: query.startMs - query.windowMs, endMs: query.endMs });
  const [first] = starts;
  const last = starts.at(-1);
  const range =
    first === undefined || last === undefined
      ? undefined
      : { startMs: BigInt(first), endMs: BigInt(last + schema.partitionMs - 1) };
  const plan = planRead(query, range);
  if (plan === undefined || range === undefined) return nothing();
  const tables = starts.map((start) => storage.series.list(partitionDirectory(table.directory, start)));
  const frames = selectFrames(plan, tables);
  return framesOf(plan);

  function framesOf(chosen: TsdbReadPlan): AsyncIterable<Frame> {
    const reading = { series: storage.series, signal };
    return chosen.kind === 'raw' ? readSamples(chosen, frames, reading) : readCells(chosen, frames, reading);
  }
}

async function* nothing(): AsyncGenerator<Frame> {
  // No frames.
}
