import { compareBytewise } from '../../data/textOrder';
import { itemsOf } from '../storage/itemRows';
import type { DirectoryPath, Item, ItemScan, ObjectEntry, Snapshot } from '../storage/storage';
import { itemAttributes } from '../items/attributeValue';
import { parseFilter, type RowFilter } from '../items/rowFilter';
import { directoryOf, type FunctionCall } from './call';
import { nameHash } from './nameHash';
import { json, type Reply } from './reply';
import { entryOf, formatEntry, parseSelection, type Entry, type Selection } from './selection';
import type { FunctionBody } from './requestBody';
import { invalid, noSuchFile } from './webApiError';

/** Bytes of JSON after which an answer ends and names where to go on (spec/webapi.md §4). */
const enoughBytes = 2 << 20;
const mostSegments = 1024;
/** Objects are few beside items. */
const objectsPerPage = 1000;

/** The items of a directory, objects among them, in ascending bytewise order of their names. */
export async function getItems(call: FunctionCall): Promise<Reply> {
  const { storage, body, signal } = call;
  const directory = directoryOf(call, 'TableName');
  const limit = body.count('Limit', { least: 1, most: Number.MAX_SAFE_INTEGER }) ?? Infinity;
  const selection = parseSelection(body.text('AttributesToGet') || undefined, { withName: true });
  const filter = parseFilter(body.text('FilterExpression') ?? '');
  const range = parseRange(body);
  if (!(await storage.objects.directoryExists(directory.container, directory.path))) throw noSuchFile();
  const snapshot = await storage.snapshot(directory, signal);
  try {
    const scanning = { directory, range, attributes: fetched(selection, filter) };
    return await answer(entries(snapshot, scanning), { range, limit, selection, filter });
  } finally {
    snapshot.close();
  }
}

/** What decides by its name whether an entry belongs to the answer. */
interface NameRange {
  readonly after: string;
  readonly isOpen: boolean;
  readonly scan: Pick<ItemScan, 'shardingKey' | 'sortingKeys'>;
  readonly segment: number;
  readonly segments: number;
}

function parseRange(body: FunctionBody): NameRange {
  const shardingKey = body.text('ShardingKey') || undefined;
  const from = body.text('SortKeyRangeStart') ?? '';
  const to = body.text('SortKeyRangeEnd') ?? '';
  const segments = body.count('TotalSegment', { least: 1, most: mostSegments });
  const segment = body.count('Segment', { least: 0, most: (segments ?? 1) - 1 }) ?? 0;
  if (shardingKey === undefined && (from !== '' || to !== '')) {
    throw invalid('SortKeyRangeStart and SortKeyRangeEnd need a ShardingKey');
  }
  if (shardingKey !== undefined && segments !== undefined) {
    throw invalid('Segment and TotalSegment cannot go with a ShardingKey');
  }
  return {
    after: body.text('Marker') ?? '',
    isOpen: shardingKey === undefined,
    scan: shardingKey === undefined ? {} : { shardingKey, sortingKeys: { from, to } },
    segment,
    segments: segments ?? 1,
  };
}

/** Attributes to read from the storage: those of the answer and those that the filter looks at. */
function fetched({ attributes }: Selection, filter: RowFilter | undefined): readonly string[] | undefined {
  return attributes === undefined ? undefined : [...attributes, ...(filter?.attributes ?? [])];
}

interface Scanning {
  readonly directory: DirectoryPath;
  readonly range: NameRange;
  readonly attributes: readonly string[] | undefined;
}

/** Items and objects as one sequence; something with a body and attributes stands in it once. */
async function* entries(
  snapshot: Snapshot,
  { directory, range, attributes }: Scanning,
): AsyncGenerator<Entry> {
  const { after, scan, isOpen } = range;
  const prefix = directory.path === '' ? '' : `${directory.path}/`;
  // Objects have no sharding keys. They are read first: a snapshot gives one thing at a time.
  const objects = isOpen ? await allObjects(snapshot, directory, after) : [];
  let next = 0;
  const wanted = attributes === undefined ? {} : { attributes };
  for await (const chunk of snapshot.scan({ directory, after, ...scan, ...wanted })) {
    for (const item of itemsOf(chunk)) {
      const path = prefix + item.name;
      while (compareBytewise(objects[next]?.key ?? path, path) < 0) yield* merged(objects[next++]);
      const object = objects[next]?.key === path ? objects[next++] : undefined;
      yield* merged(object, item, path);
    }
  }
  while (next < objects.length) yield* merged(objects[next++]);
}

/** One entry of an object, an item or both. */
function* merged(object: ObjectEntry | undefined, item?: Item, path = object?.key ?? ''): Generator<Entry> {
  const entry = entryOf(path, { item, object });
  if (entry !== undefined) yield entry;
}

async function allObjects(
  snapshot: Snapshot,
  directory: DirectoryPath,
  after: string,
): Promise<readonly ObjectEntry[]> {
  const objects: ObjectEntry[] = [];
  for (let from = after; ;) {
    const page = await snapshot.objects(directory, { after: from, limit: objectsPerPage });
    objects.push(...page);
    if (page.length < objectsPerPage) return objects;
    from = page.at(-1)?.key.slice(directory.path === '' ? 0 : directory.path.length + 1) ?? '';
  }
}

interface Answering {
  readonly range: NameRange;
  readonly limit: number;
  readonly selection: Selection;
  readonly filter: RowFilter | undefined;
}

async function answer(
  found: AsyncIterable<Entry>,
  { range, limit, selection, filter }: Answering,
): Promise<Reply> {
  const items: string[] = [];
  let bytes = 0;
  let marker = '';
  for await (const entry of found) {
    if (items.length >= limit || bytes >= enoughBytes) return formatItems(items, marker);
    marker = entry.name;
    if (range.segments > 1 && nameHash(entry.name) % range.segments !== range.segment) continue;
    if (filter !== undefined && !filter.condition(itemAttributes(entry.attributes, entry))) continue;
    const text = formatEntry(entry, selection);
    items.push(text);
    bytes += text.length;
  }
  return formatItems(items, undefined);
}

/** @param marker undefined when nothing is left */
function formatItems(items: readonly string[], marker: string | undefined): Reply {
  const next = marker === undefined ? '' : `,"NextMarker":${JSON.stringify(marker)}`;
  const isLast = marker === undefined ? 'TRUE' : 'FALSE';
  return json(
    `{"LastItemIncluded":"${isLast}","NumItems":${items.length}${next},"Items":[${items.join(',')}]}`,
  );
}
