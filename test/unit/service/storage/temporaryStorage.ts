import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { Storage } from '../../../../src/service/storage/storage';

const opened: { storage: Storage; folder: string }[] = [];

/** A storage in a folder of its own; both are gone after the test. */
export async function temporaryStorage(): Promise<Storage> {
  const folder = await temporaryFolder();
  const storage = await openStorage({ folder });
  opened.push({ storage, folder });
  return storage;
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'frames-storage-'));
}

afterEach(async () => {
  for (const { storage, folder } of opened.splice(0)) {
    await storage.close();
    await rm(folder, { recursive: true, force: true });
  }
});
