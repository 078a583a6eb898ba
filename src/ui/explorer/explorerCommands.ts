import { Uri, type TreeView } from 'vscode';
import type { CollectionOpener } from '../collections/collectionOpener';
import { register, type CommandBoundary } from '../commands';
import type { ConnectionStore } from '../connections/connectionStore';
import { ImportStoppedError, type CsvImporter, type ImportResult } from '../importer/csvImporter';
import type { ImportTarget } from '../importer/importSteps';
import { DisposableStore } from '../lifecycle';
import { askCollection } from './collectionForm';
import type { ExplorerModel } from './explorerModel';
import type { PinStore } from './pinStore';
import { collectionOf, connectionOf, folderPath, fullPath, type ExplorerNode } from './node';

export interface ExplorerCommandsOptions extends CommandBoundary {
  readonly model: ExplorerModel;
  readonly view: TreeView<ExplorerNode>;
  readonly connections: ConnectionStore;
  readonly opener: CollectionOpener;
  readonly importer: CsvImporter;
  readonly pins: PinStore;
}

export function registerExplorerCommands(options: ExplorerCommandsOptions): DisposableStore {
  const { model, connections, opener, importer, pins } = options;
  const commands = new DisposableStore();
  commands.add(
    register(
      'frames.refresh',
      {
        run: (node) => model.refresh(node),
        situation: () => ({ intent: 'refresh' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.stopLoading',
      { run: () => model.stopLoading(), situation: () => ({ intent: 'stop' }) },
      options,
    ),
  );
  commands.add(
    register(
      'frames.loadMore',
      {
        run: (node) => model.loadMore(node.parent),
        situation: (node) => ({ intent: 'list more', connection: connectionOf(node) }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.open',
      {
        run: (node) => {
          const collection = collectionOf(node);
          const { entry } = node;
          const shardCount = entry.kind === 'stream' ? entry.shardCount : undefined;
          if (collection) opener.open(connectionOf(node), { ...collection, shardCount });
        },
        situation: (node) => ({ intent: `open ${fullPath(node) ?? ''}`, connection: connectionOf(node) }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.openCollection',
      {
        run: async (node) => {
          const { connection, collection } = await askCollection(connections.list(), node?.connection);
          opener.open(connection, collection);
          // It cannot be listed: so that it is found again.
          if (connection.webApi === undefined) await pins.add(connection.id, [collection]);
        },
        situation: () => ({ intent: 'open a collection' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.writeCsv',
      {
        run: async (from) => {
          const target = from === undefined || from instanceof Uri ? {} : targetOf(from);
          try {
            const result = await importer.run(from instanceof Uri ? from : undefined, target);
            announce(options, result);
            await show(options, result);
          } catch (error) {
            // Rows may have been written before it failed or was stopped.
            model.refresh();
            if (error instanceof ImportStoppedError) options.reporter.inform(error.consequence);
            throw error;
          }
        },
        situation: (from) => ({
          intent: 'write the file to a table',
          connection: from === undefined || from instanceof Uri ? undefined : connectionOf(from),
        }),
      },
      options,
    ),
  );
  return commands;
}

function targetOf(
  node: Extract<ExplorerNode, { readonly kind: 'connection' | 'container' | 'folder' }>,
): ImportTarget {
  const connection = connectionOf(node);
  if (node.kind === 'connection') return { connection };
  return { connection, container: node.container, folder: folderPath(node) };
}

/** Shows the new table in the tree, without taking the focus from where the user is. */
async function show(
  { model, view }: ExplorerCommandsOptions,
  { connection, container, path }: ImportResult,
): Promise<void> {
  model.refresh();
  const node = await model.find(connection.id, container, path);
  if (node) await view.reveal(node, { select: true, focus: false });
}

function announce({ reporter, opener }: ExplorerCommandsOptions, result: ImportResult): void {
  const { connection, container, path, message } = result;
  reporter.inform(message, {
    'Open Table': () => opener.open(connection, { backend: 'nosql', path: `${container}/${path}` }),
  });
}
