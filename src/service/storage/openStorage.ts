import type { Storage } from './storage';

export interface StorageOptions {
  /** The data folder; made when missing. Its file `frames.duckdb` belongs to one process at a time. */
  readonly folder: string;
}

/**
 * Opens the database of a data folder.
 * @throws FramesError `unavailable` when another process has it open: the text says which.
 */
export function openStorage(options: StorageOptions): Promise<Storage> {
  return Promise.reject(new Error(`storage of ${options.folder} is not built`));
}
