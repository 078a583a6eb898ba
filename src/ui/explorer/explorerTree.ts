import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type CancellationToken,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { toSignal } from '../cancellation';
import { localConnectionId } from '../connections/connection';
import type { Trust } from '../trust';
import type { ExplorerModel } from './explorerModel';
import { connectionOf, isParent, parentOf, type ExplorerNode, type LeafNode } from './node';
import { connectionTooltip, present } from './presentation';

export interface ExplorerTreeOptions {
  readonly model: ExplorerModel;
  readonly trust: Trust;
  readonly isPinned: (leaf: LeafNode) => boolean;
  /** The tooltip of a leaf as Markdown; it may read a little. */
  readonly describe: (leaf: LeafNode, signal: AbortSignal) => Promise<string>;
  /** Where secrets are kept, in words. */
  readonly secretPlace: () => Promise<string>;
}

/** The model as VS Code's tree. */
export class ExplorerTree implements TreeDataProvider<ExplorerNode>, Disposable {
  private readonly changed = new EventEmitter<ExplorerNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly options: ExplorerTreeOptions) {}

  update(node?: ExplorerNode): void {
    this.changed.fire(node);
  }

  /** In Restricted Mode the tree is empty: the view says why. */
  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    const { model, trust } = this.options;
    if (!trust.isTrusted) return [];
    if (node === undefined) return [...model.roots()];
    return isParent(node) ? [...(await model.children(node))] : [];
  }

  getParent(node: ExplorerNode): ExplorerNode | undefined {
    return parentOf(node);
  }

  getTreeItem(node: ExplorerNode): TreeItem {
    const { model, isPinned } = this.options;
    const look = present(node, model.status(connectionOf(node)), {
      summary: node.kind === 'leaf' ? model.summary(node) : undefined,
      isPinned: node.kind === 'leaf' && isPinned(node),
    });
    const { None, Collapsed, Expanded } = TreeItemCollapsibleState;
    // The local service shows at once what it holds. Others connect when they are opened: the tree would wait for them.
    const isOpen = node.id === localConnectionId || node.kind === 'group';
    const state = !look.expandable ? None : isOpen ? Expanded : Collapsed;
    const item = new TreeItem(look.label, state);
    item.id = node.id;
    item.description = look.description ?? '';
    item.iconPath = new ThemeIcon(
      look.icon.id,
      look.icon.color === undefined ? undefined : new ThemeColor(look.icon.color),
    );
    item.contextValue = look.contextValue;
    item.accessibilityInformation = { label: look.spoken, role: 'treeitem' };
    if (look.tooltip !== undefined) item.tooltip = new MarkdownString(look.tooltip);
    if (look.command !== undefined) {
      item.command = { command: look.command, title: look.label, arguments: [commandArgument(node)] };
    }
    return item;
  }

  async resolveTreeItem(item: TreeItem, node: ExplorerNode, token: CancellationToken): Promise<TreeItem> {
    if (item.tooltip !== undefined) return item;
    const { model, describe, secretPlace } = this.options;
    if (node.kind === 'leaf') item.tooltip = new MarkdownString(await describe(node, toSignal(token)));
    if (node.kind === 'connection') {
      const { connection } = node;
      const text = connectionTooltip(connection, model.status(connection), await secretPlace());
      item.tooltip = new MarkdownString(text);
    }
    return item;
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** A note speaks for the node that it stands below. */
function commandArgument(node: ExplorerNode): ExplorerNode {
  if (node.kind !== 'note') return node;
  let at = node.parent;
  if (node.remedy === 'enterCredentials') while (at.kind !== 'connection') at = at.parent;
  return at;
}
