import { pathIn } from '../../storage/directoryPath';
import type { Change, DirectoryPath, Snapshot, Storage } from '../../storage/storage';
import { emptySchema, parseSchema, schemaName, type Schema } from './schema';

/** The schema of a table; undefined when there is no schema object. */
export async function loadSchema(storage: Storage, directory: DirectoryPath): Promise<Schema | undefined> {
  const object = await storage.objects.read(directory.container, pathIn(directory, schemaName));
  return object === undefined ? undefined : parseSchema(object.body);
}

/** The schema within a snapshot; undefined when there is no schema object. */
export async function schemaAt(snapshot: Snapshot, directory: DirectoryPath): Promise<Schema | undefined> {
  const body = await snapshot.readObject(directory, schemaName);
  return body === undefined ? undefined : parseSchema(body);
}

/** The schema within a transaction; the empty one when there is none. */
export async function currentSchema(change: Change, directory: DirectoryPath): Promise<Schema> {
  const body = await change.readObject(directory, schemaName);
  return body === undefined ? emptySchema : parseSchema(body);
}

/**
 * Removes a table with its partitions (spec/kv.md §14.8). Directories below that are tables of their own, or no partitions,
 * stay, and with them the table's directory.
 */
export async function removeTable(change: Change, directory: DirectoryPath): Promise<void> {
  for (const partition of await partitionsBelow(change, directory, false)) change.removeDirectory(partition);
  change.removeDirectory(directory);
}

/** Deepest first. */
async function partitionsBelow(
  change: Change,
  directory: DirectoryPath,
  inside: boolean,
): Promise<DirectoryPath[]> {
  const found: DirectoryPath[] = [];
  for (const { prefix } of change.directories(directory)) {
    const child = { container: directory.container, path: prefix.slice(0, -1) };
    const name = child.path.slice(child.path.lastIndexOf('/') + 1);
    // A partition value may hold slashes: everything below a partition belongs to it.
    if (!inside && !name.includes('=')) continue;
    if ((await change.readObject(child, schemaName)) !== undefined) continue;
    found.push(...(await partitionsBelow(change, child, true)), child);
  }
  return found;
}

/**
 * The directories whose items are the rows of a table, in order of their paths (spec/kv.md §7.3): where a directory has
 * sub-directories with `=` in their path, those and not itself.
 */
export function leafDirectories(
  snapshot: Pick<Snapshot, 'directories'>,
  directory: DirectoryPath,
): DirectoryPath[] {
  const { container } = directory;
  const partitions = snapshot.directories(directory).filter(({ prefix }) => prefix.includes('='));
  if (partitions.length === 0) return [directory];
  return partitions.flatMap(({ prefix }) =>
    leafDirectories(snapshot, { container, path: prefix.slice(0, -1) }),
  );
}
