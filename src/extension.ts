import { Uri, window, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { CollectionChanges } from './ui/collections/collectionChanges';
import { CollectionOpener } from './ui/collections/collectionOpener';
import { execute } from './ui/commands';
import { queryLanguage } from './ui/ids';
import { registerStandIns } from './ui/standIns';
import { ConnectionAccess } from './ui/connections/connectionAccess';
import { registerConnectionCommands } from './ui/connections/connectionCommands';
import { askPlainConsent } from './ui/connections/askPlainConsent';
import { ConnectionStore } from './ui/connections/connectionStore';
import { connectionTester } from './ui/connections/connectionTester';
import { hasEnvironment } from './ui/connections/environmentDraft';
import { LiveConnections } from './ui/connections/liveConnections';
import { PlainConsents } from './ui/connections/plainConsents';
import { openSecretStore } from './ui/connections/secretSetup';
import { registerTransferCommands } from './ui/connections/transferCommands';
import { setContext } from './ui/contextKeys';
import { currentTarget } from './ui/currentTarget';
import { registerExplorerCommands } from './ui/explorer/explorerCommands';
import { Explorer } from './ui/explorer/explorerView';
import { PinStore } from './ui/explorer/pinStore';
import { registerTreeCommands } from './ui/explorer/treeCommands';
import { CsvImporter } from './ui/importer/csvImporter';
import { LocalService } from './ui/localService/localService';
import { registerLocalServiceCommands } from './ui/localService/localServiceCommands';
import { relayLog } from './ui/localService/relayLog';
import { showLocalService } from './ui/localService/showLocalService';
import { registerLogCommands } from './ui/logCommands';
import type { FormPanels } from './ui/operations/formPanels';
import { registerOperationCommands } from './ui/operations/operationCommands';
import { HistoryFile } from './ui/queries/historyFile';
import { HistoryView } from './ui/queries/historyView';
import { QueriesView } from './ui/queries/queriesView';
import { SavedQueries } from './ui/queries/savedQueries';
import { queryCommandIds } from './ui/queries/queryCommandIds';
import type { QueryParts } from './ui/queries/queryParts';
import { remedies } from './ui/remedies';
import { Reporter } from './ui/reporter';
import { registerResultCommands } from './ui/results/resultCommands';
import type { ResultPanel } from './ui/results/resultPanel';
import { ResultPanels } from './ui/results/resultPanels';
import { localDataFolder, setting } from './ui/settings';
import { RecordPutter } from './ui/streams/putRecord';
import { registerStreamCommands } from './ui/streams/streamCommands';
import { StreamOpener } from './ui/streams/streamOpener';
import { welcome } from './ui/welcome';

/** Builds everything once, in order, each from what stands above it. Nothing connects before something is asked for. */
export function activate(context: ExtensionContext): void {
  const { extensionUri, globalState, globalStorageUri, subscriptions } = context;
  const own = <T extends { dispose(): unknown }>(thing: T): T => {
    subscriptions.push(thing);
    return thing;
  };
  const log = own(window.createOutputChannel('Frames', { log: true }));
  const serviceLog = own(window.createOutputChannel('Frames Local Service', { log: true }));
  const reporter = new Reporter(log, remedies);
  const trust = workspace;
  const onFault = (error: unknown) => log.error(String(error));

  const connections = own(new ConnectionStore(globalState));
  const find = (id: string) => connections.find(id);
  const { store: secrets, following } = openSecretStore({ context, connections, log });
  own(following);
  const consents = new PlainConsents(globalState, askPlainConsent);
  const load = () => import('./frames');
  const access = new ConnectionAccess(secrets, consents);
  const live = own(new LiveConnections({ find, access, trust, log, load }));
  const service = own(
    new LocalService({
      script: context.asAbsolutePath('out/service.js'),
      dataFolder: () => localDataFolder(globalStorageUri.fsPath),
      onOutput: relayLog(serviceLog),
      trust,
      memento: context.workspaceState,
      log,
    }),
  );

  const changes = own(new CollectionChanges());
  const pins = own(new PinStore(globalState));
  const explorer = own(new Explorer({ connections, live, secrets, trust, log, changes, pins }));
  const { model, view } = explorer;
  const rowCap = (id?: string) =>
    (id === undefined ? undefined : find(id)?.rowLimit) ?? setting('frames.results.rowCap');
  const onActive = (panel: ResultPanel | undefined): void => {
    setContext('frames.resultIsPreview', panel?.isPreview ?? false).catch(onFault);
  };
  const panels = own(new ResultPanels({ extensionUri, reporter, rowCap, onActive }));
  const streams = new StreamOpener({ extensionUri, live, panels, reporter, log });
  const opener = new CollectionOpener({
    extensionUri,
    live,
    panels,
    reporter,
    log,
    streams,
    onLost: (id) => model.reconnect(id),
  });
  const history = new HistoryFile(Uri.joinPath(globalStorageUri, 'queryHistory.jsonl').fsPath);
  const historyView = own(new HistoryView(history));
  const queries = own(new SavedQueries());
  own(new QueriesView(queries));
  const importer = new CsvImporter({ connections: () => connections.list(), live });
  own(showLocalService({ service, connections, model, log }));

  const boundary = { log, reporter };
  let forms: Promise<FormPanels> | undefined;
  const loadForms = (): Promise<FormPanels> =>
    (forms ??= import('./ui/later').then((operations) =>
      own(new operations.FormPanels({ extensionUri, connections, live, panels, opener, changes, reporter })),
    ));
  const memento = context.workspaceState;
  let parts: Promise<QueryParts> | undefined;
  const loadQueries = (): Promise<QueryParts> =>
    (parts ??= import('./ui/later').then((module) => {
      standIns.dispose();
      const shared = { ...boundary, extensionUri, store: connections, live, changes, panels };
      return own(new module.QueryParts({ ...shared, queries, history, historyView, memento }));
    }));
  const standIns = own(registerStandIns(queryCommandIds, loadQueries));
  const onText = ({ languageId }: TextDocument): void => {
    if (languageId === queryLanguage) loadQueries().catch(onFault);
  };
  own(workspace.onDidOpenTextDocument(onText));
  workspace.textDocuments.forEach(onText);
  own(
    panels.restore(
      async (origin) =>
        opener.reopening(origin) ??
        (await loadQueries()).runner.reopening(origin) ??
        (await loadForms()).reopening(origin),
    ),
  );
  const current = currentTarget({ panels, connections, view });
  own(registerOperationCommands({ ...boundary, forms: loadForms, current }));
  own(registerResultCommands(panels, boundary));
  own(registerLogCommands({ ...boundary, channel: log, serviceChannel: serviceLog }));
  const reveal = (id: string) => explorer.reveal(id);
  const ofConnections = { ...boundary, store: connections, secrets, consents, live, trust };
  const { version: clientVersion } = context.extension.packageJSON as { readonly version: string };
  const test = connectionTester({ find, access, load, clientVersion });
  own(registerConnectionCommands({ ...ofConnections, reveal, test }));
  own(registerTransferCommands({ ...boundary, store: connections }));
  own(registerLocalServiceCommands(service, boundary));
  const putter = new RecordPutter({ live, changes });
  own(registerStreamCommands({ ...boundary, connections, opener: streams, putter, current }));
  own(registerExplorerCommands({ ...boundary, model, view, connections, opener, importer, pins }));
  own(registerTreeCommands({ ...boundary, model, view, connections, live, pins, changes, opener }));

  setContext('frames.environment', hasEnvironment(process.env)).catch((error: unknown) =>
    log.error(String(error)),
  );

  const begin = async (): Promise<void> => {
    explorer.update();
    await service.watch();
    if (setting('frames.localService.autoStart') || service.isInUse)
      await execute('frames.startLocalService');
    else if (service.state.kind === 'stopped') await setContext('frames.localService', 'stopped');
    await welcome(globalState);
  };
  own(workspace.onDidGrantWorkspaceTrust(() => begin().catch(onFault)));
  const dataFolder = 'frames.localService.dataFolder';
  own(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(dataFolder)) service.followSettings().catch(onFault);
    }),
  );
  if (trust.isTrusted) begin().catch(onFault);
}
