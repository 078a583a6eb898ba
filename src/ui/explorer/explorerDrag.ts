import {
  DataTransferItem,
  languages,
  DocumentDropEdit,
  DocumentDropOrPasteEditKind,
  type DataTransfer,
  type Disposable,
  type TextDocument,
  type TreeDragAndDropController,
} from 'vscode';
import { pythonOf } from '../calls/python';
import type { Connection } from '../connections/connection';
import type { Collection } from '../../frames/collection';
import { collectionOf, connectionOf, fullPath, type ExplorerNode } from './node';
import { openingQuery, openingStatement } from '../collections/openingQuery';

/** What is dragged from the tree, for those who know it. */
const mimeType = 'application/vnd.frames.collections';

interface Dragged {
  readonly connection: Pick<Connection, 'address'>;
  readonly collection: Collection;
}

/** Drags entries out of the tree: as their paths, and as what a query or a script makes of them. */
export class ExplorerDrag implements TreeDragAndDropController<ExplorerNode> {
  readonly dropMimeTypes: readonly string[] = [];
  readonly dragMimeTypes = ['text/plain', mimeType];

  handleDrag(nodes: readonly ExplorerNode[], data: DataTransfer): void {
    const paths = nodes.map(fullPath).filter((path) => path !== undefined);
    if (paths.length > 0) data.set('text/plain', new DataTransferItem(paths.join('\n')));
    const dragged = nodes.flatMap((node): Dragged[] => {
      const collection = node.kind === 'leaf' ? collectionOf(node) : undefined;
      if (!collection) return [];
      const { address, webApi, user } = connectionOf(node);
      return [{ connection: { address, ...(webApi && { webApi }), ...(user && { user }) }, collection }];
    });
    if (dragged.length > 0) data.set(mimeType, new DataTransferItem(JSON.stringify(dragged)));
  }
}

/** Dropped into a query file a collection becomes a statement, and in a Python file the code that reads it. */
export function registerDrops(): Disposable {
  return languages.registerDocumentDropEditProvider(
    [{ language: 'frames-sql' }, { language: 'python' }],
    {
      async provideDocumentDropEdits(document, _position, data) {
        const text = await data.get(mimeType)?.asString();
        if (text === undefined || text === '') return undefined;
        const kind = DocumentDropOrPasteEditKind.Empty.append('frames');
        return [
          new DocumentDropEdit(dropped(document, JSON.parse(text) as Dragged[]), 'Read with Frames', kind),
        ];
      },
    },
    { dropMimeTypes: [mimeType] },
  );
}

function dropped({ languageId }: TextDocument, dragged: readonly Dragged[]): string {
  if (languageId === 'frames-sql') {
    return dragged.map(({ collection }) => openingStatement(collection)).join(';\n');
  }
  return dragged
    .map(({ connection, collection }) =>
      pythonOf({ method: 'read', query: openingQuery(collection) }, connection),
    )
    .join('\n');
}
