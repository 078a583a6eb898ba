import type { IncomingMessage } from 'node:http';
import type { Change, Storage } from '../storage/storage';
import type { FileTree } from './fileTree';
import { changeHeaders, done, type Reply } from './reply';
import { readBody } from './requestBody';
import { checkWritable, placeOf, type Target } from './target';
import { invalid, invalidRange, isDirectory, noSuchFile, notEmpty, notPermitted } from './webApiError';

/** Bytes of an object: it is held in memory while it is written. */
const largestObject = 256 << 20;

const bytes = 'application/octet-stream';

/** Answers GET, and HEAD for directories too. */
export async function getObject(
  tree: FileTree,
  { container, path }: Target,
  { method, headers }: IncomingMessage,
): Promise<Reply> {
  const file = await tree.find(container, path);
  if (file === undefined) {
    const isThere =
      method === 'HEAD' && (await tree.list({ container, directory: path, limit: 1 })) !== undefined;
    if (!isThere) throw noSuchFile();
    return { status: 200, type: bytes };
  }
  const { start, end } = parseRange(headers.range, file.size);
  const isPart = end < file.size;
  return {
    status: isPart ? 206 : 200,
    type: bytes,
    headers: {
      ...changeHeaders(file.modified),
      ...(isPart ? { 'Content-Range': `bytes ${start}-${end - 1}/${file.size}` } : {}),
    },
    body: { length: end - start, read: () => file.read(start, end) },
  };
}

/**
 * `bytes=a-b`, `bytes=a-` or `bytes=a`; whatever else stands there asks for everything. The last part of a file is answered
 * with 200 and what is beyond the end with 416: readers take 206 as "more to come" (spec/webapi.md §3).
 */
function parseRange(header: string | undefined, size: number): { start: number; end: number } {
  const match = /^bytes=(\d+)(?:-(\d*))?$/.exec(header ?? '');
  if (match === null) return { start: 0, end: size };
  const start = Number(match[1]);
  const end = match[2] ? Math.min(Number(match[2]) + 1, size) : size;
  if (start === 0 && size === 0) return { start, end };
  if (start >= size || end <= start) throw invalidRange(size);
  return { start, end };
}

/** Replaces an object or, with `Range: -1`, adds to its end; a path that ends in a slash makes a directory. */
export async function putObject(storage: Storage, target: Target, request: IncomingMessage): Promise<Reply> {
  checkWritable(target);
  const { range } = request.headers;
  if (range !== undefined && range !== '-1') {
    throw invalid('An object is written whole, or with the header "Range: -1" to its end');
  }
  const body = await readBody(request, largestObject);
  const { directory, name } = placeOf(target);
  await storage.change(async (change) => {
    if (target.isDirectory) {
      change.makeDirectory(target);
      return;
    }
    if (change.directoryExists(target)) throw isDirectory();
    const before = range === '-1' ? await change.readObject(directory, name) : undefined;
    if (before !== undefined && before.length + body.length > largestObject) {
      throw invalid(`An object is at most ${largestObject} bytes long`);
    }
    await change.writeObject(directory, name, before === undefined ? body : Buffer.concat([before, body]));
  });
  return done();
}

/** Removes what has the name, be it object, item or shard; or a directory with nothing in it. */
export async function deleteObject(storage: Storage, target: Target): Promise<Reply> {
  if (target.path === '') throw notPermitted();
  await storage.change(async (change) => {
    if (!target.isDirectory && (await removeNamed(change, target))) return;
    if (!change.directoryExists(target)) throw noSuchFile();
    if (!(await change.isEmpty(target))) throw notEmpty();
    change.removeDirectory(target);
  });
  return { status: 204 };
}

async function removeNamed(change: Change, target: Target): Promise<boolean> {
  const { directory, name } = placeOf(target);
  const hadBody = await change.removeObject(directory, name);
  const hadAttributes = (await change.removeItems(directory, [name])) > 0;
  const shard = /^\d{1,9}$/.test(name) ? Number(name) : -1;
  const hadRecords = await change.removeShard({ directory, shard });
  return hadBody || hadAttributes || hadRecords;
}
