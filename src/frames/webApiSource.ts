import { FramesError } from '../wire/errors';
import type { CollectionSource, Entry, ListingOptions, NosqlSchema } from './collectionSource';
import { Session, type Credentials } from './session';
import { parsePartitions } from './tsdbPartitions';
import { WebApi } from './webApi';
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
export function webApiSource(url: string, credentials: Credentials): CollectionSource {
  const api = new WebApi({ url, session: new Session(credentials) });
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
  };
}

const plainFolder: Promise<Kind> = Promise.resolve({ kind: 'folder' });

/** Folders and collections in the order of their names, then files. */
async function* classify(
  api: WebApi,
  container: string,
  { directories, files, parent }: Listing & { readonly parent: Kind },
  options: ListingOptions,
): AsyncGenerator<Entry, void, undefined> {
  const shown = directories.filter(({ path }) => !isInternal(parent, lastName(path)));
  for (let start = 0; start < shown.length; start += PROBES) {
    const batch = shown.slice(start, start + PROBES);
    yield* await Promise.all(batch.map((directory) => entryOf(api, container, directory, options)));
  }
  // What lies in a collection is its data.
  if (parent.kind !== 'folder') return;
  for (const { path, size } of files) {
    if (lastName(path).startsWith('.#')) continue;
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
  if (isRecord(parse(tsdb)?.tableSchemaInfo)) return { kind: 'tsdb' };
  const schema = parseSchema(nosql);
  return schema === undefined ? { kind: 'folder' } : { kind: 'nosql', schema };
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

/** Undefined when it is no schema: an object of that name may be anything. */
function parseSchema(text: string | undefined): NosqlSchema | undefined {
  const schema = parse(text);
  if (!Array.isArray(schema?.fields)) return undefined;
  return {
    fields: schema.fields.filter(isRecord).map(({ name, type, nullable }) => ({
      name: typeof name === 'string' ? name : '',
      type: typeof type === 'string' ? type : '',
      isNullable: nullable !== false,
    })),
    key: typeof schema.key === 'string' ? schema.key : '',
    sortingKey:
      typeof schema.sortingKey === 'string' && schema.sortingKey !== '' ? schema.sortingKey : undefined,
  };
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
