import type { Readable } from 'node:stream';
import type { Container, ListRequest, Listing } from '../storage/storage';

/** What the web API shows: containers, directories and files (spec/webapi.md §2, §3). */
export interface FileTree {
  containers(): Promise<readonly Container[]>;
  hasContainer(container: string): Promise<boolean>;
  /** One level; undefined when there is no such directory. */
  list(request: ListRequest): Promise<Listing | undefined>;
  /** @param path full path inside the container, without slash at either end */
  find(container: string, path: string): Promise<FoundFile | undefined>;
  /** Whether a container is only shown: nothing is written to it through the web API. */
  isReadOnly(container: string): boolean;
}

export interface FoundFile {
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since the epoch. */
  readonly modified: bigint;
  /** Bytes `start` (inclusive) to `end` (exclusive). */
  read(start: number, end: number): Readable;
}
