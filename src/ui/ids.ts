import type { Uri } from 'vscode';
import type { ServiceState } from './localService/supervisor';
import type { PropertyName } from './connections/connectionProperties';
import type { SecretChoice } from './connections/secretStore';
import type { StatementTarget } from './editor/statementTarget';
import type {
  ConnectionNode,
  ContainerNode,
  ExplorerNode,
  FilteredNode,
  FolderNode,
  LeafNode,
  MoreNode,
} from './explorer/node';
import type { FormTarget } from './operations/formTarget';

import type { HistoryEntry } from './queries/historyFile';
import type { QueryFileNode, QueryNode } from './queries/queryTree';

/** A connection: its row of the tree, or its id. */
export type ConnectionTarget = ConnectionNode | { readonly connectionId: string };

/** A connection, and what is to be changed of it; unless given the user chooses. */
export type EditTarget = ConnectionTarget & { readonly property?: PropertyName };

/**
 * Every command with its arguments. A command of the palette may come without any; menus of the tree give the node.
 * A test compares these names, and those below, with package.json.
 */
export interface CommandArguments {
  'frames.addConnection': [];
  'frames.addFromEnvironment': [];
  'frames.editConnection': [target?: EditTarget];
  'frames.enterCredentials': [target?: ConnectionTarget];
  'frames.testConnection': [target?: ConnectionTarget];
  'frames.duplicateConnection': [target?: ConnectionTarget];
  'frames.setConnectionColor': [target?: ConnectionTarget];
  'frames.toggleReadOnly': [target?: ConnectionTarget];
  'frames.setRowLimit': [target?: ConnectionTarget];
  'frames.removeConnection': [target?: ConnectionTarget];
  'frames.exportConnections': [];
  'frames.importConnections': [];
  'frames.startLocalService': [];
  'frames.stopLocalService': [];
  'frames.restartLocalService': [];
  'frames.revealLocalData': [];
  'frames.showLocalService': [];
  'frames.refresh': [node?: ExplorerNode];
  'frames.stopLoading': [];
  'frames.loadMore': [node: MoreNode];
  'frames.open': [node: LeafNode];
  'frames.openCollection': [node?: ConnectionNode];
  'frames.copyPath': [node?: ExplorerNode, nodes?: readonly ExplorerNode[]];
  'frames.copyAsPython': [node?: ExplorerNode, nodes?: readonly ExplorerNode[]];
  'frames.pin': [node?: LeafNode, nodes?: readonly ExplorerNode[]];
  'frames.unpin': [node?: LeafNode, nodes?: readonly ExplorerNode[]];
  'frames.filter': [node?: FilteredNode];
  'frames.clearFilter': [node?: FilteredNode];
  'frames.loadSampleData': [];
  'frames.copyCells': [];
  'frames.copyCellsWithHeaders': [];
  'frames.selectAllCells': [];
  'frames.saveCsv': [];
  'frames.copyResultAsPython': [];
  'frames.runAgain': [];
  'frames.pauseFollowing': [];
  'frames.resumeFollowing': [];
  'frames.followStream': [];
  'frames.openStream': [target?: StreamTarget];
  'frames.putRecord': [target?: StreamTarget];
  'frames.pinResult': [];
  'frames.writeCsv': [target?: Uri | ConnectionNode | ContainerNode | FolderNode];
  'frames.create': [target?: ExplorerNode | FormTarget];
  'frames.write': [target?: ExplorerNode | FormTarget];
  'frames.read': [target?: ExplorerNode | FormTarget];
  /** With the nodes that are selected together. */
  'frames.delete': [target?: ExplorerNode | FormTarget, selected?: readonly ExplorerNode[]];
  'frames.execute': [target?: ExplorerNode | FormTarget];
  'frames.history': [target?: ExplorerNode | FormTarget];
  'frames.newQuery': [node?: ExplorerNode];
  'frames.runQuery': [target?: StatementTarget];
  'frames.runLastDay': [target?: StatementTarget];
  'frames.runQueryInNewTab': [target?: StatementTarget];
  'frames.chartQuery': [target?: StatementTarget];
  'frames.copyQueryAsPython': [target?: StatementTarget];
  'frames.chooseQueryConnection': [target?: StatementTarget];
  'frames.changeParameters': [target?: StatementTarget];
  'frames.refreshNames': [];
  'frames.saveQuery': [];
  'frames.findQuery': [];
  'frames.openQuery': [node: QueryFileNode];
  'frames.runSavedQuery': [node: QueryFileNode];
  'frames.renameQuery': [node?: QueryNode];
  'frames.moveQuery': [node: QueryNode];
  'frames.deleteQuery': [node?: QueryNode];
  'frames.newQueryFolder': [node?: QueryNode];
  'frames.copyQuery': [node: QueryFileNode];
  'frames.revealQuery': [node: QueryNode];
  'frames.rerunQuery': [entry: HistoryEntry];
  'frames.openHistoryQuery': [entry: HistoryEntry];
  'frames.starQuery': [entry: HistoryEntry];
  'frames.deleteHistoryEntry': [entry: HistoryEntry];
  'frames.clearQueryHistory': [];
  'frames.showLog': [];
  'frames.showServiceLog': [];
}

/** A stream of the tree, or of a panel. */
export type StreamTarget =
  | ExplorerNode
  | { readonly connectionId: string; readonly path: string; readonly shardCount?: number | undefined };

export type CommandId = keyof CommandArguments;

/** Registered when a window opens; all others when the first of them is run. */
export const commandsAtOnce = [
  'frames.startLocalService',
  'frames.stopLocalService',
  'frames.restartLocalService',
  'frames.revealLocalData',
  'frames.showLocalService',
  'frames.showLog',
  'frames.showServiceLog',
] as const satisfies readonly CommandId[];

/** Not in the palette: they need a node, or stand behind another command. */
export const hiddenCommands = [
  'frames.open',
  'frames.loadMore',
  'frames.stopLoading',
  'frames.showLocalService',
  'frames.openQuery',
  'frames.runSavedQuery',
  'frames.renameQuery',
  'frames.moveQuery',
  'frames.deleteQuery',
  'frames.copyQuery',
  'frames.revealQuery',
  'frames.rerunQuery',
  'frames.openHistoryQuery',
  'frames.starQuery',
  'frames.deleteHistoryEntry',
] as const satisfies readonly CommandId[];

/** Of the webview panels that show results; package.json restores them and has menus for them. */
export const resultPanelType = 'frames.results';

/** Of the webview panels that show the form of an operation. */
export const formPanelType = 'frames.form';

/** A folder that holds this file, as that of `npm start` does, shows the view once; package.json looks for it. */
export const welcomeFile = '.frames-welcome';

export const viewId = 'frames.explorer';
/** Of saved queries. */
export const queriesViewId = 'frames.queries';
/** Of the queries that ran. */
export const historyViewId = 'frames.queryHistory';
/** Of query files. */
export const queryLanguage = 'frames-sql';

export const viewContainerId = 'frames';

export interface Settings {
  /** Of saved queries; below each folder of the workspace. */
  'frames.queries.folder': string;
  'frames.secretStore': SecretChoice;
  /** Rows at which a read pauses. */
  'frames.results.rowCap': number;
  /** An absolute folder; empty for the extension's own storage. */
  'frames.localService.dataFolder': string;
  'frames.localService.autoStart': boolean;
}

export interface ContextKeys {
  /** The result in front gives way to the next one. */
  'frames.resultIsPreview': boolean;
  /** Absent until the extension has looked. */
  'frames.localService': ServiceState['kind'];
  /** Environment variables of Frames describe a connection. */
  'frames.environment': boolean;
  /** The tree waits for a listing that can be stopped. */
  'frames.loading': boolean;
  /** Some part of the tree shows only names that match. */
  'frames.filtered': boolean;
}
