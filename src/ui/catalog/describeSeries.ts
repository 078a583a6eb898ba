import type { DType } from '../../data/dtype';
import { allColumns, type Frame } from '../../data/frame';
import type { FramesClient } from '../../frames/client';
import { FramesError } from '../../wire/errors';
import type { CatalogAccess } from './catalogAccess';
import type { KnownColumn, KnownLabel, TableDetails } from './tableDetails';

/** Where to look for label sets, from the newest: counting all samples of a large table costs too much. */
const ranges = ['now-1d', 'now-30d', '0'] as const;

/** Milliseconds that one part of the description may take; what it has found until then is used. */
const patience = 4000;

/** Label sets that are looked at, and values kept of one label. */
const maxSets = 10_000;
const maxValues = 1000;

/** Frames that are looked at for the types of metrics, and rows of each. */
const maxTyped = 16;
const typedRows = 256;

/**
 * Metrics from the directory of their names (spec/tsdb.md §3) where the connection can list it, label sets from a count of
 * samples: with no step it answers with a row or two for each set. Works on any service.
 * @throws FramesError
 */
export async function describeSeries(
  { client, source }: CatalogAccess,
  path: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<TableDetails> {
  const [named, counted] = await Promise.all([
    source === undefined ? [] : listMetrics(source, path, signal),
    countSets(client, path, signal),
  ]);
  const dtypes = await typesOf(client, { table: path, start: counted.start }, signal);
  const names = [...new Set([...named, ...counted.metrics, ...dtypes.keys()])].sort();
  return {
    columns: names.map((name): KnownColumn => ({ name, dtype: dtypes.get(name) })),
    labels: counted.labels,
  };
}

async function listMetrics(
  source: NonNullable<CatalogAccess['source']>,
  path: string,
  signal: AbortSignal,
): Promise<string[]> {
  const [container = '', ...segments] = path.split('/');
  const names: string[] = [];
  try {
    const entries = source.children(container, [...segments, 'names'].join('/'), { signal });
    for await (const { path: entry } of entries) names.push(entry.slice(entry.lastIndexOf('/') + 1));
  } catch (error) {
    // A table without samples has no such directory; nor can everybody list who can read.
    const code = error instanceof FramesError ? error.code : undefined;
    if (code !== 'notFound' && code !== 'permissionDenied' && code !== 'unauthenticated') throw error;
  }
  return names;
}

interface Sets {
  readonly metrics: readonly string[];
  readonly labels: readonly KnownLabel[];
  /** Of the range in which they were found. */
  readonly start: string;
}

async function countSets(
  client: Pick<FramesClient, 'read'>,
  table: string,
  signal: AbortSignal,
): Promise<Sets> {
  for (const start of ranges) {
    const metrics = new Set<string>();
    const labels = new Map<string, Set<string>>();
    let sets = 0;
    const query = { backend: 'tsdb', table, start, aggregators: ['count'], multiIndex: true } as const;
    await withPatience(signal, async (limited) => {
      for await (const frame of client.read(query, { signal: limited })) {
        for (const { name } of frame.columns) {
          const metric = /^count\((.*)\)$/.exec(name)?.[1];
          if (metric !== undefined) metrics.add(metric);
        }
        collectLabels(frame, labels);
        sets += frame.length;
        if (sets > maxSets) return;
      }
    });
    if (sets > 0) return { metrics: [...metrics], labels: inOrder(labels), start };
  }
  return { metrics: [], labels: [], start: '0' };
}

function collectLabels(frame: Frame, labels: Map<string, Set<string>>): void {
  for (const column of frame.indices) {
    if (column.dtype !== 'string') continue;
    const values = labels.get(column.name) ?? new Set();
    labels.set(column.name, values);
    for (let row = 0; row < frame.length && values.size < maxValues; row++) {
      const value = column.at(row);
      // A series without the label has a null or an empty text there.
      if (typeof value === 'string' && value !== '') values.add(value);
      if (column.kind === 'label') break;
    }
  }
}

function inOrder(labels: ReadonlyMap<string, ReadonlySet<string>>): KnownLabel[] {
  return [...labels]
    .map(([name, values]) => ({ name, values: [...values].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the samples of each metric are, from a few of the first rows. */
async function typesOf(
  client: Pick<FramesClient, 'read'>,
  { table, start }: { readonly table: string; readonly start: string },
  signal: AbortSignal,
): Promise<Map<string, DType>> {
  const dtypes = new Map<string, DType>();
  let frames = 0;
  await withPatience(signal, async (limited) => {
    const query = { backend: 'tsdb', table, start, messageLimit: typedRows, multiIndex: true } as const;
    for await (const frame of client.read(query, { signal: limited })) {
      for (const { name, dtype } of allColumns(frame)) {
        if (!frame.indices.some((index) => index.name === name)) dtypes.set(name, dtype);
      }
      frames += 1;
      if (frames >= maxTyped) return;
    }
  });
  return dtypes;
}

/** Ends the work without a word when its time is over; a cancellation by `signal` and failures are passed on. */
async function withPatience(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const limit = AbortSignal.timeout(patience);
  try {
    await work(AbortSignal.any([signal, limit]));
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
  }
}
