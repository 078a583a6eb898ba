import type { Memento, Uri } from 'vscode';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { CommandBoundary } from '../commands';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveConnections } from '../connections/liveConnections';
import { QueryEditor } from '../editor/queryEditor';
import { QueryRunner } from '../editor/queryRunner';
import { DisposableStore } from '../lifecycle';
import type { ResultPanels } from '../results/resultPanels';
import type { HistoryFile } from './historyFile';
import type { HistoryView } from './historyView';
import { registerQueriesCommands } from './queriesCommands';
import type { QueriesView } from './queriesView';
import { QueryRecorder } from './queryRecorder';
import type { SavedQueries } from './savedQueries';

export interface QueryPartsOptions extends CommandBoundary {
  readonly extensionUri: Uri;
  readonly store: ConnectionStore;
  readonly live: LiveConnections;
  readonly changes: CollectionChanges;
  readonly panels: ResultPanels;
  readonly queries: SavedQueries;
  readonly queriesView: Pick<QueriesView, 'view'>;
  readonly history: HistoryFile;
  readonly historyView: HistoryView;
  /** Of the workspace. */
  readonly memento: Memento;
}

/** All that query files need: the editor, what runs them, and their commands. */
export class QueryParts extends DisposableStore {
  readonly runner: QueryRunner;

  constructor(options: QueryPartsOptions) {
    super();
    const { history, historyView, log, store } = options;
    const recorder = new QueryRecorder({
      find: (id) => store.find(id),
      onEnd: (entry) => {
        history.append(entry).then(
          () => historyView.refresh(),
          (error: unknown) => log.error(String(error)),
        );
      },
    });
    const runner = (this.runner = new QueryRunner({ ...options, recorder }));
    const editor = this.add(new QueryEditor({ ...options, runner }));
    const { connections, values } = editor;
    this.add(registerQueriesCommands({ ...options, connections, values, runner }));
  }
}
