import { describe, expect, it, vi } from 'vitest';
import type { ChildrenOptions, CollectionSource, Entry } from '../../../../src/frames/collectionSource';
import { localConnectionId, type Connection } from '../../../../src/ui/connections/connection';
import type { Collection } from '../../../../src/frames/collection';
import type { Detail } from '../../../../src/ui/explorer/detail';
import { ExplorerModel } from '../../../../src/ui/explorer/explorerModel';
import {
  collectionOf,
  fullPath,
  isParent,
  type ExplorerNode,
  type LeafNode,
  type ParentNode,
} from '../../../../src/ui/explorer/node';
import { FramesError } from '../../../../src/wire/errors';

const lab: Connection = { id: 'lab', name: 'Lab', address: 'framesd:8081', webApi: 'http://web' };

/** Folders by path; what is below each comes in pages of one. */
function sourceOf(tree: Readonly<Record<string, readonly Entry[]>>): CollectionSource {
  return {
    containers: () => Promise.resolve(Object.keys(tree).filter((path) => !path.includes('/'))),
    async *children(container, path) {
      await Promise.resolve();
      yield* tree[path === '' ? container : `${container}/${path}`] ?? [];
    },
  };
}

const schema = { fields: [], key: 'idx', sortingKey: undefined };
const tree = sourceOf({
  bigdata: [
    { kind: 'folder', path: 'examples' },
    { kind: 'nosql', path: 'examples', schema },
    { kind: 'file', path: 'note.txt', size: 3 },
  ],
  'bigdata/examples': [{ kind: 'nosql', path: 'examples/cars', schema }],
  csv: [{ kind: 'csv', path: 'a/b.csv', size: 9 }],
  users: [],
});

interface Rig {
  readonly model: ExplorerModel;
  readonly changes: (string | undefined)[];
  /** VS Code knows nodes by their identity. */
  readonly changed: (ExplorerNode | undefined)[];
  connections: Connection[];
  readonly statuses: string[];
  readonly retried: string[];
  pinned: Collection[];
  summary: string | undefined;
  recent: () => Promise<readonly Collection[]>;
  details: (leaf: LeafNode) => AsyncIterable<Detail>;
  source: (signal: AbortSignal) => Promise<CollectionSource | undefined>;
}

function rig(): Rig {
  const changes: (string | undefined)[] = [];
  const changed: (ExplorerNode | undefined)[] = [];
  const made: Rig = {
    changes,
    changed,
    connections: [lab],
    statuses: [],
    retried: [],
    pinned: [],
    summary: undefined,
    recent: () => Promise.resolve([]),
    details: async function* () {},
    source: () => Promise.resolve(tree),
    model: new ExplorerModel({
      connections: () => made.connections,
      source: (_connection, signal) => made.source(signal),
      details: (leaf) => made.details(leaf),
      pinned: () => made.pinned,
      recent: () => made.recent(),
      summary: () => Promise.resolve(made.summary),
      onRetry: ({ id }) => made.retried.push(id),
      onStatus: (_connection, status) => made.statuses.push(status),
      onChange: (node) => {
        changed.push(node);
        changes.push(node?.id);
      },
    }),
  };
  return made;
}

const labels = (nodes: readonly ExplorerNode[]) =>
  nodes.map((node) =>
    node.kind === 'note'
      ? `note: ${node.tone === 'error' ? node.detail : node.text}`
      : (fullPath(node) ?? node.kind),
  );

const unavailable = new FramesError({ code: 'unavailable', detail: 'nothing listens at framesd:8081' });

async function open(model: ExplorerModel, ...path: string[]): Promise<readonly ExplorerNode[]> {
  let nodes: readonly ExplorerNode[] = model.roots();
  for (const step of path) nodes = await model.children(parent(nodes, step));
  return nodes;
}

function parent(nodes: readonly ExplorerNode[], path: string): ParentNode {
  const found = nodes.find((node) => isParent(node) && (node.id === path || fullPath(node) === path));
  if (!found || !isParent(found)) throw new Error(`${path} is not among ${labels(nodes).join(', ')}`);
  return found;
}

describe('ExplorerModel', () => {
  it('lists containers, folders and collections', async () => {
    const { model } = rig();
    expect(labels(await open(model, 'lab'))).toEqual(['bigdata', 'csv', 'users']);
    expect(labels(await open(model, 'lab', 'bigdata', 'bigdata/examples'))).toEqual([
      'bigdata/examples/cars',
    ]);
    expect(labels(await open(model, 'lab', 'users'))).toEqual(['note: Empty']);
  });

  it('tells a folder from a table of the same name', async () => {
    const { model } = rig();
    const ids = (await open(model, 'lab', 'bigdata')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names collections as the service does', async () => {
    const { model } = rig();
    const [cars] = await open(model, 'lab', 'bigdata', 'bigdata/examples');
    const [file] = await open(model, 'lab', 'csv');
    expect(cars?.kind === 'leaf' && collectionOf(cars)).toEqual({
      backend: 'nosql',
      path: 'bigdata/examples/cars',
    });
    expect(file?.kind === 'leaf' && collectionOf(file)).toEqual({ backend: 'csv', path: 'a/b.csv' });
  });

  it('shows only the container of a connection that has one', async () => {
    const made = rig();
    made.connections = [{ ...lab, container: 'bigdata' }];
    expect(labels(await open(made.model, 'lab'))).toEqual(['bigdata']);
  });

  it('offers to open by path where nothing can be listed', async () => {
    const made = rig();
    made.source = () => Promise.resolve(undefined);
    made.recent = () => Promise.resolve([{ backend: 'tsdb', path: 'bigdata/cpu' }]);
    const nodes = await open(made.model, 'lab');
    expect(nodes).toMatchObject([
      { kind: 'note', tone: 'info', remedy: 'openCollection' },
      { kind: 'group', group: 'recent' },
    ]);
    const [, recent] = nodes;
    expect(recent && isParent(recent) && labels(await made.model.children(recent))).toEqual(['bigdata/cpu']);
  });

  it('lists a thousand entries, then a thousand more', async () => {
    const made = rig();
    const many = Array.from({ length: 2500 }, (_, i): Entry => ({ kind: 'folder', path: `f${i}` }));
    made.source = () => Promise.resolve(sourceOf({ bigdata: many }));
    const first = await open(made.model, 'lab', 'bigdata');
    expect(first).toHaveLength(1001);
    expect(first.at(-1)?.kind).toBe('more');
    const container = parent(await open(made.model, 'lab'), 'bigdata');
    await made.model.loadMore(container);
    expect(await made.model.children(container)).toHaveLength(2001);
    await made.model.loadMore(container);
    const all = await made.model.children(container);
    expect(all).toHaveLength(2500);
    expect(labels(all).at(-1)).toBe('bigdata/f2499');
    expect(made.changes.filter((id) => id === 'lab/bigdata')).toHaveLength(2);
  });

  it('lists once for those who ask at the same time, and keeps it until it is refreshed', async () => {
    const made = rig();
    let listings = 0;
    made.source = () => {
      listings++;
      return Promise.resolve(tree);
    };
    const [root] = made.model.roots();
    if (!root) throw new Error('no root');
    await Promise.all([made.model.children(root), made.model.children(root)]);
    await made.model.children(root);
    expect(listings).toBe(1);
    made.model.refresh();
    await made.model.children(root);
    expect(listings).toBe(2);
  });

  it('refreshes each connection by itself, so that a slow one holds up no other', () => {
    const made = rig();
    made.connections = [lab, { ...lab, id: 'other' }];
    made.model.refresh();
    expect(made.changed).toEqual(made.model.roots());
    expect(made.changed).toHaveLength(2);
  });

  it('refreshes below a node only', async () => {
    const made = rig();
    const asked: string[] = [];
    made.source = () =>
      Promise.resolve({
        ...tree,
        children: (container: string, path: string, options: object) => {
          asked.push(`${container}/${path}`);
          return tree.children(container, path, options);
        },
      });
    await open(made.model, 'lab', 'bigdata', 'bigdata/examples');
    await open(made.model, 'lab', 'csv');
    asked.length = 0;
    made.model.refresh(parent(await open(made.model, 'lab'), 'bigdata'));
    await open(made.model, 'lab', 'bigdata', 'bigdata/examples');
    await open(made.model, 'lab', 'csv');
    expect(asked).toEqual(['bigdata/', 'bigdata/examples']);
  });

  it('says why a listing failed, marks the connection, and lists again on a click', async () => {
    const made = rig();
    made.source = () => Promise.reject(unavailable);
    const nodes = await open(made.model, 'lab');
    expect(nodes).toMatchObject([{ kind: 'note', tone: 'error', remedy: 'retry' }]);
    expect(labels(nodes)).toEqual(['note: Nothing listens at framesd:8081.']);
    expect(made.model.status(lab)).toBe('notConnected');
    expect(made.changes).toEqual(['lab']);
    expect(made.changed.at(-1)).toBe(made.model.roots()[0]);
    made.source = () => Promise.resolve(tree);
    made.model.refresh(nodes[0]);
    expect(labels(await open(made.model, 'lab'))).toEqual(['bigdata', 'csv', 'users']);
    expect(made.model.status(lab)).toBe('connected');
  });

  it('keeps what it knew below the reason when a refresh fails', async () => {
    const made = rig();
    await open(made.model, 'lab', 'bigdata');
    made.source = () => Promise.reject(unavailable);
    made.model.refresh();
    expect(labels(await open(made.model, 'lab'))).toEqual([
      'note: Nothing listens at framesd:8081.',
      'bigdata',
      'csv',
      'users',
    ]);
  });

  it('keeps what it knew of a service that ended, offers to start it, and forgets the note when it is back', async () => {
    const made = rig();
    const local = { ...lab, id: localConnectionId };
    made.connections = [local];
    await open(made.model, 'local');
    made.model.disconnected('local', 'It was ended by SIGKILL.');
    const nodes = await open(made.model, 'local');
    expect(nodes[0]).toMatchObject({
      kind: 'note',
      remedy: 'startLocalService',
      detail: 'It was ended by SIGKILL.',
    });
    expect(labels(nodes.slice(1))).toEqual(['bigdata', 'csv', 'users']);
    expect(made.model.status(local)).toBe('notConnected');
    expect(made.changed.at(-1)).toBe(made.model.roots()[0]);
    made.model.reconnect('local');
    expect(labels(await open(made.model, 'local'))).toEqual(['bigdata', 'csv', 'users']);
    expect(made.model.status(local)).toBe('connected');
  });

  it('stops at once, also when the source does not', async () => {
    const made = rig();
    made.source = () => new Promise(() => undefined);
    const [root] = made.model.roots();
    if (!root) throw new Error('no root');
    const listing = made.model.children(root);
    made.model.stopLoading();
    expect(await listing).toMatchObject([{ kind: 'note', tone: 'info', remedy: 'retry' }]);
  });

  it('answers for a slow listing with a note, and tells when it is there', async () => {
    const made = rig();
    let answer: (source: CollectionSource) => void = () => undefined;
    made.source = () => new Promise((resolve) => (answer = resolve));
    const [first, second] = await Promise.all([open(made.model, 'lab'), open(made.model, 'lab')]);
    expect(first).toMatchObject([{ kind: 'note', tone: 'progress', remedy: 'stopLoading' }]);
    expect(second).toEqual(first);
    made.changes.length = 0;
    answer(tree);
    await vi.waitFor(() => expect(made.changes.filter((id) => id === 'lab')).toEqual(['lab', 'lab']));
    expect(labels(await open(made.model, 'lab'))).toEqual(['bigdata', 'csv', 'users']);
  });

  it('tells again of a slow listing until it is asked for it', async () => {
    const made = rig();
    let answer: (source: CollectionSource) => void = () => undefined;
    made.source = () => new Promise((resolve) => (answer = resolve));
    await open(made.model, 'lab');
    answer(tree);
    await vi.waitFor(() => expect(made.changes.filter((id) => id === 'lab').length).toBeGreaterThan(3), {
      timeout: 5_000,
    });
    await open(made.model, 'lab');
    const told = made.changes.length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(made.changes.length).toBe(told);
  });

  it('shows what was known below the note while it lists again', async () => {
    const made = rig();
    await open(made.model, 'lab');
    made.model.refresh();
    made.source = () => new Promise(() => undefined);
    expect(labels(await open(made.model, 'lab'))).toEqual([
      'note: Listing… Click to stop',
      'bigdata',
      'csv',
      'users',
    ]);
    made.model.stopLoading();
  });

  it('forgets a connection that was removed, and what was being listed for it', async () => {
    const made = rig();
    await open(made.model, 'lab', 'bigdata');
    made.connections = [];
    made.model.forget('lab');
    made.connections = [lab];
    made.source = () => Promise.resolve(sourceOf({ other: [] }));
    expect(labels(await open(made.model, 'lab'))).toEqual(['other']);
  });

  it('finds a node by its path', async () => {
    const { model } = rig();
    expect((await model.find('lab', 'bigdata', 'examples/cars'))?.kind).toBe('leaf');
    expect((await model.find('lab', 'bigdata', ''))?.kind).toBe('container');
    expect(await model.find('lab', 'bigdata', 'examples/none')).toBeUndefined();
    expect(await model.find('none', 'bigdata', 'examples/cars')).toBeUndefined();
  });

  it('shows what is pinned before anything else, also where nothing answers', async () => {
    const made = rig();
    made.pinned = [{ backend: 'nosql', path: 'bigdata/examples/cars' }];
    made.source = () => Promise.reject(unavailable);
    const nodes = await open(made.model, 'lab');
    expect(nodes.map(({ kind }) => kind)).toEqual(['group', 'note']);
    const [group] = nodes;
    if (!group || !isParent(group)) throw new Error('no group');
    expect(labels(await made.model.children(group))).toEqual(['bigdata/examples/cars']);
    made.pinned = [];
    made.model.pinsChanged('lab');
    expect(made.changes.at(-1)).toBe('lab');
    expect((await open(made.model, 'lab')).map(({ kind }) => kind)).toEqual(['note']);
  });

  it('lists what a collection is made of, and says how much is in it when that is known', async () => {
    const made = rig();
    made.summary = '3 rows';
    made.details = async function* () {
      await Promise.resolve();
      yield { label: 'idx', icon: 'key', word: 'column' };
      yield {
        label: 'more',
        icon: 'x',
        word: 'list',
        async *list() {
          await Promise.resolve();
          yield { label: 'inner', icon: 'x', word: 'metric' };
        },
      };
    };
    const [cars] = await open(made.model, 'lab', 'bigdata', 'bigdata/examples');
    if (cars?.kind !== 'leaf') throw new Error('no table');
    const details = await made.model.children(cars);
    expect(labels(details)).toEqual(['idx', 'more']);
    await vi.waitFor(() => expect(made.model.summary(cars)).toBe('3 rows'));
    expect(made.changes.at(-1)).toBe(cars.id);
    const [idx, more] = details;
    expect(idx && isParent(idx)).toBe(false);
    expect(more && isParent(more) && labels(await made.model.children(more))).toEqual(['inner']);
  });

  it('shows only names that match a filter, and says so', async () => {
    const made = rig();
    const many = Array.from({ length: 5000 }, (_, i): Entry => ({ kind: 'folder', path: `f${i}` }));
    const asked: string[] = [];
    made.source = () =>
      Promise.resolve({
        ...tree,
        async *children(_container: string, _path: string, { matches = () => true }: ChildrenOptions) {
          await Promise.resolve();
          for (const entry of many) {
            if (!matches(entry.path)) continue;
            asked.push(entry.path);
            yield entry;
          }
        },
      });
    const container = parent(await open(made.model, 'lab'), 'bigdata');
    if (container.kind !== 'container') throw new Error('no container');
    made.model.setFilter(container, ' F499? ');
    expect(made.changes).toEqual(['lab', 'lab/bigdata']);
    expect(labels(await made.model.children(container))).toEqual([
      'note: Filter: F499?',
      ...Array.from({ length: 10 }, (_, i) => `bigdata/f499${i}`),
    ]);
    expect(asked).toHaveLength(10);
    made.model.setFilter(container, 'nosuch');
    expect(await made.model.children(container)).toMatchObject([
      { kind: 'note', tone: 'filter', remedy: 'clearFilter' },
      { kind: 'note', remedy: 'clearFilter' },
    ]);
    expect(made.model.isFiltered).toBe(true);
    made.model.clearFilters();
    expect(made.model.isFiltered).toBe(false);
    expect(await made.model.children(container)).toHaveLength(1001);
  });

  it.each<[string, Collection, string[]]>([
    ['a new table in a folder', { backend: 'nosql', path: 'bigdata/examples/new' }, ['bigdata/examples']],
    ['a table in a new folder', { backend: 'nosql', path: 'bigdata/a/b/new' }, ['bigdata/']],
    ['a table of a container not looked into', { backend: 'tsdb', path: 'users/t' }, ['containers']],
    ['a csv file', { backend: 'csv', path: 'new.csv' }, ['csv/']],
  ])('lists again only what shows %s', async (_what, collection, expected) => {
    const made = rig();
    const asked: string[] = [];
    made.source = () =>
      Promise.resolve({
        ...tree,
        containers: (options: object) => {
          asked.push('containers');
          return tree.containers(options);
        },
        children: (container: string, path: string, options: object) => {
          asked.push(`${container}/${path}`);
          return tree.children(container, path, options);
        },
      });
    const look = async (): Promise<void> => {
      await open(made.model, 'lab', 'bigdata', 'bigdata/examples');
      await open(made.model, 'lab', 'csv');
    };
    await look();
    asked.length = 0;
    made.model.changed('lab', collection);
    await look();
    expect(asked).toEqual(expected);
  });

  it('lists the parts of a changed table again', async () => {
    const made = rig();
    let lists = 0;
    made.details = async function* () {
      lists++;
      await Promise.resolve();
      yield { label: 'idx', icon: 'key', word: 'column' };
    };
    const look = async (): Promise<void> => {
      const [cars] = await open(made.model, 'lab', 'bigdata', 'bigdata/examples');
      if (cars && isParent(cars)) await made.model.children(cars);
    };
    await look();
    await look();
    expect(lists).toBe(1);
    made.model.changed('lab', { backend: 'nosql', path: 'bigdata/examples/cars' });
    await look();
    expect(lists).toBe(2);
  });

  it.each([
    ['unavailable', 'notConnected', 'retry'],
    ['deadline', 'notConnected', 'retry'],
    ['protocol', 'notConnected', 'retry'],
    ['unauthenticated', 'refused', 'enterCredentials'],
    ['permissionDenied', 'unknown', 'retry'],
  ] as const)(
    'keeps what it knew when a listing is %s, and says what to do',
    async (code, status, remedy) => {
      const made = rig();
      await open(made.model, 'lab');
      made.model.reconnect('lab');
      made.source = () => Promise.reject(new FramesError({ code, detail: 'no' }));
      const nodes = await open(made.model, 'lab');
      expect(nodes[0]).toMatchObject({ kind: 'note', tone: 'error', remedy });
      expect(labels(nodes.slice(1))).toEqual(['bigdata', 'csv', 'users']);
      expect(made.model.status(lab)).toBe(status);
      if (status !== 'unknown') expect(made.statuses.at(-1)).toBe(status);
    },
  );

  it.each(['lab', 'lab/bigdata', undefined])(
    'has the credentials that are stored now tried when a refusal is refreshed: %s',
    async (id) => {
      const made = rig();
      made.connections.push({ ...lab, id: 'other' });
      await open(made.model, 'lab', 'bigdata');
      made.model.refresh();
      expect(made.retried).toEqual([]);
      made.source = () => Promise.reject(new FramesError({ code: 'unauthenticated', detail: 'no' }));
      const nodes = [...made.model.roots(), ...(await open(made.model, 'lab'))];
      await open(made.model, 'lab', 'bigdata');
      made.model.refresh(id === undefined ? undefined : parent(nodes, id));
      expect(made.retried).toEqual(['lab']);
    },
  );

  it('says once that a connection is lost', async () => {
    const made = rig();
    await open(made.model, 'lab', 'bigdata', 'bigdata/examples');
    made.source = () => Promise.reject(unavailable);
    made.model.refresh();
    const nodes = await open(made.model, 'lab', 'bigdata', 'bigdata/examples');
    expect(labels(nodes)).toEqual(['bigdata/examples/cars']);
    expect(labels(await open(made.model, 'lab'))[0]).toBe('note: Nothing listens at framesd:8081.');
    made.model.refresh(parent(await open(made.model, 'lab'), 'csv'));
    // Of what was never listed nothing is known to show instead.
    expect(labels(await open(made.model, 'lab', 'csv'))).toEqual(['note: Nothing listens at framesd:8081.']);
  });
});
