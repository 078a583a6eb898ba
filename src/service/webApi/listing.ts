import type { FileTree } from './fileTree';
import { formatContainers, formatListing } from './listingXml';
import type { Reply } from './reply';
import { segments, type Target } from './target';
import { invalid, noSuchFile } from './webApiError';

const defaultKeys = 1000;
const mostKeys = 10_000;

export async function listContainers(tree: FileTree): Promise<Reply> {
  return xml(formatContainers(await tree.containers()));
}

/** One level of a directory, in pages (spec/webapi.md §2). */
export async function listDirectory(tree: FileTree, { container, query }: Target): Promise<Reply> {
  const directory = segments(query.get('prefix') ?? '').join('/');
  const marker = (query.get('marker') ?? '').replace(/(?<!\/)\/+$/, '');
  const maxKeys = parseMaxKeys(query.get('max-keys'));
  const listing = await tree.list({
    container,
    directory,
    onlyDirectories: isOn(query.get('prefix-only')),
    marker,
    limit: Math.min(maxKeys, mostKeys),
  });
  if (listing === undefined) throw noSuchFile();
  const withInfo = isOn(query.get('prefix-info'));
  return xml(formatListing({ container, directory, marker, maxKeys, listing, withInfo }));
}

function xml(body: string): Reply {
  return { status: 200, type: 'application/xml', body };
}

function parseMaxKeys(text: string | null): number {
  if (text === null || text === '') return defaultKeys;
  if (!/^\d{1,9}$/.test(text)) throw invalid('max-keys must be a whole number');
  return Number(text);
}

function isOn(value: string | null): boolean {
  return value !== null && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}
