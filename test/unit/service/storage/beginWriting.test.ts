import { afterEach, expect, it } from 'vitest';
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { beginWriting } from '../../../../src/service/storage/beginWriting';
import { Database } from '../../../../src/service/storage/database';
import { temporaryFolder } from './temporaryStorage';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Milliseconds that the event loop stood still at the longest. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return longest;
}

it('a transaction that writes waits for a checkpoint off the event loop', async () => {
  const folder = await temporaryFolder();
  folders.push(folder);
  const database = await Database.open({ folder });
  const [writer, other] = [await database.connect(), await database.connect()];
  await other.run('CREATE TABLE format (version INTEGER)');
  await other.run('CREATE TABLE numbers (number BIGINT)');
  await other.run('CREATE TABLE texts (text VARCHAR)');
  let share = 1;
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 10; i++)
      await other.run('INSERT INTO texts SELECT md5(range::VARCHAR) FROM range(50000)');
    const start = performance.now();
    const checkpoint = other.run('CHECKPOINT');
    await setTimeout(5);
    const block = await longestBlock(async () => {
      await beginWriting(writer);
      await writer.insert('numbers', [[BigInt(round)]]);
      await writer.run('COMMIT');
    });
    await checkpoint;
    // Others may have the processor for a while.
    share = Math.min(share, block / (performance.now() - start));
  }
  expect(share).toBeLessThan(0.5);
  expect(await writer.rows('SELECT count(*) FROM numbers')).toEqual([[3n]]);
  await database.close();
});

it('a transaction that could not begin is none', async () => {
  const folder = await temporaryFolder();
  folders.push(folder);
  const database = await Database.open({ folder });
  const writer = await database.connect();
  await expect(beginWriting(writer)).rejects.toThrow('format');
  await writer.run('CREATE TABLE format (version INTEGER)');
  await beginWriting(writer);
  await writer.run('COMMIT');
  await database.close();
});
