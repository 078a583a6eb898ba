import {
  EventEmitter,
  FileType,
  RelativePattern,
  Uri,
  workspace,
  WorkspaceEdit,
  type Disposable,
} from 'vscode';
import { DisposableStore, MutableDisposable } from '../lifecycle';
import { UserError } from '../report';
import { setting } from '../settings';
import { fileNode, folderNode, queryExtension, type QueryNode } from './queryTree';

/** Folders and files that are looked at: the folder of queries may be set to one that holds everything. */
const maxNodes = 5000;

/** The queries of the workspace: plain files in one folder of it, so that they go to git with the rest. */
export class SavedQueries implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly store = new DisposableStore();
  private readonly watcher = this.store.add(new MutableDisposable<Disposable>());

  constructor() {
    this.store.add(workspace.onDidChangeWorkspaceFolders(() => this.watch()));
    this.store.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('frames.queries.folder')) this.watch();
      }),
    );
    this.watch();
  }

  /** Undefined where no folder is open. */
  get folder(): Uri | undefined {
    const top = workspace.workspaceFolders?.[0]?.uri;
    return top && Uri.joinPath(top, ...this.place);
  }

  /** All queries and folders; none while their folder does not exist. */
  async list(): Promise<readonly QueryNode[]> {
    const { folder } = this;
    const nodes: QueryNode[] = [];
    const open = folder === undefined ? [] : [''];
    for (const path of open) {
      for (const [name, type] of await entriesOf(Uri.joinPath(folder ?? Uri.file('/'), path))) {
        if (nodes.length >= maxNodes) return nodes;
        const below = path === '' ? name : `${path}/${name}`;
        if ((type & FileType.Directory) !== 0 && !name.startsWith('.') && name !== 'node_modules') {
          nodes.push(folderNode(below));
          open.push(below);
        }
        const file = (type & FileType.File) !== 0 ? fileNode(below) : undefined;
        if (file) nodes.push(file);
      }
    }
    return nodes;
  }

  /** @throws UserError where no folder is open */
  uriOf(path: string): Uri {
    const { folder } = this;
    if (!folder) throw new UserError('Open a folder first: queries are saved as files in it.');
    return Uri.joinPath(folder, path);
  }

  /** Writes a new query. @param path without the extension */
  async create(path: string, text: string): Promise<Uri> {
    const uri = this.uriOf(`${path}${queryExtension}`);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    this.changed.fire();
    return uri;
  }

  async createFolder(path: string): Promise<void> {
    await workspace.fs.createDirectory(this.uriOf(path));
    this.changed.fire();
  }

  /**
   * Moves a query or folder, and with it the tabs that show it and what was typed in them; what was written meanwhile at the
   * other place stays.
   * @throws UserError
   */
  async move(from: string, to: string): Promise<void> {
    const edit = new WorkspaceEdit();
    edit.renameFile(this.uriOf(from), this.uriOf(to), { overwrite: false });
    if (!(await workspace.applyEdit(edit))) {
      throw new UserError(
        `${from} could not become ${to}. Is one of that name there already, or ${from} gone?`,
      );
    }
    this.changed.fire();
  }

  /** Into the trash, where there is one. */
  async delete(path: string): Promise<void> {
    const uri = this.uriOf(path);
    try {
      await workspace.fs.delete(uri, { recursive: true, useTrash: true });
    } catch {
      await workspace.fs.delete(uri, { recursive: true, useTrash: false });
    }
    this.changed.fire();
  }

  dispose(): void {
    this.store.dispose();
    this.changed.dispose();
  }

  /** Inside the workspace's first folder, whatever the setting says. */
  private get place(): readonly string[] {
    return setting('frames.queries.folder')
      .split(/[/\\]/)
      .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  }

  private watch(): void {
    const { folder } = this;
    const top = workspace.workspaceFolders?.[0];
    if (folder === undefined || top === undefined) {
      this.watcher.value = undefined;
    } else {
      const pattern = new RelativePattern(top, `${this.place.join('/')}/**`);
      const watcher = workspace.createFileSystemWatcher(pattern, false, true, false);
      watcher.onDidCreate(() => this.changed.fire());
      watcher.onDidDelete(() => this.changed.fire());
      this.watcher.value = watcher;
    }
    this.changed.fire();
  }
}

async function entriesOf(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
