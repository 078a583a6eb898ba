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
import { fileNode, folderNode, queryExtension, rootNames, rootNode, type QueryNode } from './queryTree';

/** Folders and files that are looked at: the folder of queries may be set to one that holds everything. */
const maxNodes = 5000;

/** The queries of the workspace: plain files in one folder of each of its folders, so that they go to git with the rest. */
export class SavedQueries implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly store = new DisposableStore();
  private readonly watcher = this.store.add(new MutableDisposable<DisposableStore>());

  constructor() {
    this.store.add(workspace.onDidChangeWorkspaceFolders(() => this.watch()));
    this.store.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('frames.queries.folder')) this.watch();
      }),
    );
    this.store.add(
      workspace.onDidSaveTextDocument(({ uri }) => {
        // Of a file in a folder that has just been made the watchers may tell nothing.
        if (this.holds(uri)) this.changed.fire();
      }),
    );
    this.watch();
  }

  /** By names of their own, the folders that hold the queries of each folder of the workspace; empty where none is open. */
  get roots(): readonly { readonly name: string; readonly uri: Uri }[] {
    const folders = workspace.workspaceFolders ?? [];
    const names = rootNames(folders.map(({ name }) => name));
    return folders.map(({ uri }, i) => ({ name: names[i] ?? '', uri: Uri.joinPath(uri, ...this.place) }));
  }

  /** All queries and folders; none while their folder does not exist. Of several roots each is a folder. */
  async list(): Promise<readonly QueryNode[]> {
    const { roots } = this;
    const isOne = roots.length === 1;
    const nodes: QueryNode[] = isOne ? [] : roots.map(({ name }) => rootNode(name));
    const open = isOne ? [''] : roots.map(({ name }) => name);
    for (const path of open) {
      for (const [name, type] of await entriesOf(this.uriOf(path))) {
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
    // Where there is nothing at all the view says how a query comes there.
    return nodes.every(({ kind }) => kind === 'queryRoot') ? [] : nodes;
  }

  /** @param path of a node; of several roots it begins with the name of one @throws UserError where no folder is open */
  uriOf(path: string): Uri {
    const { roots } = this;
    const [only, ...others] = roots;
    if (!only) throw new UserError('Open a folder first: queries are saved as files in it.');
    if (others.length === 0) return Uri.joinPath(only.uri, path);
    const [name = '', ...below] = path.split('/');
    const root = roots.find((each) => each.name === name);
    if (!root) throw new UserError(`The folder ${name} is not part of the workspace any more.`);
    return Uri.joinPath(root.uri, ...below);
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

  /** Inside a folder of the workspace, whatever the setting says. */
  private get place(): readonly string[] {
    return setting('frames.queries.folder')
      .split(/[/\\]/)
      .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  }

  private holds({ scheme, path }: Uri): boolean {
    const isBelow = (root: Uri): boolean => scheme === root.scheme && path.startsWith(`${root.path}/`);
    return path.endsWith(queryExtension) && this.roots.some((root) => isBelow(root.uri));
  }

  private watch(): void {
    const watchers = new DisposableStore();
    for (const folder of workspace.workspaceFolders ?? []) {
      const pattern = new RelativePattern(folder, `${this.place.join('/')}/**`);
      const watcher = watchers.add(workspace.createFileSystemWatcher(pattern, false, true, false));
      watcher.onDidCreate(() => this.changed.fire());
      watcher.onDidDelete(() => this.changed.fire());
    }
    this.watcher.value = watchers;
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
