import type { Backend } from '../../frames/collection';
import type { FormValues } from '../../protocol/form';
import { localConnectionId } from '../connections/connection';
import {
  collectionOf,
  connectionOf,
  type ContainerNode,
  type ExplorerNode,
  type FolderNode,
} from '../explorer/node';
import type { OperationForm } from './operationForm';
import { rowsOfSchema } from './startingRows';

/** What a form is opened with: where it is about, and what is filled in besides. */
export interface FormTarget {
  readonly connectionId: string;
  readonly backend?: Backend | undefined;
  /** The container first, except for csv; with a slash behind a folder. */
  readonly path?: string | undefined;
  /** Of further fields, by their names. */
  readonly values?: FormValues | undefined;
}

/** What a node of the tree says about the form that is opened on it. */
export function targetOfNode(node: ExplorerNode, method: OperationForm['method']): FormTarget {
  const connectionId = connectionOf(node).id;
  if (node.kind === 'leaf') {
    const collection = collectionOf(node);
    if (collection === undefined) return { connectionId };
    const { backend, path } = collection;
    const target = { connectionId, backend, path };
    if (method === 'history') {
      return { ...target, values: { historyBackend: backend, historyTable: path } };
    }
    if (method === 'write' && node.entry.kind === 'nosql' && node.entry.schema !== undefined) {
      return { ...target, values: { ...rowsOfSchema(node.entry.schema), saveMode: 'updateItem' } };
    }
    return target;
  }
  if (node.kind !== 'container' && node.kind !== 'folder') return { connectionId };
  const path = node.kind === 'folder' ? `${node.path}/` : '';
  if (isCsv(node)) return { connectionId, backend: 'csv', path };
  if (method === 'history') return { connectionId };
  return { connectionId, path: `${node.container}/${path}` };
}

/** The local service's csv files are listed as a container of that name. */
function isCsv(node: ContainerNode | FolderNode): boolean {
  return node.container === 'csv' && connectionOf(node).id === localConnectionId;
}

/** The values of a form for its target. */
export function valuesOfTarget({ connectionId, backend, path, values = {} }: FormTarget): FormValues {
  return {
    connection: connectionId,
    ...(backend === undefined ? {} : { backend }),
    ...(path === undefined ? {} : { table: path }),
    ...values,
  };
}
