import type { TreeView } from 'vscode';
import type { OpenedCollection } from './collections/collectionRead';
import { openedFrom } from './collections/collectionOrigin';
import type { ExplorerNode } from './explorer/node';

export interface CollectionTarget extends OpenedCollection {
  readonly connectionId: string;
}

/** What a command of the palette is about, as no menu tells it; undefined where the user is to be asked. */
export type CurrentTarget = () => ExplorerNode | CollectionTarget | undefined;

export interface CurrentTargetParts {
  readonly panels: { readonly active: { readonly origin: object | undefined } | undefined };
  readonly connections: { find(id: string): unknown };
  readonly view: Pick<TreeView<ExplorerNode>, 'visible' | 'selection'>;
}

/** The collection whose rows are in front, else the one entry that is selected in a tree in sight. */
export function currentTarget({ panels, connections, view }: CurrentTargetParts): CurrentTarget {
  return () => {
    const opened = openedFrom(panels.active?.origin);
    if (opened && connections.find(opened.connection.id)) {
      return { ...opened.collection, connectionId: opened.connection.id };
    }
    const [node, ...others] = view.visible ? view.selection : [];
    return others.length === 0 ? node : undefined;
  };
}
