import { expect, it, vi } from 'vitest';
import { QueriesView } from '../../../../src/ui/queries/queriesView';
import { fileNode, type QueryNode } from '../../../../src/ui/queries/queryTree';

vi.mock('vscode', () => ({
  EventEmitter: class {
    private readonly listeners: (() => void)[] = [];
    readonly event = (listener: () => void): unknown => this.listeners.push(listener);
    fire(): void {
      for (const listener of this.listeners) listener();
    }
  },
  window: { createTreeView: () => ({ dispose: () => undefined }) },
}));

/** A view over files, of which it hears when `tell` is called. */
async function open(...names: readonly string[]) {
  let files = names;
  let uri = 'file:///project/.frames/queries';
  let tell: () => void = () => undefined;
  let list = (): Promise<readonly QueryNode[]> =>
    Promise.resolve(files.flatMap((name): QueryNode[] => [fileNode(name) ?? []].flat()));
  const view = new QueriesView({
    list: () => list(),
    get roots() {
      return [{ name: 'work', uri: { toString: () => uri } as never }];
    },
    uriOf: () => ({}) as never,
    onDidChange: (listener) => {
      tell = listener;
      return undefined as never;
    },
  });
  let reads = 0;
  view.onDidChangeTreeData(() => reads++);
  await view.getChildren();
  return {
    shown: async () => (await view.getChildren()).map(({ name }) => name),
    /** How often the view is read anew when this is so. */
    reads: async (now: readonly string[], at = uri) => {
      [files, uri] = [now, at];
      reads = 0;
      tell();
      tell();
      await new Promise(setImmediate);
      return reads;
    },
    /** Hears of a change, and lists when it is told how that ends. */
    listing: () => {
      reads = 0;
      const listsAtOnce = list;
      let end: (listed: Promise<readonly QueryNode[]>) => void = () => undefined;
      const listed = new Promise<readonly QueryNode[]>((resolve) => (end = resolve));
      list = () => listed;
      tell();
      list = listsAtOnce;
      return { succeed: () => end(list()), fail: () => end(Promise.reject(new Error('no such folder'))) };
    },
    /** How often the view has been read anew since then. */
    readsSince: async () => {
      await new Promise(setImmediate);
      return reads;
    },
  };
}

it('is read anew when there is another query, and not when there is none', async () => {
  const { shown, reads } = await open('a.fsql');
  expect(await reads(['a.fsql'])).toBe(0);
  expect(await reads(['a.fsql', 'b.fsql'])).toBe(1);
  expect(await shown()).toEqual(['a', 'b']);
  expect(await reads(['a.fsql', 'b.fsql'])).toBe(0);
  expect(await reads([])).toBe(1);
  expect(await shown()).toEqual([]);
});

it('is read anew when the same names lie in another folder', async () => {
  const { reads } = await open('a.fsql');
  expect(await reads(['a.fsql'], 'file:///other')).toBe(1);
});

it('shows that a listing failed until one succeeds, though that is as the one before', async () => {
  const { listing, shown, reads, readsSince } = await open('a.fsql');
  listing().fail();
  expect(await readsSince()).toBe(1);
  await expect(shown()).rejects.toThrow('no such folder');
  expect(await reads(['a.fsql'])).toBe(1);
  expect(await shown()).toEqual(['a']);
});

it('keeps quiet about a listing that failed after another took its place', async () => {
  const { listing, shown, readsSince } = await open('a.fsql');
  const old = listing();
  const late = shown();
  const newest = listing();
  old.fail();
  expect(await readsSince()).toBe(0);
  newest.succeed();
  expect(await readsSince()).toBe(0);
  expect(await late).toEqual(['a']);
});

it('does not take an older listing for what it shows when the newest failed', async () => {
  const { listing, shown, reads, readsSince } = await open('a.fsql');
  const old = listing();
  const late = shown();
  listing().fail();
  expect(await readsSince()).toBe(1);
  old.succeed();
  await expect(late).rejects.toThrow('no such folder');
  expect(await reads(['a.fsql'])).toBe(1);
});
