import {
  DataTransferItem,
  languages,
  DocumentDropEdit,
  DocumentDropOrPasteEditKind,
  type DataTransfer,
  type Disposable,
  type TreeDragAndDropController,
} from 'vscode';
import type { dropText, Dragged } from './dropText';
import { collectionOf, connectionOf, fullPath, type ExplorerNode } from './node';

/** What is dragged from the tree, for those who know it. */
const mimeType = 'application/vnd.frames.collections';

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

/** Lets collections be dropped into query files and Python files. @param loadText loads what says how they look there */
export function registerDrops(loadText: () => Promise<typeof dropText>): Disposable {
  return languages.registerDocumentDropEditProvider(
    [{ language: 'frames-sql' }, { language: 'python' }],
    {
      async provideDocumentDropEdits({ languageId }, _position, data) {
        const text = await data.get(mimeType)?.asString();
        if (text === undefined || text === '') return undefined;
        const kind = DocumentDropOrPasteEditKind.Empty.append('frames');
        const textOf = await loadText();
        const insertion = textOf(languageId, JSON.parse(text) as Dragged[]);
        return [new DocumentDropEdit(insertion, 'Read with Frames', kind)];
      },
    },
    { dropMimeTypes: [mimeType] },
  );
}
