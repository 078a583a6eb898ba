import {
  commands as vscode,
  env,
  Position,
  Selection,
  Uri,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import type { QueryDocument, QueryStatement } from '../../language/fsql/document';
import { planOf } from '../../language/fsql/plan/planOf';
import { problemText } from '../../language/fsql/problems/problem';
import { parametersOf } from '../../language/fsql/settings';
import { register, type CommandBoundary, type CommandHandler } from '../commands';
import type { Connection } from '../connections/connection';
import { connectionOf, type ExplorerNode } from '../explorer/node';
import { queryLanguage, type CommandId } from '../ids';
import { DisposableStore } from '../lifecycle';
import type { Situation } from '../report';
import { UserError } from '../report';
import { requireTrust } from '../trust';
import { askParameters } from './askParameters';
import type { ConnectionChooser } from './connectionChooser';
import { newQueryText } from './newQueryText';
import { valueOf, type ParameterValues } from './parameterValues';
import type { QueryConnections } from './queryConnections';
import { pythonOfPlan } from './pythonOfPlan';
import { isQuery, type QueryDocuments } from './queryDocuments';
import type { QueryProblems } from './queryProblems';
import type { QueryKnowledge } from './queryKnowledge';
import { UnplannedError, type QueryRunner, type RunRequest } from './queryRunner';
import type { StatementTarget } from './statementTarget';

export interface QueryCommandsOptions extends CommandBoundary {
  readonly documents: QueryDocuments;
  readonly connections: QueryConnections;
  readonly chooser: ConnectionChooser;
  readonly values: ParameterValues;
  readonly runner: QueryRunner;
  readonly problems: QueryProblems;
  readonly knowledge: QueryKnowledge;
}

/** A statement in the editor that it is written in. */
interface Found {
  readonly text: TextDocument;
  readonly document: QueryDocument;
  readonly statement: QueryStatement;
}

/** The commands of query files: from the palette and by key at the cursor, from a lens at its statement. */
export function registerQueryCommands(options: QueryCommandsOptions): DisposableStore {
  const commands = new DisposableStore();
  const add = <K extends CommandId>(
    id: K,
    run: CommandHandler<K>,
    situation: (...args: Parameters<CommandHandler<K>>) => Situation,
  ): void => {
    commands.add(register(id, { run, situation }, options));
  };
  const acts = new QueryActs(options);
  const running = (target?: StatementTarget): Situation => ({
    intent: 'run the query',
    connection: acts.connectionOf(target),
  });
  add('frames.runQuery', (target) => acts.run(target, { isPreview: true }), running);
  add('frames.runQueryInNewTab', (target) => acts.run(target, { isPreview: false }), running);
  add(
    'frames.runLastDay',
    (target) => acts.run(target, { isPreview: true, range: { start: 'now-1d', end: 'now' } }),
    running,
  );
  add('frames.chartQuery', (target) => acts.run(target, { isPreview: true, initialView: 'chart' }), running);
  add(
    'frames.copyQueryAsPython',
    (target) => acts.copyAsPython(target),
    () => ({ intent: 'copy the query as Python' }),
  );
  add(
    'frames.chooseQueryConnection',
    (target) => acts.chooseConnection(target),
    () => ({ intent: 'choose a connection' }),
  );
  add(
    'frames.changeParameters',
    (target) => acts.changeParameters(target),
    () => ({ intent: 'change the parameters' }),
  );
  add(
    'frames.newQuery',
    (node) => acts.newQuery(node),
    () => ({ intent: 'open a new query' }),
  );
  add(
    'frames.refreshNames',
    () => options.knowledge.refresh(),
    () => ({ intent: 'look again at what is there' }),
  );
  return commands;
}

class QueryActs {
  constructor(private readonly options: QueryCommandsOptions) {}

  async run(
    target: StatementTarget | undefined,
    how: Pick<RunRequest, 'isPreview' | 'range' | 'initialView'>,
  ): Promise<void> {
    // Before anything is asked that would lead nowhere.
    requireTrust(workspace);
    const found = await this.find(target);
    const { problems, runner } = this.options;
    const { text, document, statement } = found;
    const connection = await this.connection(found);
    const values = await this.parameters(found);
    problems.clearRun(text.uri);
    const { version } = text;
    try {
      runner.run({
        ...how,
        connection,
        document,
        statement,
        values,
        onFailure: (error, plan) => {
          // In another text the place may be another one.
          if (text.version === version) problems.markRun(text, statement, { error, plan });
        },
      });
    } catch (error) {
      if (error instanceof UnplannedError) throw this.unplanned(found, error);
      throw error;
    }
  }

  async copyAsPython(target: StatementTarget | undefined): Promise<void> {
    const found = await this.find(target);
    const connection = await this.connection(found);
    const values = await this.parameters(found);
    const planned = planOf(found.document, found.statement, values);
    if (!planned.plan) throw this.unplanned(found, new UnplannedError(planned.problems));
    const { plan } = planned;
    const shardCount = await this.options.runner.shardCount(plan, connection);
    await env.clipboard.writeText(pythonOfPlan(plan, { connection, shardCount }));
    window.setStatusBarMessage('Copied the query as Python', 4000);
  }

  async chooseConnection(target: StatementTarget | undefined): Promise<void> {
    requireTrust(workspace);
    const { chooser, connections } = this.options;
    const uri = target?.uri ?? queryEditor()?.document.uri.toString();
    const chosen = await chooser.ask(connections.chosen(uri)?.connection);
    await connections.choose(uri, chosen);
  }

  async changeParameters(target: StatementTarget | undefined): Promise<void> {
    const found = await this.find(target);
    const { document, statement, text } = found;
    const parameters = parametersOf(document, statement);
    if (parameters.length === 0) {
      throw new UserError('The statement has none. Write ${name} where a value may change.');
    }
    const uri = text.uri.toString();
    const { values } = this.options;
    const answers = await askParameters(parameters, values.of(document, statement, uri));
    await values.remember(uri, answers);
  }

  async newQuery(node: ExplorerNode | undefined): Promise<void> {
    const { connections } = this.options;
    const { content, cursor } = newQueryText(node);
    const text = await workspace.openTextDocument({ language: queryLanguage, content });
    const connection = node && connectionOf(node);
    if (connection) await connections.choose(text.uri.toString(), connection);
    const at = cursor === undefined ? new Position(text.lineCount, 0) : text.positionAt(cursor);
    await window.showTextDocument(text, { preview: false, selection: new Selection(at, at) });
    if (cursor !== undefined) await vscode.executeCommand('editor.action.triggerSuggest');
  }

  connectionOf(target: StatementTarget | undefined): Connection | undefined {
    const uri = target?.uri ?? queryEditor()?.document.uri.toString();
    return this.options.connections.chosen(uri)?.connection;
  }

  private async find(target: StatementTarget | undefined): Promise<Found> {
    const { documents } = this.options;
    if (target) {
      const text = await workspace.openTextDocument(Uri.parse(target.uri));
      const document = documents.of(text);
      const statement = document.statements[target.index];
      if (statement) return { text, document, statement };
      throw new UserError('The statement is not there any more.');
    }
    const editor = queryEditor();
    if (!editor) throw new UserError('Open a query file first, or make one with New Query.');
    const statement = documents.atCursor(editor);
    if (!statement) throw new UserError('There is no statement yet. Write a SELECT first.');
    return { text: editor.document, document: documents.of(editor.document), statement };
  }

  /** What the statement runs on; asked for where nothing says. */
  private async connection({ text, document, statement }: Found): Promise<Connection> {
    const { connections, chooser } = this.options;
    const uri = text.uri.toString();
    const bound = connections.of(document, statement, uri);
    if (bound?.connection) {
      await connections.ran(uri, bound.connection);
      return bound.connection;
    }
    if (bound?.isLocal === true) {
      throw new UserError('The local service is not running.', { remedies: ['startLocalService'] });
    }
    if (bound) throw new UserError(`There is no connection named ${bound.name}. Choose another one.`);
    const chosen = await chooser.ask(undefined);
    await connections.choose(uri, chosen);
    return chosen;
  }

  /** The values of the statement's parameters; those that have none yet are asked for, and remembered. */
  private async parameters({ text, document, statement }: Found): Promise<ReadonlyMap<string, string>> {
    const uri = text.uri.toString();
    const known = this.options.values.of(document, statement, uri);
    const missing = parametersOf(document, statement).filter((each) => valueOf(each, known) === undefined);
    if (missing.length === 0) return known;
    const answers = await askParameters(missing, known);
    await this.options.values.remember(uri, answers);
    return answers;
  }

  /** Leads to the place of the first problem. */
  private unplanned({ text }: Found, { problems }: UnplannedError): UserError {
    const [first] = problems;
    const line = text.positionAt(first?.start ?? 0).line + 1;
    const message = first === undefined ? 'It cannot be understood.' : `line ${line}: ${problemText(first)}`;
    return new UserError(message, { place: { uri: text.uri.toString(), line } });
  }
}

/** The query file in front, or the one that the result in front stands beside. */
function queryEditor(): TextEditor | undefined {
  const { activeTextEditor: active, visibleTextEditors: visible } = window;
  return active && isQuery(active.document) ? active : visible.find(({ document }) => isQuery(document));
}
