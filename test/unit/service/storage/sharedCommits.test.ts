import { describe, expect, it } from 'vitest';
import {
  SharedCommits,
  type OpenTransaction,
  type SharedChange,
} from '../../../../src/service/storage/sharedCommits';
import type { Change, DirectoryPath, Storage } from '../../../../src/service/storage/storage';
import { batch, put, scanned } from './items';
import { temporaryStorage } from './temporaryStorage';

const directory: DirectoryPath = { container: 'bigdata', path: 'some/table' };

/** Works write letters; what a commit holds appears as one text. */
class Log {
  readonly commits: string[] = [];
  failCommitsOf = '';
  private text = '';

  readonly begin = (): Promise<OpenTransaction> => {
    this.text = '';
    return Promise.resolve({
      change: { signal: undefined } as unknown as SharedChange,
      commit: () => {
        if (this.failCommitsOf !== '' && this.text.includes(this.failCommitsOf)) {
          return Promise.reject(new Error('the disk is full'));
        }
        this.commits.push(this.text);
        return Promise.resolve();
      },
      rollBack: () => Promise.resolve(),
    });
  };

  readonly writing = (letter: string) => async (): Promise<string> => {
    await Promise.resolve();
    this.text += letter;
    return letter;
  };

  readonly failing = (letter: string) => async (): Promise<never> => {
    await this.writing(letter)();
    throw new Error(`no ${letter}`);
  };
}

function settle(promises: readonly Promise<string>[]): Promise<string[]> {
  return Promise.all(promises.map((promise) => promise.catch((error: unknown) => String(error))));
}

describe('works that wait', () => {
  it('share a commit, in the order of asking', async () => {
    const log = new Log();
    const commits = new SharedCommits(log.begin);
    const results = await settle(['a', 'b', 'c', 'd'].map((letter) => commits.run(log.writing(letter))));
    expect(results).toEqual(['a', 'b', 'c', 'd']);
    expect(log.commits).toEqual(['abcd']);
  });

  it('resolve after the commit that holds them, not before', async () => {
    const log = new Log();
    const commits = new SharedCommits(log.begin);
    const seen: string[][] = [];
    const works = ['a', 'b'].map((letter) =>
      commits.run(log.writing(letter)).then(() => seen.push([...log.commits])),
    );
    await Promise.all(works);
    expect(seen).toEqual([['ab'], ['ab']]);
  });

  it('do not fail with another one', async () => {
    const log = new Log();
    const commits = new SharedCommits(log.begin);
    const works = [log.writing('a'), log.writing('b'), log.failing('x'), log.writing('c'), log.failing('y')];
    const results = await settle(works.map((work) => commits.run(work)));
    expect(results).toEqual(['a', 'b', 'Error: no x', 'c', 'Error: no y']);
    expect(log.commits).toEqual(['ab', 'c']);
  });

  it('have each a commit of their own when that of all fails', async () => {
    const log = new Log();
    log.failCommitsOf = 'b';
    const commits = new SharedCommits(log.begin);
    const results = await settle(['a', 'b', 'c'].map((letter) => commits.run(log.writing(letter))));
    expect(results).toEqual(['a', 'Error: the disk is full', 'c']);
    expect(log.commits).toEqual(['a', 'c']);
  });

  it('are dropped when their signal ends them before they begin', async () => {
    const log = new Log();
    const commits = new SharedCommits(log.begin);
    const controller = new AbortController();
    const results = settle([
      commits.run(() => {
        controller.abort();
        return log.writing('a')();
      }),
      commits.run(log.writing('b'), controller.signal),
      commits.run(log.writing('c')),
    ]);
    expect(await results).toEqual(['a', expect.stringContaining('the write was cancelled'), 'c']);
    expect(log.commits).toEqual(['ac']);
  });

  it('do not wait without end for those that are slow', async () => {
    const log = new Log();
    const commits = new SharedCommits(log.begin);
    const slow = (letter: string) => async (): Promise<string> => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return log.writing(letter)();
    };
    await Promise.all(['a', 'b'].map((letter) => commits.run(slow(letter))));
    expect(log.commits).toEqual(['a', 'b']);
  });

  it('are done before the end, and none comes after it', async () => {
    const log = new Log();
    const commits = new SharedCommits(log.begin);
    const work = commits.run(log.writing('a'));
    await commits.close();
    expect(log.commits).toEqual(['a']);
    expect(await settle([work, commits.run(log.writing('b'))])).toEqual([
      'a',
      expect.stringContaining('the data folder is closed'),
    ]);
  });
});

describe('changes that are asked for together', () => {
  /** Asks for all at once, behind one that is running. */
  async function together<T>(
    storage: Storage,
    works: readonly ((change: Change) => Promise<T>)[],
  ): Promise<unknown[]> {
    const changes = works.map((work) => storage.change(work));
    return Promise.all(changes.map((change) => change.catch((error: unknown) => error)));
  }

  const putting =
    (name: string, cells = {}) =>
    (change: Change) =>
      change.putItems(directory, [batch([name], cells)], 'merge');

  const removing =
    (gone: DirectoryPath) =>
    (change: Change): Promise<void> => {
      change.removeDirectory(gone);
      return Promise.resolve();
    };

  it('see what those before them did', async () => {
    const storage = await temporaryStorage();
    const seen = await together(
      storage,
      Array.from({ length: 20 }, (_, i) => async (change: Change) => {
        const names = Array.from({ length: i + 1 }, (_each, n) => `n${n}`);
        const found = (await change.getItems(directory, names)).size;
        await putting(`n${i}`)(change);
        return found;
      }),
    );
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('bring columns of their own', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['a'], { 'v:long': [1n] }));
    await together(storage, [
      putting('b', { 'v:long': [2n] }),
      putting('c', { 'w:double': [0.5] }),
      putting('d', { 'w:double': [1.5], 'x:string': ['x'] }),
    ]);
    expect(await scanned(storage, { directory })).toEqual({
      a: { 'v:long': 1n },
      b: { 'v:long': 2n },
      c: { 'w:double': 0.5 },
      d: { 'w:double': 1.5, 'x:string': 'x' },
    });
  });

  it('keep nothing of one that fails, and everything of the others', async () => {
    const storage = await temporaryStorage();
    const results = await together(storage, [
      putting('a'),
      async (change) => {
        await putting('b')(change);
        await change.writeObject({ container: 'bigdata', path: 'other' }, 'object', new Uint8Array(3));
        throw new Error('not this one');
      },
      putting('c'),
    ]);
    expect(results).toEqual([undefined, new Error('not this one'), undefined]);
    expect(Object.keys(await scanned(storage, { directory }))).toEqual(['a', 'c']);
    expect(await storage.objects.directoryExists('bigdata', 'other')).toBe(false);
  });

  it('remove and make again what others made', async () => {
    const storage = await temporaryStorage();
    await put(storage, directory, batch(['old']));
    await together(storage, [putting('lost'), removing(directory), putting('new', { 'v:long': [1n] })]);
    expect(await scanned(storage, { directory })).toEqual({ new: { 'v:long': 1n } });
    const stream = { container: 'bigdata', path: 'stream' };
    const records = [{ data: new Uint8Array(1) }];
    const shape = { shards: 1, retentionHours: 1 };
    const positions = await together<unknown>(storage, [
      (change) => change.createStream(stream, shape),
      (change) => change.putRecords(stream, records),
      (change) => change.putRecords(stream, records),
      removing(stream),
      (change) => change.createStream(stream, shape),
      (change) => change.putRecords(stream, records),
    ]);
    const sequences = [1n, 2n, 1n].map((sequence) => [{ shard: 0, sequence }]);
    expect(positions).toEqual([undefined, sequences[0], sequences[1], undefined, undefined, sequences[2]]);
    expect(await storage.streams.bounds({ directory: stream, shard: 0 })).toEqual({ first: 1n, next: 2n });
  });
});
