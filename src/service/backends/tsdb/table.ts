import { FramesError } from '../../../wire/errors';
import type { SessionMessage } from '../../../wire/messages';
import { pathIn } from '../../storage/directoryPath';
import type { Change, DirectoryPath, Storage } from '../../storage/storage';
import { resolveTable } from '../../tablePath';
import { parseSchema, schemaName, type Schema } from './schema';

/** A table that a request names. */
export interface Table {
  readonly directory: DirectoryPath;
  /** As error texts show it: inside the container, otherwise as it was given. */
  readonly shown: string;
  /** What the original says about a table that is not there. */
  readonly missing: FramesError;
}

export function tableOf(session: SessionMessage, table: string): Table {
  const { container, path, shown: withSlash } = resolveTable(session, table);
  const shown = table.endsWith('/') ? withSlash : withSlash.slice(0, -1);
  const missing = new FramesError({
    code: 'notFound',
    detail: `No TSDB schema file found at '${session.url}/${container}/${shown}'.`,
  });
  return { directory: { container, path }, shown, missing };
}

/** The table that is opened for reading or writing: a fault of its name is told as one of opening it. */
export function openedTable(session: SessionMessage, table: string): Table {
  try {
    return tableOf(session, table);
  } catch (error) {
    throw error instanceof FramesError ? adapterError(error) : error;
  }
}

/** The error that opening a table for reading or writing fails with. */
export function adapterError({ code, detail }: FramesError): FramesError {
  return new FramesError({ code, detail: `failed to create adapter: ${detail}` });
}

export async function loadSchema(storage: Storage, directory: DirectoryPath): Promise<Schema | undefined> {
  const object = await storage.objects.read(directory.container, pathIn(directory, schemaName));
  return object === undefined ? undefined : parseSchema(object.body);
}

/** The schema within a transaction. */
export async function currentSchema(change: Change, directory: DirectoryPath): Promise<Schema | undefined> {
  const body = await change.readObject(directory, schemaName);
  return body === undefined ? undefined : parseSchema(body);
}

/** The directory of a partition is named by its start in seconds. */
export function partitionDirectory(directory: DirectoryPath, startMs: number): DirectoryPath {
  return below(directory, String(startMs / 1000));
}

/** Where the names of metrics stand as empty items. */
export function namesDirectory(directory: DirectoryPath): DirectoryPath {
  return below(directory, 'names');
}

function below(directory: DirectoryPath, name: string): DirectoryPath {
  return { container: directory.container, path: pathIn(directory, name) };
}

/** Removes a directory and everything below it. */
export function removeTree(change: Change, directory: DirectoryPath): void {
  for (const { prefix } of change.directories(directory)) {
    removeTree(change, { container: directory.container, path: prefix.slice(0, -1) });
  }
  change.removeDirectory(directory);
}
