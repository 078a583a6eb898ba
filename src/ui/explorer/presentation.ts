import type { CommandId } from '../ids';
import { colorIds } from '../connections/colorIds';
import { localConnectionId, type Connection } from '../connections/connection';
import {
  connectionOf,
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
   * `csvContainer`, `csvFolder`, where no tables are.
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
export type ConnectionStatus = 'unknown' | 'connected' | 'notConnected';

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
};

const noteIcons: Readonly<Record<NoteNode['tone'], Presentation['icon']>> = {
  info: { id: 'info' },
  error: { id: 'warning', color: 'list.warningForeground' },
  progress: { id: 'loading~spin' },
};

export function present(node: ExplorerNode, status: ConnectionStatus): Presentation {
  switch (node.kind) {
    case 'connection': {
      const { id, name, address, color, readOnly } = node.connection;
      const off = status === 'notConnected';
      return {
        label: name,
        description: [
          off ? 'not connected' : id === localConnectionId ? '' : address,
          ...(readOnly === true ? ['read-only'] : []),
        ].join(' · '),
        icon: off
          ? { id: 'debug-disconnect', color: 'list.warningForeground' }
          : {
              id: id === localConnectionId ? 'server-process' : 'server',
              ...(color === undefined ? {} : { color: colorIds[color] }),
            },
        contextValue: id === localConnectionId ? 'localConnection' : 'connection',
        expandable: true,
        spoken: `Connection ${name}${off ? ', not connected' : ''}${readOnly === true ? ', read-only' : ''}`,
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
      return {
        label,
        icon: { id: icon },
        contextValue: `leaf.${node.entry.kind}`,
        expandable: false,
        spoken: `${label}, ${word}`,
        ...(node.entry.kind === 'file' ? {} : { command: 'frames.open' }),
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

/** The local service lists the files of its csv backend as a container (spec/webapi.md §5). */
function holdsCsvFiles(node: ContainerNode | FolderNode): boolean {
  return node.container === 'csv' && connectionOf(node).id === localConnectionId;
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
