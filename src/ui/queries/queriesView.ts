import { isDeepStrictEqual } from 'node:util';
import {
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
  type Disposable,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { queriesViewId } from '../ids';
import { DisposableStore } from '../lifecycle';
import { childrenOf, folderNode, folderOf, type QueryNode } from './queryTree';
import type { SavedQueries } from './savedQueries';

/** The view of saved queries. */
export class QueriesView implements TreeDataProvider<QueryNode>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly store = new DisposableStore();
  readonly view: TreeView<QueryNode>;
  private listing: Promise<readonly QueryNode[]> | undefined;
  /** What the view shows; undefined where that is an error. */
  private shown: unknown;

  constructor(private readonly queries: Pick<SavedQueries, 'list' | 'onDidChange' | 'roots' | 'uriOf'>) {
    this.view = this.store.add(
      window.createTreeView(queriesViewId, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.store.add(
      queries.onDidChange(() => {
        const listing = queries.list();
        this.listing = listing;
        this.follow(listing).catch(() => {
          if (listing !== this.listing) return;
          this.shown = undefined;
          this.changed.fire();
        });
      }),
    );
  }

  async getChildren(parent?: QueryNode): Promise<QueryNode[]> {
    const listing = (this.listing ??= this.queries.list());
    await Promise.allSettled([listing]);
    // Another took its place: how this one ended says nothing any more.
    if (listing !== this.listing) return this.getChildren(parent);
    const nodes = await listing;
    this.shown ??= this.looks(nodes);
    return [...childrenOf(nodes, parent?.path ?? '')];
  }

  getParent({ path }: QueryNode): QueryNode | undefined {
    const folder = folderOf(path);
    return folder === '' ? undefined : folderNode(folder);
  }

  getTreeItem(node: QueryNode): TreeItem {
    if (node.kind !== 'query') {
      const isRoot = node.kind === 'queryRoot';
      const { Collapsed, Expanded } = TreeItemCollapsibleState;
      const item = new TreeItem(node.name, isRoot ? Expanded : Collapsed);
      item.id = `${node.path}/`;
      item.contextValue = node.kind;
      item.iconPath = isRoot ? new ThemeIcon('root-folder') : ThemeIcon.Folder;
      return item;
    }
    const item = new TreeItem(node.name);
    item.id = node.path;
    item.contextValue = 'query';
    item.resourceUri = this.queries.uriOf(node.path);
    item.iconPath = ThemeIcon.File;
    // Behind these three the editor itself hands on how it was asked to: a click leaves the keyboard in the view.
    const target = [item.resourceUri, undefined, undefined];
    item.command = { command: 'vscode.open', title: 'Open', arguments: target };
    return item;
  }

  /** The text is read when somebody asks for it. */
  async resolveTreeItem(item: TreeItem, node: QueryNode): Promise<TreeItem> {
    if (node.kind === 'query') {
      const bytes = await workspace.fs.readFile(this.queries.uriOf(node.path));
      const text = new TextDecoder().decode(bytes.subarray(0, 2000));
      item.tooltip = new MarkdownString().appendCodeblock(text, 'frames-sql');
    }
    return item;
  }

  /** A view that is read anew while a menu stands open on a node has that node's commands called without one. */
  private async follow(listing: Promise<readonly QueryNode[]>): Promise<void> {
    const looks = this.looks(await listing);
    if (listing !== this.listing || isDeepStrictEqual(looks, this.shown)) return;
    this.shown = looks;
    this.changed.fire();
  }

  private looks(nodes: readonly QueryNode[]): unknown {
    return [nodes, this.queries.roots.map(({ uri }) => uri.toString())];
  }

  dispose(): void {
    this.store.dispose();
    this.changed.dispose();
  }
}
