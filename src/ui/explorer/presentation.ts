import type { CommandId } from '../ids';
import { colorIds } from '../connections/colorIds';
import { localConnectionId, type Connection } from '../connections/connection';
import { shardsText, sizeText } from './extentText';
import {
  connectionOf,
  csvContainer,
  fullPath,
  type ContainerNode,
  type ExplorerNode,
  type FolderNode,
  type LeafNode,
  type NoteNode,
} from './node';

/** How a node looks; explorerTree makes a TreeItem of it. */
export interface Presentation {
  readonly label: string;
  /** Dimmed, behind the label. */
  readonly description?: string;
  readonly icon: { readonly id: string; readonly color?: string };
  /**
   * What menus ask for: `connection`, `localConnection`, `container`, `folder`, `leaf.<kind>`, `more`, `note`; and
   * `csvContainer`, `csvFolder`, where no tables are. Behind them `.pinned`, and `.readOnly` where nothing can be changed.
   */
  readonly contextValue: string;
  readonly expandable: boolean;
  /** Unless given the tooltip is found when it is asked for. */
  readonly tooltip?: string;
  readonly command?: CommandId;
  /** For those who hear the tree. */
  readonly spoken: string;
}

/** Whether what is below a connection is up to date. */
export type ConnectionStatus = 'unknown' | 'connected' | 'notConnected' | 'refused';

const leafKinds: Readonly<
  Record<LeafNode['entry']['kind'], { readonly icon: string; readonly word: string }>
> = {
  nosql: { icon: 'table', word: 'table' },
  tsdb: { icon: 'graph-line', word: 'time series' },
  stream: { icon: 'pulse', word: 'stream' },
  csv: { icon: 'file', word: 'CSV file' },
  file: { icon: 'file', word: 'file' },
};

const remedyCommands: Readonly<Record<NonNullable<NoteNode['remedy']>, CommandId>> = {
  retry: 'frames.refresh',
  stopLoading: 'frames.stopLoading',
  startLocalService: 'frames.startLocalService',
  openCollection: 'frames.openCollection',
  enterCredentials: 'frames.enterCredentials',
  clearFilter: 'frames.clearFilter',
  addSampleData: 'frames.loadSampleData',
};

const noteIcons: Readonly<Record<NoteNode['tone'], Presentation['icon']>> = {
  info: { id: 'info' },
  error: { id: 'warning', color: 'list.warningForeground' },
  progress: { id: 'loading~spin' },
  filter: { id: 'filter-filled' },
};

/** What is known of a node besides what it is. */
export interface Known {
  /** A few words on a collection that was opened. */
  readonly summary?: string | undefined;
  readonly isPinned?: boolean;
}

export function present(node: ExplorerNode, status: ConnectionStatus, known: Known = {}): Presentation {
  const look = lookOf(node, status, known);
  if (connectionOf(node).readOnly !== true) return look;
  return { ...look, contextValue: `${look.contextValue}.readOnly` };
}

function lookOf(node: ExplorerNode, status: ConnectionStatus, known: Known): Presentation {
  switch (node.kind) {
    case 'connection': {
      const { id, name, address, color, readOnly } = node.connection;
      const off = offWords[status];
      return {
        label: name,
        description: [off ?? (id === localConnectionId ? '' : address), readOnly === true ? 'read-only' : '']
          .filter((word) => word !== '')
          .join(' · '),
        icon:
          off !== undefined
            ? { id: 'debug-disconnect', color: 'list.warningForeground' }
            : {
                id: id === localConnectionId ? 'server-process' : 'server',
                ...(color === undefined ? {} : { color: colorIds[color] }),
              },
        contextValue: id === localConnectionId ? 'localConnection' : 'connection',
        expandable: true,
        spoken: `Connection ${name}${off === undefined ? '' : `, ${off}`}${readOnly === true ? ', read-only' : ''}`,
      };
    }
    case 'group': {
      const isPinned = node.group === 'pinned';
      const label = isPinned ? 'Pinned' : 'Recent';
      return {
        label,
        ...(isPinned ? {} : { description: 'from the history of the service' }),
        icon: { id: isPinned ? 'pinned' : 'history' },
        contextValue: `group.${node.group}`,
        expandable: true,
        tooltip: isPinned
          ? 'Collections that you pinned.'
          : 'Collections that were read or written over this service in the last 30 days.',
        spoken: `${label} collections`,
      };
    }
    case 'container':
      return {
        label: node.container,
        ...(holdsCsvFiles(node) ? { description: 'CSV files of the service' } : {}),
        icon: { id: holdsCsvFiles(node) ? 'files' : 'database' },
        contextValue: holdsCsvFiles(node) ? 'csvContainer' : 'container',
        expandable: true,
        tooltip: `Container ${code(node.container)}`,
        spoken: `Container ${node.container}`,
      };
    case 'folder':
      return {
        label: lastSegment(node.path),
        icon: { id: 'folder' },
        contextValue: holdsCsvFiles(node) ? 'csvFolder' : 'folder',
        expandable: true,
        tooltip: `Folder ${code(fullPath(node) ?? '')}`,
        spoken: `Folder ${lastSegment(node.path)}`,
      };
    case 'leaf': {
      const { icon, word } = leafKinds[node.entry.kind];
      const label = lastSegment(node.path);
      const description = [folderIn(node), known.summary ?? extentText(node.entry)].filter(
        (text) => text !== undefined,
      );
      return {
        label,
        ...(description.length === 0 ? {} : { description: description.join(' · ') }),
        icon: { id: icon },
        contextValue: `leaf.${node.entry.kind}${known.isPinned === true ? '.pinned' : ''}`,
        expandable: node.entry.kind !== 'file',
        spoken: `${label}, ${word}`,
        ...(node.entry.kind === 'file' ? {} : { command: 'frames.open' }),
      };
    }
    case 'detail': {
      const { label, description, icon, word, tooltip, list } = node.detail;
      return {
        label,
        ...(description === undefined ? {} : { description }),
        icon: { id: icon },
        contextValue: list === undefined ? 'detail' : 'detailList',
        expandable: list !== undefined,
        tooltip: tooltip ?? [escape(label), description && escape(description)].filter(Boolean).join(' — '),
        spoken: [label, word, description].filter(Boolean).join(', '),
      };
    }
    case 'more':
      return {
        label: 'Load more…',
        icon: { id: 'ellipsis' },
        contextValue: 'more',
        expandable: false,
        tooltip: 'Lists the next entries.',
        command: 'frames.loadMore',
        spoken: 'Load more entries',
      };
    case 'note':
      return {
        label: node.text,
        ...(node.tone === 'error' ? { description: node.detail } : {}),
        icon: noteIcons[node.tone],
        contextValue: 'note',
        expandable: false,
        tooltip: escape(node.detail),
        spoken: `${node.text}: ${node.detail}`,
        ...(node.remedy === undefined ? {} : { command: remedyCommands[node.remedy] }),
      };
  }
}

/** In a group a collection stands apart from its folder. */
function folderIn({ parent, container, path }: LeafNode): string | undefined {
  if (parent.kind !== 'group') return undefined;
  return [container, ...path.split('/').slice(0, -1)].join('/');
}

/** How much is in a collection, as far as its listing tells. */
function extentText(entry: LeafNode['entry']): string | undefined {
  switch (entry.kind) {
    case 'stream':
      return entry.shardCount === undefined ? undefined : shardsText(entry.shardCount);
    case 'csv':
    case 'file':
      return entry.size === undefined ? undefined : sizeText(entry.size);
    case 'nosql':
    case 'tsdb':
      return undefined;
  }
}

const offWords: Readonly<Partial<Record<ConnectionStatus, string>>> = {
  notConnected: 'not connected',
  refused: 'access key refused',
};

/** The local service lists the files of its csv backend as a container (spec/webapi.md §5). */
function holdsCsvFiles(node: ContainerNode | FolderNode): boolean {
  return node.container === csvContainer && connectionOf(node).id === localConnectionId;
}

/** What a leaf is, for sentences: `table`, `time series`… */
export function kindWord(node: LeafNode): string {
  return leafKinds[node.entry.kind].word;
}

/** As Markdown. @param secretPlace where secrets are kept, in words */
export function connectionTooltip(
  { id, address, webApi, name, container, readOnly, rowLimit, recordHistory }: Connection,
  status: ConnectionStatus,
  secretPlace: string,
): string {
  const lines = [`**${escape(name)}**${status === 'notConnected' ? ' (not connected)' : ''}`];
  lines.push(`Frames service: ${code(address)}`);
  lines.push(webApi === undefined ? 'No web API: nothing can be listed.' : `Web API: ${code(webApi)}`);
  if (container !== undefined) lines.push(`Container: ${code(container)}`);
  if (readOnly === true) lines.push('Read-only: create, write, delete and execute are refused.');
  if (rowLimit !== undefined) lines.push(`Reading pauses at ${rowLimit.toLocaleString('en-US')} rows.`);
  if (recordHistory === false) lines.push('Queries are not recorded in the history.');
  if (id !== localConnectionId) lines.push(`Secrets are kept in ${escape(secretPlace)}.`);
  return lines.join('\n\n');
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Text that stands for itself in Markdown, whatever a table or a field is called. */
export function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, '\\$&').replace(/\s+/g, ' ');
}

export function code(text: string): string {
  const ticks = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${text.replace(/\s+/g, ' ')}${pad}${ticks}`;
}
