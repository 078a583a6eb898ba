import { Readable } from 'node:stream';
import type { FileTree } from './fileTree';
import type { ObjectStore } from '../storage/storage';

/** The objects of the database as a tree of files. */
export function objectTree(objects: ObjectStore): FileTree {
  return {
    containers: () => objects.containers(),
    hasContainer: (container) => objects.directoryExists(container, ''),
    isReadOnly: () => false,
    list: (request) => objects.list(request),
    async find(container, path) {
      const object = await objects.read(container, path);
      if (object === undefined) return undefined;
      const { body, modified } = object;
      return {
        size: body.length,
        modified,
        read: (start, end) => Readable.from([body.subarray(start, end)]),
      };
    },
  };
}
