import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SavedQueries } from '../../../../src/ui/queries/savedQueries';

const { workspace, saving } = vi.hoisted(() => {
  const nothing = { dispose: () => undefined };
  const listen = () => nothing;
  const saving = { tell: (_: { readonly uri: unknown }): void => undefined };
  return {
    saving,
    workspace: {
      workspaceFolders: [] as { readonly name: string; readonly uri: { readonly path: string } }[],
      getConfiguration: () => ({ get: () => '.frames/queries' }),
      onDidChangeWorkspaceFolders: listen,
      onDidChangeConfiguration: listen,
      onDidSaveTextDocument: (listener: typeof saving.tell) => {
        saving.tell = listener;
        return nothing;
      },
      createFileSystemWatcher: () => ({ onDidCreate: listen, onDidDelete: listen, ...nothing }),
      fs: {
        // Of files a directory is 2 and a file 1, as in VS Code.
        readDirectory: ({ path: folder }: { readonly path: string }) =>
          Promise.resolve(
            readdirSync(folder, { withFileTypes: true }).map((entry) => [
              entry.name,
              entry.isDirectory() ? 2 : 1,
            ]),
          ),
      },
    },
  };
});
vi.mock('vscode', () => ({
  workspace,
  EventEmitter: class {
    private readonly listeners: (() => void)[] = [];
    readonly event = (listener: () => void): unknown => this.listeners.push(listener);
    fire(): void {
      for (const listener of this.listeners) listener();
    }
    dispose(): void {
      // There is nothing to let go of.
    }
  },
  FileType: { File: 1, Directory: 2 },
  RelativePattern: Object,
  Uri: {
    joinPath: (base: { readonly path: string }, ...parts: readonly string[]) => ({
      path: path.posix.join(base.path, ...parts),
    }),
  },
}));

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'frames-queries-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A workspace of folders, by their names, with queries in each. */
function open(folders: readonly (readonly [name: string, queries: readonly string[]])[]): SavedQueries {
  workspace.workspaceFolders = folders.map(([name, queries], i) => {
    const folder = path.join(root, String(i));
    for (const query of queries) {
      const file = path.join(folder, '.frames/queries', query);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, 'SELECT 1\n');
    }
    return { name, uri: { path: folder } };
  });
  return new SavedQueries();
}

async function listed(queries: SavedQueries): Promise<readonly string[]> {
  return (await queries.list()).map(({ kind, path: at }) => `${kind} ${at}`).sort();
}

it('lists the queries of one folder as they lie there', async () => {
  const queries = open([['app', ['a.fsql', 'sub/b.fsql', 'notes.md']]]);
  expect(await listed(queries)).toEqual(['query a.fsql', 'query sub/b.fsql', 'queryFolder sub']);
  expect(queries.uriOf('sub/b.fsql').path).toBe(`${root}/0/.frames/queries/sub/b.fsql`);
});

it('lists those of several folders below each, also where two have one name', async () => {
  const queries = open([
    ['app', ['a.fsql']],
    ['lib', []],
    ['app', ['sub/b.fsql']],
  ]);
  expect(await listed(queries)).toEqual([
    'query app (2)/sub/b.fsql',
    'query app/a.fsql',
    'queryFolder app (2)/sub',
    'queryRoot app',
    'queryRoot app (2)',
    'queryRoot lib',
  ]);
  expect(queries.uriOf('app (2)/sub/b.fsql').path).toBe(`${root}/2/.frames/queries/sub/b.fsql`);
  expect(queries.uriOf('lib').path).toBe(`${root}/1/.frames/queries`);
  expect(() => queries.uriOf('gone/a.fsql')).toThrow('is not part of the workspace any more');
});

it.each([0, 1, 2])('lists nothing where %i folders hold no query', async (count) => {
  const queries = open(Array.from({ length: count }, (_, i) => [`f${i}`, []] as const));
  expect(await queries.list()).toEqual([]);
});

it('saves nothing where no folder is open', () => {
  expect(() => open([]).uriOf('a.fsql')).toThrow('Open a folder first');
});

it('tells of a query that was saved into its folder, whatever the watchers of files tell', () => {
  const queries = open([['app', []]]);
  let changes = 0;
  queries.onDidChange(() => changes++);
  const folder = `${root}/0/.frames/queries`;
  for (const file of ['/elsewhere/a.fsql', `${folder}/notes.md`, `${folder}-old/a.fsql`]) {
    saving.tell({ uri: { path: file } });
  }
  expect(changes).toBe(0);
  saving.tell({ uri: { path: `${folder}/new/a.fsql` } });
  expect(changes).toBe(1);
});
