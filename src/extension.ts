import { Uri, window, workspace, type ExtensionContext, type TextDocument, type WebviewPanel } from 'vscode';
import { CollectionChanges } from './ui/collections/collectionChanges';
import { execute } from './ui/commands';
import { askPlainConsent } from './ui/connections/askPlainConsent';
import { ConnectionAccess } from './ui/connections/connectionAccess';
import { ConnectionStore } from './ui/connections/connectionStore';
import { hasEnvironment } from './ui/connections/hasEnvironment';
import { LiveConnections } from './ui/connections/liveConnections';
import { PlainConsents } from './ui/connections/plainConsents';
import { openSecretStore } from './ui/connections/secretSetup';
import { setContext } from './ui/contextKeys';
import { Explorer } from './ui/explorer/explorerView';
import { PinStore } from './ui/explorer/pinStore';
import { commandsAtOnce, formPanelType, queryLanguage, resultPanelType } from './ui/ids';
import type { LaterParts } from './ui/later';
import { LocalService } from './ui/localService/localService';
import { registerLocalServiceCommands } from './ui/localService/localServiceCommands';
import { relayLog } from './ui/localService/relayLog';
import { showLocalService } from './ui/localService/showLocalService';
import { registerLogCommands } from './ui/logCommands';
import { OnDemand } from './ui/onDemand';
import { HistoryFile } from './ui/queries/historyFile';
import { HistoryView } from './ui/queries/historyView';
import { QueriesView } from './ui/queries/queriesView';
import { SavedQueries } from './ui/queries/savedQueries';
import { remedies } from './ui/remedies';
import { Reporter } from './ui/reporter';
import { localDataFolder, setting } from './ui/settings';
import { StandIns } from './ui/standIns';
import { welcome } from './ui/welcome';

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/**
 * Builds what every window has, once, in order, each from what stands above it; the rest is built in `LaterParts` when
 * something is first asked for. Nothing connects before that.
 */
export function activate(context: ExtensionContext): void {
  const { extensionUri, globalState, globalStorageUri, subscriptions, workspaceState: memento } = context;
  const { version, contributes } = context.extension.packageJSON as Manifest;
  const own = <T extends { dispose(): unknown }>(thing: T): T => {
    subscriptions.push(thing);
    return thing;
  };
  const log = own(window.createOutputChannel('Frames', { log: true }));
  const serviceLog = own(window.createOutputChannel('Frames Local Service', { log: true }));
  const reporter = new Reporter(log, remedies);
  const boundary = { log, reporter };
  const trust = workspace;
  const onFault = (error: unknown) => log.error(String(error));

  const connections = own(new ConnectionStore(globalState));
  const { store: secrets, following } = openSecretStore({ context, connections, log });
  own(following);
  const consents = new PlainConsents(globalState, askPlainConsent);
  const access = new ConnectionAccess(secrets, consents);
  const find = (id: string) => connections.find(id);
  const load = () => import('./frames');
  const live = own(new LiveConnections({ find, access, trust, log, load }));

  const changes = own(new CollectionChanges());
  const pins = own(new PinStore(globalState));
  const explorer = own(
    new Explorer({ connections, live, secrets, trust, log, changes, pins, later: () => later.get() }),
  );
  const history = new HistoryFile(Uri.joinPath(globalStorageUri, 'queryHistory.jsonl').fsPath);
  const historyView = own(new HistoryView(history));
  const queries = own(new SavedQueries());
  const queriesView = own(new QueriesView(queries));

  const service = own(
    new LocalService({
      script: context.asAbsolutePath('out/service.js'),
      dataFolder: () => localDataFolder(globalStorageUri.fsPath),
      onOutput: relayLog(serviceLog),
      trust,
      memento,
      log,
    }),
  );
  own(showLocalService({ service, connections, model: explorer.model, log }));
  own(registerLocalServiceCommands(service, boundary));
  own(registerLogCommands({ ...boundary, channel: log, serviceChannel: serviceLog }));

  const ofConnections = { connections, secrets, consents, access, live, load };
  const ofViews = { changes, pins, explorer, queries, queriesView, history, historyView };
  const later: OnDemand<LaterParts> = own(
    new OnDemand(async () => {
      const { LaterParts } = await import('./ui/later');
      const ofWindow = { ...boundary, extensionUri, clientVersion: version, trust, memento };
      return standIns.replaceBy(() => new LaterParts({ ...ofWindow, ...ofConnections, ...ofViews }));
    }, reporter),
  );
  const atOnce: readonly string[] = commandsAtOnce;
  const ids = contributes.commands.map(({ command }) => command).filter((id) => !atOnce.includes(id));
  const standIns = own(new StandIns(ids, (run) => later.use(run)));
  // An empty tab helps nobody.
  const restore = async (panel: WebviewPanel, run: (parts: LaterParts) => void): Promise<void> => {
    if (!(await later.use(run))) panel.dispose();
  };
  own(
    window.registerWebviewPanelSerializer(resultPanelType, {
      deserializeWebviewPanel: (panel, state) => restore(panel, (parts) => parts.restoreResult(panel, state)),
    }),
  );
  own(
    window.registerWebviewPanelSerializer(formPanelType, {
      deserializeWebviewPanel: (panel, state) => restore(panel, (parts) => parts.restoreForm(panel, state)),
    }),
  );
  const onText = ({ languageId }: TextDocument): void => {
    if (languageId === queryLanguage) later.use(() => undefined).catch(onFault);
  };
  own(workspace.onDidOpenTextDocument(onText));
  workspace.textDocuments.forEach(onText);

  setContext('frames.environment', hasEnvironment(process.env)).catch(onFault);
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
