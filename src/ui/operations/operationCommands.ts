import { register, type CommandBoundary } from '../commands';
import type { Collection } from '../../frames/collection';
import type { Connection } from '../connections/connection';
import type { CurrentTarget } from '../currentTarget';
import { collectionOf, connectionOf, type ExplorerNode } from '../explorer/node';
import type { CommandArguments } from '../ids';
import { DisposableStore } from '../lifecycle';
import { UserError } from '../report';
import type { FormPanels } from './formPanels';
import { targetOfNode, type FormTarget } from './formTarget';
import type { OperationForm } from './operationForm';

export interface OperationCommandsOptions extends CommandBoundary {
  readonly forms: Pick<FormPanels, 'open' | 'deleteAll'>;
  readonly current: CurrentTarget;
}

const methods = ['create', 'write', 'read', 'execute', 'history'] as const;

/** The six operations, each as a form. */
export function registerOperationCommands(options: OperationCommandsOptions): DisposableStore {
  const { forms } = options;
  const registered = new DisposableStore();
  /** The history of everything unless a menu told of what: only the connection is taken over. */
  const currentFor = (method: OperationForm['method']): FormTarget | undefined => {
    const current = options.current();
    if (current === undefined) return undefined;
    const target = targetOf(current, method);
    return method === 'history' ? { connectionId: target.connectionId } : target;
  };
  for (const method of methods) {
    registered.add(
      register(
        `frames.${method}`,
        {
          run: (...[target]: CommandArguments[`frames.${typeof method}`]) => {
            forms.open(method, target === undefined ? currentFor(method) : targetOf(target, method));
          },
          situation: () => ({ intent: `open the form of ${method}` }),
        },
        options,
      ),
    );
  }
  registered.add(
    register(
      'frames.delete',
      {
        run: async (target, selected = []) => {
          if (selected.length > 1) await forms.deleteAll(...chosen(selected));
          else forms.open('delete', target === undefined ? currentFor('delete') : targetOf(target, 'delete'));
        },
        situation: (target) => ({
          intent: 'delete',
          connection: target && 'kind' in target ? connectionOf(target) : undefined,
        }),
      },
      options,
    ),
  );
  return registered;
}

function targetOf(target: ExplorerNode | FormTarget, method: OperationForm['method']): FormTarget {
  return 'kind' in target ? targetOfNode(target, method) : target;
}

/** The collections among nodes that are selected together. @throws UserError */
function chosen(nodes: readonly ExplorerNode[]): [Connection, readonly Collection[]] {
  const collections = nodes.flatMap((node) => (node.kind === 'leaf' ? (collectionOf(node) ?? []) : []));
  const connections = new Map(nodes.map((node) => [connectionOf(node).id, connectionOf(node)]));
  const [connection] = connections.values();
  if (collections.length < nodes.length) {
    throw new UserError(
      'only collections can be deleted together. Leave folders and files out of the selection',
    );
  }
  if (!connection || connections.size > 1) {
    throw new UserError('the selection is of several connections. Select collections of one of them');
  }
  return [connection, collections];
}
