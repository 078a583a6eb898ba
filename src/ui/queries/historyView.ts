import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  window,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { historyViewId } from '../ids';
import { DisposableStore } from '../lifecycle';
import type { HistoryEntry, HistoryFile } from './historyFile';
import { agoText, outcomeText, statementLine } from './historyText';

const icons = {
  done: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  stopped: new ThemeIcon('debug-stop'),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
} as const;

/** The view of the queries that ran, the newest first. */
export class HistoryView implements TreeDataProvider<HistoryEntry>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly store = new DisposableStore();

  constructor(private readonly file: HistoryFile) {
    const view = this.store.add(window.createTreeView(historyViewId, { treeDataProvider: this }));
    // Another window may have run queries meanwhile.
    this.store.add(view.onDidChangeVisibility(({ visible }) => visible && this.refresh()));
  }

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(parent?: HistoryEntry): Promise<HistoryEntry[]> {
    return parent === undefined ? [...(await this.file.entries())] : [];
  }

  getTreeItem(entry: HistoryEntry): TreeItem {
    const { id, text, state, startedAt, reason, connectionName } = entry;
    const ago = agoText(startedAt, Date.now());
    // What tells one run of a query from another comes before what a narrow view cuts off.
    const item = new TreeItem(`${outcomeText(entry)} · ${ago}`);
    item.id = id;
    item.description = statementLine(text);
    item.iconPath = icons[state];
    item.contextValue = 'historyEntry';
    const label = `${statementLine(text)}, ${outcomeText(entry)}, ${connectionName}, ${ago}`;
    item.accessibilityInformation = { label };
    const tooltip = new MarkdownString();
    tooltip.appendText(`${new Date(startedAt).toISOString()} · ${outcomeText(entry)} · ${connectionName}`);
    if (reason !== undefined) tooltip.appendMarkdown('\n\n').appendText(reason);
    tooltip.appendCodeblock(text, 'frames-sql');
    item.tooltip = tooltip;
    item.command = { command: 'frames.openHistoryQuery', title: 'Open', arguments: [entry] };
    return item;
  }

  dispose(): void {
    this.store.dispose();
    this.changed.dispose();
  }
}
