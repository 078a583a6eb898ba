import type { Memento, Uri, WebviewPanel } from 'vscode';
import { CollectionOpener } from './collections/collectionOpener';
import type { CollectionChanges } from './collections/collectionChanges';
import type { CommandBoundary } from './commands';
import type { ConnectionAccess } from './connections/connectionAccess';
import { registerConnectionCommands } from './connections/connectionCommands';
import type { ConnectionStore } from './connections/connectionStore';
import { connectionTester } from './connections/connectionTester';
import type { FramesLibrary, LiveConnections } from './connections/liveConnections';
import type { PlainConsents } from './connections/plainConsents';
import type { SecretStore } from './connections/secretStore';
import { registerTransferCommands } from './connections/transferCommands';
import { setContext } from './contextKeys';
import { currentTarget } from './currentTarget';
import { dropText } from './explorer/dropText';
import { registerExplorerCommands } from './explorer/explorerCommands';
import type { Explorer, ExplorerLaterParts } from './explorer/explorerView';
import { LeafReader } from './explorer/leafReader';
import type { PinStore } from './explorer/pinStore';
import { registerTreeCommands } from './explorer/treeCommands';
import { CsvImporter } from './importer/csvImporter';
import { DisposableStore } from './lifecycle';
import { FormPanels } from './operations/formPanels';
import { confirmLoss } from './operations/lossConfirmation';
import { registerOperationCommands } from './operations/operationCommands';
import type { HistoryFile } from './queries/historyFile';
import type { HistoryView } from './queries/historyView';
import { QueryParts } from './queries/queryParts';
import type { QueriesView } from './queries/queriesView';
import type { SavedQueries } from './queries/savedQueries';
import { registerResultCommands } from './results/resultCommands';
import type { ResultPanel } from './results/resultPanel';
import { ResultPanels } from './results/resultPanels';
import { setting } from './settings';
import { RecordPutter } from './streams/putRecord';
import { registerStreamCommands } from './streams/streamCommands';
import { StreamOpener } from './streams/streamOpener';
import type { Trust } from './trust';

/** What every window has from the start. */
export interface WindowParts extends CommandBoundary {
  readonly extensionUri: Uri;
  readonly clientVersion: string;
  readonly trust: Trust;
  /** Of the workspace. */
  readonly memento: Memento;
  readonly connections: ConnectionStore;
  readonly secrets: SecretStore;
  readonly consents: PlainConsents;
  readonly access: ConnectionAccess;
  readonly live: LiveConnections;
  readonly load: () => Promise<FramesLibrary>;
  readonly changes: CollectionChanges;
  readonly pins: PinStore;
  readonly explorer: Explorer;
  readonly queries: SavedQueries;
  readonly queriesView: Pick<QueriesView, 'view'>;
  readonly history: HistoryFile;
  readonly historyView: HistoryView;
}

/**
 * What no window needs before something is asked of it: panels, forms, query files, and the commands that lead to them.
 * All of it is one bundle: each bundle more would tear what it shares with the extension into further files, and a window
 * that opens pays for every file.
 */
export class LaterParts extends DisposableStore implements ExplorerLaterParts {
  readonly leaves: LeafReader;
  readonly dropText = dropText;
  private readonly panels: ResultPanels;
  private readonly opener: CollectionOpener;
  private readonly forms: FormPanels;
  private readonly queries: QueryParts;

  constructor(parts: WindowParts) {
    super();
    try {
      const { connections, access, live, load, explorer, trust, clientVersion, log, reporter } = parts;
      const { model, view } = explorer;
      this.leaves = new LeafReader(live);
      const find = (id: string) => connections.find(id);
      const onActive = (panel: ResultPanel | undefined): void => {
        setContext('frames.resultIsPreview', panel?.isPreview ?? false).catch((error: unknown) =>
          log.error(String(error)),
        );
      };
      const rowCap = (id?: string) =>
        (id === undefined ? undefined : find(id)?.rowLimit) ?? setting('frames.results.rowCap');
      const panels = (this.panels = this.add(new ResultPanels({ ...parts, rowCap, onActive })));
      const streams = new StreamOpener({ ...parts, panels });
      const onLost = (id: string) => model.reconnect(id);
      const opener = (this.opener = new CollectionOpener({ ...parts, panels, streams, onLost }));
      const importer = new CsvImporter({
        connections: () => connections.list(),
        live,
        trust,
        confirm: (connection, loss) => confirmLoss({ connection, previews: [loss], act: 'replace', panels }),
      });
      const forms = (this.forms = this.add(new FormPanels({ ...parts, panels, opener })));
      this.queries = this.add(new QueryParts({ ...parts, store: connections, panels }));

      const boundary = { log, reporter };
      const current = currentTarget({ panels, connections, view });
      this.add(registerOperationCommands({ ...boundary, forms, current }));
      this.add(registerResultCommands(panels, boundary));
      const test = connectionTester({ find, access, load, clientVersion });
      this.add(registerConnectionCommands({ ...parts, store: connections, tree: explorer, test }));
      this.add(registerTransferCommands({ ...boundary, store: connections }));
      const putter = new RecordPutter(parts);
      this.add(registerStreamCommands({ ...boundary, connections, opener: streams, putter, current }));
      this.add(registerExplorerCommands({ ...parts, model, view, opener, importer }));
      this.add(registerTreeCommands({ ...parts, model, view, opener }));
    } catch (error) {
      // Commands that stayed would be in the way of the next attempt.
      this.dispose();
      throw error;
    }
  }

  /** Takes back a panel of rows that the window had when it was closed or reloaded. */
  restoreResult(restored: WebviewPanel, state: unknown): void {
    const { opener, queries, forms } = this;
    this.panels.restore(
      restored,
      state,
      (origin) => opener.reopening(origin) ?? queries.runner.reopening(origin) ?? forms.reopening(origin),
    );
  }

  /** Takes back a form that the window had when it was closed or reloaded. */
  restoreForm(restored: WebviewPanel, state: unknown): void {
    this.forms.restore(restored, state);
  }
}
