import {
  commands as vscode,
  env,
  Range,
  TabInputText,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocument,
  type Uri,
} from 'vscode';
import { readDocument } from '../../language/fsql/document';
import { settingsOf } from '../../language/fsql/settings';
import { register, type CommandBoundary, type CommandHandler } from '../commands';
import type { ConnectionStore } from '../connections/connectionStore';
import type { ParameterValues } from '../editor/parameterValues';
import type { QueryConnections } from '../editor/queryConnections';
import { isQuery } from '../editor/queryDocuments';
import { UnplannedError, type QueryRunner } from '../editor/queryRunner';
import { queryLanguage, type CommandId } from '../ids';
import { DisposableStore } from '../lifecycle';
import { askChoice, askText, back } from '../quickInput';
import { UserError } from '../report';
import type { HistoryEntry, HistoryFile } from './historyFile';
import { statementLine } from './historyText';
import type { HistoryView } from './historyView';
import { folderOf, queryExtension, queryNameProblem, type QueryFileNode, type QueryNode } from './queryTree';
import type { QueriesView } from './queriesView';
import type { SavedQueries } from './savedQueries';

export interface QueriesCommandsOptions extends CommandBoundary {
  readonly queries: SavedQueries;
  readonly queriesView: Pick<QueriesView, 'view'>;
  readonly history: HistoryFile;
  readonly historyView: HistoryView;
  readonly connections: QueryConnections;
  readonly values: ParameterValues;
  readonly runner: QueryRunner;
  readonly store: Pick<ConnectionStore, 'find'>;
}

/** The commands of the views of saved queries and of the history. */
export function registerQueriesCommands(options: QueriesCommandsOptions): DisposableStore {
  const { queries, history, historyView } = options;
  const registered = new DisposableStore();
  const add = <K extends CommandId>(id: K, intent: string, run: CommandHandler<K>): void => {
    registered.add(register(id, { run, situation: () => ({ intent }) }, options));
  };
  const acts = new QueriesActs(options);
  add('frames.saveQuery', 'save the query', () => acts.save());
  add('frames.findQuery', 'find a query', () => acts.find());
  add('frames.openQuery', 'open the query', (node) => acts.open(node));
  add('frames.runSavedQuery', 'run the query', (node) => acts.run(node));
  add('frames.renameQuery', 'rename the query', (node) => acts.rename(acts.chosen(node)));
  add('frames.moveQuery', 'move the query', (node) => acts.move(node));
  add('frames.deleteQuery', 'delete the query', (node) => acts.delete(acts.chosen(node)));
  add('frames.newQueryFolder', 'make a folder', (node) => acts.newFolder(node));
  add('frames.copyQuery', 'copy the query', async (node) => {
    const bytes = await workspace.fs.readFile(queries.uriOf(node.path));
    await env.clipboard.writeText(new TextDecoder().decode(bytes));
    window.setStatusBarMessage(`Copied the text of ${node.name}`, 4000);
  });
  add('frames.revealQuery', 'show the file', async (node) => {
    await vscode.executeCommand('revealInExplorer', queries.uriOf(node.path));
  });
  add('frames.rerunQuery', 'run the query again', (entry) => acts.rerun(entry));
  add('frames.openHistoryQuery', 'open the query', (entry) => acts.openEntry(entry));
  add('frames.starQuery', 'save the query', (entry) => acts.saveText(entry.text));
  add('frames.deleteHistoryEntry', 'delete the entry', async ({ id }) => {
    await history.remove(id);
    historyView.refresh();
  });
  add('frames.clearQueryHistory', 'clear the history', async () => {
    const detail = 'What your queries were, and how they went, is forgotten. Saved queries stay.';
    const answer = await window.showWarningMessage(
      'Clear the history of queries?',
      { modal: true, detail },
      'Clear',
    );
    if (answer !== 'Clear') return;
    await history.clear();
    historyView.refresh();
  });
  return registered;
}

class QueriesActs {
  constructor(private readonly options: QueriesCommandsOptions) {}

  /** A key in the view tells no node: the selected one is meant. */
  chosen(node: QueryNode | undefined): QueryNode {
    const chosen = node ?? this.options.queriesView.view.selection[0];
    if (chosen) return chosen;
    throw new UserError('Choose a query in the Queries view first.');
  }

  /** Keeps the file in front as a saved query, and goes on in that. */
  async save(): Promise<void> {
    const editor = window.activeTextEditor;
    if (!editor || !isQuery(editor.document)) throw new UserError('Open the query first.');
    const { document: text, selection, viewColumn = ViewColumn.Active } = editor;
    const content = text.getText();
    const uri = await this.create(content);
    const { connections, values } = this.options;
    const before = text.uri.toString();
    const document = readDocument(content);
    const bound = connections.chosen(before)?.connection;
    if (bound) await connections.choose(uri.toString(), bound);
    for (const statement of document.statements) {
      await values.remember(uri.toString(), values.of(document, statement, before));
    }
    await window.showTextDocument(uri, { viewColumn, selection, preview: false });
    // What was typed is in the file now; the untitled one would only ask what to do with it.
    if (text.isUntitled && text.getText() === content) await closeUntitled(text);
  }

  async saveText(content: string): Promise<void> {
    await window.showTextDocument(await this.create(content), { preview: false });
  }

  async find(): Promise<void> {
    const found = (await this.options.queries.list()).filter((node) => node.kind === 'query');
    if (found.length === 0) throw new UserError('There are no saved queries yet.');
    const chosen = await askChoice<QueryFileNode>({
      title: 'Saved queries',
      step: 1,
      total: 1,
      placeholder: 'Name of a query or its folder',
      choices: found.map((node) => ({
        label: node.name,
        description: folderOf(node.path),
        value: node,
      })),
    });
    if (chosen !== back) await this.open(chosen);
  }

  async open({ path }: QueryFileNode): Promise<void> {
    await window.showTextDocument(this.options.queries.uriOf(path));
  }

  async run(node: QueryFileNode): Promise<void> {
    const uri = this.options.queries.uriOf(node.path);
    await window.showTextDocument(uri);
    await vscode.executeCommand('frames.runQuery', { uri: uri.toString(), index: 0 });
  }

  async rename(node: QueryNode): Promise<void> {
    const { queries } = this.options;
    refuseRoot(node);
    const name = await this.askName({
      title: `Rename ${node.name}`,
      prompt: 'The new name',
      value: node.name,
      folder: folderOf(node.path),
    });
    if (name === node.name) return;
    await queries.move(node.path, joined(folderOf(node.path), withExtension(node, name)));
  }

  async move(node: QueryNode): Promise<void> {
    const { queries } = this.options;
    const all = await queries.list();
    const folders = all.filter(
      ({ kind, path }) => kind !== 'query' && path !== node.path && !path.startsWith(`${node.path}/`),
    );
    const target = await askChoice<string>({
      title: `Move ${node.name}`,
      step: 1,
      total: 1,
      placeholder: 'The folder to move it to',
      choices: [
        ...(queries.roots.length > 1 ? [] : [{ label: '$(root-folder) Queries', value: '' }]),
        ...folders.map(({ kind, path }) => ({
          label: `$(${kind === 'queryRoot' ? 'root-folder' : 'folder'}) ${path}`,
          value: path,
        })),
      ].filter(({ value }) => value !== folderOf(node.path)),
    });
    if (target === back) return;
    await queries.move(node.path, joined(target, node.path.slice(node.path.lastIndexOf('/') + 1)));
  }

  async delete(node: QueryNode): Promise<void> {
    const { queries } = this.options;
    refuseRoot(node);
    const what = node.kind === 'query' ? `the query ${node.name}` : `the folder ${node.name} and its queries`;
    const answer = await window.showWarningMessage(`Delete ${what}?`, { modal: true }, 'Delete');
    if (answer === 'Delete') await queries.delete(node.path);
  }

  async newFolder(parent: QueryNode | undefined): Promise<void> {
    const folder =
      parent === undefined
        ? await this.root()
        : parent.kind === 'query'
          ? folderOf(parent.path)
          : parent.path;
    const name = await this.askName({ title: 'New folder', prompt: 'Its name', value: '', folder });
    await this.options.queries.createFolder(joined(folder, name));
  }

  rerun(entry: HistoryEntry): void {
    const connection = this.options.store.find(entry.connectionId);
    if (!connection) {
      throw new UserError(`The connection ${entry.connectionName} is not there any more.`, {
        remedies: ['startLocalService'],
      });
    }
    const document = readDocument(entry.text);
    const statement = document.statements.at(-1);
    if (!statement) throw new UserError('The entry holds no statement.');
    try {
      const values = new Map(Object.entries(entry.values));
      this.options.runner.run({ connection, document, statement, values, isPreview: true });
    } catch (error) {
      throw error instanceof UnplannedError ? new UserError(error.message) : error;
    }
  }

  async openEntry({ text, connectionId, values }: HistoryEntry): Promise<void> {
    const opened = await workspace.openTextDocument({ language: queryLanguage, content: `${text}\n` });
    const uri = opened.uri.toString();
    const connection = this.options.store.find(connectionId);
    if (connection) await this.options.connections.choose(uri, connection);
    await this.options.values.remember(uri, new Map(Object.entries(values)));
    await window.showTextDocument(opened, { preview: false });
  }

  private async create(content: string): Promise<Uri> {
    const { queries } = this.options;
    const root = await this.root();
    const name = await this.askName({
      title: 'Save query',
      prompt: 'Its name, after the folders it goes into: reports/cpu',
      value: suggestedName(content),
      folder: root,
    });
    return queries.create(joined(root, name), content.endsWith('\n') ? content : `${content}\n`);
  }

  /**
   * Where what is new goes: the folder of queries, or the one of several that the user chooses.
   * @throws UserError where there is none
   */
  private async root(): Promise<string> {
    const { queries } = this.options;
    const { roots } = queries;
    if (roots.length <= 1) {
      queries.uriOf('');
      return '';
    }
    const chosen = await askChoice<string>({
      title: 'Folder of the workspace',
      step: 1,
      total: 1,
      placeholder: 'With the queries of which folder?',
      choices: roots.map(({ name, uri }) => ({
        label: name,
        description: workspace.asRelativePath(uri, true),
        value: name,
      })),
    });
    return chosen === back ? '' : chosen;
  }

  private async askName({
    title,
    prompt,
    value,
    folder,
  }: {
    readonly title: string;
    readonly prompt: string;
    readonly value: string;
    readonly folder: string;
  }): Promise<string> {
    const taken = (await this.options.queries.list())
      .map(({ path }) => path)
      .filter((path) => folder === '' || path.startsWith(`${folder}/`))
      .map((path) => (folder === '' ? path : path.slice(folder.length + 1)));
    const others = taken.filter((path) => path !== value && path !== `${value}${queryExtension}`);
    const answer = await askText({
      title,
      step: 1,
      total: 1,
      prompt,
      value,
      problem: (text) => queryNameProblem(text, value === '' ? taken : others),
    });
    if (answer === back) throw new UserError('Nothing was changed.');
    return answer;
  }
}

/** @throws UserError */
function refuseRoot({ kind, name }: QueryNode): void {
  if (kind === 'queryRoot') {
    throw new UserError(`${name} is a folder of the workspace: it is renamed and removed in the Explorer.`);
  }
}

function withExtension({ kind }: QueryNode, name: string): string {
  return kind === 'query' ? `${name}${queryExtension}` : name;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The name that a query gives itself, or its first words. */
function suggestedName(content: string): string {
  const document = readDocument(content);
  const named = settingsOf(document, document.statements[0]).pragma.get('name')?.value;
  const words = named ?? statementLine(content).toLowerCase();
  return words
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ')
    .slice(0, 40)
    .trim();
}

/** Closes it where it stands, without a question: an untitled text that is empty has nothing to lose. */
async function closeUntitled(text: TextDocument): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.delete(text.uri, new Range(0, 0, text.lineCount, 0));
  if (!(await workspace.applyEdit(edit))) return;
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(
    ({ input }) => input instanceof TabInputText && input.uri.toString() === text.uri.toString(),
  );
  await window.tabGroups.close(own, true);
}
