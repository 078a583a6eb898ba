import { createReadStream, type Dirent } from 'node:fs';
import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { compareBytewise } from '../../data/textOrder';
import type { FileTree, FoundFile } from './fileTree';
import type { Container, DirectoryEntry, ListRequest, Listing, ObjectEntry } from '../storage/storage';

const containerName = 'csv';
/** Where csv tables are written before they take their place. */
const unfinished = '.unfinished';

/** The tree with one more container, `csv`: the files of the folder that holds the csv tables (spec/webapi.md §5). */
export function withCsvFolder(tree: FileTree, folder: string): FileTree {
  return {
    async containers() {
      const others = (await tree.containers()).filter(({ name }) => name !== containerName);
      return [...others, await folderContainer(folder, others)];
    },
    async hasContainer(container) {
      return container === containerName || (await tree.hasContainer(container));
    },
    isReadOnly: (container) => container === containerName || tree.isReadOnly(container),
    list(request) {
      return request.container === containerName ? listFolder(folder, request) : tree.list(request);
    },
    find(container, path) {
      return container === containerName ? findFile(folder, path) : tree.find(container, path);
    },
  };
}

async function folderContainer(folder: string, others: readonly Container[]): Promise<Container> {
  await mkdir(folder, { recursive: true });
  const { birthtimeNs } = await lstat(folder, { bigint: true });
  return { name: containerName, created: birthtimeNs, id: Math.max(0, ...others.map(({ id }) => id)) + 1 };
}

async function listFolder(
  folder: string,
  { directory, onlyDirectories = false, marker = '', limit = Infinity }: ListRequest,
): Promise<Listing | undefined> {
  const path = directory.replace(/^\/+|(?<!\/)\/+$/g, '');
  const children = await readFolder(folder, path);
  if (children === undefined) return undefined;
  const listed = children
    .filter((child) => child.isDirectory() || (child.isFile() && !onlyDirectories))
    .filter(({ name }) => path !== '' || name !== unfinished)
    .map((child) => ({ child, key: path === '' ? child.name : `${path}/${child.name}` }))
    .filter(({ key }) => compareBytewise(key, marker) > 0)
    .sort((a, b) => compareBytewise(a.key, b.key));
  const page = listed.slice(0, limit);

  const objects: ObjectEntry[] = [];
  const directories: DirectoryEntry[] = [];
  for (const { child, key } of page) {
    const stats = await statOf(join(folder, key));
    // Gone between listing and looking.
    if (stats === undefined) continue;
    const times = { created: stats.birthtimeNs, modified: stats.mtimeNs };
    if (child.isDirectory()) directories.push({ prefix: `${key}/`, ...times });
    else objects.push({ key, size: Number(stats.size), isItem: false, ...times });
  }
  return {
    objects,
    directories,
    isTruncated: listed.length > page.length,
    nextMarker: page.at(-1)?.key ?? '',
  };
}

/** The children of a directory; links are not followed, since they may lead out of the folder. */
async function readFolder(folder: string, path: string): Promise<Dirent[] | undefined> {
  if (path === '') await mkdir(folder, { recursive: true });
  else if (!(await isInside(folder, path))) return undefined;
  try {
    return await readdir(join(folder, path), { withFileTypes: true });
  } catch {
    return undefined;
  }
}

async function findFile(folder: string, path: string): Promise<FoundFile | undefined> {
  if (!(await isInside(folder, path))) return undefined;
  const file = join(folder, path);
  const stats = await statOf(file);
  if (stats?.isFile() !== true) return undefined;
  return {
    size: Number(stats.size),
    modified: stats.mtimeNs,
    read: (start, end) => (end > start ? createReadStream(file, { start, end: end - 1 }) : Readable.from([])),
  };
}

/** Whether every step of the path is a real directory or file of the folder. */
async function isInside(folder: string, path: string): Promise<boolean> {
  const names = path.split('/');
  if (names[0] === unfinished || names.some(isIllegal)) return false;
  for (let depth = 1; depth <= names.length; depth++) {
    const stats = await statOf(join(folder, ...names.slice(0, depth)));
    if (stats === undefined || stats.isSymbolicLink()) return false;
  }
  return true;
}

function isIllegal(name: string): boolean {
  return (
    name === '' || name === '.' || name === '..' || name.includes('\0') || (onWindows && /[\\:]/.test(name))
  );
}

const onWindows = process.platform === 'win32';

async function statOf(path: string) {
  return lstat(path, { bigint: true }).catch(() => undefined);
}
