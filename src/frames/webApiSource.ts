import { FramesError } from '../wire/errors';
import type {
  ChildrenOptions,
  CollectionEntry,
  CollectionSource,
  Entry,
  ListingOptions,
  NosqlSchema,
} from './collectionSource';
import { Session, type Credentials } from './session';
import type { TrustOptions } from './trust';
import { parsePartitions } from './tsdbPartitions';
import { WebApi } from './webApi';
import { parseNosqlSchema, parseSeriesSchema } from './webApiSchemas';
import { describeStream, glanceAt, shardExtents } from './webApiStreams';
import type { ListedDirectory, Listing } from './webApiXml';

/** What a directory is, as its schema object tells. */
type Kind = { readonly kind: 'folder' | 'tsdb' } | { readonly kind: 'nosql'; readonly schema: NosqlSchema };

/** Directories that are looked into at one time. */
const PROBES = 8;

/** Where a local service lists its csv tables (spec/webapi.md §5). */
const CSV_CONTAINER = 'csv';

/**
 * Finds collections through the platform's web API at `url`: it lists directories and looks for what only a collection has in
 * it (spec/webapi.md §6). Nothing is sent before something is listed.
 */
export function webApiSource(
  url: string,
  credentials: Credentials,
  trust: TrustOptions = {},
): CollectionSource {
  const api = new WebApi({ url, session: new Session(credentials), trust });
  return {
    async containers(options) {
      return (await api.listContainers(options)).map(({ name }) => name);
    },

    async *children(container, path, options) {
      // The parent's kind tells which of its entries are its own internals; it does not change from page to page.
      const parent = path === '' ? plainFolder : kindOf(api, container, path, options);
      parent.catch(() => undefined);
      let marker: string | undefined;
      do {
        const page = await api.listDirectory(container, path, { ...options, marker });
        yield* classify(api, container, { ...page, parent: await parent }, options);
        marker = page.nextMarker === marker ? undefined : page.nextMarker;
      } while (marker !== undefined);
    },

    async partitions(container, path, options) {
      return parsePartitions(await api.readObject(container, `${path}/.schema`, options));
    },

    async entry(container, path, kind, options) {
      if (kind !== 'csv') return findEntry(api, { container, path, kind }, options);
      // Only the listing tells its size.
      const name = lastName(path);
      const matches = (other: string): boolean => other === name;
      const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
      for await (const entry of this.children(container, folder, { ...options, matches })) {
        if (entry.kind === kind) return entry;
      }
      return undefined;
    },

    async seriesSchema(container, path, options) {
      const schema = parseSeriesSchema(await api.readObject(container, `${path}/.schema`, options));
      if (schema !== undefined) return schema;
      const detail = `there is no time-series table ${container}/${path}`;
      throw new FramesError({ code: 'notFound', operation: 'list', detail });
    },

    shards: (container, path, options) => shardExtents(api, container, path, options),

    glance: (container, path, place, options) => glanceAt(api, { container, path, ...place }, options),
  };
}

const plainFolder: Promise<Kind> = Promise.resolve({ kind: 'folder' });

/** Folders and collections in the order of their names, then files. */
async function* classify(
  api: WebApi,
  container: string,
  { directories, files, parent }: Listing & { readonly parent: Kind },
  options: ChildrenOptions,
): AsyncGenerator<Entry, void, undefined> {
  const { matches = () => true } = options;
  const shown = directories.filter(({ path }) => {
    const name = lastName(path);
    return !isInternal(parent, name) && matches(name);
  });
  for (let start = 0; start < shown.length; start += PROBES) {
    const batch = shown.slice(start, start + PROBES);
    yield* await Promise.all(batch.map((directory) => entryOf(api, container, directory, options)));
  }
  // What lies in a collection is its data.
  if (parent.kind !== 'folder') return;
  for (const { path, size } of files) {
    const name = lastName(path);
    if (name.startsWith('.#') || !matches(name)) continue;
    yield { kind: container === CSV_CONTAINER ? 'csv' : 'file', path, size };
  }
}

async function entryOf(
  api: WebApi,
  container: string,
  { path, shardCount, retentionHours }: ListedDirectory,
  options: ListingOptions,
): Promise<Entry> {
  if (shardCount !== undefined) return { kind: 'stream', path, shardCount, retentionHours };
  return { ...(await kindOf(api, container, path, options)), path };
}

async function kindOf(api: WebApi, container: string, path: string, options: ListingOptions): Promise<Kind> {
  if (container === CSV_CONTAINER) return { kind: 'folder' };
  const [tsdb, nosql] = await Promise.all([
    readIfAllowed(api, container, `${path}/.schema`, options),
    readIfAllowed(api, container, `${path}/.#schema`, options),
  ]);
  if (parseSeriesSchema(tsdb) !== undefined) return { kind: 'tsdb' };
  const schema = parseNosqlSchema(nosql);
  return schema === undefined ? { kind: 'folder' } : { kind: 'nosql', schema };
}

async function findEntry(
  api: WebApi,
  {
    container,
    path,
    kind,
  }: {
    readonly container: string;
    readonly path: string;
    readonly kind: Exclude<CollectionEntry['kind'], 'csv'>;
  },
  options: ListingOptions,
): Promise<CollectionEntry | undefined> {
  switch (kind) {
    case 'nosql': {
      const schema = parseNosqlSchema(await api.readObject(container, `${path}/.#schema`, options));
      return schema && { kind, path, schema };
    }
    case 'tsdb': {
      const schema = parseSeriesSchema(await api.readObject(container, `${path}/.schema`, options));
      return schema && { kind, path };
    }
    case 'stream': {
      const shape = await describeStream(api, container, path, options);
      return shape && { kind, path, ...shape };
    }
  }
}

/** A directory that may not be looked into stays a folder: opening it shows why. */
async function readIfAllowed(
  api: WebApi,
  container: string,
  path: string,
  options: ListingOptions,
): Promise<string | undefined> {
  try {
    return await api.readObject(container, path, options);
  } catch (error) {
    const code = error instanceof FramesError ? error.code : undefined;
    if (code === 'permissionDenied' || code === 'unauthenticated') return undefined;
    throw error;
  }
}

/** Partitions of a table are directories named `column=value`, those of a tsdb are numbers beside `names`. */
function isInternal(parent: Kind, name: string): boolean {
  switch (parent.kind) {
    case 'nosql':
      return name.includes('=');
    case 'tsdb':
      return name === 'names' || /^\d+$/.test(name);
    case 'folder':
      return false;
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
