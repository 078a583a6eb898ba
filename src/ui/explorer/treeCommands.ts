import { env, window, type TreeView } from 'vscode';
import { pythonOf } from '../calls/python';
import type { Collection } from '../../frames/collection';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { CollectionOpener } from '../collections/collectionOpener';
import { execute, register, type CommandBoundary } from '../commands';
import { localConnectionId } from '../connections/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveConnections } from '../connections/liveConnections';
import { setContext } from '../contextKeys';
import { DisposableStore } from '../lifecycle';
import { withCancellableProgress } from '../progress';
import { CancelledError } from '../quickInput';
import { UserError } from '../report';
import { createSampleData, sampleContainer, sampleFolder } from '../samples/createSampleData';
import type { ExplorerModel } from './explorerModel';
import {
  collectionOf,
  connectionOf,
  fullPath,
  isFiltered,
  type ExplorerNode,
  type FilteredNode,
  type LeafNode,
} from './node';
import { openingQuery } from '../collections/openingQuery';
import type { PinStore } from './pinStore';

export interface TreeCommandsOptions extends CommandBoundary {
  readonly model: ExplorerModel;
  readonly view: TreeView<ExplorerNode>;
  readonly connections: ConnectionStore;
  readonly live: LiveConnections;
  readonly pins: PinStore;
  readonly changes: CollectionChanges;
  readonly opener: CollectionOpener;
}

/** What can be done with entries of the tree besides opening them: most of it with several at once. */
export function registerTreeCommands(options: TreeCommandsOptions): DisposableStore {
  const { model, view, pins } = options;
  const commands = new DisposableStore();

  /** Those that a menu or a key was used on: all selected ones, if it was one of them. */
  const chosen = (node?: ExplorerNode, nodes?: readonly ExplorerNode[]): readonly ExplorerNode[] => {
    const all = nodes ?? (node ? [node] : view.selection);
    if (all.length === 0) throw new UserError('select an entry of the Frames view first.');
    return all;
  };
  const chosenLeaves = (node?: ExplorerNode, nodes?: readonly ExplorerNode[]): readonly LeafNode[] => {
    const leaves = chosen(node, nodes).filter(
      (each): each is LeafNode => each.kind === 'leaf' && collectionOf(each) !== undefined,
    );
    if (leaves.length === 0) throw new UserError('select a table or a stream of the Frames view first.');
    return leaves;
  };

  commands.add(
    register(
      'frames.copyPath',
      {
        run: async (node, nodes) => {
          const paths = chosen(node, nodes)
            .map(fullPath)
            .filter((path) => path !== undefined);
          if (paths.length > 0) await env.clipboard.writeText(paths.join('\n'));
        },
        situation: () => ({ intent: 'copy the path' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.copyAsPython',
      {
        run: async (node, nodes) => {
          await env.clipboard.writeText(chosenLeaves(node, nodes).map(pythonRead).join('\n'));
        },
        situation: () => ({ intent: 'copy as Python' }),
      },
      options,
    ),
  );
  const byConnection = (leaves: readonly LeafNode[]): ReadonlyMap<string, readonly Collection[]> => {
    const groups = new Map<string, Collection[]>();
    for (const leaf of leaves) {
      const { id } = connectionOf(leaf);
      const collection = collectionOf(leaf);
      if (collection) groups.set(id, [...(groups.get(id) ?? []), collection]);
    }
    return groups;
  };
  commands.add(
    register(
      'frames.pin',
      {
        run: async (node, nodes) => {
          for (const [id, collections] of byConnection(chosenLeaves(node, nodes))) {
            await pins.add(id, collections);
          }
        },
        situation: () => ({ intent: 'pin' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.unpin',
      {
        run: async (node, nodes) => {
          for (const [id, collections] of byConnection(chosenLeaves(node, nodes))) {
            await pins.remove(id, collections);
          }
        },
        situation: () => ({ intent: 'unpin' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.filter',
      {
        run: async (node) => {
          const parent = node ?? filterable(view.selection[0]) ?? model.roots()[0];
          if (!parent) throw new UserError('there is nothing to filter yet. Add a connection first.');
          await askFilter(model, parent);
          await setContext('frames.filtered', model.isFiltered);
        },
        situation: () => ({ intent: 'filter' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.clearFilter',
      {
        run: async (node) => {
          if (node) model.setFilter(node, undefined);
          else model.clearFilters();
          await setContext('frames.filtered', model.isFiltered);
        },
        situation: () => ({ intent: 'show everything again' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.loadSampleData',
      {
        run: () => loadSampleData(options),
        situation: () => ({
          intent: 'create the sample data',
          connection: options.connections.find(localConnectionId),
        }),
      },
      options,
    ),
  );
  return commands;
}

function pythonRead(leaf: LeafNode): string {
  const { address, webApi, user } = connectionOf(leaf);
  const collection = collectionOf(leaf);
  if (!collection) return '';
  return pythonOf({ method: 'read', query: openingQuery(collection) }, { address, webApi, user });
}

/** What is filtered for a node: itself, or where it lies. */
function filterable(node: ExplorerNode | undefined): FilteredNode | undefined {
  let at = node;
  while (at && !isFiltered(at)) at = at.parent;
  return at;
}

async function askFilter(model: ExplorerModel, parent: FilteredNode): Promise<void> {
  const place = parent.kind === 'connection' ? parent.connection.name : (fullPath(parent) ?? '');
  const filter = await window.showInputBox({
    title: `Filter ${place}`,
    prompt: 'Part of the names to show; * and ? stand for any characters. Leave empty to show all.',
    value: model.filter(parent) ?? '',
  });
  if (filter === undefined) throw new CancelledError();
  model.setFilter(parent, filter);
}

async function loadSampleData({
  connections,
  live,
  model,
  view,
  changes,
  reporter,
  opener,
}: TreeCommandsOptions): Promise<void> {
  if (!connections.find(localConnectionId)) await execute('frames.startLocalService');
  const connection = connections.find(localConnectionId);
  // Why it did not start has been said.
  if (!connection) throw new CancelledError();
  const { client } = await live.get(connection.id);
  await withCancellableProgress('Creating sample data', ({ signal, report }) =>
    createSampleData(client, {
      signal,
      report,
      onChange: (collection) =>
        changes.announce({ connectionId: connection.id, collection, kind: 'written' }),
    }),
  );
  reporter.inform(
    `The local service holds sample data now: a time series, a stream and a table below ${sampleContainer}/${sampleFolder}.`,
    {
      'Open Time Series': () =>
        opener.open(connection, { backend: 'tsdb', path: `${sampleContainer}/${sampleFolder}/hosts` }),
    },
  );
  const node = await model.find(connection.id, sampleContainer, sampleFolder);
  if (node) await view.reveal(node, { select: true, focus: false, expand: true });
}
