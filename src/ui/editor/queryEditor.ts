import { languages, type Disposable, type Memento } from 'vscode';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { CommandBoundary } from '../commands';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveConnections } from '../connections/liveConnections';
import { queryLanguage } from '../ids';
import { DisposableStore } from '../lifecycle';
import { ConnectionChooser } from './connectionChooser';
import { followFiles } from './followedFiles';
import { ParameterValues } from './parameterValues';
import { registerQueryCommands } from './queryCommands';
import { completionTriggers, QueryCompletion } from './queryCompletion';
import { QueryConnections } from './queryConnections';
import { QueryDiagnostics } from './queryDiagnostics';
import { QueryDocuments } from './queryDocuments';
import { QueryHover } from './queryHover';
import { QueryKnowledge } from './queryKnowledge';
import { QueryLenses } from './queryLenses';
import { QueryProblems } from './queryProblems';
import type { QueryRunner } from './queryRunner';
import { QueryStructure } from './queryStructure';
import { StatementBounds } from './statementBounds';

export interface QueryEditorOptions extends CommandBoundary {
  readonly store: ConnectionStore;
  readonly live: Pick<LiveConnections, 'get' | 'isOpen'>;
  readonly changes: CollectionChanges;
  readonly runner: QueryRunner;
  /** Of the workspace. */
  readonly memento: Memento;
}

/** All that is special about editing a query file. */
export class QueryEditor implements Disposable {
  private readonly parts = new DisposableStore();
  readonly connections: QueryConnections;
  readonly values: ParameterValues;

  constructor({ store, live, changes, runner, memento, ...boundary }: QueryEditorOptions) {
    const { parts } = this;
    const documents = parts.add(new QueryDocuments());
    const { log } = boundary;
    const connections = (this.connections = parts.add(new QueryConnections(store, memento, log)));
    const values = (this.values = parts.add(new ParameterValues(memento)));
    parts.add(followFiles([connections, values], log));
    const knowledge = parts.add(new QueryKnowledge({ store, live, changes, connections }));
    const problems = parts.add(new QueryProblems());
    const chooser = new ConnectionChooser(() => store.list());
    parts.add(new StatementBounds(documents));
    const lenses = parts.add(new QueryLenses({ documents, connections, values }));
    parts.add(languages.registerCodeLensProvider(queryLanguage, lenses));
    const completion = new QueryCompletion(documents, knowledge);
    parts.add(languages.registerCompletionItemProvider(queryLanguage, completion, ...completionTriggers));
    const diagnostics = parts.add(new QueryDiagnostics(documents, knowledge));
    parts.add(languages.registerCodeActionsProvider(queryLanguage, diagnostics));
    const hover = new QueryHover({ documents, knowledge, connections, store, live, log });
    parts.add(languages.registerHoverProvider(queryLanguage, hover));
    const structure = new QueryStructure(documents);
    parts.add(languages.registerSignatureHelpProvider(queryLanguage, structure, '(', ','));
    parts.add(languages.registerDocumentSymbolProvider(queryLanguage, structure));
    parts.add(languages.registerFoldingRangeProvider(queryLanguage, structure));
    parts.add(languages.registerDocumentFormattingEditProvider(queryLanguage, structure));
    parts.add(languages.registerDocumentRangeFormattingEditProvider(queryLanguage, structure));
    parts.add(
      registerQueryCommands({
        ...boundary,
        documents,
        connections,
        chooser,
        values,
        runner,
        problems,
        knowledge,
      }),
    );
  }

  dispose(): void {
    this.parts.dispose();
  }
}
